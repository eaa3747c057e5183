import { useEffect, useRef, useState } from 'preact/hooks';
import type { QuotaChange, QuotaEffect, QuotaWish } from '../api/counter-types.ts';
import { isRefusal, Refused } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { isDay } from '../appointments/calendar.ts';
import { ActionButton, ErrorSummary, sentence, type SummaryLine } from '../components/common.tsx';
import { addDays } from '../forms/engine/dates';
import { todayInHongKong } from '../forms/engine/index';
import { calendarDate, dayInWords, instant, weekdays } from '../lib/format.ts';
import { focusOn, type IslandProps, useLoaded } from '../lib/page.ts';
import { Counter, type CounterProps, Part } from './counter.tsx';

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

/** How many places each time of a session has: what a change would mean, then the change, then who changed what. */
export function DeskQuotas(props: IslandProps) {
  return (
    <Counter {...props} tab="quotas">
      {here => <Quotas key={here.office.id} {...here} />}
    </Counter>
  );
}

/** The field that a refusal is about. */
const fieldOf: Readonly<Record<string, string>> = { from: 'from', to: 'to', seats: 'seats', session: 'session', service: 'service', weekdays: 'weekdays' };

function Quotas({ api, office, address, lang, say }: CounterProps) {
  const tomorrow = addDays(todayInHongKong(), 1)!;
  const [wish, setWish] = useState<Omit<QuotaWish, 'seats' | 'office'> & { seats: string }>(() => ({
    service: office.services[0]?.id ?? '',
    session: office.services[0]?.sessions[0]?.id ?? '',
    from: tomorrow,
    to: addDays(tomorrow, 13)!,
    weekdays: [],
    seats: '',
  }));
  const [effects, setEffects] = useState<QuotaEffect[]>();
  const [saved, setSaved] = useState<QuotaChange>();
  const [wrong, setWrong] = useState<SummaryLine[]>([]);
  const [round, setRound] = useState(0);
  useEffect(() => address({}), []);
  const service = office.services.find(one => one.id === wish.service);
  const session = service?.sessions.find(one => one.id === wish.session);
  const change = (part: Partial<typeof wish>): void => {
    setWish({ ...wish, ...part });
    setEffects(undefined);
    setSaved(undefined);
  };
  const body: QuotaWish = { ...wish, office: office.id, seats: Number(wish.seats) };
  const tell = (failure: unknown): void =>
    setWrong([{ text: sentence(failure, say), ...(failure instanceof Refused && fieldOf[failure.problem.field ?? ''] ? { id: failure.problem.field } : {}) }]);
  const preview = async (): Promise<void> => {
    setSaved(undefined);
    const lacking: SummaryLine[] = [
      ...(isDay(wish.from) ? [] : [{ id: 'from', text: say('counter.dateMissing') }]),
      ...(isDay(wish.to) ? [] : [{ id: 'to', text: say('counter.dateMissing') }]),
      ...(/^\d{1,3}$/.test(wish.seats) ? [] : [{ id: 'seats', text: say('counter.seatsMissing') }]),
    ];
    setWrong(lacking);
    if (lacking.length > 0) {
      return;
    }

    try {
      setEffects(await api.previewQuota(body));
    } catch (failure) {
      tell(failure);
    }
  };
  const save = async (): Promise<void> => {
    const intention = `counter.quota.${office.id}`;
    setWrong([]);
    try {
      setSaved(await api.setQuota(await keyFor(intention, body), body));
      keyUsed(intention);
      setRound(count => count + 1);
    } catch (failure) {
      if (isRefusal(failure, 'idempotency-key-reused')) {
        keyUsed(intention);
      }

      tell(failure);
    }
  };
  const changing = effects?.filter(effect => effect.outcome === 'changed').length ?? 0;
  return (
    <>
      <ErrorSummary lines={wrong} say={say} />
      <form
        class="app-quota"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          void preview();
        }}
      >
        <div class="app-fields">
          <div class="govuk-form-group">
            <label class="govuk-label" for="service">
              {say('appt.serviceRow')}
            </label>
            <select
              id="service"
              class="govuk-select"
              value={wish.service}
              onChange={event => change({ service: event.currentTarget.value, session: office.services.find(one => one.id === event.currentTarget.value)?.sessions[0]?.id ?? '' })}
            >
              {office.services.map(one => (
                <option key={one.id} value={one.id}>
                  {one.name[lang]}
                </option>
              ))}
            </select>
          </div>
          <div class="govuk-form-group">
            <label class="govuk-label" for="session">
              {say('counter.session')}
            </label>
            <select id="session" class="govuk-select" value={wish.session} onChange={event => change({ session: event.currentTarget.value })}>
              {service?.sessions.map(one => (
                <option key={one.id} value={one.id}>
                  {say('counter.sessionOption', { start: one.start, end: one.end })}
                </option>
              ))}
            </select>
          </div>
          <DateField id="from" label={say('counter.firstDay')} value={wish.from} set={from => change({ from })} />
          <DateField id="to" label={say('counter.lastDay')} value={wish.to} set={to => change({ to })} />
          <div class="govuk-form-group">
            <label class="govuk-label" for="seats">
              {say('counter.seatsEach')}
            </label>
            {session && (
              <div class="govuk-hint" id="seats-hint">
                {say('counter.seatsPlanned', { count: session.seats })}
              </div>
            )}
            <input
              id="seats"
              class="govuk-input govuk-input--width-3"
              inputMode="numeric"
              aria-describedby={session && 'seats-hint'}
              value={wish.seats}
              onInput={event => change({ seats: event.currentTarget.value.trim() })}
            />
          </div>
        </div>
        <fieldset class="govuk-fieldset govuk-form-group" id="weekdays">
          <legend class="govuk-fieldset__legend">{say('counter.weekdays')}</legend>
          <div class="govuk-checkboxes govuk-checkboxes--small app-weekdays">
            {weekdays(lang, 'long').map((name, index) => {
              const day = days[index]!;
              return (
                <div key={day} class="govuk-checkboxes__item">
                  <input
                    class="govuk-checkboxes__input"
                    id={`day-${day}`}
                    type="checkbox"
                    checked={wish.weekdays.includes(day)}
                    onChange={event => change({ weekdays: event.currentTarget.checked ? [...wish.weekdays, day] : wish.weekdays.filter(one => one !== day) })}
                  />
                  <label class="govuk-label govuk-checkboxes__label" for={`day-${day}`}>
                    {name}
                  </label>
                </div>
              );
            })}
          </div>
        </fieldset>
        <button type="submit" class="govuk-button govuk-button--secondary">
          {say('counter.showEffect')}
        </button>
      </form>
      {(saved ?? effects) !== undefined && (
        <section>
          <Effects effects={saved?.effects ?? effects!} title={say(saved ? 'counter.saved' : 'counter.effect')} lang={lang} say={say} />
          {!saved && (
            <div class="app-actions">
              {changing === 0 ? (
                <p class="govuk-body">{say('counter.nothingChanges')}</p>
              ) : (
                <ActionButton act={save} say={say}>
                  {say('counter.save', { count: changing })}
                </ActionButton>
              )}
            </div>
          )}
        </section>
      )}
      <Changes key={round} {...{ api, office, lang, say }} />
    </>
  );
}

export function DateField({ id, label, value, set, type = 'date' }: { id: string; label: string; value: string; set: (value: string) => void; type?: 'date' | 'time' }) {
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={id}>
        {label}
      </label>
      <input id={id} type={type} class="govuk-input app-date" value={value} onChange={event => set(event.currentTarget.value)} />
    </div>
  );
}

const colours = { changed: 'teal', unchanged: 'grey', refused: 'magenta' } as const;

function Effects({ effects, title, lang, say }: IslandProps & { effects: readonly QuotaEffect[]; title: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), [title]);
  return (
    <>
      <h2 class="govuk-heading-m" ref={heading}>
        {title}
      </h2>
      <div class="app-scroll" role="region" tabIndex={0} aria-label={title}>
        <table class="govuk-table app-effects">
          <caption class="govuk-visually-hidden">{title}</caption>
          <thead>
            <tr>
              {(['date', 'planned', 'before', 'after', 'booked', 'held', 'outcome'] as const).map(head => (
                <th key={head} scope="col" class={head === 'date' || head === 'outcome' ? '' : 'govuk-table__cell--numeric'}>
                  {say(`counter.effect.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {effects.map(effect => (
              <tr key={effect.date}>
                <th scope="row">{dayInWords(effect.date, lang)}</th>
                {[effect.planned, effect.before, effect.outcome === 'refused' ? effect.before : effect.seats, effect.booked, effect.held].map((number, column) => (
                  <td key={column} class="govuk-table__cell--numeric">
                    {number}
                  </td>
                ))}
                <td>
                  <strong class={`govuk-tag govuk-tag--${colours[effect.outcome]}`}>{say(`counter.outcome.${effect.outcome}`)}</strong>
                  {effect.outcome === 'refused' && <div class="app-muted">{say('counter.refusedWhy', { time: effect.time ?? '', taken: effect.taken ?? 0 })}</div>}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

/** Who changed what: newest first. */
function Changes({ api, office, lang, say }: Pick<CounterProps, 'api' | 'office' | 'lang' | 'say'>) {
  const [loaded, again, put] = useLoaded(lang, () => api.quotaChanges(office.id));
  const words = ({ effects, seats }: QuotaChange): string => {
    const done = effects.filter(effect => effect.outcome === 'changed');
    const [first, last] = [done[0], done.at(-1)];
    const refused = effects.filter(effect => effect.outcome === 'refused').length;
    return [
      first && last ? say('counter.changeDone', { count: done.length, from: calendarDate(first.date, lang), to: calendarDate(last.date, lang), before: [...new Set(done.map(effect => effect.before))].join(say('common.listSeparator')), seats }) : say('counter.changeNone', { seats }),
      ...(refused > 0 ? [say('counter.changeRefused', { count: refused })] : []),
    ].join(' ');
  };
  return (
    <section class="app-section">
      <h2 class="govuk-heading-m">{say('counter.changes')}</h2>
      <Part loaded={loaded} again={again} say={say}>
        {({ changes, continuation }) =>
          changes.length === 0 ? (
            <p class="govuk-body">{say('counter.noChanges')}</p>
          ) : (
            <>
              <ul class="app-notices">
                {changes.map(change => (
                  <li key={`${change.at} ${change.service}`}>
                    <strong>{office.services.find(one => one.id === change.service)?.name[lang] ?? change.service}</strong> {words(change)}
                    <div class="app-muted">
                      {instant(change.at, lang)}
                      {change.by !== undefined && ` · ${change.by}`}
                      {!change.finished && ` · ${say('counter.unfinished')}`}
                    </div>
                  </li>
                ))}
              </ul>
              {continuation !== undefined && (
                <ActionButton
                  kind="secondary"
                  say={say}
                  act={() =>
                    api.quotaChanges(office.id, continuation).then(
                      more => put({ ...more, changes: [...changes, ...more.changes] }),
                      () => undefined,
                    )
                  }
                >
                  {say('common.more')}
                </ActionButton>
              )}
            </>
          )
        }
      </Part>
    </section>
  );
}
