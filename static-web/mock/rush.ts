// The waiting room of the mock: none until a test opens one for a class of applicant, and says how the rush goes on.
import type { Json, Reply } from './reply.ts';

interface Room {
  /** The day whose places are released. */
  date: string;
  opensAt: number;
  releaseAt: number;
  closesAt: number;
  people: number;
  /** The place that everybody who asks has, and how many have had their turn. */
  place: number;
  admitted: number;
}

/** By class: no other test uses the class of a test that opens a room. */
const rooms = new Map<string, Room>();
const joined = new Map<string, string>();

const iso = (at: number): string => new Date(at).toISOString();
const isOpen = (room: Room): boolean => room.opensAt <= Date.now() && Date.now() < room.closesAt;

/** A test opens a room, or says how it stands now: seconds from now until the release and the end. */
export function setRoom({ kind, date, releaseIn = 600, closesIn = 1200, people = 1, place = 1, admitted = 0 }: Json): Reply {
  rooms.set(kind, { date, opensAt: Date.now() - 900_000, releaseAt: Date.now() + releaseIn * 1000, closesAt: Date.now() + closesIn * 1000, people, place, admitted });
  return { status: 204 };
}

/** What availability says of a class's day. */
export function rushOf(kind: string | null, date?: string): Json[] {
  const room = rooms.get(kind ?? '');
  return room && isOpen(room) && (date === undefined || date === room.date)
    ? [{ date: room.date, opensAt: iso(room.opensAt), releaseAt: iso(room.releaseAt), closesAt: iso(room.closesAt) }]
    : [];
}

/** Joins, or tells the place of a ticket. */
export function queue(method: string, body: Json | undefined, ticket: string | undefined): Reply {
  if (method === 'POST') {
    const [kind, room] = [...rooms].find(([, one]) => one.date === body!['date'] && isOpen(one)) ?? [];
    if (kind === undefined || room === undefined) {
      return no(409, 'queue-not-open', 'There is no waiting room for this day now.');
    }

    const who = JSON.stringify([kind, body!['document'] ?? body!['reference']]);
    joined.set(who, joined.get(who) ?? `ticket-${joined.size + 1}.${kind}`);
    return { status: 201, body: { ticket: joined.get(who), place: placeIn(room) } };
  }

  const room = ticket === undefined ? undefined : rooms.get(ticket.split('.')[1] ?? '');
  return room ? { status: 200, body: placeIn(room) } : no(403, 'ticket-invalid', 'This ticket is not for this document and day.');
}

/** Why a hold of a class's day is refused; undefined when it is not. */
export function turnNeeded(body: Json, ticket: string | undefined): Reply | undefined {
  const room = rooms.get(body['class']);
  return !room || room.date !== body['date'] || !isOpen(room) || Date.now() < room.releaseAt
    ? undefined
    : ticket === undefined
      ? no(403, 'ticket-needed', 'Many people want places on this day now.')
      : room.place > room.admitted
        ? no(429, 'not-your-turn', 'It is not your turn yet.')
        : undefined;
}

function placeIn({ releaseAt, closesAt, people, place, admitted }: Room): Json {
  const now = Date.now();
  const common = { asOf: iso(now), releaseAt: iso(releaseAt), closesAt: iso(closesAt), people };
  return now >= closesAt
    ? { ...common, status: 'over' }
    : now < releaseAt
      ? { ...common, status: 'waiting-for-release', askAgainAfter: 1 }
      : place <= admitted
        ? { ...common, status: 'admitted', place, ahead: 0, admittedAt: iso(now) }
        : { ...common, status: 'waiting', place, ahead: place - 1 - admitted, admittedAt: iso(releaseAt + place * 600), askAgainAfter: 1 };
}

const no = (status: number, code: string, detail: string): Reply => ({ status, body: { title: code, status, code, detail, traceId: '0af7651916cd43dd' } });
