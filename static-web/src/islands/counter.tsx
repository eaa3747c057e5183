import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { connect } from '../api/api.ts';
import { type CounterApi, connectCounter } from '../api/counter.ts';
import type { CounterOffice } from '../api/counter-types.ts';
import { Fetched, Loading, sentence } from '../components/common.tsx';
import { type IslandProps, type Loaded, parameter, useLoaded, useTitle } from '../lib/page.ts';
import { officersDepartment } from './desk.tsx';

export const counterTabs = ['day', 'quotas', 'utilisation', 'closures'] as const;
export type CounterTab = (typeof counterTabs)[number];

/** What every page of the appointments desk is given. */
export interface CounterProps extends IslandProps {
  api: CounterApi;
  office: CounterOffice;
  offices: readonly CounterOffice[];
  /** Writes what is looked at into the page's address, so that it can be kept and comes back in another language. */
  address: (values: Readonly<Record<string, string>>) => void;
}

const lastOffice = 'egov.office';

/** The frame of the appointments desk: whose it is, which office, and its pages. */
export function Counter({ tab, lang, say, children }: IslandProps & { tab: CounterTab; children: (here: CounterProps) => ComponentChildren }) {
  const [loaded, again] = useLoaded(lang, async () => {
    const portal = await connect(lang);
    const department = await officersDepartment(portal);
    const [api, departments] = await Promise.all([connectCounter(lang, department), portal.departments()]);
    return { api, name: departments.find(one => one.code === department)?.name[lang] ?? department, offices: await api.offices() };
  });
  return (
    <Fetched loaded={loaded} again={again} lang={lang} say={say}>
      {opened => <Opened {...opened} {...{ tab, lang, say, children }} />}
    </Fetched>
  );
}

function Opened({
  api,
  name,
  offices,
  tab,
  lang,
  say,
  children,
}: IslandProps & { api: CounterApi; name: string; offices: CounterOffice[]; tab: CounterTab; children: (here: CounterProps) => ComponentChildren }) {
  useTitle(`${say(`counter.tab.${tab}`)} · ${say('counter.title')}`, say);
  const [chosen, setChosen] = useState(() => parameter('office') || (sessionStorage.getItem(lastOffice) ?? ''));
  const office = offices.find(one => one.id === chosen) ?? offices[0];
  const address = (values: Readonly<Record<string, string>>): void => {
    history.replaceState(null, '', `${location.pathname}?${new URLSearchParams({ office: office?.id ?? '', ...values }).toString()}`);
    dispatchEvent(new Event('egov:address'));
  };
  return (
    <>
      <p class="app-caption">{name}</p>
      <h1 class="govuk-heading-l">{say('counter.title')}</h1>
      <nav class="app-tabs" aria-label={say('counter.pages')}>
        <ul>
          {counterTabs.map(one => (
            <li key={one}>
              <a href={`/${lang}/desk/appointments/${one === 'day' ? '' : `${one}/`}${office ? `?office=${office.id}` : ''}`} aria-current={one === tab ? 'page' : undefined}>
                {say(`counter.tab.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {office === undefined ? (
        <p class="govuk-inset-text">{say('counter.noOffices')}</p>
      ) : (
        <>
          <div class="govuk-form-group">
            <label class="govuk-label" for="office">
              {say('appt.office')}
            </label>
            <select
              id="office"
              class="govuk-select app-wide-select"
              value={office.id}
              onChange={event => {
                sessionStorage.setItem(lastOffice, event.currentTarget.value);
                setChosen(event.currentTarget.value);
              }}
            >
              {offices.map(one => (
                <option key={one.id} value={one.id}>
                  {one.name[lang]}
                </option>
              ))}
            </select>
          </div>
          {children({ api, office, offices, address, lang, say })}
        </>
      )}
    </>
  );
}

/** A part of a page that is fetched by itself: when it fails, the rest stays. */
export function Part<T>({ loaded, again, say, children }: { loaded: Loaded<T>; again: () => void; say: IslandProps['say']; children: (value: T) => ComponentChildren }) {
  if (loaded.state === 'loading') {
    return <Loading say={say} />;
  }

  return loaded.state === 'ready' ? (
    <>{children(loaded.value)}</>
  ) : (
    <div role="alert">
      <p class="govuk-error-message">{sentence(loaded.failure, say)}</p>
      <button type="button" class="app-link-button" onClick={again}>
        {say('common.tryAgain')}
      </button>
    </div>
  );
}
