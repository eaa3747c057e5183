import type { Appointment, OwnAppointment } from '../api/appointment-types.ts';

/** The moment at which an appointment begins, in milliseconds. */
export const beginning = ({ date, time }: Pick<Appointment, 'date' | 'time'>): number => Date.parse(`${date}T${time}:00+08:00`);

/** A person's appointments: those to come, the next one first; and those that are over or given up, the latest first. */
export function inOrder(all: readonly OwnAppointment[], now: number): { coming: OwnAppointment[]; gone: OwnAppointment[] } {
  const sorted = all.toSorted((a, b) => beginning(a.appointment) - beginning(b.appointment));
  const comes = ({ appointment }: OwnAppointment): boolean => ['held', 'booked', 'closed'].includes(appointment.status) && beginning(appointment) > now;
  return { coming: sorted.filter(comes), gone: sorted.filter(one => !comes(one)).reverse() };
}
