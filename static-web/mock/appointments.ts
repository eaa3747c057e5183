// The appointments of the mock: a few services and offices, free places that look like a real week, and seats that are taken for good.
// Nothing is offered and no office closes by itself: tests say so under /mock/appointments.
import { createHash, randomUUID } from 'node:crypto';
import type { Json, Reply } from './reply.ts';
import { queue, rushOf, turnNeeded } from './rush.ts';

const text = (en: string, tc: string, sc = tc): Json => ({ en, tc, sc });
export const offices = [
  { id: 'RHK', name: text('Hong Kong Office', '港島辦事處', '港岛办事处'), address: text('8/F, Immigration Tower, 7 Gloucester Road, Wan Chai', '灣仔告士打道7號入境事務大樓8樓', '湾仔告士打道7号入境事务大楼8楼'), hint: text('MTR Wan Chai Station Exit A5', '港鐵灣仔站A5出口', '港铁湾仔站A5出口'), region: 'HK', district: 'B' },
  { id: 'RKO', name: text('East Kowloon Office', '東九龍辦事處', '东九龙办事处'), address: text('1 Wang Chiu Road, Kowloon Bay', '九龍灣宏照道1號', '九龙湾宏照道1号'), region: 'KLN', district: 'J' },
  { id: 'FTO', name: text('Fo Tan Office', '火炭辦事處', '火炭办事处'), address: text('2 Shan Mei Street, Fo Tan, Sha Tin', '沙田火炭山尾街2號', '沙田火炭山尾街2号'), region: 'NT', district: 'R' },
  { id: 'YLO', name: text('Yuen Long Office', '元朗辦事處', '元朗办事处'), address: text('1 Kiu Lok Square, Yuen Long', '元朗橋樂坊1號', '元朗桥乐坊1号'), region: 'NT', district: 'M' },
];
const kinds = (...all: [string, string, string, string, Json?][]): Json[] =>
  all.map(([id, en, tc, sc, more]) => ({ id, name: text(en, tc, sc), extended: true, walkIn: false, needs: [], ...more }));
export const services: Json[] = [
  {
    id: 'hkic',
    name: text('Hong Kong identity card', '香港身份證', '香港身份证'),
    summary: text('Register for, replace or amend an identity card.', '登記、補領或更改身份證。', '登记、补领或更改身份证。'),
    documents: ['hkid', 'birth-certificate', 'travel-document'],
    group: 5,
    classes: kinds(
      ['reach-11', 'Reached the age of 11', '年滿 11 歲', '年满 11 岁'],
      ['reach-18', 'Reached the age of 18', '年滿 18 歲', '年满 18 岁'],
      ['lost', 'Lost card', '遺失身份證', '遗失身份证', { extended: false, walkIn: true }],
      ['new-arrival', 'New arrival', '新來港人士', '新来港人士'],
    ),
  },
  {
    id: 'extension-of-stay',
    name: text('Extension of stay', '延長逗留期限', '延长逗留期限'),
    summary: text('Hand in an application to stay longer.', '遞交延長逗留期限的申請。', '递交延长逗留期限的申请。'),
    documents: ['hkid', 'travel-document'],
    group: 1,
    classes: kinds(
      ['fdh-same-employer', 'Domestic helper, same employer', '外籍家庭傭工（同一僱主）', '外籍家庭佣工（同一雇主）', { needs: ['limitOfStay'] }],
      ['fdh-terminated', 'Domestic helper, contract ended', '外籍家庭傭工（合約終止）', '外籍家庭佣工（合约终止）', { needs: ['limitOfStay', 'terminatedOn'] }],
      ['other', 'Others', '其他', '其他', { needs: ['limitOfStay'] }],
    ),
  },
  {
    id: 'birth-registration',
    name: text('Birth registration', '出生登記', '出生登记'),
    summary: text('Register the birth of a child in Hong Kong.', '登記在香港出生的嬰兒。', '登记在香港出生的婴儿。'),
    documents: ['hkid'],
    group: 1,
    classes: kinds(['birth', 'Birth registration', '出生登記', '出生登记', { extended: false }]),
  },
].map(service => ({ ...service, needs: [...new Set(service.classes.flatMap(kind => kind['needs'] as string[]))], offices }));

const day = (offset: number): string => new Date(Date.now() + (8 * 3600 + offset * 86_400) * 1000).toISOString().slice(0, 10);
const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();
const noise = (of: string): number => createHash('sha1').update(of).digest().readUInt16BE() / 65_536;

interface Seats {
  time: string;
  hours: 'general' | 'extended';
  free: number;
}

const taken = new Map<string, number>();

/**
 * The times of an office on a day: quarters of an hour, the nearer the day the fuller; some offices stay open in the evening. Days far off have
 * so many places that tests at the same time do not take each other's.
 */
function seatsOf(service: string, office: string, date: string, withExtended: boolean): Seats[] {
  const saturday = weekday(date) === 6;
  const quarters = (from: number, to: number, hours: Seats['hours']): Seats[] =>
    Array.from({ length: (to - from) * 4 }, (_, at) => {
      const time = `${String(from + Math.floor(at / 4)).padStart(2, '0')}:${String((at % 4) * 15).padStart(2, '0')}`;
      const distance = (Date.parse(date) - Date.now()) / 86_400_000;
      const key = `${service} ${office} ${date} ${time}`;
      const free = distance < 7 && noise(`full ${service} ${office} ${date}`) < 0.6 ? 0 : Math.floor(noise(key) * Math.min(7, 1 + distance / 6)) + (distance > 20 ? 4 : 0);
      return { time, hours, free: Math.max(0, free - (taken.get(key) ?? 0)) };
    });
  return [...quarters(9, saturday ? 12 : 17, 'general'), ...(withExtended && !saturday && (office === 'RKO' || office === 'FTO') ? quarters(17, 20, 'extended') : [])];
}

/** The dates that a class may choose: 24 working days from tomorrow on, cut to the last weeks of a stay where it has one. */
function datesOf(query: URLSearchParams): string[] {
  const limit = query.get('limitOfStay');
  const from = limit === null ? '' : new Date(Date.parse(limit) - 56 * 86_400_000).toISOString().slice(0, 10);
  return Array.from({ length: 40 }, (_, offset) => day(offset + 1))
    .filter(date => weekday(date) !== 0)
    .slice(0, 24)
    .filter(date => limit === null || (date >= from && date <= limit));
}

const refusal = (status: number, code: string, detail: string, more: Json = {}): Reply => ({ status, body: { title: code, status, code, detail, traceId: '0af7651916cd43dd', ...more } });
const appointments = new Map<string, Json>();
const done = new Map<string, Reply>();
const holdMinutes = 10;

/** What has happened to the appointments of each person who was signed in when they were made. */
const notices: Json[] = [];
export const appointmentNotices = (person: string): Json[] => notices.filter(one => one['person'] === person).map(({ person: _, ...notice }) => notice);

function tell(found: Json, event: string): void {
  if (found['person'] !== '') {
    const { reference, service } = found['view'];
    notices.unshift({ person: found['person'], noticeId: randomUUID(), at: new Date().toISOString(), event, reference, service, title: services.find(one => one['id'] === service)!['name'] });
  }
}

/** What a test lets happen: `offer` {office?, days, time, minutes, reason} keeps another time, `closed` closes the office. The answer has the pass of the mail. */
export function happens(reference: string, { offer, closed }: Json): Reply {
  const found = appointments.get(reference)!;
  const view = found['view'];
  if (closed) {
    found['view'] = { ...view, status: 'closed', sequence: view['sequence'] + 1 };
    tell(found, 'appointment-closed');
  }

  if (offer) {
    const { office = view['office'], time, minutes, reason } = offer;
    const date = new Date(Date.parse(view['date']) + offer['days'] * 86_400_000).toISOString().slice(0, 10);
    found['view'] = { ...found['view'], offer: { offerId: randomUUID(), office, date, time, until: new Date(Date.now() + minutes * 60_000).toISOString(), reason } };
    tell(found, 'appointment-offered');
  }

  return { status: 200, body: { pass: found['pass'] } };
}

export function appointmentsAnswer(method: string, path: string, query: URLSearchParams, body: Json | undefined, headers: Record<string, string>): Reply {
  const key = headers['idempotency-key'];
  const known = key === undefined ? undefined : done.get(`${path} ${key}`);
  if (known) {
    return known;
  }

  const reply = answer(method, path.split('/').slice(2).map(decodeURIComponent), query, body, headers);
  if (key !== undefined && reply.status < 300) {
    done.set(`${path} ${key}`, reply);
  }

  return reply;
}

function answer(method: string, [first = '', second, third, fourth]: string[], query: URLSearchParams, body: Json | undefined, headers: Record<string, string>): Reply {
  const person = headers['authorization']?.replace('Bearer ', '') ?? '';
  if (first === '') {
    const own = [...appointments.values()].filter(one => one['person'] === person && one['view'].status !== 'held');
    own.forEach(lapse);
    return person === '' ? refusal(401, 'sign-in-required', 'Sign in first.') : { status: 200, body: { appointments: own.map(({ pass, view }) => ({ pass, appointment: view })) } };
  }

  if (first === 'services') {
    return tagged({ services }, headers);
  }

  if (first === 'availability') {
    return second === undefined ? days(query, headers) : times(second, query, headers);
  }

  if (first === 'queue') {
    return queue(method, body, headers['queue-ticket']);
  }

  if (method === 'POST' && headers['idempotency-key'] === undefined && first !== 'lookup') {
    return refusal(400, 'idempotency-key-missing', 'The call needs an Idempotency-Key.');
  }

  if (first === 'holds') {
    return turnNeeded(body!, headers['queue-ticket']) ?? hold(body!, person);
  }

  if (first === 'lookup') {
    const found = [...appointments.values()].find(one => sameWho(one['body'], body!) && one['body']['dateOfBirth'] === body!['dateOfBirth'] && one['body']['enquiryCode'] === body!['enquiryCode'] && ['booked', 'closed'].includes(one['view']['status']));
    return found
      ? { status: 200, body: { pass: found['pass'], appointment: found['view'] }, headers: { ETag: tagOf(found) } }
      : refusal(404, 'lookup-refused', 'We cannot find an appointment with these details.');
  }

  // A reference is known with its hyphens and without.
  const found = [...appointments.values()].find(one => one['view'].reference.replaceAll('-', '') === first.replaceAll('-', ''));
  if (!found || found['pass'] !== headers['appointment-pass']) {
    return refusal(401, 'pass-invalid', 'You have been away for too long. Find your appointment again.');
  }

  return third === undefined ? own(method, second, found, query, body, headers) : settled(fourth === 'acceptance', third, found);
}

function own(method: string, what: string | undefined, found: Json, query: URLSearchParams, body: Json | undefined, headers: Record<string, string>): Reply {
  const view = found['view'];
  lapse(found);
  if (what === undefined) {
    const reply = seen(found);
    return { ...reply, body: { ...view, accesses: [{ at: new Date(Date.now() - 3_600_000).toISOString(), department: 'immd', purpose: 'serve-at-office', why: { en: 'To serve you at your appointment.', tc: '在你預約的時間為你提供服務。', sc: '在你预约的时间为你提供服务。' } }] } };
  }

  if (what === 'calendar') {
    const ics = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-LANGUAGE:${query.get('language')}\r\nBEGIN:VEVENT\r\nUID:${view['reference']}\r\nDTSTART:${view['date'].replaceAll('-', '')}T${view['time'].replace(':', '')}00\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    return { status: 200, raw: ics, headers: { 'Content-Type': 'text/calendar; charset=utf-8' } };
  }

  if (what === 'watch') {
    const { watch, ...rest } = view;
    found['view'] = { ...rest, ...(method === 'PUT' ? { watch: { since: watch?.since ?? new Date().toISOString(), ...body } } : {}) };
    return method === 'PUT' ? seen(found) : { status: 204 };
  }

  if (method === 'POST' && what !== 'confirmation' && headers['if-match'] !== tagOf(found)) {
    return refusal(412, 'changed-meanwhile', 'The appointment was changed meanwhile.');
  }

  if (what === 'confirmation') {
    if (view['status'] === 'lapsed') {
      return refusal(410, 'hold-lapsed', 'The ten minutes for which the place was kept are over. Choose a time again.');
    }

    const { heldUntil: _, ...rest } = view;
    found['view'] = { ...rest, status: 'booked', sequence: view['sequence'] + 1 };
    tell(found, 'appointment-booked');
    return seen(found);
  }

  if (what === 'cancellation') {
    release(found);
    found['view'] = { ...view, status: 'cancelled', sequence: view['sequence'] + 1 };
    tell(found, 'appointment-cancelled');
    return seen(found);
  }

  if (!['booked', 'closed'].includes(view['status'])) {
    return refusal(409, 'appointment-ended', 'This appointment was cancelled, has lapsed or is over.');
  }

  const wanted = { ...found['body'], ...body };
  const notNow = turnNeeded(wanted, headers['queue-ticket']);
  if (notNow) {
    return notNow;
  }

  const seats = take(wanted);
  if (!seats) {
    return takenRefusal(wanted);
  }

  release(found);
  moved(found, wanted, seats);
  return seen(found);
}

/** The appointment has another time now, whatever was offered before. */
function moved(found: Json, wanted: Json, seats: string[]): void {
  const { offer: _, ...view } = found['view'];
  const { office, date, time } = wanted;
  found['body'] = { ...found['body'], office, date, time };
  found['view'] = { ...view, status: 'booked', office, date, time, seats: seats.map(at => ({ time: at })), sequence: view['sequence'] + 1 };
  tell(found, 'appointment-changed');
}

/** A person says yes or no to what is offered. */
function settled(accepted: boolean, offerId: string, found: Json): Reply {
  const { offer, ...view } = found['view'];
  if (offer?.offerId !== offerId || Date.parse(offer.until) <= Date.now()) {
    return refusal(410, 'offer-lapsed', 'This offer has lapsed or was replaced by another. Look at your appointment again.');
  }

  if (accepted) {
    release(found);
    moved(found, offer, Array.from({ length: view['party'] }, () => offer.time));
  } else {
    found['view'] = view;
  }

  return seen(found);
}

function hold(body: Json, person: string): Reply {
  for (const one of appointments.values()) {
    lapse(one);
  }

  // A person's own hold gives way to their next one; nobody else's does.
  const mine = [...appointments.values()].filter(one => sameWho(one['body'], body));
  mine.filter(one => one['view']['status'] === 'held' && one['body'].enquiryCode === body['enquiryCode']).forEach(release);
  if (mine.some(one => one['view']['status'] === 'booked' || (one['view']['status'] === 'held' && one['body'].enquiryCode !== body['enquiryCode']))) {
    return refusal(409, 'already-booked', 'There is an appointment for this service with this document already. Change or cancel that one.');
  }

  if (body['enquiryCode'] === '0000') {
    return refusal(422, 'enquiry-code-invalid', 'Choose an enquiry code of four digits.', { field: 'enquiryCode' });
  }

  const seats = take(body);
  if (!seats) {
    return takenRefusal(body);
  }

  const reference = randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase().replace(/(.{4})(.{4})/, '$1-$2-');
  const expiresAt = new Date(Date.now() + holdMinutes * 60_000).toISOString();
  const { service, class: kind, office, date, time, party } = body;
  const made = {
    pass: `${Buffer.from(JSON.stringify({ reference })).toString('base64url')}.${randomUUID()}`,
    person,
    body,
    view: { reference, status: 'held', service, class: kind, office, date, time, seats: seats.map(at => ({ time: at })), party, heldUntil: expiresAt, sequence: 0 },
  };
  appointments.set(reference, made);
  return { status: 201, body: { reference, pass: made.pass, expiresAt, appointment: made.view }, headers: { ETag: tagOf(made) } };
}

const sameWho = (a: Json, b: Json): boolean => a['service'] === b['service'] && a['document'].number === b['document'].number;
const tagOf = (found: Json): string => `"${found['view'].sequence}-${found['view'].status}"`;
const seen = (found: Json): Reply => ({ status: 200, body: found['view'], headers: { ETag: tagOf(found) } });
const keyOf = ({ service, office, date }: Json, time: string): string => `${service} ${office} ${date} ${time}`;

/** The times at which a party is served from a time on: as many as find room there, the others right after; undefined where there is no room. */
function room(seats: Seats[], from: number, party: number): string[] | undefined {
  const times: string[] = [];
  for (let at = from; times.length < party; at++) {
    const { free = 0, time = '' } = seats[at] ?? {};
    if (free === 0) {
      return undefined;
    }

    times.push(...Array.from({ length: Math.min(free, party - times.length) }, () => time));
  }

  return times;
}

function take(wanted: Json): string[] | undefined {
  const seats = seatsOf(wanted['service'], wanted['office'], wanted['date'], true);
  const times = room(seats, seats.findIndex(one => one.time === wanted['time']), wanted['party']);
  times?.forEach(time => taken.set(keyOf(wanted, time), (taken.get(keyOf(wanted, time)) ?? 0) + 1));
  return times;
}

function release(found: Json): void {
  const { view, body } = found;
  if (['held', 'booked', 'closed'].includes(view.status)) {
    view.seats.forEach(({ time }: Json) => taken.set(keyOf(body, time), (taken.get(keyOf(body, time)) ?? 1) - 1));
    found['view'] = { ...view, status: 'lapsed' };
  }
}

function lapse(found: Json): void {
  if (found['view'].status === 'held' && Date.parse(found['view'].heldUntil) <= Date.now()) {
    release(found);
  }
}

function takenRefusal({ service, office, date, party }: Json): Reply {
  const near = withRoom(seatsOf(service, office, date, true), party).slice(0, 3).map(one => `${office} ${date} ${one.time}`);
  return refusal(409, 'slot-taken', 'This time has just been taken.', { field: 'time', values: { alternatives: near.join('; ') } });
}

const withRoom = (seats: Seats[], party: number): Seats[] => seats.filter((_, at) => room(seats, at, party));

function asked(query: URLSearchParams): { service: string; extended: boolean; party: number; offices: string[] } {
  const service = services.find(one => one['id'] === query.get('service'))!;
  const kind = service['classes'].find((one: Json) => one['id'] === query.get('class'));
  return { service: service['id'], extended: kind['extended'], party: Number(query.get('party')), offices: query.get('offices')?.split(',') ?? offices.map(one => one.id) };
}

function days(query: URLSearchParams, headers: Record<string, string>): Reply {
  const { service, extended, party, offices: at } = asked(query);
  const dates = datesOf(query);
  const all = dates.flatMap(date => at.map(office => ({ date, office, seats: seatsOf(service, office, date, extended) })));
  // As the API does: what is not there is left out.
  const sum = (seats: Seats[], hours: Seats['hours']): Json => {
    const own = seats.filter(one => one.hours === hours);
    const free = own.reduce((count, one) => count + one.free, 0);
    return own.length === 0 ? {} : { [hours]: free, [`${hours}Level`]: free === 0 ? 'none' : free <= own.length ? 'few' : 'many' };
  };
  const earliest = all
    .flatMap(({ date, office, seats }) => withRoom(seats, party).map(({ time }) => ({ office, date, time })))
    .sort((a, b) => `${a.date} ${a.time}`.localeCompare(`${b.date} ${b.time}`))[0];
  const shown = all.filter(one => one.date >= (query.get('from') ?? '') && one.date <= (query.get('to') ?? '9'));
  return tagged(
    { first: dates[0], last: dates.at(-1), earliest, days: shown.map(({ date, office, seats }) => ({ date, office, ...sum(seats, 'general'), ...sum(seats, 'extended') })), rushes: rushOf(query.get('class')) },
    headers,
    true,
  );
}

function times(date: string, query: URLSearchParams, headers: Record<string, string>): Reply {
  const { service, extended, party, offices: at } = asked(query);
  const all = at.map(office => ({ office, slots: withRoom(seatsOf(service, office, date, extended), party).map(({ time, free, hours }) => ({ time, free, hours })) }));
  const [rush] = rushOf(query.get('class'), date);
  return tagged({ date, offices: all.filter(one => one.slots.length > 0), ...(rush === undefined ? {} : { rush }) }, headers, true);
}

function tagged(body: Json, headers: Record<string, string>, timed = false): Reply {
  const etag = `"${createHash('sha1').update(JSON.stringify(body)).digest('hex').slice(0, 16)}"`;
  return headers['if-none-match'] === etag
    ? { status: 304, headers: { ETag: etag } }
    : { status: 200, body: { ...(timed ? { asOf: new Date().toISOString() } : {}), ...body }, headers: { ETag: etag, 'Cache-Control': timed ? 'max-age=1' : 'max-age=60' } };
}
