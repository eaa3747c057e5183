import { useEffect, useRef, useState } from 'preact/hooks';
import type { QueuePlace } from '../api/appointment-types.ts';
import { isRefusal, Refused } from '../api/failures.ts';
import { clockAhead } from './countdown.ts';

/** A place in a waiting room as this page knows it. */
export interface Queued {
  place?: QueuePlace;
  /** Milliseconds that the server's clock is ahead of this one. */
  ahead: number;
  /** Why there is no place and will be none. */
  failure?: unknown;
}

/** Seconds until the next try when the last one had no answer. */
const afterSilence = 5;

/**
 * Joins once and then asks as often as the service says it is worth it, also while the page is not seen: somebody who waits looks at other
 * things. A ticket that is refused is replaced by joining again.
 */
export function useQueue(ticket: string | undefined, join: () => Promise<{ ticket: string; place: QueuePlace }>, look: (ticket: string) => Promise<QueuePlace>): Queued {
  const [queued, setQueued] = useState<Queued>({ ahead: 0 });
  const calls = useRef({ join, look });
  calls.current = { join, look };
  useEffect(() => {
    let live = true;
    let own = ticket;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<QueuePlace> => {
      if (own !== undefined) {
        return calls.current.look(own);
      }

      const joined = await calls.current.join();
      own = joined.ticket;
      return joined.place;
    };
    const turn = async (): Promise<void> => {
      let next: number | undefined;
      try {
        const place = await ask();
        next = place.askAgainAfter;
        if (live) {
          setQueued({ place, ahead: clockAhead(place.asOf, Date.now()) });
        }
      } catch (failure) {
        next = nextAfter(failure);
        if (own !== undefined && isRefusal(failure, 'ticket-invalid')) {
          own = undefined;
          next = 1;
        }

        if (live && next === undefined) {
          setQueued(known => ({ ...known, failure }));
        }
      }

      if (live && next !== undefined) {
        timer = setTimeout(() => void turn(), next * 1000);
      }
    };
    void turn();
    return () => {
      live = false;
      clearTimeout(timer);
    };
  }, []);
  return queued;
}

/** Seconds after which it is worth trying again; undefined when the answer will stay the same. */
function nextAfter(failure: unknown): number | undefined {
  if (!(failure instanceof Refused) || failure.problem.status >= 500) {
    return afterSilence;
  }

  const told = Number(failure.problem.values?.['retryAfter']);
  return failure.problem.status === 429 ? (Number.isFinite(told) ? told : afterSilence) : undefined;
}
