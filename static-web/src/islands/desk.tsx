import { useEffect, useState } from 'preact/hooks';
import { type Api, connect } from '../api/api.ts';
import { Refused, SignInRequired } from '../api/failures.ts';
import { signIn } from '../api/session.ts';
import type { FormHead, InboxItem, InboxState } from '../api/types.ts';
import { ActionButton, ErrorSummary, Fetched, Loading, sentence, Status, type SummaryLine } from '../components/common.tsx';
import { instant, timeOfDay } from '../lib/format.ts';
import { type IslandProps, parameter, useLoaded } from '../lib/page.ts';

const states: readonly InboxState[] = ['new', 'leased', 'open', 'decided'];

/** An officer's department; others are told that the desk is not theirs. */
export async function officersDepartment(api: Api): Promise<string> {
  const { department } = await api.me();
  if (department === undefined || department === null) {
    throw new Refused({ title: '', status: 403, code: 'not-permitted' });
  }

  return department;
}

/** The inbox of an officer's department. */
export function Desk({ lang, say }: IslandProps) {
  const [loaded, again] = useLoaded(lang, async () => {
    const api = await connect(lang);
    const department = await officersDepartment(api);
    const [forms, departments] = await Promise.all([api.forms(), api.departments()]);
    return { api, department, name: departments.find(one => one.code === department)?.name[lang] ?? department, forms: forms.filter(one => one.department === department) };
  });
  return (
    <Fetched loaded={loaded} again={again} lang={lang} say={say}>
      {opened => <Inbox {...opened} lang={lang} say={say} />}
    </Fetched>
  );
}

function Inbox({ api, department, name, forms, lang, say }: IslandProps & { api: Api; department: string; name: string; forms: readonly FormHead[] }) {
  const asked = parameter('state') as InboxState;
  const [state, setState] = useState<InboxState>(states.includes(asked) ? asked : 'new');
  const [form, setForm] = useState(parameter('form'));
  // The tokens of the pages so far, so that the way back is known.
  const [pages, setPages] = useState<readonly (string | undefined)[]>([undefined]);
  const [list, setList] = useState<{ items: InboxItem[]; continuation?: string }>();
  const [wrong, setWrong] = useState<SummaryLine[]>([]);
  const [news, setNews] = useState('');

  const fail = (failure: unknown): void => {
    if (failure instanceof SignInRequired) {
      void signIn(lang);
    } else {
      setWrong([{ text: sentence(failure, say) }]);
    }
  };

  useEffect(() => {
    let current = true;
    setList(undefined);
    setWrong([]);
    const query = new URLSearchParams({ state, ...(form === '' ? {} : { form }) });
    history.replaceState(null, '', `${location.pathname}?${query.toString()}`);
    dispatchEvent(new Event('egov:address'));
    api.inbox(department, state, form, pages.at(-1)).then(
      found => current && setList(found),
      (failure: unknown) => current && (setList({ items: [] }), fail(failure)),
    );
    return () => {
      current = false;
    };
  }, [state, form, pages]);

  const first: readonly undefined[] = [undefined];
  return (
    <>
      <ErrorSummary lines={wrong} say={say} />
      <div class="app-deskhead">
        <div>
          <p class="app-caption">{name}</p>
          <h1 class="govuk-heading-l">{say('desk.title')}</h1>
        </div>
        <div>
          <ActionButton
            say={say}
            act={() =>
              api.lease(department).then(lease => {
                if (lease === undefined) {
                  setNews(say('desk.nothingWaits'));
                } else {
                  sessionStorage.setItem(`egov.lease.${lease.reference}`, lease.leaseId);
                  location.assign(`/${lang}/desk/case/?ref=${encodeURIComponent(lease.reference)}`);
                }
              }, fail)
            }
          >
            {say('desk.leaseNext')}
          </ActionButton>
          <p class="govuk-body" role="status">
            {news}
          </p>
        </div>
      </div>
      <nav class="app-tabs" aria-label={say('desk.states')}>
        <ul>
          {states.map(one => (
            <li key={one}>
              <a
                href={`/${lang}/desk/?state=${one}`}
                aria-current={one === state ? 'page' : undefined}
                onClick={event => {
                  event.preventDefault();
                  setState(one);
                  setPages(first);
                }}
              >
                {say(`desk.state.${one}`)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <div class="govuk-form-group">
        <label class="govuk-label" for="form">
          {say('desk.form')}
        </label>
        <select
          id="form"
          class="govuk-select app-wide-select"
          value={form}
          onChange={event => {
            setForm(event.currentTarget.value);
            setPages(first);
          }}
        >
          <option value="">{say('desk.allForms')}</option>
          {forms.map(one => (
            <option key={one.id} value={one.id}>
              {one.title[lang]}
            </option>
          ))}
        </select>
      </div>
      {list === undefined ? (
        <Loading say={say} />
      ) : list.items.length === 0 ? (
        <p class="govuk-body">{say('desk.empty')}</p>
      ) : (
        <table class="govuk-table app-inbox">
          <caption class="govuk-visually-hidden">{say(`desk.state.${state}`)}</caption>
          <thead>
            <tr>
              <th scope="col">{say('receipt.reference')}</th>
              <th scope="col">{say('desk.form')}</th>
              <th scope="col">{say('desk.status')}</th>
              <th scope="col">{say('desk.received')}</th>
            </tr>
          </thead>
          <tbody>
            {list.items.map(item => (
              <tr key={item.reference}>
                <td>
                  <a class="govuk-link app-reference" href={`/${lang}/desk/case/?ref=${encodeURIComponent(item.reference)}`}>
                    {item.reference}
                  </a>
                </td>
                <td>{item.title[lang]}</td>
                <td>
                  <Status status={item.status} say={say} />
                  {item.leasedUntil && <div class="app-muted">{say('desk.leasedUntil', { time: timeOfDay(Date.parse(item.leasedUntil), lang) })}</div>}
                </td>
                <td>{instant(item.receivedAt, lang)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p class="app-actions">
        {pages.length > 1 && (
          <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setPages(pages.slice(0, -1))}>
            {say('desk.previous')}
          </button>
        )}
        {list?.continuation !== undefined && (
          <button type="button" class="govuk-button govuk-button--secondary" onClick={() => setPages([...pages, list.continuation])}>
            {say('desk.next')}
          </button>
        )}
      </p>
    </>
  );
}
