import { useState } from 'preact/hooks';
import { type Api, connect } from '../api/api.ts';
import { SignInRequired } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import { signIn } from '../api/session.ts';
import type { Case, DeskCase as Found } from '../api/types.ts';
import { AnswerList } from '../components/answers.tsx';
import { ActionButton, ErrorSummary, Fetched, fileButtons, sentence, Status, type SummaryLine } from '../components/common.tsx';
import { TextForm } from '../components/text-form.tsx';
import { Timeline } from '../components/timeline.tsx';
import { dollars, instant } from '../lib/format.ts';
import { ownNames, tags } from '../lib/languages.ts';
import { type IslandProps, parameter, useLoaded, useTitle } from '../lib/page.ts';
import { officersDepartment } from './desk.tsx';

/** One case on an officer's desk: what was sent, and the steps that are open now. */
export function DeskCase({ lang, say }: IslandProps) {
  const reference = parameter('ref');
  const [loaded, again, put] = useLoaded(lang, async () => {
    const api = await connect(lang);
    const department = await officersDepartment(api);
    return { api, department, found: await api.deskCase(department, reference) };
  });
  return (
    <Fetched loaded={loaded} again={again} lang={lang} say={say}>
      {opened => (
        <Opened
          {...opened}
          lang={lang}
          say={say}
          renew={(found: Case) => put({ ...opened, found: { ...opened.found, ...found } })}
          again={again}
        />
      )}
    </Fetched>
  );
}

function Opened({
  api,
  department,
  found,
  lang,
  say,
  renew,
}: IslandProps & { api: Api; department: string; found: Found; renew: (found: Case) => void; again: () => void }) {
  useTitle(`${found.reference} ${found.title[lang]}`, say);
  const [wrong, setWrong] = useState<SummaryLine[]>([]);
  const [outcome, setOutcome] = useState<'approved' | 'refused'>();
  const { reference, status } = found;

  // A step is one intention: sent again after a lost answer, it carries the same key.
  const step = async (name: string, body: unknown, act: (key: string) => Promise<Case>): Promise<void> => {
    const intention = `${name}.${reference}`;
    setWrong([]);
    try {
      renew(await act(await keyFor(intention, body)));
      keyUsed(intention);
    } catch (failure) {
      if (failure instanceof SignInRequired) {
        await signIn(lang);
      }

      throw failure;
    }
  };
  const tellFailure = (failure: unknown): void => setWrong([{ text: sentence(failure, say) }]);
  const files = fileButtons(found.attachments, id => api.deskFile(department, reference, id), tellFailure);
  const waiting = status === 'received';
  const working = status === 'acknowledged' || status === 'question-answered' || status === 'question-asked';
  const written = (['en', 'tc', 'sc'] as const).find(one => one === found.language || tags[one] === found.language);
  return (
    <>
      <a class="govuk-back-link" href={`/${lang}/desk/`}>
        {say('desk.title')}
      </a>
      <ErrorSummary lines={wrong} say={say} />
      <div class="app-casehead">
        <p class="app-caption">{found.title[lang]}</p>
        <h1 class="govuk-heading-l app-reference">{reference}</h1>
        <p>
          <Status status={status} say={say} />{' '}
          <span class="app-muted">
            {say('desk.sentIn', { time: instant(found.submittedAt, lang), language: written ? ownNames[written] : found.language })}
            {found.feeCents !== undefined && ` · ${dollars(found.feeCents)}`}
          </span>
        </p>
      </div>
      <div class="app-two app-two--desk">
        <div>
          <h2 class="govuk-heading-l">{say('case.sent')}</h2>
          <AnswerList form={found.definition} answers={found.answers} lang={lang} say={say} files={files} level={3} />
        </div>
        <aside class="app-desk" aria-label={say('desk.steps')}>
          {found.decision && (
            <div class={`govuk-inset-text app-decision app-decision--${found.decision.outcome}`}>
              <h2 class="govuk-heading-m">{say(`decision.${found.decision.outcome}`)}</h2>
              <p class="app-prose">{found.decision.reason}</p>
            </div>
          )}
          {waiting && (
            <section class="app-panel">
              <h2 class="govuk-heading-m">{say('desk.acknowledge')}</h2>
              <p class="govuk-body">{say('desk.acknowledgeText')}</p>
              <ActionButton
                say={say}
                act={() => {
                  const lease = sessionStorage.getItem(`egov.lease.${reference}`) ?? undefined;
                  return step('acknowledge', lease ?? '', key => api.acknowledge(key, department, reference, lease)).catch(tellFailure);
                }}
              >
                {say('desk.acknowledge')}
              </ActionButton>
            </section>
          )}
          {working && (
            <>
              <section class="app-panel">
                <h2 class="govuk-heading-m">{say('desk.ask')}</h2>
                {status === 'question-asked' ? (
                  <p class="govuk-body">{say('desk.waitsForAnswer')}</p>
                ) : (
                  <TextForm
                    id="question"
                    label={say('desk.askLabel')}
                    hint={say('desk.askHint')}
                    button={say('desk.askSend')}
                    missing={say('desk.askMissing')}
                    say={say}
                    act={text => step('ask', text, key => api.ask(key, department, reference, text))}
                  />
                )}
              </section>
              <section class="app-panel">
                <h2 class="govuk-heading-m">{say('desk.decide')}</h2>
                <fieldset class="govuk-fieldset govuk-form-group">
                  <legend class="govuk-fieldset__legend">{say('desk.outcome')}</legend>
                  <div class="govuk-radios govuk-radios--small">
                    {(['approved', 'refused'] as const).map(one => (
                      <div key={one} class="govuk-radios__item">
                        <input class="govuk-radios__input" id={`outcome-${one}`} name="outcome" type="radio" checked={outcome === one} onChange={() => setOutcome(one)} />
                        <label class="govuk-label govuk-radios__label" for={`outcome-${one}`}>
                          {say(`desk.${one}`)}
                        </label>
                      </div>
                    ))}
                  </div>
                </fieldset>
                <TextForm
                  id="reason"
                  label={say('desk.reason')}
                  hint={say('desk.reasonHint')}
                  button={say('desk.decideSend')}
                  missing={say('desk.reasonMissing')}
                  say={say}
                  act={async text => {
                    if (outcome === undefined) {
                      setWrong([{ id: 'outcome-approved', text: say('desk.outcomeMissing') }]);
                      return;
                    }

                    await step('decide', { outcome, text }, key => api.decide(key, department, reference, outcome, text));
                  }}
                />
              </section>
            </>
          )}
          {found.questions.length > 0 && (
            <section>
              <h2 class="govuk-heading-m">{say('case.conversation')}</h2>
              {found.questions.map(question => (
                <div key={question.questionId} class="app-talk">
                  <p class="app-muted">{instant(question.askedAt, lang)}</p>
                  <p class="app-prose app-quote">{question.text}</p>
                  {question.answer !== undefined && question.answer !== null && (
                    <>
                      <p class="app-muted">{say('desk.citizenAnswered', { time: instant(question.answeredAt!, lang) })}</p>
                      <p class="app-prose app-quote">{question.answer}</p>
                    </>
                  )}
                </div>
              ))}
            </section>
          )}
          <section>
            <h2 class="govuk-heading-m">{say('case.history')}</h2>
            <Timeline history={found.history} lang={lang} say={say} />
          </section>
        </aside>
      </div>
    </>
  );
}
