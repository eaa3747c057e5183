import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { AppointmentService } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import type { Mine } from '../appointments/kept.ts';
import { focusOn, type IslandProps } from '../lib/page.ts';
import { Before, Details, Keeping, ReferenceCode } from './appointment-details.tsx';

/** What is said once the appointment is made or has moved: to be kept, printed and shown at the office. */
export function Booked({
  api,
  services,
  mine,
  title,
  lang,
  say,
  children,
}: IslandProps & { api: AppointmentsApi; services: readonly AppointmentService[]; mine: Mine; title: string; /** Where to go from here. */ children: ComponentChildren }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  const { reference, party } = mine.appointment;
  return (
    <div class="app-narrow app-ticket">
      <div class="govuk-panel govuk-panel--confirmation app-sent">
        <h1 class="govuk-panel__title" ref={heading}>
          {title}
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
      <Before party={party} say={say} />
      <p class="app-actions app-noprint">{children}</p>
    </div>
  );
}
