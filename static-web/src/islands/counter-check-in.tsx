import { useRef, useState } from 'preact/hooks';
import type { Arrival } from '../api/counter-types.ts';
import { isRefusal, Refused } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { sentence } from '../components/common.tsx';
import { dayInWords, timeOfDay } from '../lib/format.ts';
import type { CounterProps } from './counter.tsx';
import { Camera } from './counter-camera.tsx';

/** Takes what a scanner types or a person spells out. The field keeps the focus: the next person is one scan away. */
export function CheckIn({ api, office, offices, className, done, lang, say }: CounterProps & { className: (service: string, id: string) => string; done: () => void }) {
  const field = useRef<HTMLInputElement>(null);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [came, setCame] = useState<Arrival>();
  const [wrong, setWrong] = useState<string>();

  const words = (failure: unknown): string => {
    if (isRefusal(failure, 'booked-elsewhere')) {
      const { office: at = '', date = '', time = '' } = failure.problem.values ?? {};
      return say('counter.elsewhere', { office: offices.find(one => one.id === at)?.name[lang] ?? at, date: dayInWords(date, lang), time });
    }

    return sentence(failure, say);
  };
  const send = async (typed: string): Promise<void> => {
    const text = typed.trim();
    setCame(undefined);
    if (text === '') {
      setWrong(say('counter.codeMissing'));
      field.current?.focus();
      return;
    }

    const intention = `counter.checkin.${office.id}`;
    const body = { code: text, office: office.id };
    setWrong(undefined);
    setBusy(true);
    try {
      setCame(await api.checkIn(await keyFor(intention, body), body));
      keyUsed(intention);
      setCode('');
      done();
    } catch (failure) {
      if (failure instanceof Refused) {
        keyUsed(intention);
      }

      setWrong(words(failure));
      field.current?.select();
    } finally {
      setBusy(false);
      field.current?.focus();
    }
  };
  return (
    <section class="app-panel app-checkin" aria-labelledby="checkin">
      <h2 class="govuk-heading-m" id="checkin">
        {say('counter.checkIn')}
      </h2>
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (!busy) {
            void send(field.current?.value ?? code);
          }
        }}
      >
        <div class={`govuk-form-group${wrong === undefined ? '' : ' govuk-form-group--error'}`}>
          <label class="govuk-label" for="code">
            {say('counter.code')}
          </label>
          <div class="govuk-hint" id="code-hint">
            {say('counter.codeHint')}
          </div>
          {wrong !== undefined && (
            <p class="govuk-error-message" id="code-error" role="alert">
              <span class="govuk-visually-hidden">{say('error.prefix')}</span> {wrong}
            </p>
          )}
          <input
            ref={field}
            id="code"
            class={`govuk-input app-reference${wrong === undefined ? '' : ' govuk-input--error'}`}
            autoComplete="off"
            autoCapitalize="characters"
            spellcheck={false}
            aria-describedby={wrong === undefined ? 'code-hint' : 'code-hint code-error'}
            aria-invalid={wrong === undefined ? undefined : true}
            value={code}
            onInput={event => setCode(event.currentTarget.value)}
          />
        </div>
        <div class="app-actions">
          <button type="submit" class="govuk-button" aria-disabled={busy}>
            {busy ? say('common.wait') : say('counter.checkInSend')}
          </button>
          <Camera say={say} found={text => void send(text)} />
        </div>
      </form>
      <div role="status">
        {came && (
          <div class="app-outcome">
            <p class="app-outcome__head">{say(came.already ? 'counter.arrivedAlready' : 'counter.arrived')}</p>
            <p>
              <span class="app-reference">{came.booking.reference}</span>
              {came.booking.time !== undefined && <strong>{` ${came.booking.time}`}</strong>}
            </p>
            <p>
              {className(came.booking.service, came.booking.class)}
              {' · '}
              {say(came.booking.party === 1 ? 'appt.person' : 'appt.persons', { count: came.booking.party })}
            </p>
            <p>
              {came.already && came.booking.visitAt !== undefined
                ? say('counter.arrivedAt', { time: timeOfDay(Date.parse(came.booking.visitAt), lang) })
                : came.minutesLate === undefined
                  ? ''
                  : came.minutesLate < -5
                    ? say('counter.early', { minutes: -came.minutesLate })
                    : came.minutesLate > 5
                      ? say('counter.late', { minutes: came.minutesLate })
                      : say('counter.onTime')}
            </p>
          </div>
        )}
      </div>
    </section>
  );
}
