import { useEffect, useState } from 'preact/hooks';
import { signedIn, signIn } from '../api/session.ts';
import { Loading } from '../components/common.tsx';
import type { IslandProps } from '../lib/page.ts';

/** Takes the identity provider's answer and goes back to where the person was. */
export function SignedIn({ lang, say }: IslandProps) {
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    signedIn(lang).then(
      returnTo => location.replace(returnTo),
      () => setFailed(true),
    );
  }, []);
  return failed ? (
    <div class="app-narrow" role="alert">
      <h1 class="govuk-heading-l">{say('signedIn.failed')}</h1>
      <p class="govuk-body">{say('signedIn.failedText')}</p>
      <button type="button" class="govuk-button" onClick={() => void signIn(lang, `/${lang}/`)}>
        {say('nav.signIn')}
      </button>
    </div>
  ) : (
    <Loading say={say} />
  );
}
