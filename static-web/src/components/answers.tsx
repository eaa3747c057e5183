import type { ComponentChildren } from 'preact';
import { answerAt } from '../forms/answers.ts';
import { type Answers, type FormDocument, type FormField, type FormPage, todayInHongKong, visibility } from '../forms/engine/index';
import type { Lang } from '../lib/languages.ts';
import type { Say } from '../lib/strings.ts';
import { AnswerText, type FileNames } from './answer.tsx';

/** The answers page by page, as the person saw the questions. */
export function AnswerList({
  form,
  answers,
  lang,
  say,
  files,
  pages,
  change,
  level = 2,
}: {
  form: FormDocument;
  answers: Answers;
  lang: Lang;
  say: Say;
  files: FileNames;
  pages?: readonly FormPage[];
  change?: (page: string) => void;
  level?: 2 | 3;
}) {
  const { fields } = visibility(form, answers, todayInHongKong());
  const Heading: 'h2' | 'h3' = `h${level}`;
  return (
    <>
      {(pages ?? form.pages).map(page => {
        const shown = page.fields.filter(field => (pages ? fields.has(field.id) : fields.has(field.id) || answerAt(answers, field.id) !== undefined));
        return shown.length === 0 ? null : (
          <section key={page.id} class="app-answers">
            <div class="app-answers__head">
              <Heading class="govuk-heading-m">{page.title[lang]}</Heading>
              {change && (
                <a
                  class="govuk-link"
                  href="#main"
                  onClick={event => {
                    event.preventDefault();
                    change(page.id);
                  }}
                >
                  {say('check.change')}
                  <span class="govuk-visually-hidden"> {page.title[lang]}</span>
                </a>
              )}
            </div>
            <dl class="govuk-summary-list">
              {shown.flatMap(field => rows(field, answers, lang, say, files).map((row, index) => <Row key={`${field.id} ${index}`} {...row} />))}
            </dl>
          </section>
        );
      })}
    </>
  );
}

interface RowProps {
  label: string;
  value: ComponentChildren;
}

function rows(field: FormField, answers: Answers, lang: Lang, say: Say, files: FileNames): RowProps[] {
  if (field.type !== 'group') {
    return [{ label: field.label[lang], value: <AnswerText field={field} value={answerAt(answers, field.id)} lang={lang} say={say} files={files} /> }];
  }

  const items = answerAt(answers, field.id);
  return (Array.isArray(items) ? (items as Answers[]) : []).map((item, index) => ({
    label: say('group.item', { label: field.itemLabel?.[lang] ?? field.label[lang], number: index + 1 }),
    value: (field.fields ?? [])
      .filter(own => item[own.id] !== undefined)
      .map(own => (
        <div key={own.id} class="app-answers__inner">
          <span class="app-muted">
            {own.label[lang]}
            {say('common.colon')}
          </span>
          <AnswerText field={own} value={item[own.id]} lang={lang} say={say} files={files} />
        </div>
      )),
  }));
}

function Row({ label, value }: RowProps) {
  return (
    <div class="govuk-summary-list__row">
      <dt class="govuk-summary-list__key">{label}</dt>
      <dd class="govuk-summary-list__value">{value}</dd>
    </div>
  );
}
