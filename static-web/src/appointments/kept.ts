import type { Appointment } from '../api/appointment-types.ts';
import type { Answers } from '../forms/engine/index';

/** A place that is held, or an appointment that was found or made: what the next call about it needs. */
export interface Mine {
  pass: string;
  etag: string;
  appointment: Appointment;
}

/** A held place, with what it was held for: when that changes the hold does not fit any more. */
export interface HeldPlace extends Mine {
  until: string;
  for: string;
  /** Milliseconds that the server's clock is ahead of this one. */
  ahead: number;
}

export interface Kept {
  answers: Answers;
  office?: string;
  date?: string;
  /** The day whose waiting room was entered. */
  waitFor?: string;
  held?: HeldPlace;
  booked?: Mine;
}

const name = 'egov.appointment';

/** What this tab knows of a booking under way. It is gone when the tab is closed. */
export function kept(store: Storage = sessionStorage): Kept {
  try {
    return { answers: {}, ...(JSON.parse(store.getItem(name) ?? '{}') as Partial<Kept>) };
  } catch {
    return { answers: {} };
  }
}

export function keep(value: Kept, store: Storage = sessionStorage): void {
  store.setItem(name, JSON.stringify(value));
}

const foundName = 'egov.appointment.found';

/** The appointment that this tab looked up. */
export function found(store: Storage = sessionStorage): Mine | undefined {
  try {
    return (JSON.parse(store.getItem(foundName) ?? 'null') as Mine | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepFound(mine: Mine | undefined, store: Storage = sessionStorage): void {
  if (mine === undefined) {
    store.removeItem(foundName);
  } else {
    store.setItem(foundName, JSON.stringify(mine));
  }
}

const nearName = 'egov.appointment.near';

/** The district that offices are to be near, as it was last chosen in this tab. */
export const near = (store: Storage = sessionStorage): string | undefined => store.getItem(nearName) ?? undefined;

export function keepNear(district: string | undefined, store: Storage = sessionStorage): void {
  if (district === undefined) {
    store.removeItem(nearName);
  } else {
    store.setItem(nearName, district);
  }
}

/** A ticket of a waiting room. */
export interface KeptTicket {
  text: string;
  /** Whose it is and for what: it is of use to nobody else. */
  for: string;
  date: string;
  releaseAt: string;
  /** Whether its turn has come. */
  admitted: boolean;
}

const ticketName = 'egov.appointment.ticket';

/** The ticket that this tab has, so that a reload keeps its place. */
export function keptTicket(store: Storage = sessionStorage): KeptTicket | undefined {
  try {
    return (JSON.parse(store.getItem(ticketName) ?? 'null') as KeptTicket | null) ?? undefined;
  } catch {
    return undefined;
  }
}

export function keepTicket(ticket: KeptTicket | undefined, store: Storage = sessionStorage): void {
  if (ticket === undefined) {
    store.removeItem(ticketName);
  } else {
    store.setItem(ticketName, JSON.stringify(ticket));
  }
}
