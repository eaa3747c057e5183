import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { isRefusal, Refused, SignInRequired, Unreachable } from '../api/failures.ts';
import { signIn } from '../api/session.ts';
import type { Lang } from '../lib/languages.ts';
import type { SentAttachment } from '../api/types.ts';
import { fileSize } from '../lib/format.ts';
import { focusOn, type Loaded } from '../lib/page.ts';
import type { Say } from '../lib/strings.ts';

/** One line of an error summary: the sentence, and the element that it is about. */
export interface SummaryLine {
  id?: string;
  text: string;
}

/** What went wrong, in a person's words: the server's own sentence where it gave one. */
export function sentence(failure: unknown, say: Say): string {
  if (failure instanceof Unreachable) {
    return say('failure.unreachable');
  }

  if (failure instanceof SignInRequired) {
    return say('failure.signedOut');
  }

  if (failure instanceof Refused) {
    const { detail, status, traceId } = failure.problem;
    return detail ?? (status === 404 ? say('failure.notFound') : traceId ? say('failure.faultWithId', { id: traceId }) : say('failure.fault'));
  }

  return say('failure.fault');
}

/** The list of what is wrong, at the top of the page; it takes the focus when it appears. */
export function ErrorSummary({ lines, say }: { lines: readonly SummaryLine[]; say: Say }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (lines.length > 0) {
      focusOn(box.current);
    }
  }, [lines]);
  if (lines.length === 0) {
    return null;
  }

  return (
    <div class="govuk-error-summary" ref={box} tabIndex={-1}>
      <div role="alert">
        <h2 class="govuk-error-summary__title">{say('error.summary')}</h2>
        <div class="govuk-error-summary__body">
          <ul class="govuk-list govuk-error-summary__list">
            {lines.map(({ id, text }) => (
              <li key={`${id} ${text}`}>
                {id === undefined ? (
                  text
                ) : (
                  <a
                    href={`#${id}`}
                    onClick={event => {
                      event.preventDefault();
                      focusControl(id);
                    }}
                  >
                    {text}
                  </a>
                )}
              </li>
            ))}
          </ul>
        </div>
      </div>
    </div>
  );
}

/** Puts the focus into a field: on the element itself, or the first control inside it. */
export function focusControl(id: string): void {
  const controls = 'input:not([type=hidden]),select,textarea,button';
  const element = document.getElementById(id);
  const control = element?.matches(controls) ? element : element?.querySelector<HTMLElement>(controls);
  const target = control ?? element;
  if (target) {
    (element?.closest('.govuk-form-group') ?? target).scrollIntoView();
    target.focus({ preventScroll: true });
  }
}

/** Shows what is loading, what failed with a way to try again, or what came. */
export function Fetched<T>({
  loaded,
  again,
  lang,
  say,
  children,
}: {
  loaded: Loaded<T>;
  again: () => void;
  lang: Lang;
  say: Say;
  children: (value: T) => ComponentChildren;
}) {
  if (loaded.state === 'loading') {
    return <Loading say={say} />;
  }

  if (loaded.state === 'ready') {
    return <>{children(loaded.value)}</>;
  }

  return <Failure failure={loaded.failure} again={again} lang={lang} say={say} />;
}

export function Loading({ say }: { say: Say }) {
  return (
    <p class="govuk-body app-loading" role="status">
      <span class="app-loading__dots" aria-hidden="true" />
      {say('common.loading')}
    </p>
  );
}

/** A page that could not be shown, and what to do now. */
export function Failure({ failure, again, lang, say }: { failure: unknown; again: () => void; lang: Lang; say: Say }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  const missing = failure instanceof Refused && failure.problem.status === 404;
  const denied = isRefusal(failure, 'not-permitted');
  return (
    <div class="app-narrow">
      <h1 class="govuk-heading-l" ref={heading}>
        {missing ? say('failure.notFoundTitle') : denied ? say('failure.deniedTitle') : say('failure.title')}
      </h1>
      <p class="govuk-body">{sentence(failure, say)}</p>
      {failure instanceof SignInRequired ? (
        <button type="button" class="govuk-button" onClick={() => void signIn(lang)}>
          {say('nav.signIn')}
        </button>
      ) : missing || denied ? (
        <a class="govuk-link" href={`/${lang}/`}>
          {say('common.toHome')}
        </a>
      ) : (
        <button type="button" class="govuk-button" onClick={again}>
          {say('common.tryAgain')}
        </button>
      )}
    </div>
  );
}

/** A button that carries out one thing at a time and says so while it does. */
export function ActionButton({
  act,
  children,
  kind,
  say,
}: {
  act: () => Promise<void>;
  children: ComponentChildren;
  kind?: 'secondary' | 'warning';
  say: Say;
}) {
  const [busy, setBusy] = useState(false);
  return (
    <button
      type="button"
      class={`govuk-button${kind ? ` govuk-button--${kind}` : ''}`}
      aria-disabled={busy}
      onClick={() => {
        if (!busy) {
          setBusy(true);
          void act().finally(() => setBusy(false));
        }
      }}
    >
      {busy ? say('common.wait') : children}
    </button>
  );
}

/** Where a case stands, as a coloured word. */
export function Status({ status, say }: { status: import('../api/types.ts').CaseStatus; say: Say }) {
  const colour = { received: 'blue', acknowledged: 'teal', 'question-asked': 'magenta', 'question-answered': 'teal', decided: 'grey' }[status];
  return <strong class={`govuk-tag govuk-tag--${colour}`}>{say(`status.${status}`)}</strong>;
}

/** Hands a file to the browser to keep. */
export function keepFile(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

/** The sent files by their ids, each a button that fetches it. */
export const fileButtons = (files: readonly SentAttachment[], fetch: (id: string) => Promise<Blob>, failed: (failure: unknown) => void) =>
  new Map(
    files.map(({ attachmentId, fileName, size }) => [
      attachmentId,
      <button key={attachmentId} type="button" class="app-link-button" onClick={() => void fetch(attachmentId).then(blob => keepFile(blob, fileName), failed)}>
        {`${fileName} (${fileSize(size)})`}
      </button>,
    ]),
  );
