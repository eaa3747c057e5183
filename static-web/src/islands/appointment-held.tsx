import { useEffect, useRef } from 'preact/hooks';
import { clock } from '../appointments/countdown.ts';
import type { HeldPlace } from '../appointments/kept.ts';
import { useTicking } from '../appointments/ticking.ts';
import { focusOn, type IslandProps } from '../lib/page.ts';

/** How long the place is still kept: seen every second, spoken at 5, 2 and 1 minutes. */
export function Countdown({ held, lapsed, say }: { held: HeldPlace; lapsed: () => void; say: IslandProps['say'] }) {
  const { seconds, spoken } = useTicking(held.until, held.ahead, lapsed);
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
