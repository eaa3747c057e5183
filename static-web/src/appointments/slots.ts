import type { Slot } from '../api/appointment-types.ts';
import { isDay } from './calendar.ts';

/** The other times that a refusal offers, written `office date time; office date time`. */
export function alternativesOf(written: string | undefined): Slot[] {
  return (written ?? '').split(';').flatMap(one => {
    const [office = '', date = '', time = ''] = one.trim().split(/\s+/);
    return office !== '' && isDay(date) && /^\d\d:\d\d$/.test(time) ? [{ office, date, time }] : [];
  });
}
