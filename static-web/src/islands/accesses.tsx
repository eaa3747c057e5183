import { connect } from '../api/api.ts';
import type { Access } from '../api/types.ts';
import { Fetched } from '../components/common.tsx';
import { instant } from '../lib/format.ts';
import { type IslandProps, useLoaded } from '../lib/page.ts';

/** Which department opened what of a person's cases and appointments, when and why. */
export function AllAccesses({ lang, say }: IslandProps) {
  const [loaded, again] = useLoaded(lang, async () => {
    const api = await connect(lang);
    const [accesses, departments] = await Promise.all([api.accesses(), api.departments()]);
    return { accesses, departments };
  });
  return (
    <Fetched loaded={loaded} again={again} lang={lang} say={say}>
      {({ accesses, departments }) => (
        <>
          {accesses.length === 0 ? (
            <p class="govuk-body">{say('accesses.none')}</p>
          ) : (
            <ul class="app-rows">
              {accesses.map(access => (
                <Row key={access.at + access.reference + (access.what ?? '')} access={access} department={departments.find(one => one.code === access.department)?.name[lang] ?? access.department} lang={lang} say={say} />
              ))}
            </ul>
          )}
          <p class="govuk-body app-muted">{say('accesses.rest')}</p>
        </>
      )}
    </Fetched>
  );
}

function Row({ access, department, lang, say }: IslandProps & { access: Access; department: string }) {
  const what = access.subject === 'appointment' ? 'accesses.details' : access.what === undefined ? 'accesses.answers' : 'accesses.file';
  return (
    <li class="app-row">
      <div>
        <strong class="app-row__title">{say(what, { department })}</strong>
        <div>{access.why[lang]}</div>
        <div class="app-muted">
          <time dateTime={access.at}>{instant(access.at, lang)}</time>
        </div>
      </div>
      {access.subject === 'case' ? (
        <a class="govuk-link app-reference" href={`/${lang}/case/?ref=${encodeURIComponent(access.reference)}`}>
          {access.reference}
        </a>
      ) : (
        <span class="app-reference">{access.reference}</span>
      )}
    </li>
  );
}
