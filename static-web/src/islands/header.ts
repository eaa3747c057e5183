import { personHere, signIn, signOut } from '../api/session.ts';
import { inLanguage, languageOf } from '../lib/languages.ts';

// What every page does: keep the language links on this address, and tell whether somebody is signed in.
const lang = languageOf(location.pathname);

function keepAddress(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('a[data-language]')) {
    link.href = inLanguage(link.pathname, link.dataset['language'] as 'en') + location.search + location.hash;
  }
}

keepAddress();
addEventListener('egov:address', keepAddress);
addEventListener('popstate', keepAddress);
addEventListener('hashchange', keepAddress);

const person = personHere();
for (const element of document.querySelectorAll<HTMLElement>('[data-signed]')) {
  element.hidden = (element.dataset['signed'] === 'in') !== (person !== null);
}

const name = document.querySelector<HTMLElement>('[data-person]');
if (name && person !== null) {
  name.textContent = person;
}

document.querySelector('[data-sign-in]')?.addEventListener('click', () => {
  signIn(lang).catch(() => document.querySelector<HTMLElement>('[data-sign-in-failed]')?.removeAttribute('hidden'));
});
document.querySelector('[data-sign-out]')?.addEventListener('click', () => void signOut(lang));
