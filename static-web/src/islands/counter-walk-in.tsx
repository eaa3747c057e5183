import { useState } from 'preact/hooks';
import type { Slot } from '../api/appointment-types.ts';
import type { CounterService, WalkIn as Seat } from '../api/counter-types.ts';
import { isRefusal, Refused } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { alternativesOf } from '../appointments/slots.ts';
import { sentence } from '../components/common.tsx';
import type { CounterProps } from './counter.tsx';

/** Gives today's next place to somebody who came without an appointment, where what they come for is urgent. */
export function WalkIn({ api, office, offices, done, lang, say }: CounterProps & { done: () => void }) {
  const services = office.services.map(urgent).filter(service => service.classes.length > 0);
  const [picked, setPicked] = useState<{ service: string; class: string }>();
  const [busy, setBusy] = useState(false);
  const [seat, setSeat] = useState<Seat>();
  const [wrong, setWrong] = useState<string>();
  const [others, setOthers] = useState<readonly Slot[]>([]);
  if (services.length === 0) {
    return null;
  }

  const give = async (): Promise<void> => {
    setSeat(undefined);
    setOthers([]);
    if (picked === undefined) {
      setWrong(say('counter.walkInMissing'));
      document.getElementById('walkin-0-0')?.focus();
      return;
    }

    const intention = `counter.walkin.${office.id}`;
    const body = { ...picked, office: office.id };
    setWrong(undefined);
    setBusy(true);
    try {
      setSeat(await api.walkIn(await keyFor(intention, body), body));
      keyUsed(intention);
      done();
    } catch (failure) {
      if (failure instanceof Refused) {
        keyUsed(intention);
      }

      setWrong(sentence(failure, say));
      setOthers(isRefusal(failure, 'no-seat-today') ? alternativesOf(failure.problem.values?.['alternatives']) : []);
    } finally {
      setBusy(false);
    }
  };
  return (
    <section class="app-panel">
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          if (!busy) {
            void give();
          }
        }}
      >
        <fieldset class={`govuk-fieldset govuk-form-group${wrong === undefined ? '' : ' govuk-form-group--error'}`} aria-describedby={wrong === undefined ? 'walkin-hint' : 'walkin-hint walkin-error'}>
          <legend class="govuk-fieldset__legend">
            <h2 class="govuk-heading-m">{say('counter.walkIn')}</h2>
          </legend>
          <div class="govuk-hint" id="walkin-hint">
            {say('counter.walkInHint')}
          </div>
          {wrong !== undefined && (
            <div class="govuk-error-message" id="walkin-error" role="alert">
              <span class="govuk-visually-hidden">{say('error.prefix')}</span> {wrong}
              {others.length > 0 && (
                <ul class="govuk-list govuk-list--bullet app-elsewhere">
                  {others.map(one => (
                    <li key={one.office}>{say('counter.otherOffice', { office: offices.find(({ id }) => id === one.office)?.name[lang] ?? one.office, time: one.time })}</li>
                  ))}
                </ul>
              )}
            </div>
          )}
          <div class="govuk-radios govuk-radios--small">
            {services.flatMap((service, first) =>
              service.classes.map((kind, second) => (
                <div key={`${service.id} ${kind.id}`} class="govuk-radios__item">
                  <input
                    class="govuk-radios__input"
                    id={`walkin-${first}-${second}`}
                    name="walkin"
                    type="radio"
                    checked={picked?.service === service.id && picked.class === kind.id}
                    onChange={() => setPicked({ service: service.id, class: kind.id })}
                  />
                  <label class="govuk-label govuk-radios__label" for={`walkin-${first}-${second}`}>
                    {kind.name[lang]}
                  </label>
                </div>
              )),
            )}
          </div>
        </fieldset>
        <button type="submit" class="govuk-button" aria-disabled={busy}>
          {busy ? say('common.wait') : say('counter.walkInSend')}
        </button>
      </form>
      <div role="status">
        {seat && (
          <div class="app-outcome">
            <p class="app-outcome__head">{say('counter.walkInSeat', { time: seat.time, number: seat.number })}</p>
            <p class="app-reference">{seat.reference}</p>
            <p>{say('counter.walkInTell')}</p>
          </div>
        )}
      </div>
    </section>
  );
}

const urgent = (service: CounterService): CounterService => ({ ...service, classes: service.classes.filter(one => one.walkIn) });
