import type { CounterApi } from '../api/counter.ts';
import type { Booking } from '../api/counter-types.ts';
import { calendarDate } from '../lib/format.ts';
import { ownNames } from '../lib/languages.ts';
import { type IslandProps, useLoaded } from '../lib/page.ts';
import { Part } from './counter.tsx';

/** What an officer may know of a person. That it was opened is noted, and shown to the person. */
export function OpenedDetails({ api, booking, lang, say }: IslandProps & { api: CounterApi; booking: Booking }) {
  const [loaded, again] = useLoaded(lang, () => api.open(booking));
  return (
    <div class="app-opened">
      <Part loaded={loaded} again={again} say={say}>
        {({ details }) =>
          details && (
            <>
              <dl class="app-opened__list">
                {[
                  [say(`appt.number.${details.documentType}`), details.documentNumber],
                  [say('appt.dateOfBirth'), calendarDate(details.dateOfBirth, lang)],
                  [say('appt.email'), details.email],
                  [say('counter.phone'), details.phone],
                  [say('counter.language'), ownNames[details.language]],
                  [say('appt.limitOfStay'), details.limitOfStay && calendarDate(details.limitOfStay, lang)],
                  [say('appt.terminatedOn'), details.terminatedOn && calendarDate(details.terminatedOn, lang)],
                ].map(
                  ([label, value]) =>
                    value && (
                      <div key={label}>
                        <dt>{label}</dt>
                        <dd>{value}</dd>
                      </div>
                    ),
                )}
              </dl>
              <p class="app-muted">{say('counter.openedNote')}</p>
            </>
          )
        }
      </Part>
    </div>
  );
}
