import type { CounterApi } from '../api/counter.ts';
import { addDays } from '../forms/engine/dates';
import { todayInHongKong } from '../forms/engine/index';
import { type Touched, touchedOn } from './day.ts';

/** Whom a closure of an office touches: its days one after the other. */
export async function touchedBy(api: Pick<CounterApi, 'day'>, office: string, from: string, to: string): Promise<Touched> {
  const all = { bookings: 0, people: 0, others: 0 };
  for (let date = todayInHongKong(new Date(from)); Date.parse(`${date}T00:00:00+08:00`) < Date.parse(to); date = addDays(date, 1)!) {
    const { bookings, people, others } = touchedOn((await api.day(office, date)).value, from, to);
    all.bookings += bookings;
    all.people += people;
    all.others += others;
  }

  return all;
}
