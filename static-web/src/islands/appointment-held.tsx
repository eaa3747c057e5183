import { useEffect, useRef, useState } from 'preact/hooks';
import { clock, passed, secondsLeft } from '../appointments/countdown.ts';
import type { HeldPlace } from '../appointments/kept.ts';
import { focusOn, type IslandProps } from '../lib/page.ts';

/** How long the place is still kept: seen every second, spoken at 5, 2 and 1 minutes. */
export function Countdown({ held, lapsed, say }: { held: HeldPlace; lapsed: () => void; say: IslandProps['say'] }) {
  const left = (): number => secondsLeft(held.until, Date.now(), held.ahead);
  const [seconds, setSeconds] = useState(left);
  const [spoken, setSpoken] = useState<number>();
  const before = useRef(seconds);
  const end = useRef(lapsed);
  end.current = lapsed;
  useEffect(() => {
    const tick = (): void => {
      const now = left();
      const minutes = passed(before.current, now);
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
  }, [held.until]);
  return (
    <div class="app-countdown app-noprint">
      <p>
        {say('held.left')} <strong class="app-countdown__clock">{clock(seconds)}</strong>
      </p>
      <p class="govuk-visually-hidden" aria-live="polite">
        {spoken === undefined ? '' : say(spoken === 1 ? 'held.minute' : 'held.minutes', { count: spoken })}
      </p>
    </div>
  );
}

/** The hold ran out: what that means, and the way back to the times. */
export function Lapsed({ again, say }: { again: () => void; say: IslandProps['say'] }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  return (
    <div class="app-narrow">
      <h1 class="govuk-heading-l" ref={heading}>
        {say('held.lapsed')}
      </h1>
      <p class="govuk-body-l">{say('held.lapsedText')}</p>
      <button type="button" class="govuk-button" onClick={again}>
        {say('held.again')}
      </button>
    </div>
  );
}
