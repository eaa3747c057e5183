import type { Text } from '../forms/engine/index';

export type DocumentType = 'hkid' | 'birth-certificate' | 'travel-document';
/** What a class needs to know before its dates can be worked out. */
export type Need = 'limitOfStay' | 'terminatedOn';
export type Hours = 'general' | 'extended';

export interface AppointmentClass {
  id: string;
  name: Text;
  /** Whether it may be dealt with in extended hours. */
  extended: boolean;
  /** Whether people may also come without an appointment. */
  walkIn: boolean;
  needs: Need[];
}

export interface AppointmentOffice {
  id: string;
  name: Text;
  address: Text;
  /** How people get there. */
  hint?: Text;
  region: 'HK' | 'KLN' | 'NT';
  /** The code of one of the 18 districts. */
  district?: string;
}

export interface AppointmentService {
  id: string;
  name: Text;
  summary: Text;
  documents: DocumentType[];
  /** Most persons in one booking. */
  group: number;
  needs: Need[];
  classes: AppointmentClass[];
  offices: AppointmentOffice[];
}

/** What is wanted: the question that availability answers. */
export interface Wanted {
  service: string;
  class: string;
  party: number;
  limitOfStay?: string;
  terminatedOn?: string;
}

/** A place in time: `date` is YYYY-MM-DD and `time` HH:mm, both Hong Kong's. */
export interface Slot {
  office: string;
  date: string;
  time: string;
}

/** How much is left of a day at a glance. */
export type Level = 'none' | 'few' | 'many';

/** Free places of a day at an office; nothing of hours in which it has no session. */
export interface DayPlaces {
  date: string;
  office: string;
  general?: number;
  extended?: number;
  generalLevel?: Level;
  extendedLevel?: Level;
}

/** The waiting room around a release of places, with its instants. */
export interface Rush {
  opensAt: string;
  releaseAt: string;
  closesAt: string;
}

export interface Availability {
  asOf: string;
  /** The first and the last day offered; nothing when none is. */
  first?: string;
  last?: string;
  earliest?: Slot;
  days: DayPlaces[];
  /** Days whose waiting room is open; such a day may be offered from its release on only. */
  rushes: (Rush & { date: string })[];
}

export interface DaySlots {
  asOf: string;
  date: string;
  offices: { office: string; slots: { time: string; free: number; hours: Hours }[] }[];
  rush?: Rush;
}

/** Who waits for places of which day: a document, or an appointment whose pass goes with the call. */
export interface Waiting {
  service: string;
  date: string;
  document?: HoldRequest['document'];
  reference?: string;
}

/** How somebody in a waiting room stands. */
export interface QueuePlace {
  status: 'waiting-for-release' | 'waiting' | 'admitted' | 'over';
  asOf: string;
  releaseAt: string;
  closesAt: string;
  people: number;
  /** From 1; not there before the release. */
  place?: number;
  /** Those before them who have not had their turn. */
  ahead?: number;
  admittedAt?: string;
  /** Seconds. */
  askAgainAfter?: number;
}

export interface HoldRequest extends Wanted, Slot {
  document: { type: DocumentType; number: string };
  dateOfBirth: string;
  enquiryCode: string;
  email?: string;
  language: string;
}

/** `closed`: booked, but the office closes at that time. */
export type AppointmentStatus = 'held' | 'booked' | 'cancelled' | 'lapsed' | 'closed';

/** A time that is held for the person in place of the one they have. */
export interface Offer extends Slot {
  offerId: string;
  until: string;
  reason: 'office-closed' | 'earlier-seat';
}

/** What a person waits for: an earlier time, on a day before `before` where it is given, at these offices or at any. */
export interface Wish {
  before?: string;
  offices?: string[];
}

export interface Watch extends Wish {
  since: string;
}

export interface Appointment extends Slot {
  reference: string;
  status: AppointmentStatus;
  service: string;
  class: string;
  seats: { time: string }[];
  party: number;
  heldUntil?: string;
  sequence: number;
  offer?: Offer;
  watch?: Watch;
  /** Which department opened the details, and when, newest first; told where the appointment itself is asked for. */
  accesses?: { at: string; department: string; why: Text }[];
}

/** An appointment of the signed-in person, with the pass to act on it. */
export interface OwnAppointment {
  pass: string;
  appointment: Appointment;
}

export interface Held {
  reference: string;
  /** Stands for the person in every later call about this appointment. */
  pass: string;
  expiresAt: string;
  appointment: Appointment;
}
