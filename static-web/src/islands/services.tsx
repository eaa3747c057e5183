import { useMemo, useState } from 'preact/hooks';
import { connect } from '../api/api.ts';
import type { Department, FormHead } from '../api/types.ts';
import { Fetched } from '../components/common.tsx';
import clusters from '../catalogue/clusters.json';
import type { Lang } from '../lib/languages.ts';
import { type IslandProps, useLoaded } from '../lib/page.ts';
import type { Key } from '../lib/strings.ts';

/** All services: filtered while the person types, grouped by what happens in life or by department. */
export function Services({ lang, say }: IslandProps) {
  const [loaded, again] = useLoaded(lang, async () => {
    const api = await connect(lang);
    const [forms, departments] = await Promise.all([api.forms(), api.departments()]);
    return { forms, departments };
  });
  return (
    <Fetched loaded={loaded} again={again} lang={lang} say={say}>
      {({ forms, departments }) => <Listed forms={forms} departments={departments} lang={lang} say={say} />}
    </Fetched>
  );
}

interface Group {
  id: string;
  name: string;
  forms: FormHead[];
}

function Listed({ forms, departments, lang, say }: IslandProps & { forms: FormHead[]; departments: Department[] }) {
  const [wanted, setWanted] = useState('');
  const [by, setBy] = useState<'life' | 'department'>('life');
  const nameOf = (code: string): string => departments.find(one => one.code === code)?.name[lang] ?? code;
  const found = useMemo(() => forms.filter(form => matches(form, departments, wanted)), [forms, departments, wanted]);
  const groups = by === 'life' ? byLife(found, say) : byDepartment(found, nameOf);
  return (
    <>
      <form role="search" class="app-search" onSubmit={event => event.preventDefault()}>
        <label class="govuk-label govuk-label--m" for="find">
          {say('home.find')}
        </label>
        <div id="find-hint" class="govuk-hint">
          {say('home.findHint')}
        </div>
        <input
          id="find"
          class="govuk-input"
          type="search"
          aria-describedby="find-hint"
          autocomplete="off"
          value={wanted}
          onInput={event => setWanted(event.currentTarget.value)}
        />
      </form>
      <div class="app-listhead">
        <p class="govuk-body" role="status">
          {wanted.trim() === '' ? say('home.count', { count: found.length }) : say('home.found', { count: found.length })}
        </p>
        <div class="app-toggle" role="group" aria-label={say('home.groupBy')}>
          {(['life', 'department'] as const).map(kind => (
            <button key={kind} type="button" aria-pressed={by === kind} onClick={() => setBy(kind)}>
              {say(`home.by.${kind}`)}
            </button>
          ))}
        </div>
      </div>
      {found.length === 0 && <p class="govuk-body-l">{say('home.none')}</p>}
      <div class="app-groups">
      {groups.map(group => (
        <section key={group.id} class="app-group">
          <h3 class="govuk-heading-m">{group.name}</h3>
          <ul class="app-cards">
            {group.forms.map(form => (
              <li key={form.id} class="app-card">
                <h4 class="app-card__title">
                  <a class="govuk-link" href={`/${lang}/form/?id=${encodeURIComponent(form.id)}`}>
                    {form.title[lang]}
                  </a>
                </h4>
                <p class="app-card__text">{form.summary[lang]}</p>
                <p class="app-card__foot">
                  {nameOf(form.department)}
                  {form.formNumber && <span class="app-card__number">{form.formNumber}</span>}
                </p>
              </li>
            ))}
          </ul>
        </section>
      ))}
      </div>
    </>
  );
}

// People mix languages: every word is looked for in all three.
function matches(form: FormHead, departments: readonly Department[], wanted: string): boolean {
  const names = departments.find(one => one.code === form.department)?.name;
  const all: Record<Lang, string>[] = [form.title, form.summary, ...(names ? [names] : [])];
  const text = [form.id, form.formNumber ?? '', ...all.flatMap(one => Object.values(one))].join(' ').normalize('NFKC').toLowerCase();
  return wanted
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .every(word => text.includes(word));
}

function byLife(forms: readonly FormHead[], say: IslandProps['say']): Group[] {
  const groups = new Map<string, Group>();
  for (const form of forms) {
    const cluster = clusters.find(one => one.forms.includes(form.id))?.id ?? 'other';
    const group = groups.get(cluster) ?? { id: cluster, name: say(`cluster.${cluster}` as Key), forms: [] };
    group.forms.push(form);
    groups.set(cluster, group);
  }

  return [...clusters.map(one => one.id), 'other'].flatMap(id => groups.get(id) ?? []);
}

function byDepartment(forms: readonly FormHead[], nameOf: (code: string) => string): Group[] {
  const codes = [...new Set(forms.map(form => form.department))];
  return codes.map(code => ({ id: code, name: nameOf(code), forms: forms.filter(form => form.department === code) }));
}
