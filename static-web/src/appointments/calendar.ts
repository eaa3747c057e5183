import type { DayPlaces, Level } from '../api/appointment-types.ts';
import { addDays, addMonths, readDate } from '../forms/engine/dates';

// Days are YYYY-MM-DD and months YYYY-MM: their order as text is their order in time.

/** The day of the week, Sunday 0 to Saturday 6. */
export function weekday(day: string): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay();
}

/** The month that a day lies in. */
export const monthOf = (day: string): string => day.slice(0, 7);

/** The month before or after. */
export const monthAway = (month: string, months: number): string => monthOf(addMonths(`${month}-01`, months) ?? `${month}-01`);

/** The last day of a month. */
export const lastOf = (month: string): string => addDays(`${monthAway(month, 1)}-01`, -1)!;

/** The weeks of a month from Sunday to Saturday; null where a week's day belongs to another month. */
export function weeksOf(month: string): (string | null)[][] {
  const days: (string | null)[] = Array.from({ length: weekday(`${month}-01`) }, () => null);
  for (let day = `${month}-01`; monthOf(day) === month; day = addDays(day, 1)!) {
    days.push(day);
  }

  while (days.length % 7 !== 0) {
    days.push(null);
  }

  return Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7));
}

/** The day that a key leads to in a calendar, never before `first` or after `last`; undefined for a key that does not move. */
export function movedBy(key: string, day: string, first: string, last: string): string | undefined {
  const to = ((): string | null | undefined => {
    switch (key) {
      case 'ArrowLeft':
        return addDays(day, -1);
      case 'ArrowRight':
        return addDays(day, 1);
      case 'ArrowUp':
        return addDays(day, -7);
      case 'ArrowDown':
        return addDays(day, 7);
      case 'Home':
        return addDays(day, -weekday(day));
      case 'End':
        return addDays(day, 6 - weekday(day));
      case 'PageUp':
        return addMonths(day, -1);
      case 'PageDown':
        return addMonths(day, 1);
      default:
        return undefined;
    }
  })();
  return to === undefined || to === null ? undefined : within(to, first, last);
}

/** The nearest day that lies between both. */
export const within = (day: string, first: string, last: string): string => (day < first ? first : day > last ? last : day);

/** Free places of a day, by hours; undefined where there is no session with such hours. */
export interface Places {
  general?: number;
  extended?: number;
  /** How much that is: where one office has many, there are many. */
  level: Level;
}

const levels: readonly Level[] = ['none', 'few', 'many'];

/** The places of each day at one office, or at all of them together. */
export function placesByDay(days: readonly DayPlaces[], office?: string): ReadonlyMap<string, Places> {
  const found = new Map<string, Places>();
  for (const day of days) {
    if (office !== undefined && day.office !== office) {
      continue;
    }

    const places = found.get(day.date) ?? { level: 'none' };
    for (const hours of ['general', 'extended'] as const) {
      const free = day[hours];
      if (free !== undefined) {
        places[hours] = (places[hours] ?? 0) + free;
        places.level = levels[Math.max(levels.indexOf(places.level), levels.indexOf(day[`${hours}Level`] ?? 'none'))]!;
      }
    }

    found.set(day.date, places);
  }

  return found;
}

/** All free places of a day together. */
export const total = (places: Places | undefined): number => (places?.general ?? 0) + (places?.extended ?? 0);

/** The first day of each office that has a place. */
export function firstDays(days: readonly DayPlaces[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { office, date, general, extended } of days) {
    const known = found.get(office);
    if ((general ?? 0) + (extended ?? 0) > 0 && (known === undefined || date < known)) {
      found.set(office, date);
    }
  }

  return found;
}

/** What was known, with the days from `from` to `to` as they are now. */
export const renewed = (known: readonly DayPlaces[], now: readonly DayPlaces[], from: string, to: string): DayPlaces[] => [
  ...known.filter(day => day.date < from || day.date > to),
  ...now.filter(day => day.date >= from && day.date <= to),
];

/** Whether that is a day of the calendar. */
export const isDay = (day: string): boolean => readDate(day) !== null;
