import { describe, expect, it } from 'vitest';
import type { Booking, DaySession, DaySlot, OfficeDay } from '../src/api/counter-types.ts';
import { touchedBy } from '../src/counter/closures.ts';
import { bookingsByTime, partsOf, phaseOf, sumsOf, touchedOn } from '../src/counter/day.ts';

const slot = (time: string, more: Partial<DaySlot> = {}): DaySlot => ({ time, closed: false, seats: 8, booked: 0, held: 0, resting: 0, otherChannels: 0, arrived: 0, missed: 0, ...more });
const booking = (reference: string, time: string | undefined, party = 1): Booking => ({
  reference, service: 'hkic', class: 'lost', office: 'RKO', date: '2026-12-01', ...(time === undefined ? {} : { time }), party, walkIn: false, visit: 'expected',
});
const session = (slots: DaySlot[], bookings: Booking[]): DaySession => ({ service: 'hkic', session: 'day', slotMinutes: 15, booked: 0, held: 0, resting: 0, otherChannels: 0, slots, bookings });
const day = (date: string, ...bookings: Booking[]): OfficeDay => ({ asOf: '2026-12-01T03:20:00Z', office: 'RKO', date, sessions: [session([], bookings)] });

describe('a slot', () => {
  it('is made of parts that add up to its seats', () => {
    const parts = partsOf(slot('09:00', { booked: 5, otherChannels: 1, arrived: 2, missed: 1, held: 1, resting: 1 }));
    expect(parts).toEqual({ arrived: 2, expected: 1, missed: 1, other: 1, held: 2, free: 1 });
    expect(Object.values(parts).reduce((all, one) => all + one, 0)).toBe(8);
  });

  it('has no seats left when more is taken than a quota gives', () => {
    expect(partsOf(slot('09:00', { seats: 3, booked: 5 })).free).toBe(0);
  });

  it.each([
    ['2026-12-01T01:29:00Z', 'ahead'],
    ['2026-12-01T01:30:00Z', 'now'],
    ['2026-12-01T01:44:59Z', 'now'],
    ['2026-12-01T01:45:00Z', 'over'],
  ])('of 09:30 in Hong Kong is at %s %s', (asOf, phase) => {
    expect(phaseOf('2026-12-01', '09:30', 15, asOf)).toBe(phase);
  });
});

describe('a day', () => {
  it('lists its bookings by the time at which they begin, also those whose time nobody knows any more', () => {
    const at = bookingsByTime(session([], [booking('a', '09:00'), booking('b', '09:15'), booking('c', '09:00'), booking('d', undefined)]));
    expect([...at].map(([time, all]) => [time, all.map(one => one.reference)])).toEqual([['09:00', ['a', 'c']], ['09:15', ['b']], ['', ['d']]]);
  });

  it('sums its sessions, and what is closed is not free', () => {
    const sums = sumsOf({ ...day('2026-12-01'), sessions: [session([slot('09:00', { booked: 3, otherChannels: 2, arrived: 1 }), slot('09:15', { closed: true, booked: 2 })], []), session([slot('09:00', { seats: 3 })], [])] });
    expect(sums).toEqual({ seats: 19, booked: 5, arrived: 1, expected: 2, missed: 0, other: 2, held: 0, free: 8 });
  });
});

describe('a closure', () => {
  const booked = day('2026-12-01', booking('a', '09:00', 2), booking('b', '09:15'), booking('c', '16:15'), booking('d', undefined));
  const full = { ...booked, sessions: [{ ...booked.sessions[0]!, slots: [slot('09:00', { booked: 5, otherChannels: 3 })] }] };

  it('touches who is served in its time, also when only a part of it is', () => {
    expect(touchedOn(full, '2026-12-01T09:10:00+08:00', '2026-12-01T09:15:00+08:00')).toEqual({ bookings: 1, people: 2, others: 3 });
    expect(touchedOn(full, '2026-12-01T09:15:00+08:00', '2026-12-01T18:00:00+08:00')).toEqual({ bookings: 2, people: 2, others: 0 });
    expect(touchedOn(full, '2026-12-01T12:00:00+08:00', '2026-12-01T13:00:00+08:00')).toEqual({ bookings: 0, people: 0, others: 0 });
  });

  it('is looked at on each of its days and on no other', async () => {
    const asked: string[] = [];
    const api = {
      day: async (_: string, date: string) => {
        asked.push(date);
        return { value: { ...full, date } };
      },
    };
    expect(await touchedBy(api, 'RKO', '2026-11-30T12:00:00+08:00', '2026-12-02T00:00:00+08:00')).toEqual({ bookings: 4, people: 5, others: 3 });
    expect(asked).toEqual(['2026-11-30', '2026-12-01']);
  });
});
