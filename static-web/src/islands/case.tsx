import { useState } from 'preact/hooks';
import { type Api, connect } from '../api/api.ts';
import { isRefusal } from '../api/failures.ts';
import { keyFor, keyUsed } from '../api/keys.ts';
import type { Case as CaseRecord, Receipt, SentAnswers } from '../api/types.ts';
import { AnswerList } from '../components/answers.tsx';
import { ErrorSummary, Fetched, fileButtons, keepFile, sentence, Status, type SummaryLine } from '../components/common.tsx';
import { TextForm } from '../components/text-form.tsx';
import { Timeline } from '../components/timeline.tsx';
import { dollars, instant } from '../lib/format.ts';
import { focusOn, type IslandProps, parameter, useLoaded, useTitle } from '../lib/page.ts';

interface Opened {
  api: Api;
  found: CaseRecord;
  /** Neither is there any more when the contents were deleted. */
  sent: SentAnswers | undefined;
  receipt: Receipt | undefined;
  department: string;
}

/** One case: where it stands, what the department asks, what was sent, the receipt. */
export function Case({ lang, say }: IslandProps) {
  const reference = parameter('ref');
  const [loaded, again, put] = useLoaded<Opened>(lang, async () => {
    const api = await connect(lang);
    const [found, sent, receipt, departments] = await Promise.all([
      api.case(reference),
      unlessShredded(api.sent(reference)),
      unlessShredded(api.receipt(reference)),
      api.departments(),
    ]);
    return { api, found, sent, receipt, department: departments.find(one => one.code === found.department)?.name[lang] ?? found.department };
  });
  return (
    <Fetched loaded={loaded} again={again} lang={lang} say={say}>
      {opened => <CasePage {...opened} lang={lang} say={say} renew={found => put({ ...opened, found })} />}
    </Fetched>
  );
}

function CasePage({ api, found, sent, receipt, department, lang, say, renew }: IslandProps & Opened & { renew: (found: CaseRecord) => void }) {
  useTitle(`${found.title[lang]} ${found.reference}`, say);
  const [wrong, setWrong] = useState<SummaryLine[]>([]);
  const open = found.questions.find(question => question.answeredAt === undefined);
  const tell = (failure: unknown): void => setWrong([{ text: sentence(failure, say) }]);
  return (
    <>
      <a class="govuk-back-link" href={`/${lang}/cases/`}>
        {say('nav.cases')}
      </a>
      <ErrorSummary lines={wrong} say={say} />
      <div class="app-casehead">
        <p class="app-caption">{department}</p>
        <h1 class="govuk-heading-l">{found.title[lang]}</h1>
        <p>
          <span class="app-reference">{found.reference}</span> <Status status={found.status} say={say} />
        </p>
      </div>
      {parameter('already') !== '' && (
        <p class="govuk-inset-text" ref={focusOn}>
          {say('case.already')}
        </p>
      )}
      {found.shredded && (
        <div class="govuk-inset-text" id="shredded">
          <h2 class="govuk-heading-m">{say('shredded.title')}</h2>
          <p>{say('shredded.text', { time: instant(found.shredded.at, lang), rule: found.shredded.rule })}</p>
          <p class="app-muted">{say('shredded.proof')}</p>
          <button
            type="button"
            class="app-link-button"
            onClick={() => api.destructionCertificate(found.reference).then(certificate => keepFile(json(certificate), `${found.reference}-certificate.json`), tell)}
          >
            {say('shredded.keep')}
          </button>
        </div>
      )}
      {found.decision && (
        <div class={`govuk-inset-text app-decision app-decision--${found.decision.outcome}`}>
          <h2 class="govuk-heading-m">{say(`decision.${found.decision.outcome}`)}</h2>
          <p class="app-prose">{found.decision.reason}</p>
          <p class="app-muted">{instant(found.decision.at, lang)}</p>
        </div>
      )}
      {open && (
        <section class="app-panel app-asked">
          <h2 class="govuk-heading-m">{say('case.question')}</h2>
          <p class="app-prose app-quote">{open.text}</p>
          <TextForm
            id="answer"
            label={say('case.answerLabel')}
            button={say('case.answerSend')}
            missing={say('case.answerMissing')}
            say={say}
            act={async text => {
              const intention = `answer.${found.reference}.${open.questionId}`;
              renew(await api.answerQuestion(await keyFor(intention, text), found.reference, open.questionId, text));
              keyUsed(intention);
            }}
          />
        </section>
      )}
      <div class="app-two">
        <section>
          <h2 class="govuk-heading-m">{say('case.history')}</h2>
          <Timeline history={found.history} lang={lang} say={say} />
          {found.questions.some(question => question.answeredAt !== undefined) && (
            <>
              <h2 class="govuk-heading-m">{say('case.conversation')}</h2>
              {found.questions
                .filter(question => question.answeredAt !== undefined)
                .map(question => (
                  <div key={question.questionId} class="app-talk">
                    <p class="app-muted">{say('case.asked', { time: instant(question.askedAt, lang), department })}</p>
                    <p class="app-prose app-quote">{question.text}</p>
                    <p class="app-muted">{say('case.answered', { time: instant(question.answeredAt!, lang) })}</p>
                    <p class="app-prose app-quote">{question.answer}</p>
                  </div>
                ))}
            </>
          )}
          <h2 class="govuk-heading-m">{say('case.accesses')}</h2>
          {found.accesses.length === 0 ? (
            <p>{say('case.accessesNone')}</p>
          ) : (
            <ul class="govuk-list">
              {found.accesses.map(access => (
                <li key={access.at + (access.what ?? '')}>
                  {say(access.what === undefined ? 'case.accessedAnswers' : 'case.accessedFile', { department, time: instant(access.at, lang) })}{' '}
                  <span class="app-muted">{access.why[lang]}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
        {receipt && <ReceiptPanel found={found} receipt={receipt} lang={lang} say={say} />}
      </div>
      {sent && <SentPanel api={api} found={found} sent={sent} tell={tell} lang={lang} say={say} />}
    </>
  );
}

/** What was received, and the seal that proves it. */
function ReceiptPanel({ found, receipt, lang, say }: IslandProps & { found: CaseRecord; receipt: Receipt }) {
  return (
    <section class="app-panel app-receipt" id="receipt" tabIndex={-1}>
      <h2 class="govuk-heading-m">{say('receipt.title')}</h2>
      {receipt.qr !== undefined && (
        <img class="app-receipt__qr" alt={say('receipt.qr')} src={`data:image/svg+xml,${encodeURIComponent(receipt.qr)}`} width={260} height={260} />
      )}
      <dl class="app-receipt__list">
        <div>
          <dt>{say('receipt.reference')}</dt>
          <dd class="app-reference">{receipt.reference}</dd>
        </div>
        <div>
          <dt>{say('receipt.time')}</dt>
          <dd>{instant(receipt.submittedAt, lang)}</dd>
        </div>
        {found.feeCents !== undefined && (
          <div>
            <dt>{say('check.fee')}</dt>
            <dd>{dollars(found.feeCents)}</dd>
          </div>
        )}
        <div>
          <dt>{say('receipt.digest')}</dt>
          <dd class="app-code">{receipt.answersDigest}</dd>
        </div>
      </dl>
      <p class="app-muted">{say('receipt.text')}</p>
      <button type="button" class="app-link-button" onClick={() => keepFile(json(receipt), `${found.reference}-receipt.json`)}>
        {say('receipt.keep')}
      </button>
    </section>
  );
}

/** What was sent, to be read, printed or kept. */
function SentPanel({ api, found, sent, tell, lang, say }: IslandProps & { api: Api; found: CaseRecord; sent: SentAnswers; tell: (failure: unknown) => void }) {
  const [printing, setPrinting] = useState(false);
  const files = fileButtons(sent.attachments, id => api.sentFile(found.reference, id), tell);
  return (
    <section class="app-section" id="sent">
      <h2 class="govuk-heading-l">{say('case.sent')}</h2>
      <p class="app-actions app-noprint">
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          onClick={() => {
            setPrinting(true);
            requestAnimationFrame(() => {
              print();
              setPrinting(false);
            });
          }}
        >
          {say('case.print')}
        </button>
        <button
          type="button"
          class="govuk-button govuk-button--secondary"
          onClick={() => keepFile(json({ case: found, definition: sent.definition, answers: sent.answers, attachments: sent.attachments, salt: sent.salt, answersDigest: sent.answersDigest }), `${found.reference}.json`)}
        >
          {say('case.json')}
        </button>
      </p>
      <details class="govuk-details" open={printing || undefined}>
        <summary class="govuk-details__summary">
          <span class="govuk-details__summary-text">{say('case.show')}</span>
        </summary>
        <AnswerList form={sent.definition} answers={sent.answers} lang={lang} say={say} files={files} level={3} />
      </details>
    </section>
  );
}

/** Undefined for what was deleted. */
const unlessShredded = <T,>(asked: Promise<T>): Promise<T | undefined> =>
  asked.catch((failure: unknown) => {
    if (isRefusal(failure, 'contents-shredded')) {
      return undefined;
    }

    throw failure;
  });

const json = (value: unknown): Blob => new Blob([JSON.stringify(value, null, 2)], { type: 'application/json' });
