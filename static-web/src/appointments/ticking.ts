import { useEffect, useRef, useState } from 'preact/hooks';
import { passed, secondsLeft, spokenMinutes } from './countdown.ts';

/** Counts the seconds down to an instant; `spoken` are the minutes to speak of, at the marks alone. */
export function useTicking(until: string, ahead: number, ended: () => void, marks: readonly number[] = spokenMinutes): { seconds: number; spoken: number | undefined } {
  const left = (): number => secondsLeft(until, Date.now(), ahead);
  const [seconds, setSeconds] = useState(left);
  const [spoken, setSpoken] = useState<number>();
  const before = useRef(seconds);
  const end = useRef(ended);
  end.current = ended;
  useEffect(() => {
    const tick = (): void => {
      const now = left();
      const minutes = passed(before.current, now, marks);
      before.current = now;
      setSeconds(now);
      if (minutes !== undefined) {
        setSpoken(minutes);
      }

      if (now === 0) {
        clearInterval(timer);
        end.current();
      }
    };
    const timer = setInterval(tick, 1000);
    // A tab that slept catches up at once.
    document.addEventListener('visibilitychange', tick);
    tick();
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [until]);
  return { seconds, spoken };
}
