/** The portal's three languages, by their code in addresses. */
export const languages = ['en', 'tc', 'sc'] as const;

export type Lang = (typeof languages)[number];

/** BCP 47 tags: for the page's `lang`, `hreflang` and `Accept-Language`. */
export const tags: Readonly<Record<Lang, string>> = { en: 'en', tc: 'zh-Hant-HK', sc: 'zh-Hans-HK' };

/** A language's own name, never translated. */
export const ownNames: Readonly<Record<Lang, string>> = { en: 'English', tc: '繁體', sc: '简体' };

/** Words in three languages, as form documents carry them. */
export type Text = Readonly<Record<Lang, string>>;

/** The language whose folder an address lies in; English where it lies in none. */
export function languageOf(path: string): Lang {
  return languages.find(lang => path.startsWith(`/${lang}/`)) ?? 'en';
}

/** The same address in another language. */
export function inLanguage(path: string, lang: Lang): string {
  return path.replace(/^\/(en|tc|sc)\//, `/${lang}/`);
}

/** The first language among a person's preferences that the portal has: traditional characters for Hong Kong, Taiwan and Macao, simplified for all other Chinese. */
export function preferred(preferences: readonly string[]): Lang {
  for (const preference of preferences) {
    const tag = preference.toLowerCase();
    if (tag.startsWith('en')) {
      return 'en';
    }

    if (/^yue|^zh-(hant|hk|tw|mo)/.test(tag)) {
      return 'tc';
    }

    if (tag.startsWith('zh')) {
      return 'sc';
    }
  }

  return 'en';
}
