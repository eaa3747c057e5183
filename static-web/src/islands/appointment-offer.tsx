import type { Appointment, AppointmentService, Offer, Slot } from '../api/appointment-types.ts';
import { leftInWords, spokenOfHours } from '../appointments/countdown.ts';
import { useTicking } from '../appointments/ticking.ts';
import { ActionButton } from '../components/common.tsx';
import { dayInWords, instant } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';

/** Another time that is kept for the person: the old one struck through, the new one, until when, and yes or no. */
export function OfferBox({
  appointment,
  offer,
  services,
  accept,
  refuse,
  choose,
  ended,
  lang,
  say,
}: IslandProps & {
  appointment: Appointment;
  offer: Offer;
  services: readonly AppointmentService[];
  accept: () => Promise<void>;
  refuse: () => Promise<void>;
  choose: () => void;
  ended: () => void;
}) {
  const { seconds, spoken } = useTicking(offer.until, 0, ended, spokenOfHours);
  const offices = services.find(one => one.id === appointment.service)?.offices ?? [];
  const office = (slot: Slot) => offices.find(one => one.id === slot.office);
  const left = (of: number): string => {
    const { unit, count } = leftInWords(of);
    return say(`left.${unit}`, { count });
  };
  const closed = offer.reason === 'office-closed';
  const when = (slot: Slot): string => say('offer.when', { date: dayInWords(slot.date, lang), time: slot.time });
  return (
    <section class="app-offer app-noprint" aria-labelledby="offer">
      <h2 class="govuk-heading-m" id="offer">
        {say(closed ? 'offer.closed' : 'offer.earlier')}
      </h2>
      <p class="govuk-body">{say(closed ? 'offer.closedText' : 'offer.earlierText')}</p>
      <dl class="app-offer__times">
        <div>
          <dt>{say('offer.now')}</dt>
          <dd>
            <del>
              {when(appointment)}
              <br />
              {office(appointment)?.name[lang] ?? appointment.office}
            </del>
          </dd>
        </div>
        <div class="app-offer__new">
          <dt>{say('offer.new')}</dt>
          <dd>
            <strong>{when(offer)}</strong>
            <br />
            {office(offer)?.name[lang] ?? offer.office}
            {offer.office !== appointment.office && <div class="app-muted">{office(offer)?.address[lang]}</div>}
          </dd>
        </div>
      </dl>
      <p class="govuk-body">{say('offer.until', { time: instant(offer.until, lang), left: left(seconds) })}</p>
      <p class="govuk-visually-hidden" aria-live="polite">
        {spoken === undefined ? '' : say('offer.spoken', { left: left(spoken * 60) })}
      </p>
      <div class="app-actions">
        <ActionButton act={accept} say={say}>
          {say('offer.take')}
        </ActionButton>
        <ActionButton kind="secondary" act={refuse} say={say}>
          {say(closed ? 'offer.no' : 'offer.keep')}
        </ActionButton>
        <button type="button" class="app-link-button" onClick={choose}>
          {say('offer.choose')}
        </button>
      </div>
    </section>
  );
}

/** The office is closed at the time of the appointment, and no other time is kept: what that means, and what to do. */
export function Closed({ say }: { say: IslandProps['say'] }) {
  return (
    <section class="govuk-inset-text app-warn">
      <h2 class="govuk-heading-m">{say('closed.title')}</h2>
      <p>{say('closed.text')}</p>
    </section>
  );
}
