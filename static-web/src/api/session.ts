import type { User, UserManager } from 'oidc-client-ts';
import type { Lang } from '../lib/languages.ts';
import { tags } from '../lib/languages.ts';
import { config } from './config.ts';

const nameKey = 'egov.person';
/** A token this near its end, in seconds, is renewed before it is used. */
const renewBefore = 60;

let made: Promise<UserManager> | undefined;
let renewal: Promise<User | null> | undefined;

// Loaded only when somebody is signed in or signs in: a page that only informs does not carry it.
function manager(): Promise<UserManager> {
  made ??= (async () => {
    const [{ UserManager, WebStorageStateStore }, { issuer, clientId, scope }] = await Promise.all([import('oidc-client-ts'), config()]);
    return new UserManager({
      authority: issuer,
      client_id: clientId,
      redirect_uri: `${location.origin}/en/signed-in/`,
      response_type: 'code',
      scope: scope ?? 'openid profile offline_access egov',
      userStore: new WebStorageStateStore({ store: sessionStorage, prefix: 'egov.' }),
      stateStore: new WebStorageStateStore({ store: sessionStorage, prefix: 'egov.' }),
      automaticSilentRenew: false,
      monitorSession: false,
    });
  })();
  return made;
}

/** The signed-in person's name as this tab knows it, without asking anyone; null when nobody is signed in. */
export function personHere(): string | null {
  return sessionStorage.getItem(nameKey);
}

/** The access token of the signed-in person, renewed when it is about to lapse; undefined when there is none any more. */
export async function token(renew = false): Promise<string | undefined> {
  if (personHere() === null) {
    return undefined;
  }

  const users = await manager();
  let user = await users.getUser();
  if (user !== null && (renew || (user.expires_in ?? 0) < renewBefore)) {
    // One renewal for all callers: a refresh token may be good for one use only.
    renewal ??= users.signinSilent().finally(() => (renewal = undefined));
    user = await renewal.catch(() => null);
    if (user === null) {
      await users.removeUser();
      sessionStorage.removeItem(nameKey);
    }
  }

  return user?.access_token;
}

/** Leaves for the identity provider; the person comes back to `returnTo` in the same language. */
export async function signIn(lang: Lang, returnTo = location.pathname + location.search): Promise<void> {
  const users = await manager();
  await users.signinRedirect({
    redirect_uri: `${location.origin}/${lang}/signed-in/`,
    ui_locales: tags[lang],
    state: { lang, returnTo },
  });
}

/** Takes the code that the identity provider sent back; gives the address that the person had left. */
export async function signedIn(lang: Lang): Promise<string> {
  const users = await manager();
  const user = await users.signinCallback();
  if (!user) {
    throw new Error('No answer from the identity provider.');
  }

  sessionStorage.setItem(nameKey, user.profile.name ?? user.profile.preferred_username ?? '');
  const { returnTo } = (user.state ?? {}) as { returnTo?: string };
  // Only a path of this site: an address from elsewhere must not be followed.
  return returnTo?.startsWith('/') && !returnTo.startsWith('//') && !returnTo.includes('\\') ? returnTo : `/${lang}/`;
}

/** Ends the session here and at the identity provider. */
export async function signOut(lang: Lang): Promise<void> {
  const users = await manager();
  sessionStorage.removeItem(nameKey);
  try {
    await users.signoutRedirect({ post_logout_redirect_uri: `${location.origin}/${lang}/`, extraQueryParams: { ui_locales: tags[lang] } });
  } catch {
    await users.removeUser();
    location.assign(`/${lang}/`);
  }
}
