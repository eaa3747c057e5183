import { useEffect, useState } from 'preact/hooks';
import { connect } from '../api/api.ts';
import type { Appointment } from '../api/appointment-types.ts';
import { instant } from '../lib/format.ts';
import type { IslandProps } from '../lib/page.ts';

/** Who has opened the details of an appointment. */
export function Accesses({ accesses, lang, say }: IslandProps & { accesses: NonNullable<Appointment['accesses']> }) {
  const [names, setNames] = useState<Readonly<Record<string, string>>>({});
  const opened = accesses.length > 0;
  useEffect(() => {
    if (opened) {
      // Until the names are there, a department is called by its code.
      connect(lang)
        .then(api => api.departments())
        .then(
          all => setNames(Object.fromEntries(all.map(one => [one.code, one.name[lang]]))),
          () => undefined,
        );
    }
  }, [opened]);
  return (
    <section class="app-noprint">
      <h2 class="govuk-heading-m">{say('case.accesses')}</h2>
      {opened ? (
        <ul class="govuk-list">
          {accesses.map(({ at, department, why }) => (
            <li key={at}>
              {say('manage.accessed', { department: names[department] ?? department, time: instant(at, lang) })} <span class="app-muted">{why[lang]}</span>
            </li>
          ))}
        </ul>
      ) : (
        <p class="govuk-body">{say('case.accessesNone')}</p>
      )}
    </section>
  );
}
