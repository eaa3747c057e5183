import { useEffect, useRef } from 'preact/hooks';
import { AnswerList } from '../components/answers.tsx';
import { ActionButton } from '../components/common.tsx';
import { Field } from '../components/fields.tsx';
import { fee, type FormPage } from '../forms/engine/index';
import { dollars, fileSize } from '../lib/format.ts';
import { focusOn } from '../lib/page.ts';
import { Frame, type FrameProps } from './fill-frame.tsx';

/** All answers for a last look, the fee, the declaration, and sending. */
export function CheckPage({
  before,
  change,
  goTo,
  send,
  today,
  ...frame
}: FrameProps & { before: FormPage | undefined; change: (page: string) => void; goTo: (page: string) => void; send: () => Promise<void>; today: string }) {
  const { lang, say, form, here, way } = frame;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  const cents = fee(form, here.answers, today);
  const files = new Map([...here.files.files].map(([id, { attachment }]) => [id, `${attachment.fileName} (${fileSize(attachment.size)})`]));
  const declared = new Set(way.declarations.map(field => field.id));
  const pages = way.pages.map(page => ({ ...page, fields: page.fields.filter(field => !declared.has(field.id)) }));
  return (
    <Frame frame={frame} back={before && { act: () => goTo(before.id) }} goTo={goTo}>
      <h1 class="govuk-heading-l" ref={heading}>
        {say('check.title')}
      </h1>
      <p class="govuk-body-l">{say('check.lead')}</p>
      <AnswerList form={form} answers={here.answers} lang={lang} say={say} files={files} pages={pages} change={change} />
      {cents !== null && (
        <section class="app-fee">
          <h2 class="govuk-heading-m">{say('check.fee')}</h2>
          <p class="app-fee__amount">{dollars(cents)}</p>
          <p class="govuk-body">{say('check.feeHow')}</p>
        </section>
      )}
      {way.declarations.map(field => (
        <Field key={field.id} field={field} path={field.id} here={here} />
      ))}
      <ActionButton act={send} say={say}>
        {say('check.send')}
      </ActionButton>
    </Frame>
  );
}
