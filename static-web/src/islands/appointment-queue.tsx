import { useEffect, useRef, useState } from 'preact/hooks';
import type { QueuePlace, Rush, Waiting } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import { isRefusal } from '../api/failures.ts';
import { clock, passed, secondsLeft } from '../appointments/countdown.ts';
import { keepTicket, keptTicket } from '../appointments/kept.ts';
import { useQueue } from '../appointments/queue.ts';
import { Failure, Loading } from '../components/common.tsx';
import { dayInWords, timeOfDay } from '../lib/format.ts';
import { focusOn, type IslandProps } from '../lib/page.ts';

/** Whose a ticket is: a document, or the appointment that is to be moved. */
const printOf = ({ service, document, reference }: Waiting): string => JSON.stringify([service, document ?? reference]);

/** The ticket that this tab has for a person, to be sent with what they book. */
export function ticketFor(waiting: Waiting): string | undefined {
  const ticket = keptTicket();
  return ticket?.for === printOf(waiting) ? ticket.text : undefined;
}

/** Whether the person's turn in that rush has come. */
export function hasTurn(waiting: Waiting, rush: Rush): boolean {
  const ticket = keptTicket();
  return ticket !== undefined && ticket.admitted && ticket.for === printOf(waiting) && ticket.releaseAt === rush.releaseAt;
}

/** The heading of a waiting room on a page that is about something else. */
export function QueueHeading({ say }: { say: IslandProps['say'] }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  return (
    <h2 class="govuk-heading-m" ref={heading}>
      {say('queue.title')}
    </h2>
  );
}

/** The waiting room: the time until the release, then the person's place, until it is their turn. */
export function WaitingRoom({ api, waiting, pass, done, lang, say }: IslandProps & { api: AppointmentsApi; waiting: Waiting; pass?: string; done: () => void }) {
  const mine = useRef(keptTicket());
  if (mine.current?.for !== printOf(waiting) || mine.current.date !== waiting.date) {
    mine.current = undefined;
  }

  const { place, ahead, failure } = useQueue(
    mine.current?.text,
    async () => {
      const joined = await api.join(waiting, pass);
      keepTicket({ text: joined.ticket, for: printOf(waiting), date: waiting.date, releaseAt: joined.place.releaseAt, admitted: false });
      return joined;
    },
    api.place,
  );
  const end = useRef(done);
  end.current = done;
  useEffect(() => {
    if (place?.status === 'admitted') {
      const ticket = keptTicket();
      keepTicket(ticket && { ...ticket, releaseAt: place.releaseAt, admitted: true });
      end.current();
    }
  }, [place?.status]);
  if (place?.status === 'over' || isRefusal(failure, 'queue-not-open')) {
    return <Over done={done} say={say} />;
  }

  if (failure !== undefined) {
    return <Failure failure={failure} again={done} lang={lang} say={say} />;
  }

  return (
    <>
      <p class="govuk-body-l">{say('queue.lead', { date: dayInWords(waiting.date, lang) })}</p>
      {place === undefined ? <Loading say={say} /> : place.status === 'waiting-for-release' ? <BeforeRelease {...{ place, ahead, lang, say }} /> : <InTurn {...{ place, ahead, lang, say }} />}
      <p class="govuk-body">{say('queue.stay')}</p>
      <p class="govuk-body">{say('queue.own')}</p>
      <p>
        <button type="button" class="govuk-button govuk-button--secondary" onClick={done}>
          {say('queue.otherDays')}
        </button>
      </p>
    </>
  );
}

interface Shown extends IslandProps {
  place: QueuePlace;
  ahead: number;
}

function BeforeRelease({ place, ahead, lang, say }: Shown) {
  const { seconds, minutes } = useCountdown(place.releaseAt, ahead);
  return (
    <section class="app-queue">
      <p class="govuk-body app-queue__label">{say('queue.left')}</p>
      <p class="app-queue__big app-countdown__clock" role="timer">
        {clock(seconds)}
      </p>
      <p class="govuk-body">{say('queue.people', { count: place.people })}</p>
      <p class="govuk-body">{say('queue.draw', { time: timeOfDay(Date.parse(place.releaseAt), lang) })}</p>
      <Said text={minutes === undefined ? '' : say(minutes === 1 ? 'queue.saidReleaseOne' : 'queue.saidRelease', { count: minutes })} />
    </section>
  );
}

function InTurn({ place, ahead, lang, say }: Shown) {
  const { minutes } = useCountdown(place.admittedAt ?? place.closesAt, ahead);
  const before = (place.place ?? 1) - 1;
  const left = place.ahead ?? 0;
  // Said once when the place is known; after that only what changes the person's plans.
  const first = useRef(say('queue.saidPlace', { place: before + 1, count: left }));
  return (
    <section class="app-queue">
      <p class="govuk-body app-queue__label">{say('queue.place')}</p>
      <p class="app-queue__big">{before + 1}</p>
      {before > 0 && <progress class="app-queue__bar" max={before} value={before - left} aria-label={say('queue.progress')} />}
      <p class="govuk-body">{say('queue.ahead', { count: left })}</p>
      {place.admittedAt !== undefined && <p class="govuk-body">{say('queue.turn', { time: timeOfDay(Date.parse(place.admittedAt), lang) })}</p>}
      <Said text={minutes === undefined ? first.current : say(minutes === 1 ? 'queue.saidTurnOne' : 'queue.saidTurn', { count: minutes })} />
    </section>
  );
}

/** What a screen reader says of its own accord. The region is there before its text is, or the text would not be heard. */
function Said({ text }: { text: string }) {
  const [said, setSaid] = useState('');
  useEffect(() => setSaid(text), [text]);
  return (
    <p class="govuk-visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}

function Over({ done, say }: { done: () => void; say: IslandProps['say'] }) {
  return (
    <div class="govuk-inset-text" role="status">
      <h2 class="govuk-heading-m">{say('queue.over')}</h2>
      <p>{say('queue.overText')}</p>
      <button type="button" class="govuk-button" onClick={done}>
        {say('queue.toTimes')}
      </button>
    </div>
  );
}

/** Seconds until an instant, every second, and the last number of minutes that is worth saying. */
function useCountdown(until: string, ahead: number): { seconds: number; minutes: number | undefined } {
  const left = (): number => secondsLeft(until, Date.now(), ahead);
  const [seconds, setSeconds] = useState(left);
  const [minutes, setMinutes] = useState<number>();
  const before = useRef(seconds);
  useEffect(() => {
    const tick = (): void => {
      const now = left();
      const mark = passed(before.current, now);
      before.current = now;
      setSeconds(now);
      if (mark !== undefined) {
        setMinutes(mark);
      }
    };
    const timer = setInterval(tick, 1000);
    // A tab that slept catches up at once.
    document.addEventListener('visibilitychange', tick);
    tick();
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [until, ahead]);
  return { seconds, minutes };
}

/** What a rush means for a day, and the way into its waiting room. */
export function RushNotice({ date, rush, turn, ahead, wait, lang, say }: IslandProps & { date: string; rush: Rush; turn: boolean; ahead: number; wait: () => void }) {
  const day = dayInWords(date, lang);
  const released = secondsLeft(rush.releaseAt, Date.now(), ahead) === 0;
  const until = timeOfDay(Date.parse(rush.closesAt), lang);
  return (
    <div class="app-rush" role={turn ? 'status' : undefined}>
      <p class="govuk-body">{turn ? say('slots.rushTurn', { date: day, time: until }) : released ? say('slots.rushNow', { date: day, time: until }) : say('slots.rushBefore', { date: day, time: timeOfDay(Date.parse(rush.releaseAt), lang) })}</p>
      {!turn && (
        <button type="button" class="govuk-button" onClick={wait}>
          {say('slots.rushJoin')}
        </button>
      )}
    </div>
  );
}
