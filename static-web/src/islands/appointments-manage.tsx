import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { AppointmentService, Slot, Waiting } from '../api/appointment-types.ts';
import { type AppointmentsApi, connectAppointments } from '../api/appointments.ts';
import { isRefusal, isTurnNeeded, Refused } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { found, keepFound, kept, type Mine } from '../appointments/kept.ts';
import { lookupQuestions, needQuestions, personOf, wantedOf } from '../appointments/questions.ts';
import { alternativesOf } from '../appointments/slots.ts';
import { ActionButton, Fetched, sentence, type SummaryLine } from '../components/common.tsx';
import { withAnswer } from '../forms/answers.ts';
import { type Answers, check, type Problem, todayInHongKong } from '../forms/engine/index';
import { focusOn, type IslandProps, parameter, useLoaded, useTitle } from '../lib/page.ts';
import { Details, Keeping, ReferenceCode } from './appointment-details.tsx';
import { Asked, linesOf, Page } from './appointment-page.tsx';
import { hasTurn, ticketFor, WaitingRoom } from './appointment-queue.tsx';
import { Alternatives, Slots } from './appointment-slots.tsx';

/** Finds an appointment again, to see it, change its time, or cancel it. */
export function ManageAppointment(props: IslandProps) {
  const [loaded, again] = useLoaded(props.lang, async () => {
    const api = await connectAppointments(props.lang);
    return { api, services: await api.services() };
  });
  return (
    <Fetched loaded={loaded} again={again} {...props}>
      {opened => <Managing {...props} {...opened} />}
    </Fetched>
  );
}

type Step = 'find' | 'show' | 'change' | 'cancel';

function Managing({ api, services, lang, say }: IslandProps & { api: AppointmentsApi; services: AppointmentService[] }) {
  // Who has just booked in this tab need not look the appointment up.
  const [mine, setMine] = useState<Mine | undefined>(() => found() ?? kept().booked);
  const [asked, setAsked] = useState(() => parameter('step'));
  const [wrong, setWrong] = useState<readonly SummaryLine[]>([]);
  const [told, setTold] = useState<string>();
  const current = useRef(mine);
  current.current = mine;
  const step: Step = mine === undefined ? 'find' : mine.appointment.status === 'booked' && (asked === 'change' || asked === 'cancel') ? asked : 'show';

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
  const renew = async (): Promise<void> => {
    const known = current.current;
    if (known) {
      const { value, etag = '' } = await api.appointment(known.appointment.reference, known.pass);
      have({ ...known, appointment: value, etag });
    }
  };
  useEffect(() => {
    if (asked !== step) {
      go(step, true);
    }

    // It may have been changed elsewhere since; a pass that has ended leads back to the questions.
    renew().catch((failure: unknown) => {
      if (failure instanceof Refused) {
        have(undefined);
      }
    });
    const back = (): void => {
      setAsked(parameter('step'));
      setWrong([]);
    };
    addEventListener('popstate', back);
    return () => removeEventListener('popstate', back);
  }, []);

  /** A refusal of a change or a cancellation, in words; what was changed meanwhile is fetched. */
  const refused = async (failure: unknown): Promise<void> => {
    if (isRefusal(failure, 'pass-invalid')) {
      have(undefined);
      go('find', true);
    } else if (isRefusal(failure, 'changed-meanwhile') || isRefusal(failure, 'appointment-ended')) {
      await renew().catch(() => undefined);
      go('show', true);
    }

    setWrong([{ text: sentence(failure, say) }]);
  };

  const title = say(step === 'find' ? 'manage.title' : step === 'change' ? 'manage.change' : step === 'cancel' ? 'manage.cancelTitle' : 'manage.yours');
  useTitle(`${wrong.length > 0 ? `${say('error.prefix')} ` : ''}${title}`, say);

  if (mine === undefined) {
    return (
      <Find
        {...{ api, services, lang, say, wrong, setWrong, title }}
        done={next => {
          have(next);
          go('show');
        }}
      />
    );
  }

  const { appointment } = mine;
  const frame = { lang, say, title, wrong, focus: wrong.length === 0 };
  if (step === 'change') {
    return (
      <Page key="change" {...frame} back={{ act: () => go('show') }}>
        <Change
          {...{ api, services, lang, say, mine, setWrong, refused }}
          done={next => {
            have(next);
            go('show', true);
            setTold(say('manage.changed'));
          }}
        />
      </Page>
    );
  }

  if (step === 'cancel') {
    return (
      <Page key="cancel" {...frame} back={{ act: () => go('show') }}>
        <Details appointment={appointment} services={services} lang={lang} say={say} />
        <p class="govuk-body">{say('manage.cancelText')}</p>
        <div class="app-actions">
          <ActionButton
            kind="warning"
            say={say}
            act={async () => {
              const intention = `appointment.cancel.${appointment.reference}`;
              try {
                const { value, etag = '' } = await api.cancel(await keyFor(intention, mine.etag), appointment.reference, mine.pass, mine.etag);
                keyUsed(intention);
                have({ ...mine, appointment: value, etag });
                go('show', true);
                setTold(say('manage.cancelled'));
              } catch (failure) {
                await refused(failure);
              }
            }}
          >
            {say('manage.cancelYes')}
          </ActionButton>
          <button type="button" class="govuk-button govuk-button--secondary" onClick={() => go('show')}>
            {say('manage.cancelNo')}
          </button>
        </div>
      </Page>
    );
  }

  return (
    <Page key={`show ${told ?? ''}`} {...frame} focus={wrong.length === 0 && told === undefined} back={{ href: `/${lang}/appointments/` }}>
      {told !== undefined && <Told text={told} />}
      <p>
        <span class="app-reference">{appointment.reference}</span>{' '}
        <strong class={`govuk-tag govuk-tag--${appointment.status === 'booked' ? 'teal' : 'grey'}`}>{say(`appt.status.${appointment.status}`)}</strong>
      </p>
      <div class="app-ticket__body">
        <Details appointment={appointment} services={services} lang={lang} say={say} />
        {appointment.status === 'booked' && <ReferenceCode reference={appointment.reference} say={say} />}
      </div>
      {appointment.status === 'booked' && (
        <>
          <p class="app-actions app-noprint">
            <button type="button" class="govuk-button" onClick={() => go('change')}>
              {say('manage.change')}
            </button>
            <button type="button" class="govuk-button govuk-button--secondary" onClick={() => go('cancel')}>
              {say('manage.cancel')}
            </button>
          </p>
          <Keeping api={api} mine={mine} lang={lang} say={say} />
        </>
      )}
      <p class="app-actions app-noprint">
        <button
          type="button"
          class="app-link-button"
          onClick={() => {
            have(undefined);
            go('find');
          }}
        >
          {say('manage.other')}
        </button>
      </p>
    </Page>
  );
}

function Told({ text }: { text: string }) {
  const box = useRef<HTMLParagraphElement>(null);
  useEffect(() => focusOn(box.current), []);
  return (
    <p class="govuk-inset-text" ref={box} tabIndex={-1} role="status">
      {text}
    </p>
  );
}

function Find({
  api,
  services,
  lang,
  say,
  wrong,
  setWrong,
  title,
  done,
}: IslandProps & { api: AppointmentsApi; services: AppointmentService[]; wrong: readonly SummaryLine[]; setWrong: (lines: readonly SummaryLine[]) => void; title: string; done: (mine: Mine) => void }) {
  const [answers, setAnswers] = useState<Answers>({});
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [busy, setBusy] = useState(false);
  const today = todayInHongKong();
  const form = useMemo(() => lookupQuestions(services, answers, say, today), [services, answers, today]);
  const find = async (): Promise<void> => {
    const faults = check(form, answers, today).problems.filter(one => one.code !== 'unknown-field');
    setProblems(faults);
    setWrong(linesOf(faults, form, { lang, say }));
    if (faults.length > 0) {
      return;
    }

    try {
      const { email: _, ...person } = personOf(form, services, answers, today);
      const { value, etag = '' } = await api.lookup({ service: String(answers['service']), ...person });
      done({ pass: value.pass, etag, appointment: value.appointment });
    } catch (failure) {
      setWrong([{ text: isRefusal(failure, 'lookup-refused') ? say('manage.notFound') : sentence(failure, say) }]);
    }
  };
  return (
    <Page key="find" lang={lang} say={say} title={title} back={{ href: `/${lang}/appointments/` }} wrong={wrong} focus={wrong.length === 0}>
      <p class="govuk-body-l">{say('manage.lead')}</p>
      <Asked
        {...{ lang, say, form, answers, problems }}
        page={form.pages[0]!}
        set={(path, value) => setAnswers(known => withAnswer(path === 'documentType' ? withAnswer(known, 'documentNumber', undefined) : known, path, value))}
        next={() => {
          if (!busy) {
            setBusy(true);
            void find().finally(() => setBusy(false));
          }
        }}
        button={busy ? say('common.wait') : say('manage.find')}
      />
    </Page>
  );
}

function Change({
  api,
  services,
  mine,
  lang,
  say,
  setWrong,
  refused,
  done,
}: IslandProps & {
  api: AppointmentsApi;
  services: AppointmentService[];
  mine: Mine;
  setWrong: (lines: readonly SummaryLine[]) => void;
  refused: (failure: unknown) => Promise<void>;
  done: (mine: Mine) => void;
}) {
  const { appointment } = mine;
  const service = services.find(one => one.id === appointment.service);
  const kind = service?.classes.find(one => one.id === appointment.class);
  const [needs, setNeeds] = useState<Answers>({});
  const [answered, setAnswered] = useState(kind === undefined || kind.needs.length === 0);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const [look, setLook] = useState<{ office?: string | undefined; date?: string | undefined }>({ office: appointment.office });
  const [others, setOthers] = useState<readonly Slot[]>([]);
  const [busy, setBusy] = useState(false);
  const [round, setRound] = useState(0);
  const [waitFor, setWaitFor] = useState<string>();
  const today = todayInHongKong();
  if (!service || !kind) {
    return <p class="govuk-inset-text app-warn">{say('manage.gone')}</p>;
  }

  if (!answered) {
    const form = needQuestions(kind, say, today);
    return (
      <Asked
        {...{ lang, say, form, problems }}
        page={form.pages[0]!}
        answers={needs}
        set={(path, value) => setNeeds(known => withAnswer(known, path, value))}
        next={() => {
          const faults = check(form, needs, today).problems;
          setProblems(faults);
          setWrong(linesOf(faults, form, { lang, say }));
          setAnswered(faults.length === 0);
        }}
        button={say('common.continue')}
      />
    );
  }

  const wanted = wantedOf(services, { ...needs, service: service.id, class: kind.id, party: String(appointment.party) })!;
  const waitingFor = (date: string): Waiting => ({ service: service.id, date, reference: appointment.reference });
  if (waitFor !== undefined) {
    return (
      <>
        <h2 class="govuk-heading-m">{say('queue.title')}</h2>
        <WaitingRoom
          {...{ api, lang, say }}
          waiting={waitingFor(waitFor)}
          pass={mine.pass}
          done={() => {
            setLook({ date: waitFor });
            setWaitFor(undefined);
          }}
        />
      </>
    );
  }

  const pick = (slot: Slot): void => {
    if (busy) {
      return;
    }

    setBusy(true);
    setWrong([]);
    void (async () => {
      const intention = `appointment.change.${appointment.reference}`;
      try {
        const { value, etag = '' } = await api.change(await keyFor(intention, [mine.etag, slot]), appointment.reference, mine.pass, mine.etag, slot, ticketFor(waitingFor(slot.date)));
        keyUsed(intention);
        done({ ...mine, appointment: value, etag });
      } catch (failure) {
        if (failure instanceof Refused) {
          keyUsed(intention);
        }

        if (isTurnNeeded(failure)) {
          setWaitFor(slot.date);
          return;
        }

        const alternatives = isRefusal(failure, 'slot-taken') ? alternativesOf(failure.problem.values?.['alternatives']) : [];
        setOthers(alternatives);
        setRound(count => count + 1);
        if (alternatives.length === 0) {
          await refused(failure);
        }
      } finally {
        setBusy(false);
      }
    })();
  };
  return (
    <>
      {others.length > 0 && <Alternatives slots={others} {...{ service, pick, busy, lang, say }} />}
      <Slots
        key={round}
        {...{ api, lang, say, service, kind, wanted, pick, busy }}
        turn={rush => hasTurn(waitingFor(''), rush)}
        wait={setWaitFor}
        office={look.office}
        date={look.date}
        look={setLook}
        mine={appointment}
      />
    </>
  );
}
