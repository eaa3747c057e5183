import type { Booking, DaySession, DaySlot, OfficeDay } from '../api/counter-types.ts';

// Times are Hong Kong's, dates YYYY-MM-DD and times HH:mm: their order as text is their order in time.

/** What the seats of a slot are, in the order in which they are drawn. */
export interface SlotParts {
  arrived: number;
  expected: number;
  missed: number;
  /** Of the hotline and other channels. */
  other: number;
  held: number;
  free: number;
}

export function partsOf({ seats, booked, held, resting, otherChannels, arrived, missed }: DaySlot): SlotParts {
  return { arrived, expected: booked - arrived - missed - otherChannels, missed, other: otherChannels, held: held + resting, free: Math.max(0, seats - booked - held - resting) };
}

const instantOf = (date: string, time: string): number => Date.parse(`${date}T${time}:00+08:00`);

/** Where a slot stands to a moment. */
export function phaseOf(date: string, time: string, minutes: number, asOf: string): 'over' | 'now' | 'ahead' {
  const begins = instantOf(date, time);
  const now = Date.parse(asOf);
  return begins + minutes * 60_000 <= now ? 'over' : begins <= now ? 'now' : 'ahead';
}

/** The bookings of a session by the time at which they begin. */
export function bookingsByTime(session: DaySession): ReadonlyMap<string, readonly Booking[]> {
  const all = new Map<string, Booking[]>();
  for (const booking of session.bookings) {
    const time = booking.time ?? '';
    all.set(time, [...(all.get(time) ?? []), booking]);
  }

  return all;
}

/** Whom a closure touches: bookings, their people, and places that other channels gave out. */
export interface Touched {
  bookings: number;
  people: number;
  others: number;
}

/** Whom a closure touches on a day: everybody a part of whose time lies in it. */
export function touchedOn(day: OfficeDay, from: string, to: string): Touched {
  const lies = (time: string | undefined, minutes: number | undefined): boolean => {
    const begins = time === undefined ? Number.NaN : instantOf(day.date, time);
    return begins < Date.parse(to) && begins + (minutes ?? 0) * 60_000 > Date.parse(from);
  };
  const hit = day.sessions.flatMap(session => session.bookings.filter(({ time }) => lies(time, session.slotMinutes)));
  const slots = day.sessions.flatMap(session => session.slots.filter(({ time }) => lies(time, session.slotMinutes)));
  return { bookings: hit.length, people: hit.reduce((count, one) => count + one.party, 0), others: slots.reduce((count, one) => count + one.otherChannels, 0) };
}

/** A day's sums over its sessions. */
export function sumsOf(day: OfficeDay): SlotParts & { seats: number; booked: number } {
  const slots = day.sessions.flatMap(session => session.slots);
  const sum = (of: (slot: DaySlot) => number): number => slots.reduce((count, slot) => count + of(slot), 0);
  return {
    seats: sum(slot => slot.seats),
    booked: sum(slot => slot.booked),
    arrived: sum(slot => slot.arrived),
    expected: sum(slot => partsOf(slot).expected),
    missed: sum(slot => slot.missed),
    other: sum(slot => slot.otherChannels),
    held: sum(slot => slot.held + slot.resting),
    free: sum(slot => (slot.closed ? 0 : partsOf(slot).free)),
  };
}
