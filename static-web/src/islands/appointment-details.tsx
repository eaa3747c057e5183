import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Appointment, AppointmentOffice, AppointmentService, HoldRequest } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import { appointmentCode, qrImage } from '../appointments/qr.ts';
import type { Mine } from '../appointments/kept.ts';
import { keepFile, sentence } from '../components/common.tsx';
import { calendarDate, dayInWords } from '../lib/format.ts';
import { type Lang, tags } from '../lib/languages.ts';
import type { IslandProps } from '../lib/page.ts';

function Row({ label, children, change, say }: { label: string; children: ComponentChildren; change?: (() => void) | undefined; say: IslandProps['say'] }) {
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{label}</dt>
      <dd class="govuk-summary-list__value">{children}</dd>
      {change && (
        <dd class="govuk-summary-list__actions app-noprint">
          <a
            class="govuk-link"
            href="#main"
            onClick={event => {
              event.preventDefault();
              change();
            }}
          >
            {say('check.change')}
            <span class="govuk-visually-hidden"> {label}</span>
          </a>
        </dd>
      )}
    </div>
  );
}

/** What, when and where. */
export function Details({ appointment, services, change, lang, say }: IslandProps & { appointment: Appointment; services: readonly AppointmentService[]; change?: (what: 'service' | 'slot') => void }) {
  const service = services.find(one => one.id === appointment.service);
  const kind = service?.classes.find(one => one.id === appointment.class);
  const office = service?.offices.find(one => one.id === appointment.office);
  const people = (count: number): string => say(count === 1 ? 'appt.person' : 'appt.persons', { count });
  const changed = (what: 'service' | 'slot') => change && ((): void => change(what));
  return (
    <dl class="govuk-summary-list app-appointment__details">
      <Row label={say('appt.serviceRow')} change={changed('service')} say={say}>
        {service?.name[lang] ?? appointment.service}
      </Row>
      {service && service.classes.length > 1 && (
        <Row label={say('appt.classRow')} say={say}>
          {kind?.name[lang] ?? appointment.class}
        </Row>
      )}
      <Row label={say('appt.date')} change={changed('slot')} say={say}>
        {dayInWords(appointment.date, lang)}
      </Row>
      <Row label={say('appt.time')} say={say}>
        {timesOf(appointment)
          .map(({ time, count }, _, all) => (all.length === 1 ? time : say('appt.seats', { time, people: people(count) })))
          .join(say('common.listSeparator'))}
      </Row>
      <Row label={say('appt.office')} say={say}>
        {office ? <Place office={office} lang={lang} /> : appointment.office}
      </Row>
      <Row label={say('appt.peopleRow')} say={say} change={service && service.group > 1 ? changed('service') : undefined}>
        {people(appointment.party)}
      </Row>
    </dl>
  );
}

/** How many of the party are served when; those who do not find room at the first time come right after. */
function timesOf({ seats, time }: Appointment): { time: string; count: number }[] {
  const counts = new Map<string, number>();
  seats.forEach(seat => counts.set(seat.time, (counts.get(seat.time) ?? 0) + 1));
  return counts.size === 0 ? [{ time, count: 1 }] : [...counts].map(([at, count]) => ({ time: at, count }));
}

/** An office; on paper and in English also by the name that stands on its door. */
function Place({ office, lang }: { office: AppointmentOffice; lang: Lang }) {
  return (
    <>
      {office.name[lang]}
      {lang !== 'tc' && (
        <div lang={tags.tc} class={lang === 'sc' ? 'app-printonly' : undefined}>
          {office.name.tc}
        </div>
      )}
      <div class="app-muted">{office.address[lang]}</div>
      {office.hint && <div class="app-muted">{office.hint[lang]}</div>}
    </>
  );
}

/** Who comes, as it was typed and put right. The enquiry code is not shown: somebody may look over the shoulder. */
export function Person({ person, change, lang, say }: IslandProps & { person: Pick<HoldRequest, 'document' | 'dateOfBirth' | 'email'>; change: () => void }) {
  return (
    <dl class="govuk-summary-list app-appointment__details">
      <Row label={say(`appt.number.${person.document.type}`)} change={change} say={say}>
        {person.document.number}
      </Row>
      <Row label={say('appt.dateOfBirth')} change={change} say={say}>
        {calendarDate(person.dateOfBirth, lang)}
      </Row>
      <Row label={say('appt.email')} change={change} say={say}>
        {person.email ?? say('common.notAnswered')}
      </Row>
    </dl>
  );
}

/** The reference as a picture that the office's reader reads. */
export function ReferenceCode({ reference, say }: { reference: string; say: IslandProps['say'] }) {
  return <img class="app-receipt__qr" alt={say('appt.qr', { reference })} src={`data:image/svg+xml,${encodeURIComponent(qrImage(appointmentCode(reference)))}`} width={174} height={174} />;
}

/** What to have along, and what to do when one cannot come. */
export function Before({ party, say }: { party: number; say: IslandProps['say'] }) {
  return (
    <>
      <h2 class="govuk-heading-m">{say('booked.next')}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{say('booked.bring')}</li>
        {party > 1 && <li>{say('booked.group', { count: party })}</li>}
        <li>{say('booked.papers')}</li>
        <li>{say('booked.late')}</li>
        <li>{say('booked.code')}</li>
      </ul>
    </>
  );
}

/** The calendar file and the printer. */
export function Keeping({ api, mine, lang, say }: IslandProps & { api: AppointmentsApi; mine: Mine }) {
  const [wrong, setWrong] = useState<string>();
  const { reference } = mine.appointment;
  return (
    <div class="app-noprint">
      {wrong !== undefined && (
        <p class="govuk-error-message" role="alert">
          {wrong}
        </p>
      )}
      <p class="app-actions">
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          onClick={() =>
            void api.calendar(reference, mine.pass, lang).then(
              blob => {
                setWrong(undefined);
                keepFile(blob, `${reference}.ics`);
              },
              (failure: unknown) => setWrong(sentence(failure, say)),
            )
          }
        >
          {say('appt.calendar')}
        </button>
        <button type="button" class="govuk-button govuk-button--secondary" onClick={() => print()}>
          {say('case.print')}
        </button>
      </p>
    </div>
  );
}
