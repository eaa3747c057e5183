import { useEffect, useRef } from 'preact/hooks';
import type { AppointmentService } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import type { Mine } from '../appointments/kept.ts';
import { focusOn, type IslandProps } from '../lib/page.ts';
import { Details, Keeping, ReferenceCode } from './appointment-details.tsx';

/** What is said once the appointment is made: to be kept, printed and shown at the office. */
export function Booked({ api, services, mine, another, lang, say }: IslandProps & { api: AppointmentsApi; services: readonly AppointmentService[]; mine: Mine; another: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  const { reference } = mine.appointment;
  return (
    <div class="app-narrow app-ticket">
      <div class="govuk-panel govuk-panel--confirmation app-sent">
        <h1 class="govuk-panel__title" ref={heading}>
          {say('booked.title')}
        </h1>
        <div class="govuk-panel__body">
          {say('booked.reference')}
          <br />
          <strong class="app-reference">{reference}</strong>
        </div>
      </div>
      <div class="app-ticket__body">
        <Details appointment={mine.appointment} services={services} lang={lang} say={say} />
        <ReferenceCode reference={reference} say={say} />
      </div>
      <Keeping api={api} mine={mine} lang={lang} say={say} />
      <h2 class="govuk-heading-m">{say('booked.next')}</h2>
      <ul class="govuk-list govuk-list--bullet">
        <li>{say('booked.bring')}</li>
        <li>{say('booked.code')}</li>
        <li>{say('booked.late')}</li>
      </ul>
      <p class="app-actions app-noprint">
        <a class="govuk-link" href={`/${lang}/appointments/manage/`}>
          {say('manage.link')}
        </a>
        <button type="button" class="app-link-button" onClick={another}>
          {say('booked.another')}
        </button>
      </p>
    </div>
  );
}
