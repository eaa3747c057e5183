import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { AppointmentService, HoldRequest, Slot, Waiting } from '../api/appointment-types.ts';
import { type AppointmentsApi, connectAppointments } from '../api/appointments.ts';
import { isRefusal, isTurnNeeded, Refused } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { personHere } from '../api/session.ts';
import { keep, kept, type Kept } from '../appointments/kept.ts';
import { secondsLeft } from '../appointments/countdown.ts';
import { chosen, personOf, questionOf, questions, usual, wantedOf } from '../appointments/questions.ts';
import { alternativesOf } from '../appointments/slots.ts';
import { ActionButton, Fetched, sentence, type SummaryLine } from '../components/common.tsx';
import { fieldAt, idOf, withAnswer } from '../forms/answers.ts';
import { check, type Problem, todayInHongKong } from '../forms/engine/index';
import { type IslandProps, parameter, useLoaded, useTitle } from '../lib/page.ts';
import { Booked } from './appointment-booked.tsx';
import { Details, Person } from './appointment-details.tsx';
import { Countdown, Lapsed } from './appointment-held.tsx';
import { Asked, linesOf, Page } from './appointment-page.tsx';
import { hasTurn, ticketFor, WaitingRoom } from './appointment-queue.tsx';
import { Alternatives, Slots } from './appointment-slots.tsx';

/** Makes an appointment: what for, who comes, when and where, a last look, and the reference. */
export function Appointments(props: IslandProps) {
  const [loaded, again] = useLoaded(props.lang, async () => {
    const api = await connectAppointments(props.lang);
    return { api, services: await api.services() };
  });
  return (
    <Fetched loaded={loaded} again={again} {...props}>
      {opened => <Booking {...props} {...opened} />}
    </Fetched>
  );
}

const holding = 'appointment.hold';
const confirming = 'appointment.confirm';

function Booking({ api, services, lang, say }: IslandProps & { api: AppointmentsApi; services: AppointmentService[] }) {
  const [state, setState] = useState(kept);
  const now = useRef(state);
  const ahead = useRef(0);
  const [wantedStep, setWantedStep] = useState(() => parameter('step'));
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [wrong, setWrong] = useState<readonly SummaryLine[]>([]);
  const [others, setOthers] = useState<readonly Slot[]>([]);
  const [busy, setBusy] = useState(false);
  const [lapsed, setLapsed] = useState(false);
  // Counts the tries to take a time, so that what is free is looked at anew after one that failed.
  const [round, setRound] = useState(0);
  const today = todayInHongKong();
  const form = useMemo(() => questions(services, state.answers, say, today), [services, state.answers, today]);
  const { service, kind } = chosen(services, state.answers);
  const wanted = wantedOf(services, state.answers);
  const who = wanted && JSON.stringify([wanted, personOf(form, services, state.answers, today)]);

  const put = (changes: Partial<Kept>): void => {
    now.current = { ...now.current, ...changes };
    keep(now.current);
    setState(now.current);
  };

  const forget = (...names: ('office' | 'date' | 'held' | 'booked' | 'waitFor')[]): void => {
    now.current = { ...now.current };
    names.forEach(name => delete now.current[name]);
    put({});
  };

  // A page is open only when those before it are answered; the check only while a place is held for these answers.
  const unanswered = form.pages.find(page => check(form, state.answers, today, { page: page.id }).problems.length > 0)?.id;
  const steps = [...form.pages.map(page => page.id), 'slot', 'check'];
  const step = ((): string => {
    const at = steps.indexOf(wantedStep === 'done' ? 'check' : wantedStep);
    if (state.booked && (wantedStep === 'done' || wantedStep === 'check')) {
      return 'done';
    }

    if (wantedStep === 'queue' && unanswered === undefined && state.waitFor !== undefined) {
      return 'queue';
    }

    const open = unanswered === undefined ? (state.held && state.held.for === who ? 'check' : 'slot') : unanswered;
    return at < 0 ? steps[0]! : at > steps.indexOf(open) ? open : steps[at]!;
  })();

  const clear = (): void => {
    setProblems([]);
    setWrong([]);
    setOthers([]);
    setLapsed(false);
  };
  const go = (to: string, replace = false): void => {
    history[replace ? 'replaceState' : 'pushState'](null, '', `${location.pathname}?step=${to}`);
    dispatchEvent(new Event('egov:address'));
    setWantedStep(to);
    clear();
  };
  useEffect(() => {
    const asked = parameter('service');
    if (asked !== '' && asked !== now.current.answers['service'] && services.some(one => one.id === asked)) {
      // Another page leads here for one service.
      set('service', asked);
    }

    if (wantedStep !== step) {
      go(step, true);
    }

    const back = (): void => {
      setWantedStep(parameter('step'));
      clear();
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);

  const set = (path: string, value: unknown): void => {
    let answers = withAnswer(now.current.answers, path, value);
    if (path === 'service') {
      // Another service has other classes and other documents.
      answers = ['class', 'limitOfStay', 'terminatedOn', 'documentType', 'party'].reduce((rest, name) => withAnswer(rest, name, undefined), answers);
      answers = { ...answers, ...usual(services.find(one => one.id === value)) };
    } else if (path === 'documentType') {
      answers = withAnswer(answers, 'documentNumber', undefined);
    }

    // A new booking begins; another service is not offered where and when the last one was.
    forget('booked', ...(path === 'service' || path === 'class' ? (['office', 'date'] as const) : []));
    put({ answers });
  };

  const next = (): void => {
    const found = check(form, now.current.answers, today, { page: step }).problems;
    setProblems(found);
    setWrong(linesOf(found, form, { lang, say }));
    if (found.length === 0) {
      go(steps[steps.indexOf(step) + 1]!);
    }
  };

  /** Who waits for places of a day. */
  const waitingFor = (date: string): Waiting => {
    const { document } = personOf(form, services, now.current.answers, today);
    return { service: wanted!.service, date, document };
  };
  const wait = (date: string): void => {
    put({ waitFor: date });
    go('queue');
  };

  const hold = async (slot: Slot, serverAhead: number): Promise<void> => {
    const { held } = now.current;
    const live = held?.for === who && secondsLeft(held!.until, Date.now(), held!.ahead) > 0;
    if (live && held && held.appointment.office === slot.office && held.appointment.date === slot.date && held.appointment.time === slot.time) {
      return;
    }

    const body: HoldRequest = { ...wanted!, ...slot, ...personOf(form, services, now.current.answers, today), language: lang };
    try {
      const { value, etag = '' } = await api.hold(await keyFor(holding, body), body, ticketFor(waitingFor(slot.date)));
      keyUsed(holding);
      put({ held: { pass: value.pass, etag, appointment: value.appointment, until: value.expiresAt, for: who!, ahead: serverAhead } });
    } catch (failure) {
      if (failure instanceof Refused) {
        keyUsed(holding);
      }

      if (isRefusal(failure, 'slot-taken')) {
        // The service lets a person's place go before it takes another for them.
        forget('held');
      }

      throw failure;
    }

    if (held && held.for !== who) {
      // The same person's place was given up by the new one; another's is let go here, or else when its time is over.
      void api.cancel(crypto.randomUUID(), held.appointment.reference, held.pass, held.etag).catch(() => undefined);
    }
  };

  const pick = (slot: Slot, serverAhead = ahead.current): void => {
    ahead.current = serverAhead;
    if (busy) {
      return;
    }

    setBusy(true);
    setWrong([]);
    hold(slot, serverAhead)
      .then(
        () => go('check'),
        (failure: unknown) => (isTurnNeeded(failure) ? wait(slot.date) : refused(failure)),
      )
      .finally(() => setBusy(false));
  };

  const refused = (failure: unknown): void => {
    setOthers([]);
    const text = sentence(failure, say);
    const field = failure instanceof Refused ? questionOf[failure.problem.code] : undefined;
    const page = field === undefined ? undefined : fieldAt(form, field)?.pageId;
    if (field !== undefined && page !== undefined) {
      go(page);
      setProblems([{ field, code: 'refused', message: { en: text, tc: text, sc: text } }]);
      setWrong([{ id: idOf(field), text }]);
      return;
    }

    const alternatives = isRefusal(failure, 'slot-taken') ? alternativesOf(failure.problem.values?.['alternatives']) : [];
    if (alternatives.length > 0) {
      setOthers(alternatives);
    } else {
      setWrong([{ text }, ...(isRefusal(failure, 'already-booked') ? [{ id: 'manage', text: say('slots.alreadyBooked') }] : [])]);
    }

    setRound(count => count + 1);
  };

  const confirm = async (): Promise<void> => {
    const { held } = now.current;
    if (!held) {
      return;
    }

    try {
      const { reference } = held.appointment;
      const { value, etag = '' } = await api.confirm(await keyFor(confirming, reference), reference, held.pass);
      keyUsed(confirming);
      // What was typed has done its work: only the appointment is kept.
      now.current = { answers: {} };
      put({ booked: { pass: held.pass, etag, appointment: value } });
      go('done', true);
    } catch (failure) {
      if (isRefusal(failure, 'hold-lapsed')) {
        setLapsed(true);
      } else {
        setWrong([{ text: sentence(failure, say) }]);
      }
    }
  };

  /** Out of the waiting room, to the times of the day that was waited for. */
  const fromQueue = (): void => {
    const date = now.current.waitFor;
    forget('office', 'date', 'waitFor');
    put(date === undefined ? {} : { date });
    go('slot', true);
  };

  const toSlots = (): void => {
    forget('held');
    go('slot', true);
  };

  const page = form.pages.find(one => one.id === step);
  const title = step === 'done' ? say('booked.title') : lapsed ? say('held.lapsed') : step === 'check' ? say('held.title') : step === 'queue' ? say('queue.title') : step === 'slot' ? say('slots.title') : page!.title[lang];
  useTitle(`${wrong.length > 0 ? `${say('error.prefix')} ` : ''}${title}`, say);

  if (step === 'done') {
    return (
      <Booked {...{ api, services, lang, say, title }} mine={state.booked!}>
        {personHere() !== null && (
          <a class="govuk-link" href={`/${lang}/cases/`}>
            {say('nav.cases')}
          </a>
        )}
        <a class="govuk-link" href={`/${lang}/appointments/manage/`}>
          {say('manage.link')}
        </a>
        <button
          type="button"
          class="app-link-button"
          onClick={() => {
            forget('booked');
            go('service');
          }}
        >
          {say('booked.another')}
        </button>
      </Booked>
    );
  }

  if (lapsed) {
    return <Lapsed again={toSlots} say={say} />;
  }

  // The waiting room stands before the times, and is no step of its own.
  const at = steps.indexOf(step === 'queue' ? 'slot' : step);
  const before = step === 'queue' ? 'slot' : steps[at - 1];
  const frame = {
    lang,
    say,
    title,
    wrong,
    caption: step === 'service' ? say('appt.title') : service?.name[lang],
    back: before === undefined ? { href: `/${lang}/` } : { act: () => go(before) },
    step: { number: at + 1, total: steps.length },
    // A refusal that leads back to a page keeps the focus on its summary.
    focus: wrong.length === 0,
  };
  if (page) {
    return (
      <Page key={step} {...frame}>
        {step === 'service' && (
          <p class="govuk-body-l">
            {say('appt.lead')}{' '}
            <a class="govuk-link" href={`/${lang}/appointments/manage/`}>
              {say('manage.link')}
            </a>
          </p>
        )}
        <Asked {...{ lang, say, form, page, set, problems, next }} answers={state.answers} button={say('common.continue')} />
        {step === 'service' && <p class="govuk-body app-muted">{say('appt.noSignIn')}</p>}
      </Page>
    );
  }

  if (step === 'queue') {
    return (
      <Page key="queue" {...frame}>
        <WaitingRoom api={api} waiting={waitingFor(state.waitFor!)} done={fromQueue} lang={lang} say={say} />
      </Page>
    );
  }

  if (step === 'slot') {
    return (
      <Page key="slot" {...frame}>
        {wrong.some(line => line.id === 'manage') && (
          <p id="manage" class="govuk-inset-text" tabIndex={-1}>
            <a class="govuk-link" href={`/${lang}/appointments/manage/`}>
              {say('manage.link')}
            </a>
          </p>
        )}
        {others.length > 0 && <Alternatives slots={others} service={service!} pick={slot => pick(slot)} busy={busy} lang={lang} say={say} />}
        <Slots
          key={round}
          {...{ api, lang, say, pick, busy, wait }}
          quiet={others.length > 0}
          turn={rush => hasTurn(waitingFor(''), rush)}
          service={service!}
          kind={kind!}
          wanted={wanted!}
          office={state.office}
          date={state.date}
          look={({ office, date }) => {
            forget('office', 'date');
            put({ ...(office === undefined ? {} : { office }), ...(date === undefined ? {} : { date }) });
          }}
        />
      </Page>
    );
  }

  return (
    <Page key="check" {...frame}>
      <Countdown held={state.held!} lapsed={() => setLapsed(true)} say={say} />
      <p class="govuk-body-l">{say('held.lead')}</p>
      <Details appointment={state.held!.appointment} services={services} change={to => go(to)} lang={lang} say={say} />
      <Person person={personOf(form, services, state.answers, today)} change={() => go('who')} lang={lang} say={say} />
      <ActionButton act={confirm} say={say}>
        {say('held.confirm')}
      </ActionButton>
    </Page>
  );
}
