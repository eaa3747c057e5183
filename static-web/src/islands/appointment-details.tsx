import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { Appointment, AppointmentService, HoldRequest } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import { appointmentCode, qrImage } from '../appointments/qr.ts';
import type { Mine } from '../appointments/kept.ts';
import { keepFile, sentence } from '../components/common.tsx';
import { calendarDate, dayInWords } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';

/** What, when and where. */
export function Details({ appointment, services, change, lang, say }: IslandProps & { appointment: Appointment; services: readonly AppointmentService[]; change?: (what: 'service' | 'slot' | 'people') => void }) {
  const service = services.find(one => one.id === appointment.service);
  const kind = service?.classes.find(one => one.id === appointment.class);
  const office = service?.offices.find(one => one.id === appointment.office);
  const times = appointment.seats.map(seat => seat.time);
  const row = (label: string, value: ComponentChildren, what?: 'service' | 'slot' | 'people'): ComponentChildren => (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{label}</dt>
      <dd class="govuk-summary-list__value">{value}</dd>
      {change && (
        <dd class="govuk-summary-list__actions app-noprint">
          {what && (
            <a
              class="govuk-link"
              href="#main"
              onClick={event => {
                event.preventDefault();
                change(what);
              }}
            >
              {say('check.change')}
              <span class="govuk-visually-hidden"> {label}</span>
            </a>
          )}
        </dd>
      )}
    </div>
  );
  return (
    <dl class="govuk-summary-list app-appointment__details">
      {row(say('appt.serviceRow'), service?.name[lang] ?? appointment.service, 'service')}
      {service && service.classes.length > 1 && row(say('appt.classRow'), kind?.name[lang] ?? appointment.class)}
      {row(say('appt.date'), dayInWords(appointment.date, lang), 'slot')}
      {row(say('appt.time'), times.length > 1 ? [...new Set(times)].join(say('common.listSeparator')) : appointment.time)}
      {row(
        say('appt.office'),
        <>
          {office?.name[lang] ?? appointment.office}
          {office && <div class="app-muted">{office.address[lang]}</div>}
        </>,
      )}
      {row(say('appt.peopleRow'), say(appointment.party === 1 ? 'appt.person' : 'appt.persons', { count: appointment.party }), service && service.group > 1 ? 'people' : undefined)}
    </dl>
  );
}

/** Who comes, as it was typed and put right. The enquiry code is not shown: somebody may look over the shoulder. */
export function Person({ person, change, lang, say }: IslandProps & { person: Pick<HoldRequest, 'document' | 'dateOfBirth' | 'email'>; change: (page: 'who' | 'code') => void }) {
  const rows = [
    { label: say(`appt.number.${person.document.type}`), value: person.document.number, page: 'who' as const },
    { label: say('appt.dateOfBirth'), value: calendarDate(person.dateOfBirth, lang), page: 'who' as const },
    { label: say('appt.email'), value: person.email ?? say('common.notAnswered'), page: 'code' as const },
  ];
  return (
    <dl class="govuk-summary-list app-appointment__details">
      {rows.map(({ label, value, page }) => (
        <div key={label} class="govuk-summary-list__row">
          <dt class="govuk-summary-list__key">{label}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          <dd class="govuk-summary-list__actions app-noprint">
            <a
              class="govuk-link"
              href="#main"
              onClick={event => {
                event.preventDefault();
                change(page);
              }}
            >
              {say('check.change')}
              <span class="govuk-visually-hidden"> {label}</span>
            </a>
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The reference as a picture that the office's reader reads. */
export function ReferenceCode({ reference, say }: { reference: string; say: IslandProps['say'] }) {
  return <img class="app-receipt__qr" alt={say('appt.qr', { reference })} src={`data:image/svg+xml,${encodeURIComponent(qrImage(appointmentCode(reference)))}`} width={174} height={174} />;
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
