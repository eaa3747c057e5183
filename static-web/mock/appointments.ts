// The appointments of the mock: a few services and offices, free places that look like a real week, and seats that are taken for good.
import { createHash, randomUUID } from 'node:crypto';
import type { Json, Reply } from './reply.ts';
import { queue, rushOf, turnNeeded } from './rush.ts';

const text = (en: string, tc: string, sc = tc): Json => ({ en, tc, sc });
export const offices = [
  { id: 'RHK', name: text('Hong Kong Office', '港島辦事處', '港岛办事处'), address: text('8/F, Immigration Tower, 7 Gloucester Road, Wan Chai', '灣仔告士打道7號入境事務大樓8樓', '湾仔告士打道7号入境事务大楼8楼'), region: 'HK' },
  { id: 'RKO', name: text('East Kowloon Office', '東九龍辦事處', '东九龙办事处'), address: text('1 Wang Chiu Road, Kowloon Bay', '九龍灣宏照道1號', '九龙湾宏照道1号'), region: 'KLN' },
  { id: 'FTO', name: text('Fo Tan Office', '火炭辦事處', '火炭办事处'), address: text('2 Shan Mei Street, Fo Tan, Sha Tin', '沙田火炭山尾街2號', '沙田火炭山尾街2号'), region: 'NT' },
  { id: 'YLO', name: text('Yuen Long Office', '元朗辦事處', '元朗办事处'), address: text('1 Kiu Lok Square, Yuen Long', '元朗橋樂坊1號', '元朗桥乐坊1号'), region: 'NT' },
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

function answer(method: string, [first = '', second]: string[], query: URLSearchParams, body: Json | undefined, headers: Record<string, string>): Reply {
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
    return turnNeeded(body!, headers['queue-ticket']) ?? hold(body!);
  }

  if (first === 'lookup') {
    const found = [...appointments.values()].find(one => sameWho(one['body'], body!) && one['body']['dateOfBirth'] === body!['dateOfBirth'] && one['body']['enquiryCode'] === body!['enquiryCode'] && one['view']['status'] === 'booked');
    return found
      ? { status: 200, body: { pass: found['pass'], appointment: found['view'] }, headers: { ETag: tagOf(found) } }
      : refusal(404, 'lookup-refused', 'We cannot find an appointment with these details.');
  }

  const found = appointments.get(first);
  if (!found || found['pass'] !== headers['appointment-pass']) {
    return refusal(401, 'pass-invalid', 'You have been away for too long. Find your appointment again.');
  }

  return own(method, second, found, query, body, headers);
}

function own(method: string, what: string | undefined, found: Json, query: URLSearchParams, body: Json | undefined, headers: Record<string, string>): Reply {
  const view = found['view'];
  lapse(found);
  if (what === undefined) {
    return seen(found);
  }

  if (what === 'calendar') {
    const ics = `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-LANGUAGE:${query.get('language')}\r\nBEGIN:VEVENT\r\nUID:${view['reference']}\r\nDTSTART:${view['date'].replaceAll('-', '')}T${view['time'].replace(':', '')}00\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n`;
    return { status: 200, raw: ics, headers: { 'Content-Type': 'text/calendar; charset=utf-8' } };
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
    return seen(found);
  }

  if (what === 'cancellation') {
    release(found);
    found['view'] = { ...view, status: 'cancelled', sequence: view['sequence'] + 1 };
    return seen(found);
  }

  if (view['status'] !== 'booked') {
    return refusal(409, 'appointment-ended', 'This appointment was cancelled, has lapsed or is over.');
  }

  const wanted = { ...found['body'], ...body };
  const notNow = turnNeeded(wanted, headers['queue-ticket']);
  if (notNow) {
    return notNow;
  }

  if (!take(wanted)) {
    return takenRefusal(wanted);
  }

  release(found);
  found['body'] = wanted;
  found['view'] = { ...view, ...body, seats: [{ time: body!['time'] }], sequence: view['sequence'] + 1 };
  return seen(found);
}

function hold(body: Json): Reply {
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

  if (!take(body)) {
    return takenRefusal(body);
  }

  const reference = randomUUID().replaceAll('-', '').slice(0, 12).toUpperCase().replace(/(.{4})(.{4})/, '$1-$2-');
  const expiresAt = new Date(Date.now() + holdMinutes * 60_000).toISOString();
  const { service, class: kind, office, date, time, party } = body;
  const made = {
    pass: randomUUID(),
    body,
    view: { reference, status: 'held', service, class: kind, office, date, time, seats: Array.from({ length: party }, () => ({ time })), party, heldUntil: expiresAt, sequence: 0 },
  };
  appointments.set(reference, made);
  return { status: 201, body: { reference, pass: made.pass, expiresAt, appointment: made.view }, headers: { ETag: tagOf(made) } };
}

const sameWho = (a: Json, b: Json): boolean => a['service'] === b['service'] && a['document'].number === b['document'].number;
const tagOf = (found: Json): string => `"${found['view'].sequence}-${found['view'].status}"`;
const seen = (found: Json): Reply => ({ status: 200, body: found['view'], headers: { ETag: tagOf(found) } });
const slotKey = ({ service, office, date, time }: Json): string => `${service} ${office} ${date} ${time}`;

function take(wanted: Json): boolean {
  const seats = seatsOf(wanted['service'], wanted['office'], wanted['date'], true).find(one => one.time === wanted['time']);
  if (!seats || seats.free < wanted['party']) {
    return false;
  }

  taken.set(slotKey(wanted), (taken.get(slotKey(wanted)) ?? 0) + wanted['party']);
  return true;
}

function release(found: Json): void {
  if (['held', 'booked'].includes(found['view'].status)) {
    taken.set(slotKey(found['body']), taken.get(slotKey(found['body']))! - found['body'].party);
    found['view'] = { ...found['view'], status: 'lapsed' };
  }
}

function lapse(found: Json): void {
  if (found['view'].status === 'held' && Date.parse(found['view'].heldUntil) <= Date.now()) {
    release(found);
  }
}

function takenRefusal({ service, office, date, party }: Json): Reply {
  const near = seatsOf(service, office, date, true).filter(one => one.free >= party).slice(0, 3).map(one => `${office} ${date} ${one.time}`);
  return refusal(409, 'slot-taken', 'This time has just been taken.', { field: 'time', values: { alternatives: near.join('; ') } });
}

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
    .flatMap(({ date, office, seats }) => seats.filter(one => one.free >= party).map(({ time }) => ({ office, date, time })))
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
  const all = at.map(office => ({ office, slots: seatsOf(service, office, date, extended).filter(one => one.free >= party).map(({ time, free, hours }) => ({ time, free, hours })) }));
  const [rush] = rushOf(query.get('class'), date);
  return tagged({ date, offices: all.filter(one => one.slots.length > 0), ...(rush === undefined ? {} : { rush }) }, headers, true);
}

function tagged(body: Json, headers: Record<string, string>, timed = false): Reply {
  const etag = `"${createHash('sha1').update(JSON.stringify(body)).digest('hex').slice(0, 16)}"`;
  return headers['if-none-match'] === etag
    ? { status: 304, headers: { ETag: etag } }
    : { status: 200, body: { ...(timed ? { asOf: new Date().toISOString() } : {}), ...body }, headers: { ETag: etag, 'Cache-Control': timed ? 'max-age=1' : 'max-age=60' } };
}
