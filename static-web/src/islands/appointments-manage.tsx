import { useEffect, useRef, useState } from 'preact/hooks';
import type { Appointment, AppointmentService } from '../api/appointment-types.ts';
import { type AppointmentsApi, connectAppointments } from '../api/appointments.ts';
import type { Answer } from '../api/client.ts';
import { isRefusal, Refused } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { keepFound, type Mine } from '../appointments/kept.ts';
import { takeOffered } from '../appointments/offered.ts';
import { opened } from '../appointments/opened.ts';
import { ActionButton, Fetched, sentence, type SummaryLine } from '../components/common.tsx';
import { type IslandProps, parameter, useLoaded, useTitle } from '../lib/page.ts';
import { Booked } from './appointment-booked.tsx';
import { Change } from './appointment-change.tsx';
import { Details } from './appointment-details.tsx';
import { Find } from './appointment-find.tsx';
import { Page } from './appointment-page.tsx';
import { Shown } from './appointment-shown.tsx';
import { WatchForm } from './appointment-watch.tsx';

/** Shows an appointment to its owner, who may change its time, cancel it, take another time that is offered, or have an earlier one looked for. */
export function ManageAppointment(props: IslandProps) {
  const offered = useRef<string>();
  const [loaded, again] = useLoaded(props.lang, async () => {
    offered.current = takeOffered() ?? offered.current;
    const api = await connectAppointments(props.lang);
    const [services, mine] = await Promise.all([api.services(), opened(api, offered.current)]);
    return { api, services, mine, ended: offered.current !== undefined && mine === undefined };
  });
  useEffect(() => {
    // The link of another mail, followed while this page is open.
    const follow = (): void => {
      if (location.hash.startsWith('#offer=')) {
        again();
      }
    };
    addEventListener('hashchange', follow);
    return () => removeEventListener('hashchange', follow);
  }, []);
  return (
    <Fetched loaded={loaded} again={again} {...props}>
      {all => <Managing {...props} {...all} />}
    </Fetched>
  );
}

export type Step = 'find' | 'show' | 'change' | 'cancel' | 'watch' | 'done';

/** The step that is shown of those that were asked for: what the appointment does not allow is not. */
function stepOf(asked: string, appointment: Appointment | undefined): Step {
  if (appointment === undefined) {
    return 'find';
  }

  const { status } = appointment;
  const live = status === 'booked' || status === 'closed';
  const allowed: Record<string, boolean> = { change: live, cancel: live, watch: live, done: status === 'booked' };
  return allowed[asked] === true ? (asked as Step) : 'show';
}

const titles = { find: 'manage.title', show: 'manage.yours', change: 'manage.change', cancel: 'manage.cancelTitle', watch: 'watch.title', done: 'offer.taken' } as const;

function Managing({
  api,
  services,
  mine: first,
  ended,
  lang,
  say,
}: IslandProps & { api: AppointmentsApi; services: AppointmentService[]; mine: Mine | undefined; /** A mail's link opened nothing any more. */ ended: boolean }) {
  const [mine, setMine] = useState(first);
  const [asked, setAsked] = useState(() => parameter('step'));
  const [wrong, setWrong] = useState<readonly SummaryLine[]>([]);
  const [told, setTold] = useState<string | undefined>(ended ? say('manage.linkEnded') : undefined);
  const current = useRef(mine);
  current.current = mine;
  const step = stepOf(asked, mine?.appointment);

  const have = (next: Mine | undefined): void => {
    keepFound(next);
    setMine(next);
  };
  const go = (to: Step, replace = false): void => {
    history[replace ? 'replaceState' : 'pushState'](null, '', `${location.pathname}?step=${to}`);
    dispatchEvent(new Event('egov:address'));
    setAsked(to);
    setWrong([]);
    setTold(undefined);
  };
  /** Shows what came of a step, in place of it: the way back must not lead to what is done. */
  const show = (text: string): void => {
    go('show', true);
    setTold(text);
  };
  const renew = async (): Promise<void> => {
    const known = current.current;
    if (known) {
      const { value, etag = '' } = await api.appointment(known.appointment.reference, known.pass);
      have({ ...known, appointment: value, etag });
    }
  };
  useEffect(() => {
    if (asked !== step) {
      history.replaceState(null, '', `${location.pathname}?step=${step}`);
      dispatchEvent(new Event('egov:address'));
    }

    const back = (): void => {
      setAsked(parameter('step'));
      setWrong([]);
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);

  /** A refusal in words; what was changed meanwhile is fetched. */
  const refused = async (failure: unknown): Promise<void> => {
    if (isRefusal(failure, 'pass-invalid')) {
      have(undefined);
      go('find', true);
    } else if (['changed-meanwhile', 'precondition-required', 'appointment-ended', 'offer-lapsed'].some(code => isRefusal(failure, code))) {
      await renew().catch(() => undefined);
      go('show', true);
    }

    setWrong([{ text: sentence(failure, say) }]);
  };

  /** Carries out one intention; sent again it has its effect once. */
  const act = async (intention: string, about: unknown, call: (key: string, known: Mine) => Promise<Answer<Appointment>>, done: () => void): Promise<void> => {
    const known = current.current!;
    const name = `appointment.${intention}.${known.appointment.reference}`;
    try {
      const { value, etag = '' } = await call(await keyFor(name, about), known);
      keyUsed(name);
      have({ ...known, appointment: value, etag });
      done();
    } catch (failure) {
      if (failure instanceof Refused) {
        keyUsed(name);
      }

      await refused(failure);
    }
  };

  const title = say(step === 'watch' && mine?.appointment.status === 'closed' ? 'watch.closedTitle' : titles[step]);
  useTitle(`${wrong.length > 0 ? `${say('error.prefix')} ` : ''}${title}`, say);

  if (mine === undefined) {
    return (
      <Find
        {...{ api, services, lang, say, wrong, setWrong, title, told }}
        done={next => {
          have(next);
          go('show');
        }}
      />
    );
  }

  const { appointment } = mine;
  const { reference, offer } = appointment;
  const service = services.find(one => one.id === appointment.service);
  const frame = { lang, say, title, wrong, focus: wrong.length === 0 };
  const toShow = { act: () => go('show') };
  switch (step) {
    case 'change':
      return (
        <Page key="change" {...frame} back={toShow}>
          <Change
            {...{ api, services, lang, say, mine, setWrong, refused }}
            done={next => {
              have(next);
              show(say('manage.changed'));
            }}
          />
        </Page>
      );
    case 'cancel':
      return (
        <Page key="cancel" {...frame} back={toShow}>
          <Details appointment={appointment} services={services} lang={lang} say={say} />
          <p class="govuk-body">{say('manage.cancelText')}</p>
          <div class="app-actions">
            <ActionButton
              kind="warning"
              say={say}
              act={() => act('cancel', mine.etag, (key, known) => api.cancel(key, reference, known.pass, known.etag), () => show(say('manage.cancelled')))}
            >
              {say('manage.cancelYes')}
            </ActionButton>
            <button type="button" class="govuk-button govuk-button--secondary" onClick={() => go('show')}>
              {say('manage.cancelNo')}
            </button>
          </div>
        </Page>
      );
    case 'watch':
      return (
        <Page key="watch" {...frame} back={toShow}>
          {service && (
            <WatchForm
              {...{ appointment, service, setWrong, lang, say }}
              watch={wish => act('watch', wish, (_, known) => api.watch(reference, known.pass, wish), () => show(say('watch.started')))}
            />
          )}
        </Page>
      );
    case 'done':
      return (
        <Booked {...{ api, services, mine, lang, say, title }}>
          <button type="button" class="app-link-button" onClick={() => go('show')}>
            {say('manage.link')}
          </button>
        </Booked>
      );
    default:
      return (
        <Shown
          key={`show ${told ?? ''}`}
          {...{ api, services, mine, told, frame, go, lang, say }}
          accept={() => act('accept', offer?.offerId, (key, known) => api.acceptOffer(key, reference, known.pass, offer!.offerId), () => go('done', true))}
          refuse={() =>
            act('refuse', offer?.offerId, (key, known) => api.refuseOffer(key, reference, known.pass, offer!.offerId), () => show(say(offer!.reason === 'office-closed' ? 'offer.refusedClosed' : 'offer.refused')))
          }
          ended={() => void renew().then(() => setTold(say('offer.over')), () => undefined)}
          stop={() => act('unwatch', '', (_, known) => api.unwatch(reference, known.pass), () => show(say('watch.stopped')))}
          other={() => {
            have(undefined);
            go('find');
          }}
        />
      );
  }
}
