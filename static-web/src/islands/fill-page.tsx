import { useEffect, useRef } from 'preact/hooks';
import type { Unfit } from '../api/types.ts';
import { AnswerText } from '../components/answer.tsx';
import { Field } from '../components/fields.tsx';
import { answerAt, fieldAt } from '../forms/answers.ts';
import type { FormPage, FormStop } from '../forms/engine/index';
import { focusOn } from '../lib/page.ts';
import { Frame, type FrameProps } from './fill-frame.tsx';

/** One page of questions. */
export function QuestionPage({
  page,
  before,
  toCheck,
  goTo,
  next,
  stop,
  unfit,
  ...frame
}: FrameProps & {
  page: FormPage;
  before: FormPage | undefined;
  toCheck: boolean;
  goTo: (page: string) => void;
  next: () => void;
  stop: FormStop | undefined;
  unfit: readonly Unfit[];
}) {
  const { lang, say, form, here, way } = frame;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  const declared = new Set(way.declarations.map(field => field.id));
  const lost = unfit.filter(one => answerAt(here.answers, one.field) === undefined).map(one => ({ ...one, found: fieldAt(form, one.field) }));
  return (
    <Frame frame={frame} back={toCheck ? { act: () => goTo('check') } : before && { act: () => goTo(before.id) }} goTo={goTo}>
      <h1 class="govuk-heading-l" ref={heading}>
        {page.title[lang]}
      </h1>
      {page.guidance && <p class="govuk-body-l app-guidance">{page.guidance[lang]}</p>}
      {lost.length > 0 && (
        <div class="govuk-inset-text app-warn">
          <p>{say('form.unfit')}</p>
          <ul class="govuk-list govuk-list--bullet">
            {lost.map(({ field, value, found }) => (
              <li key={field}>
                {found ? (
                  <>
                    {found.field.label[lang]}
                    {say('common.colon')}
                    <AnswerText field={{ ...found.field, type: 'shortText' }} value={typeof value === 'object' ? JSON.stringify(value) : value} lang={lang} say={say} files={new Map()} />
                  </>
                ) : (
                  say('form.unfitGone', { value: typeof value === 'object' ? JSON.stringify(value) : String(value) })
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
      <form
        noValidate
        onSubmit={event => {
          event.preventDefault();
          next();
        }}
      >
        {page.fields
          .filter(field => here.shown.has(field.id) && !declared.has(field.id))
          .map(field => (
            <Field key={field.id} field={field} path={field.id} here={here} />
          ))}
        <div aria-live="polite">
          {stop && (
            <div class="govuk-inset-text app-stop">
              <h2 class="govuk-heading-m">{say('form.stopTitle')}</h2>
              <p>{stop.message[lang]}</p>
              <p>
                <a class="govuk-link" href={`/${lang}/`}>
                  {say('common.toHome')}
                </a>
              </p>
            </div>
          )}
        </div>
        {!stop && (
          <button type="submit" class="govuk-button">
            {say('common.continue')}
          </button>
        )}
      </form>
      <p class="app-later">
        {say('form.later')}{' '}
        <a class="govuk-link" href={`/${lang}/cases/`}>
          {say('form.laterLink')}
        </a>
      </p>
    </Frame>
  );
}
