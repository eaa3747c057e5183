import type { Text } from '../forms/engine/index';
import type { DocumentType, Hours, Slot } from './appointment-types.ts';

export interface CounterService {
  id: string;
  name: Text;
  classes: { id: string; name: Text; walkIn: boolean }[];
  sessions: { id: string; hours: Hours; start: string; end: string; slotMinutes: number; seats: number }[];
}

/** An office with what it does from today on. */
export interface CounterOffice {
  id: string;
  name: Text;
  services: CounterService[];
}

export type Visit = 'expected' | 'arrived' | 'missed';

/** A booking as the list knows it: by its reference, without the person. */
export interface Booking {
  reference: string;
  service: string;
  class: string;
  office: string;
  date: string;
  /** Missing where the rules have the session no more. */
  time?: string;
  party: number;
  walkIn: boolean;
  visit: Visit;
  visitAt?: string;
}

export interface DaySlot {
  time: string;
  closed: boolean;
  seats: number;
  booked: number;
  held: number;
  resting: number;
  /** Of the booked ones, those that the hotline and other channels gave out. */
  otherChannels: number;
  arrived: number;
  missed: number;
}

export interface DaySession {
  service: string;
  session: string;
  hours?: Hours;
  slotMinutes?: number;
  planned?: number;
  seats?: number;
  booked: number;
  held: number;
  resting: number;
  otherChannels: number;
  slots: DaySlot[];
  bookings: Booking[];
}

export interface OfficeDay {
  asOf: string;
  office: string;
  date: string;
  sessions: DaySession[];
}

/** A booking with what an officer may know of its person; a walk-in left nothing. */
export interface OpenedBooking {
  booking: Booking;
  details?: {
    documentType: DocumentType;
    documentNumber: string;
    dateOfBirth: string;
    email?: string;
    phone?: string;
    language: 'en' | 'tc' | 'sc';
    limitOfStay?: string;
    terminatedOn?: string;
  };
}

export interface Arrival {
  booking: Booking;
  /** Somebody had noted it before. */
  already: boolean;
  /** After the appointed time; negative before it. */
  minutesLate?: number;
}

export interface WalkIn extends Slot {
  reference: string;
  service: string;
  class: string;
  number: number;
}

export interface QuotaWish {
  service: string;
  office: string;
  session: string;
  from: string;
  to: string;
  weekdays: string[];
  seats: number;
}

export interface QuotaEffect {
  date: string;
  planned: number;
  before: number;
  seats: number;
  booked: number;
  held: number;
  outcome: 'changed' | 'unchanged' | 'refused';
  time?: string;
  taken?: number;
}

export interface QuotaChange {
  at: string;
  by?: string;
  service: string;
  office: string;
  session: string;
  seats: number;
  finished: boolean;
  effects: QuotaEffect[];
}

export interface Figures {
  seats: number;
  released: number;
  closed: number;
  booked: number;
  expected: number;
  arrived: number;
  missed: number;
  otherChannels: number;
  walkIns: number;
  utilisationPercent?: number;
  noShowPercent?: number;
}

export interface Utilisation {
  from: string;
  to: string;
  days: (Figures & { date: string; office: string })[];
  total: Figures;
}

export const closureReasons = ['typhoon-signal-8', 'black-rainstorm', 'incident', 'other'] as const;
export type ClosureReason = (typeof closureReasons)[number];

export interface Closure {
  closureId: string;
  office: string;
  /** Instants with Hong Kong's offset. */
  from: string;
  to: string;
  reason: ClosureReason;
  note?: Text;
  declaredAt: string;
  endedAt?: string;
}
