import type { ComponentProps } from 'preact';
import type { AppointmentService } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import { personHere } from '../api/session.ts';
import type { Mine } from '../appointments/kept.ts';
import type { IslandProps } from '../lib/page.ts';
import { Accesses } from './appointment-accesses.tsx';
import { Before, Details, Keeping, ReferenceCode } from './appointment-details.tsx';
import { AppointmentTags } from './appointment-list.tsx';
import { Closed, OfferBox } from './appointment-offer.tsx';
import { Page } from './appointment-page.tsx';
import { Told } from './appointment-told.tsx';
import { Watching } from './appointment-watch.tsx';

/** An appointment as it stands: first what waits for an answer, then what, when and where, then what can be done. */
export function Shown({
  api,
  services,
  mine,
  told,
  frame,
  go,
  accept,
  refuse,
  ended,
  stop,
  other,
  lang,
  say,
}: IslandProps & {
  api: AppointmentsApi;
  services: readonly AppointmentService[];
  mine: Mine;
  /** What has just been done. */
  told: string | undefined;
  frame: Pick<ComponentProps<typeof Page>, 'title' | 'wrong' | 'focus'>;
  go: (to: 'change' | 'cancel' | 'watch') => void;
  accept: () => Promise<void>;
  refuse: () => Promise<void>;
  ended: () => void;
  stop: () => Promise<void>;
  other: () => void;
}) {
  const { appointment } = mine;
  const { status, offer } = appointment;
  const service = services.find(one => one.id === appointment.service);
  const live = status === 'booked' || status === 'closed';
  return (
    <Page {...frame} lang={lang} say={say} focus={frame.focus === true && told === undefined} back={{ href: personHere() === null ? `/${lang}/appointments/` : `/${lang}/cases/` }}>
      {told !== undefined && <Told text={told} />}
      <p class="app-standing">
        <span class="app-reference">{appointment.reference}</span> <AppointmentTags appointment={appointment} say={say} />
      </p>
      {offer ? (
        <OfferBox {...{ appointment, offer, services, accept, refuse, ended, lang, say }} choose={() => go('change')} />
      ) : (
        status === 'closed' && <Closed say={say} />
      )}
      <div class="app-ticket__body">
        <Details appointment={appointment} services={services} lang={lang} say={say} />
        {status === 'booked' && <ReferenceCode reference={appointment.reference} say={say} />}
      </div>
      {live && (
        <p class="app-actions app-noprint">
          <button type="button" class={`govuk-button${offer ? ' govuk-button--secondary' : ''}`} onClick={() => go('change')}>
            {say('manage.change')}
          </button>
          <button type="button" class="govuk-button govuk-button--secondary" onClick={() => go('cancel')}>
            {say('manage.cancel')}
          </button>
        </p>
      )}
      {status === 'booked' && <Keeping api={api} mine={mine} lang={lang} say={say} />}
      {live && service && <Watching {...{ appointment, service, stop, lang, say }} begin={() => go('watch')} />}
      {status === 'booked' && <Before party={appointment.party} say={say} />}
      {appointment.accesses && (
        <div class="app-noprint">
          <Accesses accesses={appointment.accesses} lang={lang} say={say} />
        </div>
      )}
      <p class="app-actions app-noprint">
        <button type="button" class="app-link-button" onClick={other}>
          {say('manage.other')}
        </button>
      </p>
    </Page>
  );
}
