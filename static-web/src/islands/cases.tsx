import { useState } from 'preact/hooks';
import { connect } from '../api/api.ts';
import { connectAppointments } from '../api/appointments.ts';
import type { CaseHead, Notice } from '../api/types.ts';
import { ActionButton, ErrorSummary, Fetched, sentence, Status, type SummaryLine } from '../components/common.tsx';
import { calendarDate, instant } from '../lib/format.ts';
import { type IslandProps, useLoaded } from '../lib/page.ts';
import { OwnAppointments } from './appointment-list.tsx';
import { eventName, noticeAddress } from './events.ts';

/** Everything a person has under way: appointments, drafts, cases, notices. */
export function Cases({ lang, say }: IslandProps) {
  const [loaded, again, put] = useLoaded(lang, async () => {
    const [api, appointments] = await Promise.all([connect(lang), connectAppointments(lang)]);
    const [drafts, cases, notices, departments, services] = await Promise.all([api.drafts(), api.cases(), api.notices(), api.departments(), appointments.services()]);
    return { api, appointments, services, drafts, cases, notices, departments };
  });
  const [wrong, setWrong] = useState<SummaryLine[]>([]);
  return (
    <Fetched loaded={loaded} again={again} lang={lang} say={say}>
      {all => {
        const { api, appointments, services, drafts, cases, notices, departments } = all;
        const attempt = (work: Promise<void>): Promise<void> => work.then(() => setWrong([]), (failure: unknown) => setWrong([{ text: sentence(failure, say) }]));
        return (
          <>
            <ErrorSummary lines={wrong} say={say} />
            <section class="app-section">
              <h2 class="govuk-heading-l">{say('own.title')}</h2>
              <OwnAppointments api={appointments} services={services} lang={lang} say={say} />
            </section>
            {drafts.length > 0 && (
              <section class="app-section">
                <h2 class="govuk-heading-l">{say('cases.drafts')}</h2>
                <ul class="app-rows">
                  {drafts.map(draft => (
                    <li key={draft.draftId} class="app-row">
                      <div>
                        <a class="govuk-link app-row__title" href={`/${lang}/form/fill/?draft=${encodeURIComponent(draft.draftId)}`}>
                          {draft.title[lang]}
                        </a>
                        <div class="app-muted">
                          {say('cases.draftTimes', { saved: instant(draft.updatedAt, lang), until: calendarDate(draft.expiresAt.slice(0, 10), lang) })}
                        </div>
                      </div>
                      <button
                        type="button"
                        class="app-link-button"
                        onClick={() => {
                          if (confirm(say('cases.deleteConfirm', { form: draft.title[lang] }))) {
                            void attempt(
                              api.deleteDraft(draft.draftId).then(() => put({ ...all, drafts: drafts.filter(one => one.draftId !== draft.draftId) })),
                            );
                          }
                        }}
                      >
                        {say('cases.delete')} <span class="govuk-visually-hidden">{draft.title[lang]}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            <section class="app-section">
              <h2 class="govuk-heading-l">{say('cases.sent')}</h2>
              {cases.cases.length === 0 ? (
                <p class="govuk-body">
                  {say('cases.none')}{' '}
                  <a class="govuk-link" href={`/${lang}/`}>
                    {say('start.allServices')}
                  </a>
                </p>
              ) : (
                <ul class="app-rows">
                  {cases.cases.map(one => (
                    <CaseRow key={one.reference} one={one} department={departments.find(other => other.code === one.department)?.name[lang] ?? one.department} lang={lang} say={say} />
                  ))}
                </ul>
              )}
              {cases.continuation !== undefined && (
                <ActionButton
                  kind="secondary"
                  say={say}
                  act={() =>
                    attempt(
                      api.cases(cases.continuation).then(more => {
                        const { continuation } = more;
                        put({ ...all, cases: { cases: [...cases.cases, ...more.cases], ...(continuation === undefined ? {} : { continuation }) } });
                      }),
                    )
                  }
                >
                  {say('common.more')}
                </ActionButton>
              )}
            </section>
            <section class="app-section">
              <h2 class="govuk-heading-l">{say('cases.notices')}</h2>
              {notices.notices.length === 0 ? <p class="govuk-body">{say('cases.noNotices')}</p> : <Notices notices={notices.notices} lang={lang} say={say} />}
            </section>
          </>
        );
      }}
    </Fetched>
  );
}

function CaseRow({ one, department, lang, say }: IslandProps & { one: CaseHead; department: string }) {
  return (
    <li class="app-row">
      <div>
        <a class="govuk-link app-row__title" href={`/${lang}/case/?ref=${encodeURIComponent(one.reference)}`}>
          {one.title[lang]}
        </a>
        <div>
          <span class="app-reference">{one.reference}</span> <span class="app-muted">{department}</span>
        </div>
        <div class="app-muted">{say('cases.times', { sent: instant(one.submittedAt, lang), updated: instant(one.updatedAt, lang) })}</div>
      </div>
      <Status status={one.status} say={say} />
    </li>
  );
}

function Notices({ notices, lang, say }: IslandProps & { notices: readonly Notice[] }) {
  return (
    <ul class="app-notices">
      {notices.map(notice => {
        const text = eventName(notice.event, say);
        const title = notice.title?.[lang];
        const to = noticeAddress(notice, lang);
        return (
          <li key={notice.noticeId}>
            <time dateTime={notice.at} class="app-muted">
              {instant(notice.at, lang)}
            </time>
            <div>
              {to === undefined ? (
                text
              ) : (
                <a class="govuk-link" href={to}>
                  {text}
                </a>
              )}{' '}
              {title}
            </div>
          </li>
        );
      })}
    </ul>
  );
}
