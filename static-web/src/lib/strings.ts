import type en from '../strings/en.json';
import type { Lang } from './languages.ts';

/** A string's key. Only keys of the catalogue compile. */
export type Key = keyof typeof en;

/** Gives a string in one language, with its placeholders filled in. */
export type Say = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

export type Strings = Readonly<Record<Key, string>>;

/** Makes the function that speaks one catalogue. */
export function speaker(strings: Strings): Say {
  return (key, values) => strings[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values?.[name] ?? whole));
}

/** Loads one language's catalogue: a page brings only its own. */
export async function load(lang: Lang): Promise<Strings> {
  switch (lang) {
    case 'tc':
      return (await import('../strings/tc.json')).default;
    case 'sc':
      return (await import('../generated/sc.json')).default as Strings;
    default:
      return (await import('../strings/en.json')).default;
  }
}
