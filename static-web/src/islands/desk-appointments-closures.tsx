import { useEffect, useRef, useState } from 'preact/hooks';
import { type Closure, type ClosureReason, closureReasons } from '../api/counter-types.ts';
import { Refused } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { isDay } from '../appointments/calendar.ts';
import { ActionButton, ErrorSummary, sentence, type SummaryLine } from '../components/common.tsx';
import { touchedBy } from '../counter/closures.ts';
import type { Touched } from '../counter/day.ts';
import { todayInHongKong } from '../forms/engine/index';
import { instant } from '../lib/format.ts';
import { ownNames } from '../lib/languages.ts';
import { focusOn, type IslandProps, useLoaded } from '../lib/page.ts';
import { Counter, type CounterProps, Part } from './counter.tsx';
import { DateField } from './desk-appointments-quotas.tsx';

/** Closes an office for a time; its people are offered other places by the platform. */
export function DeskClosures(props: IslandProps) {
  return (
    <Counter {...props} tab="closures">
      {here => <Closures key={here.office.id} {...here} />}
    </Counter>
  );
}

interface Wish {
  from: string;
  fromTime: string;
  to: string;
  toTime: string;
  reason?: ClosureReason;
  note: { en: string; tc: string; sc: string };
}

const fresh = (): Wish => ({ from: todayInHongKong(), fromTime: '', to: todayInHongKong(), toTime: '', note: { en: '', tc: '', sc: '' } });
const languages = ['en', 'tc', 'sc'] as const;

function Closures(here: CounterProps) {
  const { api, office, address, lang, say } = here;
  const [wish, setWish] = useState<Wish>(fresh);
  const [touched, setTouched] = useState<Touched>();
  const [wrong, setWrong] = useState<SummaryLine[]>([]);
  const [told, setTold] = useState('');
  const [busy, setBusy] = useState(false);
  const [loaded, again] = useLoaded(lang, () => api.closures(office.id));
  useEffect(() => address({}), []);
  const set = (part: Partial<Wish>): void => setWish({ ...wish, ...part });
  const [from, to] = [`${wish.from}T${wish.fromTime}`, `${wish.to}T${wish.toTime}`];
  const hongKong = (local: string): string => `${local}:00+08:00`;
  const noted = languages.filter(one => wish.note[one].trim() !== '');

  const ask = async (): Promise<void> => {
    const time = /^\d\d:\d\d$/;
    const begins = isDay(wish.from) && time.test(wish.fromTime);
    const ends = isDay(wish.to) && time.test(wish.toTime);
    const lacking: SummaryLine[] = [
      ...(begins ? [] : [{ id: isDay(wish.from) ? 'from-time' : 'from', text: say('counter.fromMissing') }]),
      ...(ends ? [] : [{ id: isDay(wish.to) ? 'to-time' : 'to', text: say('counter.toMissing') }]),
      ...(begins && ends && to <= from ? [{ id: 'to-time', text: say('counter.toBeforeFrom') }] : []),
      ...(wish.reason === undefined ? [{ id: 'reason-0', text: say('counter.reasonMissing') }] : []),
      ...(noted.length === 0 || noted.length === languages.length ? [] : [{ id: `note-${languages.find(one => wish.note[one].trim() === '')!}`, text: say('counter.noteMissing') }]),
    ];
    setTold('');
    setWrong(lacking);
    if (lacking.length > 0) {
      return;
    }

    setBusy(true);
    try {
      setTouched(await touchedBy(api, office.id, hongKong(from), hongKong(to)));
    } catch (failure) {
      setWrong([{ text: sentence(failure, say) }]);
    } finally {
      setBusy(false);
    }
  };
  const close = async (): Promise<void> => {
    const intention = `counter.close.${office.id}`;
    const body = {
      office: office.id,
      from,
      to,
      reason: wish.reason!,
      ...(noted.length === 0 ? {} : { note: { en: wish.note.en.trim(), tc: wish.note.tc.trim(), sc: wish.note.sc.trim() } }),
    };
    try {
      await api.close(await keyFor(intention, body), body);
      keyUsed(intention);
      setWish(fresh());
      setTold(say('counter.closedDone'));
      again();
    } catch (failure) {
      if (failure instanceof Refused) {
        keyUsed(intention);
      }

      setWrong([{ text: sentence(failure, say) }]);
    }

    setTouched(undefined);
  };
  if (touched !== undefined) {
    return (
      <Confirm
        {...here}
        rows={[
          [say('appt.office'), office.name[lang]],
          [say('counter.closedFrom'), instant(hongKong(from), lang)],
          [say('counter.closedTo'), instant(hongKong(to), lang)],
          [say('counter.reason'), say(`counter.reason.${wish.reason!}`)],
          ...(noted.length === 0 ? [] : [[say('counter.note'), wish.note[lang]] as const]),
        ]}
        touched={touched}
        close={close}
        back={() => setTouched(undefined)}
      />
    );
  }

  return (
    <>
      <ErrorSummary lines={wrong} say={say} />
      <p class={told === '' ? '' : 'govuk-inset-text'} role="status">
        {told}
      </p>
      <section class="app-section">
        <h2 class="govuk-heading-m">{say('counter.closures')}</h2>
        <Part loaded={loaded} again={again} say={say}>
          {closures =>
            closures.length === 0 ? (
              <p class="govuk-body">{say('counter.noClosures')}</p>
            ) : (
              <ul class="app-rows">
                {closures.map(closure => (
                  <Row key={closure.closureId} {...here} closure={closure} ended={again} tell={failure => setWrong([{ text: sentence(failure, say) }])} />
                ))}
              </ul>
            )
          }
        </Part>
      </section>
      <form
        class="app-panel"
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (!busy) {
            void ask();
          }
        }}
      >
        <h2 class="govuk-heading-m">{say('counter.close')}</h2>
        <p class="govuk-body">{say('counter.closeText')}</p>
        <div class="app-fields">
          <DateField id="from" label={say('counter.closedFromDay')} value={wish.from} set={value => set({ from: value })} />
          <DateField id="from-time" type="time" label={say('counter.closedFromTime')} value={wish.fromTime} set={value => set({ fromTime: value })} />
          <DateField id="to" label={say('counter.closedToDay')} value={wish.to} set={value => set({ to: value })} />
          <DateField id="to-time" type="time" label={say('counter.closedToTime')} value={wish.toTime} set={value => set({ toTime: value })} />
        </div>
        <fieldset class="govuk-fieldset govuk-form-group">
          <legend class="govuk-fieldset__legend">{say('counter.reason')}</legend>
          <div class="govuk-radios govuk-radios--small">
            {closureReasons.map((reason, index) => (
              <div key={reason} class="govuk-radios__item">
                <input class="govuk-radios__input" id={`reason-${index}`} name="reason" type="radio" checked={wish.reason === reason} onChange={() => set({ reason })} />
                <label class="govuk-label govuk-radios__label" for={`reason-${index}`}>
                  {say(`counter.reason.${reason}`)}
                </label>
              </div>
            ))}
          </div>
        </fieldset>
        <fieldset class="govuk-fieldset govuk-form-group">
          <legend class="govuk-fieldset__legend">{say('counter.noteOptional')}</legend>
          <div class="govuk-hint">{say('counter.noteHint')}</div>
          {languages.map(one => (
            <div key={one} class="govuk-form-group">
              <label class="govuk-label" for={`note-${one}`}>
                {ownNames[one]}
              </label>
              <textarea id={`note-${one}`} class="govuk-textarea" rows={2} maxLength={500} value={wish.note[one]} onInput={event => set({ note: { ...wish.note, [one]: event.currentTarget.value } })} />
            </div>
          ))}
        </fieldset>
        <button type="submit" class="govuk-button" aria-disabled={busy}>
          {busy ? say('common.wait') : say('common.continue')}
        </button>
      </form>
    </>
  );
}

/** What closing means, before it is done. */
function Confirm({ rows, touched, close, back, say }: CounterProps & { rows: readonly (readonly [string, string])[]; touched: Touched; close: () => Promise<void>; back: () => void }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  return (
    <section class="app-narrow">
      <h2 class="govuk-heading-l" ref={heading}>
        {say('counter.closeConfirm')}
      </h2>
      <dl class="govuk-summary-list">
        {rows.map(([label, value]) => (
          <div key={label} class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{label}</dt>
            <dd class="govuk-summary-list__value">{value}</dd>
          </div>
        ))}
      </dl>
      <p class="govuk-inset-text app-warn">
        <strong>{say(touched.bookings === 1 ? 'counter.touchedOne' : 'counter.touched', { ...touched })}</strong> {say('counter.touchedThen')}
        {touched.others > 0 && ` ${say('counter.touchedOthers', { count: touched.others })}`}
      </p>
      <div class="app-actions">
        <ActionButton kind="warning" act={close} say={say}>
          {say('counter.closeYes')}
        </ActionButton>
        <button type="button" class="govuk-button govuk-button--secondary" onClick={back}>
          {say('common.back')}
        </button>
      </div>
    </section>
  );
}

function Row({ api, closure, ended, tell, lang, say }: CounterProps & { closure: Closure; ended: () => void; tell: (failure: unknown) => void }) {
  const [sure, setSure] = useState(false);
  const [left, setLeft] = useState<number>();
  const over = closure.endedAt !== undefined || Date.parse(closure.to) <= Date.now();
  useEffect(() => {
    if (!over) {
      // How far the offers have come shows in who is still booked then.
      touchedBy(api, closure.office, closure.from, closure.to).then(
        ({ bookings }) => setLeft(bookings),
        () => undefined,
      );
    }
  }, []);
  const end = async (): Promise<void> => {
    const intention = `counter.end.${closure.closureId}`;
    try {
      await api.endClosure(await keyFor(intention, ''), closure.closureId);
      keyUsed(intention);
      ended();
    } catch (failure) {
      tell(failure);
    }
  };
  return (
    <li class="app-row">
      <div>
        <div class="app-row__title">{say(`counter.reason.${closure.reason}`)}</div>
        {say('counter.closureTime', { from: instant(closure.from, lang), to: instant(closure.to, lang) })}{' '}
        <strong class={`govuk-tag govuk-tag--${over ? 'grey' : 'magenta'}`}>
          {say(closure.endedAt !== undefined ? 'counter.closureEnded' : over ? 'counter.closureOver' : Date.parse(closure.from) > Date.now() ? 'counter.closureAhead' : 'counter.closed')}
        </strong>
        {closure.note && <div class="app-muted">{closure.note[lang]}</div>}
        {left !== undefined && <div class="app-muted">{say(left === 1 ? 'counter.closureLeftOne' : 'counter.closureLeft', { count: left })}</div>}
      </div>
      {!over && (
        <div class="app-actions">
          {sure ? (
            <>
              <ActionButton kind="warning" act={end} say={say}>
                {say('counter.endYes')}
              </ActionButton>
              <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setSure(false)}>
                {say('common.no')}
              </button>
            </>
          ) : (
            <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setSure(true)}>
              {say('counter.end')}
            </button>
          )}
        </div>
      )}
    </li>
  );
}
