import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Appointment, AppointmentClass, AppointmentOffice, AppointmentService, Availability, Hours, Rush, Slot, Wanted } from '../api/appointment-types.ts';
import type { AppointmentsApi } from '../api/appointments.ts';
import { firstDays, lastOf, monthOf, placesByDay, renewed, within } from '../appointments/calendar.ts';
import { clockAhead, secondsLeft } from '../appointments/countdown.ts';
import { keepNear, near } from '../appointments/kept.ts';
import { nearestFirst } from '../appointments/near.ts';
import { useWatched } from '../appointments/watch.ts';
import { Failure, Loading } from '../components/common.tsx';
import { Month } from '../components/month.tsx';
import { districts, regions } from '../forms/engine/index';
import { calendarDate, dayInWords } from '../lib/format.ts';
import { focusOn, type IslandProps } from '../lib/page.ts';
import { RushNotice } from './appointment-queue.tsx';

/** What is shown is looked at again this often, in milliseconds; the whole window less often. */
const often = 10_000;
const seldom = 60_000;

interface Picking {
  /** Takes a time; `ahead` is how far the server's clock is ahead of this one. */
  pick: (slot: Slot, ahead: number) => void;
  busy: boolean;
  /** Whether the person's turn in a rush has come. */
  turn: (rush: Rush) => boolean;
  /** Goes to the waiting room of a day. */
  wait: (date: string) => void;
  /** Whether something above needs the person's attention first: the times of the day do not take the focus as they appear again. */
  quiet: boolean;
}

/** Finds a time: the earliest anywhere in one click, or by office, or by date. */
export function Slots({
  api,
  service,
  kind,
  wanted,
  office,
  date,
  look,
  mine,
  ...rest
}: IslandProps &
  Picking & {
    api: AppointmentsApi;
    service: AppointmentService;
    kind: AppointmentClass;
    wanted: Wanted;
    office: string | undefined;
    date: string | undefined;
    look: (at: { office?: string | undefined; date?: string | undefined }) => void;
    /** The appointment that is to be changed. */
    mine?: Appointment;
  }) {
  const { lang, say, pick, busy, turn, wait } = rest;
  const quiet = useRef(rest.quiet);
  const key = JSON.stringify(wanted);
  const ahead = useRef(0);
  const timed = <T extends { asOf: string }>(value: T | undefined): void => {
    if (value !== undefined) {
      ahead.current = clockAhead(value.asOf, Date.now());
    }
  };
  const whole = useWatched<Availability>(
    key,
    async known => {
      const answer = await api.availability(wanted, known);
      timed(answer.value);
      return answer;
    },
    seldom,
  );
  const [at, setAt] = useState<string>();
  const [by, setBy] = useState<'date' | 'office'>('date');
  const [district, setDistrict] = useState(() => near());
  const { first, last, earliest } = whole.value ?? {};
  const start = first === undefined || last === undefined ? undefined : within(at ?? date ?? earliest?.date ?? first, first, last);
  const month = start === undefined ? '' : monthOf(start);
  const shown = useWatched<Availability>(
    `${key} ${month}`,
    async known => (month === '' ? { value: { asOf: '', days: [], rushes: [] } } : api.availability(wanted, known, `${month}-01`, lastOf(month))),
    often,
  );
  const days = useMemo(() => {
    const known = whole.value?.days ?? [];
    return shown.value === undefined || month === '' ? known : renewed(known, shown.value.days, `${month}-01`, lastOf(month));
  }, [whole.value, shown.value, month]);
  const places = useMemo(() => placesByDay(days, office), [days, office]);
  if (whole.failure !== undefined) {
    return <Failure failure={whole.failure} again={whole.again} lang={lang} say={say} />;
  }

  if (whole.value === undefined) {
    return <Loading say={say} />;
  }

  if (start === undefined) {
    return <p class="govuk-inset-text app-warn">{say('slots.noWindow')}</p>;
  }

  const nameOf = (id: string): string => service.offices.find(one => one.id === id)?.name[lang] ?? id;
  const chooseOffice = (id: string | undefined): void => look({ office: id, date });
  return (
    <div class="app-slots">
      {kind.walkIn && <p class="govuk-inset-text">{say('slots.walkIn')}</p>}
      {wanted.party > 1 && <p class="govuk-inset-text">{say('slots.group', { count: wanted.party })}</p>}
      {mine && <p class="govuk-body">{say('slots.now', { time: mine.time, date: dayInWords(mine.date, lang), office: nameOf(mine.office) })}</p>}
      {whole.value.rushes
        .filter(one => one.date !== date)
        .map(one => (
          <RushNotice key={one.date} date={one.date} rush={one} turn={turn(one)} ahead={ahead.current} wait={() => wait(one.date)} lang={lang} say={say} />
        ))}
      {earliest ? (
        <section class="app-earliest">
          <div>
            <h2 class="govuk-heading-s">{say('slots.earliest')}</h2>
            <p class="govuk-body">{say('slots.at', { time: earliest.time, date: dayInWords(earliest.date, lang), office: nameOf(earliest.office) })}</p>
          </div>
          <button type="button" class="govuk-button" aria-disabled={busy} onClick={() => pick(earliest, ahead.current)}>
            {busy ? say('common.wait') : say('slots.takeEarliest')}
          </button>
        </section>
      ) : (
        <p class="govuk-inset-text app-warn">{say('slots.full', { last: calendarDate(last!, lang) })}</p>
      )}
      <div class="app-listhead">
        <h2 class="govuk-heading-m">{say('slots.find')}</h2>
        <div class="app-toggle" role="group" aria-label={say('slots.findBy')}>
          {(['date', 'office'] as const).map(one => (
            <button key={one} type="button" aria-pressed={by === one} onClick={() => setBy(one)}>
              {say(`slots.by.${one}`)}
            </button>
          ))}
        </div>
      </div>
      {by === 'office' ? (
        <>
          <Near
            district={district}
            choose={one => {
              keepNear(one);
              setDistrict(one);
            }}
            lang={lang}
            say={say}
          />
          <Offices
            {...rest}
            offices={nearestFirst(earliestFirst(service.offices, firstDays(days)), district)}
            firstDays={firstDays(days)}
            choose={(id, day) => {
              look({ office: id, date: day });
              setAt(day);
              setBy('date');
            }}
          />
        </>
      ) : (
        <>
          <div class="govuk-form-group">
            <label class="govuk-label app-question" for="office">
              {say('slots.office')}
            </label>
            <select id="office" class="govuk-select" value={office ?? ''} onChange={event => chooseOffice(event.currentTarget.value || undefined)}>
              <option value="">{say('slots.anyOffice')}</option>
              {(['HK', 'KLN', 'NT'] as const)
                .map(region => ({ region, offices: service.offices.filter(one => one.region === region) }))
                .filter(({ offices }) => offices.length > 0)
                .map(({ region, offices }) => (
                  <optgroup key={region} label={say(`region.${region}`)}>
                    {offices.map(one => (
                      <option key={one.id} value={one.id}>
                        {one.name[lang]}
                      </option>
                    ))}
                  </optgroup>
                ))}
            </select>
          </div>
          <Month
            lang={lang}
            say={say}
            first={first!}
            last={last!}
            at={start}
            chosen={date}
            places={places}
            move={setAt}
            choose={day => {
              setAt(day);
              look({ office, date: day });
            }}
          />
          {date !== undefined && date >= first! && date <= last! && (
            <Times {...rest} key={`${office ?? ''} ${date}`} {...{ api, service, wanted, office, date, district, timed, quiet }} ahead={() => ahead.current} />
          )}
        </>
      )}
    </div>
  );
}

/** The district that offices are to be near. */
function Near({ district, choose, lang, say }: IslandProps & { district: string | undefined; choose: (district: string | undefined) => void }) {
  return (
    <div class="govuk-form-group">
      <label class="govuk-label app-question" for="near">
        {say('slots.near')}
      </label>
      <div id="near-hint" class="govuk-hint">
        {say('slots.nearHint')}
      </div>
      <select id="near" class="govuk-select" aria-describedby="near-hint" value={district ?? ''} onChange={event => choose(event.currentTarget.value || undefined)}>
        <option value="">{say('slots.nearAny')}</option>
        {regions.map(region => (
          <optgroup key={region} label={say(`region.${region}`)}>
            {districts
              .filter(one => one.region === region)
              .map(({ code, name }) => (
                <option key={code} value={code}>
                  {name[lang]}
                </option>
              ))}
          </optgroup>
        ))}
      </select>
    </div>
  );
}

const earliestFirst = (offices: readonly AppointmentOffice[], firstDays: ReadonlyMap<string, string>): AppointmentOffice[] => {
  const far = '9999';
  return offices.toSorted((a, b) => (firstDays.get(a.id) ?? far).localeCompare(firstDays.get(b.id) ?? far));
};

function Offices({
  offices,
  firstDays,
  choose,
  lang,
  say,
}: IslandProps & { offices: readonly AppointmentOffice[]; firstDays: ReadonlyMap<string, string>; choose: (office: string, day: string) => void }) {
  return (
    <ul class="app-rows">
      {offices.map(one => {
        const first = firstDays.get(one.id);
        return (
          <li key={one.id} class="app-row">
            <div>
              <h3 class="app-row__title">{one.name[lang]}</h3>
              <p class="app-muted">{one.address[lang]}</p>
              <p class="govuk-body">{first === undefined ? say('slots.officeFull') : say('slots.officeFirst', { date: dayInWords(first, lang) })}</p>
            </div>
            {first !== undefined && (
              <button type="button" class="govuk-button govuk-button--secondary" onClick={() => choose(one.id, first)}>
                {say('slots.chooseOffice')}
                <span class="govuk-visually-hidden"> {one.name[lang]}</span>
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Times({
  api,
  service,
  wanted,
  office,
  date,
  district,
  timed,
  ahead,
  pick,
  busy,
  turn,
  wait,
  quiet,
  lang,
  say,
}: IslandProps &
  Omit<Picking, 'quiet'> & {
    quiet: { current: boolean };
    api: AppointmentsApi;
    service: AppointmentService;
    wanted: Wanted;
    office: string | undefined;
    date: string;
    /** The offices nearest to it come first. */
    district: string | undefined;
    timed: (value: { asOf: string } | undefined) => void;
    ahead: () => number;
  }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (quiet.current) {
      quiet.current = false;
      return;
    }

    // The person chose the day: what comes next is its times.
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: 'start' });
  }, []);
  const watched = useWatched(
    `${JSON.stringify(wanted)} ${date} ${office ?? ''}`,
    async known => {
      const answer = await api.slots(wanted, date, office, known);
      timed(answer.value);
      return answer;
    },
    often,
  );
  const order = nearestFirst(service.offices, district).map(one => one.id);
  const offices = (watched.value?.offices ?? []).filter(one => one.slots.length > 0).toSorted((a, b) => order.indexOf(a.office) - order.indexOf(b.office));
  const rush = watched.value?.rush;
  // From the release on the times are for those whose turn it is.
  const turnNeeded = rush !== undefined && secondsLeft(rush.releaseAt, Date.now(), ahead()) === 0 && !turn(rush);
  return (
    <section class="app-times">
      <h2 class="govuk-heading-m" ref={heading} tabIndex={-1}>
        {say('slots.times', { date: dayInWords(date, lang) })}
      </h2>
      {rush && <RushNotice date={date} rush={rush} turn={turn(rush)} ahead={ahead()} wait={() => wait(date)} lang={lang} say={say} />}
      {watched.failure !== undefined ? (
        <Failure failure={watched.failure} again={watched.again} lang={lang} say={say} />
      ) : watched.value === undefined ? (
        <Loading say={say} />
      ) : turnNeeded ? null : offices.length === 0 ? (
        <p class="govuk-inset-text">{say('slots.noTimes')}</p>
      ) : (
        offices.map(({ office: id, slots }, index) => {
          const known = service.offices.find(one => one.id === id);
          const name = known?.name[lang] ?? id;
          return (
            <details key={id} class="govuk-details app-times__office" open={index === 0 || offices.length < 3}>
              <summary class="govuk-details__summary">
                <span class="govuk-details__summary-text">{say('slots.officeFree', { office: name, count: slots.reduce((sum, slot) => sum + slot.free, 0) })}</span>
              </summary>
              <div class="govuk-details__text">
                {known && <p class="app-muted">{known.address[lang]}</p>}
                {(['general', 'extended'] as const satisfies Hours[]).map(hours => {
                  const own = slots.filter(slot => slot.hours === hours);
                  return own.length === 0 ? null : (
                    <section key={hours}>
                      <h3 class="govuk-heading-s">{say(`slots.hours.${hours}`)}</h3>
                      <ul class="app-times__list">
                        {own.map(({ time, free }) => {
                          // A group that does not find room at one time is served at the times right after it too.
                          const rest = wanted.party - free;
                          return (
                            <li key={time}>
                              <button type="button" class="app-time" aria-disabled={busy} onClick={() => pick({ office: id, date, time }, ahead())}>
                                <span class="govuk-visually-hidden">
                                  {rest > 0 ? say('slots.timeSplit', { time, office: name, count: free, rest }) : say('slots.time', { time, office: name, count: free })}
                                </span>
                                <strong aria-hidden="true">{time}</strong>
                                <span aria-hidden="true">{rest > 0 ? say('slots.split', { count: free, rest }) : say('slots.free', { count: free })}</span>
                              </button>
                            </li>
                          );
                        })}
                      </ul>
                    </section>
                  );
                })}
              </div>
            </details>
          );
        })
      )}
    </section>
  );
}

/** Other times that are offered in place of one that has gone. */
export function Alternatives({ slots, service, pick, busy, lang, say }: IslandProps & { slots: readonly Slot[]; service: AppointmentService; pick: (slot: Slot) => void; busy: boolean }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), [slots]);
  return (
    <section class="govuk-inset-text app-warn app-alternatives">
      <h2 class="govuk-heading-m" ref={heading}>
        {say('slots.taken')}
      </h2>
      <p>{say('slots.takenText')}</p>
      <ul class="app-alternatives__list">
        {slots.map(slot => (
          <li key={`${slot.office} ${slot.date} ${slot.time}`}>
            <button type="button" class="govuk-button govuk-button--secondary" aria-disabled={busy} onClick={() => pick(slot)}>
              {say('slots.at', { time: slot.time, date: dayInWords(slot.date, lang), office: service.offices.find(one => one.id === slot.office)?.name[lang] ?? slot.office })}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
