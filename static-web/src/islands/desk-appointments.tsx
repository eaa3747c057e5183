import { useEffect, useState } from 'preact/hooks';
import type { Booking, DaySession, DaySlot, OfficeDay } from '../api/counter-types.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { Refused } from '../api/failures.ts';
import { isDay } from '../appointments/calendar.ts';
import { useWatched } from '../appointments/watch.ts';
import { Failure, Loading, sentence } from '../components/common.tsx';
import { SeatBar } from '../components/seat-bar.tsx';
import { bookingsByTime, partsOf, phaseOf, sumsOf } from '../counter/day.ts';
import { addDays } from '../forms/engine/dates';
import { todayInHongKong } from '../forms/engine/index';
import { dayInWords, timeOfDay } from '../lib/format.ts';
import { type IslandProps, parameter } from '../lib/page.ts';
import { CheckIn } from './counter-check-in.tsx';
import { OpenedDetails } from './counter-details.tsx';
import { WalkIn } from './counter-walk-in.tsx';
import { Counter, type CounterProps } from './counter.tsx';

/** What is shown is looked at again this often, in milliseconds. */
const often = 15_000;

/** An office's day: who comes when, and how full each time is. */
export function DeskAppointments(props: IslandProps) {
  return (
    <Counter {...props} tab="day">
      {here => <Day key={here.office.id} {...here} />}
    </Counter>
  );
}

function Day(here: CounterProps) {
  const { api, office, address, lang, say } = here;
  const today = todayInHongKong();
  const [date, setDate] = useState(() => (isDay(parameter('date')) ? parameter('date') : today));
  const [service, setService] = useState(() => (office.services.some(one => one.id === parameter('service')) ? parameter('service') : ''));
  const day = useWatched<OfficeDay>(`${office.id} ${date}`, known => api.day(office.id, date, known), often);
  useEffect(() => address({ date, ...(service === '' ? {} : { service }) }), [date, service]);
  const className = (service: string, id: string): string =>
    office.services.find(one => one.id === service)?.classes.find(one => one.id === id)?.name[lang] ?? id;
  const shared = { ...here, className, done: day.renew };
  return (
    <>
      <div class="app-daypick">
        <div class="govuk-form-group">
          <label class="govuk-label" for="date">
            {say('appt.date')}
          </label>
          <input id="date" type="date" class="govuk-input" value={date} onChange={event => isDay(event.currentTarget.value) && setDate(event.currentTarget.value)} />
        </div>
        {office.services.length > 1 && (
          <div class="govuk-form-group app-daypick__service">
            <label class="govuk-label" for="service">
              {say('appt.serviceRow')}
            </label>
            <select id="service" class="govuk-select" value={service} onChange={event => setService(event.currentTarget.value)}>
              <option value="">{say('counter.allServices')}</option>
              {office.services.map(one => (
                <option key={one.id} value={one.id}>
                  {one.name[lang]}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class="app-daypick__turns">
          <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setDate(addDays(date, -1)!)}>
            {say('counter.dayBefore')}
          </button>
          <button type="button" class="govuk-button govuk-button--secondary" aria-disabled={date === today} onClick={() => setDate(today)}>
            {say('counter.today')}
          </button>
          <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setDate(addDays(date, 1)!)}>
            {say('counter.dayAfter')}
          </button>
        </div>
      </div>
      <h2 class="govuk-heading-m" aria-live="polite">
        {dayInWords(date, lang)}
      </h2>
      <div class={date === today ? 'app-counter' : ''}>
        {date === today && (
          <aside class="app-counter__side" aria-label={say('counter.atTheCounter')}>
            <CheckIn {...shared} />
            <WalkIn {...shared} />
          </aside>
        )}
        <div class="app-counter__day">
          {day.failure !== undefined ? (
            <Failure failure={day.failure} again={day.again} lang={lang} say={say} />
          ) : day.value === undefined ? (
            <Loading say={say} />
          ) : (
            <Timetable {...shared} day={service === '' ? day.value : { ...day.value, sessions: day.value.sessions.filter(one => one.service === service) }} />
          )}
        </div>
      </div>
    </>
  );
}

interface Shared extends CounterProps {
  className: (service: string, id: string) => string;
  done: () => void;
}

function Timetable({ day, ...shared }: Shared & { day: OfficeDay }) {
  const { say } = shared;
  if (day.sessions.length === 0) {
    return <p class="govuk-inset-text">{say('counter.noSessions')}</p>;
  }

  const sums = sumsOf(day);
  return (
    <>
      <section class="app-daysum" aria-label={say('counter.daySum')}>
        <SeatBar parts={sums} />
        <p class="govuk-body">{say('counter.daySumWords', { booked: sums.booked, seats: sums.seats, arrived: sums.arrived, missed: sums.missed, free: sums.free })}</p>
        <Legend say={say} />
      </section>
      {day.sessions.map(session => (
        <Session key={`${session.service} ${session.session}`} {...shared} day={day} session={session} />
      ))}
    </>
  );
}

function Legend({ say }: Pick<IslandProps, 'say'>) {
  return (
    <ul class="app-legend">
      {(['arrived', 'expected', 'missed', 'other', 'held', 'free'] as const).map(kind => (
        <li key={kind}>
          <svg class="app-legend__mark" viewBox="0 0 1 1" aria-hidden="true" focusable="false">
            <rect class={`app-seats__${kind}`} width="1" height="1" />
          </svg>
          {say(`counter.seat.${kind}`)}
        </li>
      ))}
    </ul>
  );
}

function Session({ day, session, ...shared }: Shared & { day: OfficeDay; session: DaySession }) {
  const { office, lang, say } = shared;
  const at = bookingsByTime(session);
  const name = office.services.find(one => one.id === session.service)?.name[lang] ?? session.service;
  const unplanned = session.bookings.filter(booking => booking.time === undefined);
  const first = session.slots[0]?.time;
  const others = session.slots.reduce((sum, slot) => sum + slot.otherChannels, 0);
  return (
    <section class="app-session">
      <h3 class="govuk-heading-m">
        {name}
        {first !== undefined && <span class="app-session__hours">{` ${say('counter.from', { time: first })}`}</span>}
        {session.hours === 'extended' && <strong class="govuk-tag govuk-tag--magenta">{say('counter.extended')}</strong>}
      </h3>
      <p class="app-muted">
        {say('counter.sessionSum', { bookings: session.bookings.length, people: session.booked - others, others })}
        {session.seats !== undefined && session.seats !== session.planned && ` ${say('counter.quotaIs', { seats: session.seats, planned: session.planned ?? 0 })}`}
      </p>
      {unplanned.length > 0 && (
        <>
          <p class="govuk-inset-text app-warn">{say('counter.unplanned')}</p>
          <Bookings {...shared} day={day} bookings={unplanned} phase="ahead" />
        </>
      )}
      <ol class="app-slots-list">
        {session.slots.map(slot => (
          <Slot key={slot.time} {...shared} day={day} slot={slot} minutes={session.slotMinutes ?? 0} bookings={at.get(slot.time) ?? []} />
        ))}
      </ol>
    </section>
  );
}

function Slot({ day, slot, minutes, bookings, ...shared }: Shared & { day: OfficeDay; slot: DaySlot; minutes: number; bookings: readonly Booking[] }) {
  const { say } = shared;
  const parts = partsOf(slot);
  const phase = phaseOf(day.date, slot.time, minutes, day.asOf);
  const head = (
    <>
      <span class="app-slot__time">{slot.time}</span>
      <SeatBar parts={parts} closed={slot.closed} />
      <span class="app-slot__count" aria-hidden="true">{`${slot.booked}/${slot.seats}`}</span>
      <span class="govuk-visually-hidden">{say('counter.slotWords', { seats: slot.seats, booked: slot.booked, arrived: slot.arrived, missed: slot.missed, other: parts.other, held: parts.held, free: slot.closed ? 0 : parts.free })}</span>
      {slot.closed ? <strong class="govuk-tag govuk-tag--magenta">{say('counter.closed')}</strong> : phase === 'now' ? <strong class="govuk-tag govuk-tag--teal">{say('counter.now')}</strong> : null}
    </>
  );
  return (
    <li class={`app-slot app-slot--${phase}`}>
      {bookings.length === 0 ? (
        <div class="app-slot__head">{head}</div>
      ) : (
        <details open={phase === 'now'}>
          <summary class="app-slot__head">{head}</summary>
          <Bookings {...shared} day={day} bookings={bookings} phase={phase} />
        </details>
      )}
    </li>
  );
}

function Bookings({ day, bookings, phase, ...shared }: Shared & { day: OfficeDay; bookings: readonly Booking[]; phase: 'over' | 'now' | 'ahead' }) {
  return (
    <ul class="app-bookings">
      {bookings.map(booking => (
        <Line key={booking.reference} {...shared} booking={booking} over={phase === 'over'} begun={day.date <= todayInHongKong(new Date(day.asOf))} today={day.date === todayInHongKong(new Date(day.asOf))} />
      ))}
    </ul>
  );
}

const colours = { expected: 'blue', arrived: 'teal', missed: 'magenta' } as const;

function Line({ api, booking, over, begun, today, className, done, lang, say }: Shared & { booking: Booking; over: boolean; begun: boolean; today: boolean }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [wrong, setWrong] = useState<string>();
  const { reference, visit } = booking;
  const act = async (what: string, call: (key: string) => Promise<unknown>): Promise<void> => {
    if (busy) {
      return;
    }

    const intention = `counter.${what}.${reference}`;
    setBusy(true);
    setWrong(undefined);
    try {
      await call(await keyFor(intention, what));
      keyUsed(intention);
    } catch (failure) {
      if (failure instanceof Refused) {
        keyUsed(intention);
      }

      setWrong(sentence(failure, say));
    } finally {
      setBusy(false);
      done();
    }
  };
  const named = (text: string) => (
    <>
      {text}
      <span class="govuk-visually-hidden"> {reference}</span>
    </>
  );
  return (
    <li class="app-booking">
      <div class="app-booking__who">
        <span class="app-reference">{reference}</span> <strong class={`govuk-tag govuk-tag--${colours[visit]}`}>{say(`counter.visit.${visit}`)}</strong>
        {booking.walkIn && <strong class="govuk-tag govuk-tag--grey">{say('counter.walkInTag')}</strong>}
        <div class="app-muted">
          {className(booking.service, booking.class)}
          {booking.party > 1 && ` · ${say('appt.persons', { count: booking.party })}`}
          {booking.visitAt !== undefined && ` · ${say('counter.notedAt', { time: timeOfDay(Date.parse(booking.visitAt), lang) })}`}
        </div>
      </div>
      <div class="app-booking__acts">
        {begun && visit !== 'arrived' && (
          <button
            type="button"
            class="app-small-button"
            aria-disabled={busy}
            onClick={() => void act('arrived', key => api.checkIn(key, { code: reference, office: booking.office, ...(today ? {} : { date: booking.date }) }))}
          >
            {named(say(visit === 'missed' ? 'counter.cameAfterAll' : 'counter.arrivedMark'))}
          </button>
        )}
        {over && visit === 'expected' && (
          <button type="button" class="app-small-button" aria-disabled={busy} onClick={() => void act('missed', key => api.noShow(key, booking))}>
            {named(say('counter.missedMark'))}
          </button>
        )}
        {!booking.walkIn && (
          <button type="button" class="app-small-button app-small-button--plain" aria-expanded={open} onClick={() => setOpen(!open)}>
            {named(say(open ? 'counter.detailsHide' : 'counter.details'))}
          </button>
        )}
      </div>
      {wrong !== undefined && (
        <p class="govuk-error-message" role="alert">
          {wrong}
        </p>
      )}
      {open && <OpenedDetails api={api} booking={booking} lang={lang} say={say} />}
    </li>
  );
}
