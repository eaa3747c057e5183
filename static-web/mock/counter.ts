// The officers' side of the mock's appointments: one officer's own office days, so that tests at the same time do not meet. It is always 11:20, and every day is a working day.
import { createHash, randomUUID } from 'node:crypto';
import { offices, services } from './appointments.ts';
import type { Json, Reply } from './reply.ts';

const refusal = (status: number, code: string, detail: string, more: Json = {}): Reply => ({ status, body: { title: code, status, code, detail, traceId: '0af7651916cd43dd', ...more } });
const noise = (of: string): number => createHash('sha1').update(of).digest().readUInt16BE() / 65_536;
const today = (): string => new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();
const later = (date: string, days: number): string => new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
const clock = '11:20';
/** The time that is served then. */
const current = '11:15';
const minutes = 15;
const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const alphabet = '346789CDFHJKLMNPRTVWXYZ';

/** References as the API makes them: without look-alikes. */
function referenceOf(seed: string): string {
  const bytes = createHash('sha1').update(seed).digest();
  return Array.from({ length: 12 }, (_, at) => alphabet[bytes[at]! % alphabet.length] + (at === 3 || at === 7 ? '-' : '')).join('');
}

const sessions = [
  { id: 'am', hours: 'general', start: '09:00', end: '13:00', slotMinutes: minutes, seats: 8 },
  { id: 'pm', hours: 'general', start: '14:00', end: '17:00', slotMinutes: minutes, seats: 8 },
];
const timesOf = (start: string, end: string): string[] =>
  Array.from({ length: 96 }, (_, at) => `${String(Math.floor(at / 4)).padStart(2, '0')}:${String((at % 4) * 15).padStart(2, '0')}`).filter(time => time >= start && time < end);

/** What one officer sees and does. */
export class Counter {
  readonly #bookings = new Map<string, Json[]>();
  readonly #quotas = new Map<string, number>();
  readonly #changes: Json[] = [];
  readonly #closures: Json[] = [];
  readonly #done = new Map<string, Reply>();

  answer(method: string, parts: string[], query: URLSearchParams, body: Json | undefined, headers: Record<string, string>): Reply {
    const key = headers['idempotency-key'];
    if (key !== undefined && this.#done.has(key)) {
      return this.#done.get(key)!;
    }

    const reply = this.#answer(`${method} ${parts[0]}`, parts, query, body, headers);
    if (key !== undefined && reply.status < 300) {
      this.#done.set(key, reply);
    }

    return reply;
  }

  #answer(route: string, parts: string[], query: URLSearchParams, body: Json | undefined, headers: Record<string, string>): Reply {
    switch (route) {
      case 'GET offices':
        return parts.length === 1 ? { status: 200, body: { offices: offices.map(({ id, name }) => ({ id, name, services: this.#services() })) } } : this.#day(parts[1]!, parts[3]!, headers);
      case 'GET bookings':
        return this.#open(parts[1]!, query.get('office')!, query.get('date')!);
      case 'POST check-ins':
        return this.#checkIn(body!);
      case 'POST no-shows':
        return this.#note(this.#find(body!['office'], body!['date'], body!['reference']), 'missed');
      case 'POST walk-ins':
        return this.#walkIn(body!);
      case 'POST quotas':
        return { status: 200, body: { effects: this.#effects(body!) } };
      case 'PUT quotas':
        return this.#setQuota(body!);
      case 'GET quotas':
        return { status: 200, body: { changes: this.#changes.filter(change => change['office'] === query.get('office')) } };
      case 'GET utilisation':
        return this.#utilisation(query, headers);
      case 'GET closures':
        return { status: 200, body: { closures: this.#closures.filter(one => one['office'] === query.get('office')) } };
      case 'POST closures':
        return this.#close(parts, body!);
      default:
        return refusal(404, 'not-found', 'Nothing is found here.');
    }
  }

  #services(): Json[] {
    return services.map(({ id, name, classes }) => ({ id, name, classes: classes.map(({ id, name, walkIn }: Json) => ({ id, name, walkIn })), sessions: id === 'hkic' ? sessions : sessions.map(one => ({ ...one, seats: 3 })) }));
  }

  /** Who is expected: made up once for each service, office, date and session, and kept. */
  #of(service: string, office: string, date: string, session: string): Json[] {
    const key = `${service} ${office} ${date} ${session}`;
    const known = this.#bookings.get(key);
    if (known) {
      return known;
    }

    const { start, end } = sessions.find(one => one.id === session)!;
    const kinds = services.find(one => one['id'] === service)!['classes'] as Json[];
    const seats = service === 'hkic' ? 8 : 3;
    const made = timesOf(start, end).flatMap((time, at) => {
      const count = Math.min(seats - (time > clock ? 1 : 0), Math.floor(noise(`${key} ${time}`) * (seats + 2)));
      const parties = service === 'hkic' && count > 3 && at % 5 === 0 ? [2, ...Array.from({ length: count - 2 }, () => 1)] : Array.from({ length: count }, () => 1);
      return parties.map((party, seat) => {
        const luck = noise(`${key} ${time} ${seat} came`);
        const over = date < today() || (date === today() && time < current);
        const visit = over && luck < 0.62 ? 'arrived' : over && luck < 0.78 ? 'missed' : 'expected';
        return {
          reference: referenceOf(`${key} ${time} ${seat}`), service, class: kinds[Math.floor(noise(`${key} ${time} ${seat}`) * kinds.length)]!['id'], office, date, time, party, walkIn: false, visit,
          ...(visit === 'expected' ? {} : { visitAt: `${date}T${time}:00+08:00` }),
        };
      });
    });
    this.#bookings.set(key, made);
    return made;
  }

  #seats(service: string, office: string, date: string, session: string): number {
    return this.#quotas.get(`${service} ${office} ${date} ${session}`) ?? (service === 'hkic' ? 8 : 3);
  }

  #isClosed(office: string, date: string, time: string): boolean {
    return this.#closures.some(one => one['office'] === office && one['endedAt'] === undefined && `${date}T${time}` >= one['from'].slice(0, 16) && `${date}T${time}` < one['to'].slice(0, 16));
  }

  #view(office: string, date: string): Json[] {
    return services.flatMap(({ id: service }) =>
      sessions.map(session => {
        const bookings = this.#of(service, office, date, session.id);
        const seats = this.#seats(service, office, date, session.id);
        // The hotline has one place of each full hour, where there is room.
        const others = (time: string): number => (time.endsWith(':00') && bookings.filter(one => one['time'] === time).reduce((all, one) => all + one['party'], 0) < seats ? 1 : 0);
        const slots = timesOf(session.start, session.end).map(time => {
          const own = bookings.filter(one => one['time'] === time);
          const count = (visit?: string): number => own.filter(one => visit === undefined || one['visit'] === visit).reduce((all, one) => all + one['party'], 0);
          return { time, closed: this.#isClosed(office, date, time), seats, booked: count() + others(time), held: time > '15:00' && count() + others(time) < seats ? 1 : 0, resting: 0, otherChannels: others(time), arrived: count('arrived'), missed: count('missed') };
        });
        const booked = slots.reduce((all, slot) => all + slot.booked, 0);
        return { service, session: session.id, hours: session.hours, slotMinutes: minutes, planned: service === 'hkic' ? 8 : 3, seats, booked, held: 0, resting: 0, otherChannels: slots.reduce((all, slot) => all + slot.otherChannels, 0), slots, bookings };
      }));
  }

  #day(office: string, date: string, headers: Record<string, string>): Reply {
    const all = this.#view(office, date);
    const etag = `"${createHash('sha1').update(JSON.stringify(all)).digest('hex').slice(0, 16)}"`;
    return headers['if-none-match'] === etag
      ? { status: 304, headers: { ETag: etag } }
      : { status: 200, body: { asOf: `${today()}T${clock}:00+08:00`, office, date, sessions: all }, headers: { ETag: etag } };
  }

  #find(office: string, date: string, reference: string): Json | undefined {
    return services.flatMap(({ id }) => sessions.flatMap(session => this.#of(id, office, date, session.id))).find(one => one['reference'] === reference);
  }

  #open(reference: string, office: string, date: string): Reply {
    const booking = this.#find(office, date, reference);
    return booking
      ? { status: 200, body: { booking, details: { documentType: 'hkid', documentNumber: 'A12****(*)', dateOfBirth: '1985-06-15', email: 'someone@example.hk', language: 'tc', limitOfStay: '2027-03-27' } } }
      : refusal(404, 'not-found', 'Nothing is found here.');
  }

  #checkIn({ code, office, date = today() }: Json): Reply {
    const reference = String(code).toUpperCase().replace('APPT:', '').trim();
    if (!/^[346789CDFHJKLMNPRTVWXYZ]{4}-[346789CDFHJKLMNPRTVWXYZ]{4}-[346789CDFHJKLMNPRTVWXYZ]{4}$/.test(reference)) {
      return refusal(422, 'reference-invalid', 'This is no reference of an appointment. Check it character by character.', { field: 'code' });
    }

    const found = this.#find(office, date, reference);
    if (!found) {
      // Tomorrow's are told where they are expected.
      const other = offices.flatMap(({ id }) => [today(), later(today(), 1), later(today(), 2)].map(day => this.#find(id, day, reference))).find(one => one !== undefined);
      return other
        ? refusal(409, 'booked-elsewhere', 'This appointment is elsewhere.', { field: 'code', values: { office: other['office'], date: other['date'], time: other['time'] } })
        : refusal(404, 'booking-not-found', 'There is no appointment with this reference at this office on this day.', { field: 'code' });
    }

    const already = found['visit'] === 'arrived';
    this.#note(found, 'arrived');
    const late = (Date.parse(`1970-01-01T${clock}:00Z`) - Date.parse(`1970-01-01T${found['time']}:00Z`)) / 60_000;
    return { status: 200, body: { booking: { ...found }, already, minutesLate: late } };
  }

  #note(found: Json | undefined, visit: string): Reply {
    if (!found) {
      return refusal(404, 'booking-not-found', 'There is no appointment with this reference at this office on this day.');
    }

    if (found['visit'] !== visit) {
      Object.assign(found, { visit, visitAt: `${today()}T${clock}:00+08:00` });
    }

    return { status: 200, body: { ...found } };
  }

  #walkIn({ service, class: kind, office }: Json): Reply {
    for (const session of sessions) {
      const own = this.#of(service, office, today(), session.id);
      const seats = this.#seats(service, office, today(), session.id);
      const time = timesOf(session.start, session.end).find(one => one >= current && own.filter(other => other['time'] === one).reduce((all, other) => all + other['party'], 0) < seats);
      if (time !== undefined) {
        const reference = referenceOf(randomUUID());
        own.push({ reference, service, class: kind, office, date: today(), time, party: 1, walkIn: true, visit: 'expected' });
        return { status: 201, body: { reference, service, class: kind, office, date: today(), time, number: own.filter(one => one['time'] === time).length } };
      }
    }

    const other = offices.find(({ id }) => id !== office)!;
    return refusal(409, 'no-seat-today', 'No place is left at this office today.', { field: 'office', values: { alternatives: `${other.id} ${today()} 14:15` } });
  }

  #effects({ service, office, session, from, to, weekdays, seats }: Json): Json[] {
    const dates: Json[] = [];
    for (let date = from; date <= to; date = later(date, 1)) {
      if (weekdays.length === 0 || weekdays.includes(days[weekday(date)]!)) {
        const own = this.#of(service, office, date, session);
        const before = this.#seats(service, office, date, session);
        const fullest = timesOf('00:00', '24:00').map(time => ({ time, taken: own.filter(one => one['time'] === time).reduce((all, one) => all + one['party'], 0) })).find(one => one.taken > seats);
        dates.push({
          date, planned: service === 'hkic' ? 8 : 3, before, seats, booked: own.reduce((all, one) => all + one['party'], 0), held: 1,
          ...(before === seats ? { outcome: 'unchanged' } : fullest ? { outcome: 'refused', ...fullest } : { outcome: 'changed' }),
        });
      }
    }

    return dates;
  }

  #setQuota(body: Json): Reply {
    const effects = this.#effects(body);
    for (const effect of effects.filter(one => one['outcome'] === 'changed')) {
      this.#quotas.set(`${body['service']} ${body['office']} ${effect['date']} ${body['session']}`, body['seats']);
    }

    const change = { at: new Date().toISOString(), by: 'Cheung Ka Yan', service: body['service'], office: body['office'], session: body['session'], seats: body['seats'], finished: true, effects };
    this.#changes.unshift(change);
    return { status: 200, body: change };
  }

  #utilisation(query: URLSearchParams, headers: Record<string, string>): Reply {
    const [from, to, office] = [query.get('from')!, query.get('to')!, query.get('office')!];
    if (to < from) {
      return refusal(422, 'period-invalid', 'Choose a first and a last day, in this order.', { field: 'to' });
    }

    const names = ['seats', 'released', 'closed', 'booked', 'expected', 'arrived', 'missed', 'otherChannels', 'walkIns'] as const;
    const withRates = (of: Record<string, number>): Json => ({
      ...of,
      ...(of['seats']! - of['closed']! > 0 ? { utilisationPercent: Math.round((1000 * of['booked']!) / (of['seats']! - of['closed']!)) / 10 } : {}),
      ...(of['arrived']! + of['missed']! > 0 ? { noShowPercent: Math.round((1000 * of['missed']!) / (of['arrived']! + of['missed']!)) / 10 } : {}),
    });
    const lines: Json[] = [];
    for (let date = from; date <= to; date = later(date, 1)) {
      const slots = this.#view(office, date).filter(one => (query.get('service') ?? one['service']) === one['service']).flatMap(one => one['slots'] as Json[]);
      if (slots.length > 0) {
        const sum = (name: string): number => slots.reduce((all, slot) => all + slot[name], 0);
        const closed = slots.filter(slot => slot['closed']).reduce((all, slot) => all + slot['seats'] - slot['booked'], 0);
        lines.push({ date, office, ...withRates({ seats: sum('seats'), released: sum('seats'), closed, booked: sum('booked'), expected: sum('booked') - sum('arrived') - sum('missed') - sum('otherChannels'), arrived: sum('arrived'), missed: sum('missed'), otherChannels: sum('otherChannels'), walkIns: 0 }) });
      }
    }

    if (headers['accept'] === 'text/csv') {
      return { status: 200, raw: `\uFEFFdate,office,seats\r\n${lines.map(line => `${line['date']},${office},${line['seats']}\r\n`).join('')}`, headers: { 'Content-Type': 'text/csv; charset=utf-8' } };
    }

    const total = withRates(Object.fromEntries(names.map(name => [name, lines.reduce((all, line) => all + line[name], 0)])));
    return { status: 200, body: { from, to, days: lines, total } };
  }

  #close(parts: string[], body: Json): Reply {
    if (parts[2] === 'end') {
      const found = this.#closures.find(one => one['closureId'] === parts[1])!;
      found['endedAt'] = new Date().toISOString();
      return { status: 200, body: found };
    }

    const made = { ...body, from: `${body['from']}:00+08:00`, to: `${body['to']}:00+08:00`, closureId: randomUUID(), declaredAt: new Date().toISOString() };
    this.#closures.unshift(made);
    return { status: 201, body: made };
  }
}
