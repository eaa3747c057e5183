import { type Lang, tags } from './languages.ts';

const zone = 'Asia/Hong_Kong';
// Intl knows British order for Hong Kong's English.
const locale = (lang: Lang): string => (lang === 'en' ? 'en-HK' : tags[lang]);

/** An instant as date and time in Hong Kong. */
export function instant(at: string | number | Date, lang: Lang): string {
  // The parts are named one by one: a style with another clock than the language's own would be written in figures alone.
  return new Intl.DateTimeFormat(locale(lang), { day: 'numeric', month: 'long', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(new Date(at));
}

/** The time of day in Hong Kong, `14:03`. */
export function timeOfDay(at: number, lang: Lang): string {
  return new Intl.DateTimeFormat(locale(lang), { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(new Date(at));
}

/** A calendar date `YYYY-MM-DD` in words; what is no date comes back as it is. */
export function calendarDate(date: string, lang: Lang): string {
  const at = new Date(`${date}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(date) && !Number.isNaN(at.getTime())
    ? new Intl.DateTimeFormat(locale(lang), { dateStyle: 'long', timeZone: 'UTC' }).format(at)
    : date;
}

/** A calendar date with its day of the week: `Tuesday 1 December 2026`. */
export function dayInWords(date: string, lang: Lang): string {
  const text = new Intl.DateTimeFormat(lang === 'en' ? 'en-GB' : tags[lang], { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${date}T00:00:00Z`));
  return lang === 'en' ? text.replace(',', '') : text;
}

/** A month `YYYY-MM` in words. */
export function monthInWords(month: string, lang: Lang): string {
  return new Intl.DateTimeFormat(locale(lang), { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${month}-01T00:00:00Z`));
}

/** The seven days of the week from Sunday on. */
export function weekdays(lang: Lang, width: 'long' | 'narrow' | 'short'): string[] {
  const name = new Intl.DateTimeFormat(locale(lang), { weekday: width, timeZone: 'UTC' });
  // 4 January 1970 was a Sunday.
  return Array.from({ length: 7 }, (_, day) => name.format(new Date((3 + day) * 86_400_000)));
}

/** Whole cents as Hong Kong dollars. */
export function dollars(cents: number): string {
  return `HK$${(cents / 100).toLocaleString('en-HK', { minimumFractionDigits: cents % 100 === 0 ? 0 : 2, maximumFractionDigits: 2 })}`;
}

/** A number of bytes as people say it. */
export function fileSize(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
