import { useEffect, useRef, useState } from 'preact/hooks';
import type { Answer } from '../api/client.ts';

export interface Watched<T> {
  value?: T;
  /** Why nothing could be shown; a later try that fails leaves what is shown. */
  failure?: unknown;
  again: () => void;
  /** Looks again at once; what is shown stays until the answer is there. */
  renew: () => void;
}

/** Fetches for a key and again every `every` milliseconds while the page is seen; an answer that has not changed costs a 304 only. */
export function useWatched<T>(key: string, fetchIt: (known: string | undefined) => Promise<Answer<T>>, every: number): Watched<T> {
  const [state, setState] = useState<{ key: string; value?: T; failure?: unknown }>({ key });
  const latest = useRef(fetchIt);
  latest.current = fetchIt;
  const kick = useRef<() => void>(() => undefined);
  const look = useRef<() => void>(() => undefined);
  useEffect(() => {
    let live = true;
    let etag: string | undefined;
    let value: T | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let round = 0;
    const turn = async (): Promise<void> => {
      clearTimeout(timer);
      // An answer that is overtaken by a later look is older than what is shown.
      const mine = ++round;
      const counts = (): boolean => live && mine === round;
      try {
        const answer = await latest.current(etag);
        if (counts() && answer.unchanged !== true) {
          ({ etag, value } = answer);
          setState({ key, value });
        }
      } catch (failure) {
        if (counts() && value === undefined) {
          setState({ key, failure });
        }
      }

      if (counts() && !document.hidden) {
        timer = setTimeout(() => void turn(), every);
      }
    };
    const seen = (): void => {
      if (document.hidden) {
        clearTimeout(timer);
      } else {
        void turn();
      }
    };
    kick.current = () => {
      etag = undefined;
      value = undefined;
      setState({ key });
      void turn();
    };
    look.current = () => void turn();
    document.addEventListener('visibilitychange', seen);
    void turn();
    return () => {
      live = false;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', seen);
    };
  }, [key, every]);
  const again = (): void => kick.current();
  const renew = (): void => look.current();
  return state.key === key ? { ...state, again, renew } : { again, renew };
}
