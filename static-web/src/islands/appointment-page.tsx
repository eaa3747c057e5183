import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { ErrorSummary, type SummaryLine } from '../components/common.tsx';
import { Field, type FormHere } from '../components/fields.tsx';
import { problemSentence } from '../components/sentences.ts';
import { fieldAt, idOf } from '../forms/answers.ts';
import type { Answers, FormDocument, FormPage, Problem } from '../forms/engine/index';
import { focusOn, type IslandProps } from '../lib/page.ts';

/** What every page about an appointment has: the way back, where the person is, what is wrong, a heading that takes the focus. */
export function Page({
  say,
  caption,
  title,
  back,
  step,
  wrong,
  focus = true,
  children,
}: IslandProps & {
  caption?: string | undefined;
  title: string;
  back: { href: string } | { act: () => void };
  step?: { number: number; total: number } | undefined;
  wrong: readonly SummaryLine[];
  focus?: boolean;
  children: ComponentChildren;
}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) {
      focusOn(heading.current);
    }
  }, []);
  return (
    <div class="app-appointment">
      <a
        class="govuk-back-link"
        href={'href' in back ? back.href : '#main'}
        onClick={event => {
          if ('act' in back) {
            event.preventDefault();
            back.act();
          }
        }}
      >
        {say('common.back')}
      </a>
      {step && (
        <div class="app-noprint">
          <p class="app-steps__now">{say('form.step', step)}</p>
          <div class="app-steps__bar" aria-hidden="true">
            {Array.from({ length: step.total }, (_, index) => (
              <span key={index} class={index < step.number ? 'app-steps__done' : ''} />
            ))}
          </div>
        </div>
      )}
      <ErrorSummary lines={wrong} say={say} />
      {caption !== undefined && <p class="app-caption">{caption}</p>}
      <h1 class="govuk-heading-l" ref={heading}>
        {title}
      </h1>
      {children}
    </div>
  );
}

/** The questions of one page of a form document. */
export function Asked({
  form,
  page,
  answers,
  set,
  problems,
  next,
  button,
  lang,
  say,
}: IslandProps & {
  form: FormDocument;
  page: FormPage;
  answers: Answers;
  set: (path: string, value: unknown) => void;
  problems: readonly Problem[];
  next: () => void;
  button: ComponentChildren;
}) {
  const here: FormHere = {
    lang,
    say,
    answers,
    set,
    shown: new Set(page.fields.map(field => field.id)),
    problem: path => {
      const wrong = problems.find(one => one.field === path);
      return wrong && problemSentence(wrong, fieldAt(form, path)?.field, lang, say);
    },
    files: noFiles,
  };
  return (
    <form
      noValidate
      onSubmit={event => {
        event.preventDefault();
        next();
      }}
    >
      {page.guidance && <p class="govuk-body-l app-guidance">{page.guidance[lang]}</p>}
      {page.fields.map(field => (
        // Another kind of document is another question: what was typed is drawn anew.
        <Field key={`${field.id} ${field.type} ${field.label.en}`} field={field} path={field.id} here={here} />
      ))}
      <button type="submit" class="govuk-button">
        {button}
      </button>
    </form>
  );
}

/** The sentences about problems, each leading to its question. */
export function linesOf(problems: readonly Problem[], form: FormDocument, { lang, say }: IslandProps): SummaryLine[] {
  return problems.map(one => ({ id: idOf(one.field), text: problemSentence(one, fieldAt(form, one.field)?.field, lang, say) }));
}

const none = async (): Promise<never> => Promise.reject(new Error('There are no files here'));
const noFiles: FormHere['files'] = { files: new Map(), add: none, resume: none, remove: none };
