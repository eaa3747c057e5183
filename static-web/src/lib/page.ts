import { useEffect, useRef, useState } from 'preact/hooks';
import { SignInRequired } from '../api/failures.ts';
import { signIn } from '../api/session.ts';
import type { Lang } from './languages.ts';
import type { Say } from './strings.ts';

/** What every island is given. */
export interface IslandProps {
  lang: Lang;
  say: Say;
}

/** Something that is being fetched. */
export type Loaded<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed'; failure: unknown };

/** Fetches when the page opens and when asked again. A session that has ended leads to sign-in and back to this address. */
export function useLoaded<T>(lang: Lang, fetchIt: () => Promise<T>): [Loaded<T>, () => void, (value: T) => void] {
  const [loaded, setLoaded] = useState<Loaded<T>>({ state: 'loading' });
  const latest = useRef(fetchIt);
  latest.current = fetchIt;
  const again = (): void => {
    setLoaded({ state: 'loading' });
    latest.current().then(
      value => setLoaded({ state: 'ready', value }),
      (failure: unknown) => {
        if (failure instanceof SignInRequired) {
          // Leaving for the identity provider can fail too, when it cannot be reached.
          signIn(lang).catch((why: unknown) => setLoaded({ state: 'failed', failure: why }));
        } else {
          setLoaded({ state: 'failed', failure });
        }
      },
    );
  };
  useEffect(again, []);
  return [loaded, again, value => setLoaded({ state: 'ready', value })];
}

/** A parameter of the page's address. */
export function parameter(name: string): string {
  return new URLSearchParams(location.search).get(name) ?? '';
}

/** Names the document: what it is about first, the portal last. */
export function useTitle(title: string, say: Say): void {
  useEffect(() => {
    document.title = say('site.pageTitle', { page: title });
  }, [title, say]);
}

/** Moves the focus to a heading that has just appeared, so that a screen reader reads it. */
export function focusOn(element: HTMLElement | null): void {
  if (element) {
    element.tabIndex = -1;
    element.focus({ preventScroll: true });
    window.scrollTo({ top: 0 });
  }
}
