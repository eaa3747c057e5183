import { useState } from 'preact/hooks';
import { connect } from '../api/api.ts';
import { SignInRequired } from '../api/failures.ts';
import { personHere, signIn } from '../api/session.ts';
import { ActionButton, ErrorSummary, Fetched, sentence, type SummaryLine } from '../components/common.tsx';
import type { FormDocument, FormField } from '../forms/engine/index';
import { dollars, instant } from '../lib/format.ts';
import { type IslandProps, parameter, useLoaded, useTitle } from '../lib/page.ts';

/** What a person should know before they begin a form. */
export function Start({ lang, say }: IslandProps) {
  const id = parameter('id');
  const [loaded, again] = useLoaded(lang, async () => {
    const api = await connect(lang);
    const [form, departments] = await Promise.all([api.form(id), api.departments()]);
    const drafts =
      personHere() === null
        ? []
        : await api.drafts().catch((failure: unknown) => {
            // This page is for everybody: a session that has ended does not close it.
            if (failure instanceof SignInRequired) {
              return [];
            }

            throw failure;
          });
    return { api, form, department: departments.find(one => one.code === form.department)?.name[lang] ?? form.department, drafts: drafts.filter(one => one.formId === id) };
  });
  const [wrong, setWrong] = useState<SummaryLine[]>([]);
  return (
    <Fetched loaded={loaded} again={again} lang={lang} say={say}>
      {({ api, form, department, drafts }) => (
        <StartPage
          {...{ lang, say, form, department, drafts, wrong }}
          begin={async () => {
            const at = new URLSearchParams(location.search);
            try {
              const { value } = await api.startDraft(form.id);
              location.assign(`/${lang}/form/fill/?draft=${encodeURIComponent(value.draftId)}`);
            } catch (failure) {
              if (failure instanceof SignInRequired) {
                await signIn(lang, `${location.pathname}?${at.toString()}`).catch((why: unknown) => setWrong([{ text: sentence(why, say) }]));
              } else {
                setWrong([{ text: sentence(failure, say) }]);
              }
            }
          }}
        />
      )}
    </Fetched>
  );
}

function StartPage({
  lang,
  say,
  form,
  department,
  drafts,
  wrong,
  begin,
}: IslandProps & {
  form: FormDocument;
  department: string;
  drafts: readonly { draftId: string; updatedAt: string }[];
  wrong: readonly SummaryLine[];
  begin: () => Promise<void>;
}) {
  useTitle(form.title[lang], say);
  const files = fieldsOf(form).filter(field => field.type === 'file');
  const needsIdentity = fieldsOf(form).some(field => field.type === 'hkid');
  const fees = feesOf(form.fee);
  const closed = (form.opens !== undefined && Date.now() < Date.parse(form.opens)) || (form.closes !== undefined && Date.now() > Date.parse(form.closes));
  const minutes = Math.max(5, Math.ceil((fieldsOf(form).filter(field => field.showWhen === undefined).length * 25) / 60 / 5) * 5);
  return (
    <div class="app-start">
      <a class="govuk-back-link" href={`/${lang}/`}>
        {say('start.allServices')}
      </a>
      <ErrorSummary lines={wrong} say={say} />
      <p class="app-caption">
        {department}
        {form.formNumber && ` · ${form.formNumber}`}
      </p>
      <h1 class="govuk-heading-xl">{form.title[lang]}</h1>
      <p class="govuk-body-l">{form.summary[lang]}</p>
      <dl class="app-facts">
        <div>
          <dt>{say('start.time')}</dt>
          <dd>{say('start.minutes', { minutes })}</dd>
        </div>
        <div>
          <dt>{say('start.fee')}</dt>
          <dd>{fees.length === 0 ? say('start.free') : fees.length === 1 ? dollars(fees[0]!) : say('start.feeRange', { from: dollars(fees[0]!), to: dollars(fees.at(-1)!) })}</dd>
        </div>
        <div>
          <dt>{say('start.save')}</dt>
          <dd>{say('start.saveText')}</dd>
        </div>
      </dl>
      {(files.length > 0 || needsIdentity) && (
        <>
          <h2 class="govuk-heading-m">{say('start.need')}</h2>
          <ul class="govuk-list govuk-list--bullet">
            {needsIdentity && <li>{say('start.needIdentity')}</li>}
            {files.map(field => (
              <li key={field.id}>
                {field.label[lang]}
                {(field.showWhen !== undefined || field.required === false) && <span class="app-muted"> {say('start.ifNeeded')}</span>}
              </li>
            ))}
          </ul>
        </>
      )}
      {closed ? (
        <p class="govuk-inset-text app-warn">
          {form.opens !== undefined && Date.now() < Date.parse(form.opens) ? say('start.opens', { time: instant(form.opens, lang) }) : say('start.closed', { time: instant(form.closes!, lang) })}
        </p>
      ) : (
        <>
          {drafts[0] && (
            <div class="govuk-inset-text">
              <p>{say('start.draft', { time: instant(drafts[0].updatedAt, lang) })}</p>
              <a class="govuk-link" href={`/${lang}/form/fill/?draft=${encodeURIComponent(drafts[0].draftId)}`}>
                {say('start.continueDraft')}
              </a>
            </div>
          )}
          <ActionButton act={begin} say={say}>
            {drafts[0] ? say('start.another') : say('start.begin')}
          </ActionButton>
          {personHere() === null && <p class="govuk-body app-muted">{say('start.signInFirst')}</p>}
        </>
      )}
    </div>
  );
}

const fieldsOf = (form: FormDocument): FormField[] => form.pages.flatMap(page => page.fields.flatMap(field => [field, ...(field.fields ?? [])]));

/** The amounts that a fee expression can come to, as far as they are written in it. */
function feesOf(fee: unknown): number[] {
  const amounts = new Set<number>();
  const look = (expression: unknown): void => {
    if (typeof expression === 'number') {
      amounts.add(expression);
    } else if (typeof expression === 'object' && expression !== null && 'if' in expression) {
      const [, then, otherwise] = expression.if as unknown[];
      look(then);
      look(otherwise);
    }
  };
  look(fee);
  return [...amounts].sort((a, b) => a - b);
}
