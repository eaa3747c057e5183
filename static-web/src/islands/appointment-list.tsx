import { useEffect, useState } from 'preact/hooks';
import type { AppointmentService, OwnAppointment } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import { SignInRequired } from '../api/failures.ts';
import { keepFound } from '../appointments/kept.ts';
import { inOrder } from '../appointments/own.ts';
import { Loading, sentence } from '../components/common.tsx';
import { dayInWords } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';

/** The appointments that the signed-in person made, the next one first; each leads to where it is seen and changed. */
export function OwnAppointments({ api, services, lang, say }: IslandProps & { api: AppointmentsApi; services: readonly AppointmentService[] }) {
  const [own, setOwn] = useState<readonly OwnAppointment[]>();
  const [failure, setFailure] = useState<unknown>();
  const look = (): void => {
    setFailure(undefined);
    api.own().then(setOwn, setFailure);
  };
  useEffect(look, []);
  if (failure !== undefined) {
    return (
      <p class="govuk-body" role="alert">
        {sentence(failure, say)}{' '}
        {!(failure instanceof SignInRequired) && (
          <button type="button" class="app-link-button" onClick={look}>
            {say('common.tryAgain')}
          </button>
        )}
      </p>
    );
  }

  if (own === undefined) {
    return <Loading say={say} />;
  }

  const { coming, gone } = inOrder(own, Date.now());
  const row = (one: OwnAppointment) => <Row key={one.appointment.reference} {...{ one, services, lang, say }} />;
  return (
    <>
      {coming.length === 0 ? (
        <p class="govuk-body">
          {say('own.none')}{' '}
          <a class="govuk-link" href={`/${lang}/appointments/`}>
            {say('home.canBook')}
          </a>
        </p>
      ) : (
        <ul class="app-rows">{coming.map(row)}</ul>
      )}
      {gone.length > 0 && (
        <details class="govuk-details">
          <summary class="govuk-details__summary">
            <span class="govuk-details__summary-text">{say('own.gone', { count: gone.length })}</span>
          </summary>
          <ul class="app-rows">{gone.map(row)}</ul>
        </details>
      )}
    </>
  );
}

function Row({ one, services, lang, say }: IslandProps & { one: OwnAppointment; services: readonly AppointmentService[] }) {
  const { appointment, pass } = one;
  const { reference, date, time } = appointment;
  const service = services.find(known => known.id === appointment.service);
  const office = service?.offices.find(known => known.id === appointment.office)?.name[lang] ?? appointment.office;
  return (
    <li class="app-row">
      <div>
        <a
          class="govuk-link app-row__title"
          href={`/${lang}/appointments/manage/?ref=${encodeURIComponent(reference)}`}
          onClick={() => keepFound({ pass, etag: '', appointment })}
        >
          {say('slots.at', { time, date: dayInWords(date, lang), office })}
        </a>
        <div>
          {service?.name[lang] ?? appointment.service} <span class="app-reference">{reference}</span>
        </div>
      </div>
      <AppointmentTags appointment={appointment} say={say} />
    </li>
  );
}

/** How an appointment stands, in coloured words; what waits for the person stands out. */
export function AppointmentTags({ appointment: { status, offer }, say }: { appointment: OwnAppointment['appointment']; say: IslandProps['say'] }) {
  const colour = { held: 'blue', booked: 'teal', closed: 'magenta', cancelled: 'grey', lapsed: 'grey' }[status];
  return (
    <span class="app-tags">
      <strong class={`govuk-tag govuk-tag--${colour}`}>{say(`appt.status.${status}`)}</strong>
      {offer && <strong class="govuk-tag govuk-tag--magenta">{say('own.offer')}</strong>}
    </span>
  );
}
