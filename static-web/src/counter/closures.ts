import type { CounterApi } from '../api/counter.ts';
import { addDays } from '../forms/engine/dates';
import { todayInHongKong } from '../forms/engine/index';
import { touchedOn } from './day.ts';

/** How many bookings and people begin or are served in a time at an office: its days one after the other. */
export async function touchedBy(api: Pick<CounterApi, 'day'>, office: string, from: string, to: string): Promise<{ bookings: number; people: number }> {
  let bookings = 0;
  let people = 0;
  for (let date = todayInHongKong(new Date(from)); Date.parse(`${date}T00:00:00+08:00`) < Date.parse(to); date = addDays(date, 1)!) {
    const touched = touchedOn((await api.day(office, date)).value, from, to);
    bookings += touched.bookings;
    people += touched.people;
  }

  return { bookings, people };
}
