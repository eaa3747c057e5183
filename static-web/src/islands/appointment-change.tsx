import { useState } from 'preact/hooks';
import type { AppointmentService, Slot, Waiting } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import { isRefusal, isTurnNeeded, Refused } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import type { Mine } from '../appointments/kept.ts';
import { needQuestions, wantedOf } from '../appointments/questions.ts';
import { alternativesOf } from '../appointments/slots.ts';
import type { SummaryLine } from '../components/common.tsx';
import { withAnswer } from '../forms/answers.ts';
import { type Answers, check, type Problem, todayInHongKong } from '../forms/engine/index';
import type { IslandProps } from '../lib/page.ts';
import { Asked, linesOf } from './appointment-page.tsx';
import { hasTurn, QueueHeading, ticketFor, WaitingRoom } from './appointment-queue.tsx';
import { Alternatives, Slots } from './appointment-slots.tsx';

/** Chooses another time for an appointment: the old one is given up only when the new one is taken. */
export function Change({
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
        <QueueHeading say={say} />
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
        quiet={others.length > 0}
        office={look.office}
        date={look.date}
        look={setLook}
        mine={appointment}
      />
    </>
  );
}
