import { useEffect, useRef } from 'preact/hooks';
import { connect } from '../api/api.ts';
import { Fetched } from '../components/common.tsx';
import { dollars, instant } from '../lib/format.ts';
import { focusOn, type IslandProps, useLoaded, useTitle } from '../lib/page.ts';

/** What is said once the form is sent: the reference, and what happens next. */
export function Confirmation({ reference, lang, say }: IslandProps & { reference: string }) {
  const [loaded, again] = useLoaded(lang, async () => {
    const api = await connect(lang);
    const [found, departments] = await Promise.all([api.case(reference), api.departments()]);
    return { found, department: departments.find(one => one.code === found.department)?.name[lang] ?? found.department };
  });
  useTitle(say('sent.title'), say);
  return (
    <div class="app-narrow">
      <SentPanel reference={reference} say={say} lang={lang} />
      <Fetched loaded={loaded} again={again} lang={lang} say={say}>
        {({ found, department }) => (
          <>
            <p class="govuk-body-l">{say('sent.lead', { form: found.title[lang], time: instant(found.submittedAt, lang) })}</p>
            <h2 class="govuk-heading-m">{say('sent.next')}</h2>
            <ol class="app-next">
              <li>{say('sent.nextReceived', { department })}</li>
              <li>{say('sent.nextQuestion')}</li>
              <li>{say('sent.nextDecision')}</li>
              {found.feeCents !== undefined && <li>{say('sent.nextFee', { fee: dollars(found.feeCents) })}</li>}
            </ol>
          </>
        )}
      </Fetched>
      <p class="govuk-body app-actions">
        <a class="govuk-button" href={`/${lang}/case/?ref=${encodeURIComponent(reference)}`}>
          {say('sent.toCase')}
        </a>
        <a class="govuk-link" href={`/${lang}/case/?ref=${encodeURIComponent(reference)}#receipt`}>
          {say('sent.toReceipt')}
        </a>
      </p>
    </div>
  );
}

function SentPanel({ reference, say }: IslandProps & { reference: string }) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => focusOn(heading.current), []);
  return (
    <div class="govuk-panel govuk-panel--confirmation app-sent">
      <h1 class="govuk-panel__title" ref={heading}>
        {say('sent.title')}
      </h1>
      <div class="govuk-panel__body">
        {say('sent.reference')}
        <br />
        <strong class="app-reference">{reference}</strong>
      </div>
    </div>
  );
}
