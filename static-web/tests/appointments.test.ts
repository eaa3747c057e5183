import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import type { Appointment, AppointmentService, DayPlaces, OwnAppointment } from '../src/api/appointment-types.ts';
import { AppointmentsApi } from '../src/api/appointments.ts';
import { ApiClient } from '../src/api/client.ts';
import { Refused, SignInRequired } from '../src/api/failures.ts';
import { firstDays, lastOf, monthAway, movedBy, placesByDay, renewed, total, weekday, weeksOf } from '../src/appointments/calendar.ts';
import { clock, clockAhead, leftInWords, passed, secondsLeft, spokenOfHours } from '../src/appointments/countdown.ts';
import { keep, keepTicket, kept, keptTicket } from '../src/appointments/kept.ts';
import { nearestFirst } from '../src/appointments/near.ts';
import { referenceOf } from '../src/appointments/offered.ts';
import { inOrder } from '../src/appointments/own.ts';
import { appointmentCode, qrImage } from '../src/appointments/qr.ts';
import { personOf, questions, usual, wantedOf, watchQuestions, wishOf } from '../src/appointments/questions.ts';
import { alternativesOf } from '../src/appointments/slots.ts';
import { check, districts } from '../src/forms/engine/index';
import { eventName, noticeAddress } from '../src/islands/events.ts';
import { dayInWords, instant, weekdays } from '../src/lib/format.ts';
import { speaker } from '../src/lib/strings.ts';
import en from '../src/strings/en.json';

describe('a calendar', () => {
  it('writes a month in weeks from Sunday to Saturday', () => {
    const weeks = weeksOf('2026-12');
    expect(weeks).toHaveLength(5);
    expect(weeks[0]).toEqual([null, null, '2026-12-01', '2026-12-02', '2026-12-03', '2026-12-04', '2026-12-05']);
    expect(weeks.at(-1)).toEqual(['2026-12-27', '2026-12-28', '2026-12-29', '2026-12-30', '2026-12-31', null, null]);
    expect(weeksOf('2026-02')).toHaveLength(4);
  });

  it('knows the ends of months and years, leap years too', () => {
    expect([lastOf('2028-02'), lastOf('2027-02'), lastOf('2026-12')]).toEqual(['2028-02-29', '2027-02-28', '2026-12-31']);
    expect([monthAway('2026-12', 1), monthAway('2027-01', -1)]).toEqual(['2027-01', '2026-12']);
  });

  it.each([
    ['ArrowLeft', '2026-11-30'],
    ['ArrowRight', '2026-12-02'],
    ['ArrowUp', '2026-11-24'],
    ['ArrowDown', '2026-12-08'],
    ['Home', '2026-11-29'],
    ['End', '2026-12-05'],
    ['PageUp', '2026-11-01'],
    ['PageDown', '2027-01-01'],
  ])('goes from Tuesday 1 December 2026 with %s to %s', (key, day) => {
    expect(movedBy(key, '2026-12-01', '2026-01-01', '2027-12-31')).toBe(day);
  });

  it('stays between its first and last day, and leaves other keys alone', () => {
    expect(movedBy('PageUp', '2026-12-01', '2026-11-25', '2027-03-01')).toBe('2026-11-25');
    expect(movedBy('ArrowDown', '2027-02-26', '2026-11-25', '2027-03-01')).toBe('2027-03-01');
    expect(movedBy('PageDown', '2027-01-31', '2026-11-25', '2027-03-31')).toBe('2027-02-28');
    expect(movedBy('Enter', '2026-12-01', '2026-11-25', '2027-03-01')).toBeUndefined();
  });

  it('says a day with its weekday, and an instant with the hour of Hong Kong, in every language', () => {
    expect(weekday('2026-12-01')).toBe(2);
    expect(dayInWords('2026-12-01', 'en')).toBe('Tuesday 1 December 2026');
    expect(dayInWords('2026-12-01', 'tc')).toBe('2026年12月1日星期二');
    expect(instant('2026-11-25T11:30:00Z', 'en')).toBe('25 November 2026 at 19:30');
    expect(instant('2026-11-25T11:30:00Z', 'tc')).toBe('2026年11月25日 19:30');
    expect(instant('2026-11-25T11:30:00Z', 'sc')).toBe('2026年11月25日 19:30');
    expect(weekdays('en', 'long')).toEqual(['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday']);
    expect(weekdays('tc', 'narrow')).toEqual(['日', '一', '二', '三', '四', '五', '六']);
  });
});

describe('free places', () => {
  // As the API sends them: hours without a session are left out.
  const days: DayPlaces[] = [
    { date: '2026-12-01', office: 'RHK', general: 0, generalLevel: 'none' },
    { date: '2026-12-01', office: 'RKO', general: 4, extended: 2, generalLevel: 'few', extendedLevel: 'many' },
    { date: '2026-12-02', office: 'RHK', general: 5, generalLevel: 'few' },
  ];

  it('of a day are those of all offices, or of one; hours that are not offered are not zero', () => {
    expect(placesByDay(days).get('2026-12-01')).toEqual({ general: 4, extended: 2, level: 'many' });
    expect(placesByDay(days, 'RHK').get('2026-12-01')).toEqual({ general: 0, level: 'none' });
    expect(placesByDay(days, 'RHK').get('2026-12-02')).toEqual({ general: 5, level: 'few' });
    expect(total(placesByDay(days, 'RHK').get('2026-12-01'))).toBe(0);
    expect(total(placesByDay(days).get('2026-12-01'))).toBe(6);
    expect(total(undefined)).toBe(0);
  });

  it('of an office begin on its first day that has one', () => {
    expect([...firstDays(days)]).toEqual([['RKO', '2026-12-01'], ['RHK', '2026-12-02']]);
  });

  it('that were looked at again replace what was known of those days, also when a day has gone', () => {
    const now: DayPlaces[] = [{ date: '2026-12-01', office: 'RKO', general: 3, extended: 2 }];
    expect(renewed(days, now, '2026-12-01', '2026-12-01')).toEqual([days[2], now[0]]);
  });
});

describe('the countdown of a hold', () => {
  it('counts whole seconds on the clock of the server, and never below nothing', () => {
    const now = Date.parse('2026-12-01T00:00:00Z');
    expect(secondsLeft('2026-12-01T00:10:00Z', now)).toBe(600);
    expect(secondsLeft('2026-12-01T00:10:00Z', now, 30_000)).toBe(570);
    expect(secondsLeft('2026-12-01T00:00:00.200Z', now)).toBe(1);
    expect(secondsLeft('2026-11-30T00:00:00Z', now)).toBe(0);
    expect(clockAhead('2026-12-01T00:00:30Z', now)).toBe(30_000);
    expect(clockAhead('', now)).toBe(0);
  });

  it('is shown in minutes and seconds', () => {
    expect([600, 545, 9, 0].map(clock)).toEqual(['10:00', '9:05', '0:09', '0:00']);
  });

  it('is spoken at 5, 2 and 1 minutes only, and once each', () => {
    const spoken: [number, number][] = [];
    for (let seconds = 600; seconds >= 0; seconds--) {
      const minutes = passed(seconds + 1, seconds);
      if (minutes !== undefined) {
        spoken.push([seconds, minutes]);
      }
    }

    expect(spoken).toEqual([[300, 5], [120, 2], [60, 1]]);
  });

  it('speaks the last mark only when a tab slept over several, and nothing when the time is over', () => {
    expect(passed(400, 50)).toBe(1);
    expect(passed(400, 110)).toBe(2);
    expect(passed(400, 0)).toBeUndefined();
  });
});

describe('other times', () => {
  it('are read from the refusal; what is no time is left out', () => {
    expect(alternativesOf('RHK 2026-12-01 09:15; RKO 2026-12-02 10:00')).toEqual([
      { office: 'RHK', date: '2026-12-01', time: '09:15' },
      { office: 'RKO', date: '2026-12-02', time: '10:00' },
    ]);
    expect(alternativesOf('RHK 2026-13-01 09:15; nonsense; ')).toEqual([]);
    expect(alternativesOf(undefined)).toEqual([]);
  });
});

describe('the code of a reference', () => {
  it.each(['ABCD-1234-WXYZ', 'NKPX-6RFT-P36J', 'CDFH-3467-XY3K', 'ABCD-1234-WXYZ-9876'])('is read back as %s by an independent reader', reference => {
    const { pixels, side } = painted(qrImage(appointmentCode(reference)));
    expect(jsQR(pixels, side, side)?.data).toBe(`APPT:${reference}`);
  });
});

/** Paints the dark squares of the symbol, four pixels to a module, on white. */
function painted(svg: string): { pixels: Uint8ClampedArray; side: number } {
  const scale = 4;
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)![1]) * scale;
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x, y] of svg.matchAll(/M(\d+),(\d+)l1,0 0,1 -1,0 0,-1z/g)) {
    for (let dy = 0; dy < scale; dy++) {
      for (let dx = 0; dx < scale; dx++) {
        pixels.set([0, 0, 0], ((Number(y) * scale + dy) * side + Number(x) * scale + dx) * 4);
      }
    }
  }

  return { pixels, side };
}

describe('the questions of an appointment', () => {
  const name = (text: string) => ({ en: text, tc: text, sc: text });
  const kind = (id: string, needs: ('limitOfStay' | 'terminatedOn')[] = []) => ({ id, name: name(id), extended: true, walkIn: false, needs });
  const services: AppointmentService[] = [
    { id: 'card', name: name('Card'), summary: name(''), documents: ['hkid', 'travel-document'], group: 5, needs: [], classes: [kind('lost'), kind('new')], offices: [] },
    { id: 'birth', name: name('Birth'), summary: name(''), documents: ['hkid'], group: 1, needs: [], classes: [kind('only')], offices: [] },
    { id: 'stay', name: name('Stay'), summary: name(''), documents: ['hkid'], group: 1, needs: ['limitOfStay', 'terminatedOn'], classes: [kind('ended', ['limitOfStay', 'terminatedOn']), kind('other')], offices: [] },
  ];
  const form = (answers: Record<string, unknown>) => questions(services, answers, speaker(en), '2026-11-24');
  const pages = (answers: Record<string, unknown>): string[] => form(answers).pages.map(page => page.id);
  const fields = (answers: Record<string, unknown>): string[] => form(answers).pages[0]!.fields.map(field => field.id);

  it('open one after another on one page, and leave out what a service does not ask', () => {
    expect(pages({ service: 'card' })).toEqual(['service', 'who']);
    expect(pages({ service: 'birth' })).toEqual(['service', 'who']);
    expect(fields({ service: 'card' })).toEqual(['service', 'class']);
    expect(fields({ service: 'card', class: 'lost' })).toEqual(['service', 'class', 'party']);
    expect(fields({ service: 'birth' })).toEqual(['service']);
  });

  it('ask for the dates that a class needs, and send no others', () => {
    expect(fields({ service: 'stay', class: 'ended' })).toEqual(['service', 'class', 'limitOfStay', 'terminatedOn']);
    expect(fields({ service: 'stay', class: 'other' })).toEqual(['service', 'class']);
    const answers = { service: 'stay', class: 'ended', limitOfStay: '2027-01-01', terminatedOn: '2026-12-01' };
    expect(wantedOf(services, answers)).toEqual({ service: 'stay', class: 'ended', party: 1, limitOfStay: '2027-01-01', terminatedOn: '2026-12-01' });
    expect(wantedOf(services, { ...answers, class: 'other' })).toEqual({ service: 'stay', class: 'other', party: 1 });
    expect(wantedOf(services, { service: 'card' })).toBeUndefined();
  });

  it('are answered for one person with an identity card unless somebody says otherwise', () => {
    expect(usual(services[0])).toEqual({ party: '1', documentType: 'hkid' });
    expect(usual(services[1])).toEqual({});
    expect(usual(undefined)).toEqual({});
  });

  it('put right what was typed, before it is sent', () => {
    const answers = { service: 'birth', documentNumber: 'a1234563', dateOfBirth: '1985-06-15', enquiryCode: '2580', email: 'a@EXAMPLE.hk' };
    expect(check(form(answers), answers, '2026-11-24').problems).toEqual([]);
    expect(personOf(form(answers), services, answers, '2026-11-24')).toEqual({
      document: { type: 'hkid', number: 'A123456(3)' },
      dateOfBirth: '1985-06-15',
      enquiryCode: '2580',
      email: 'a@example.hk',
    });
  });

  it('refuse an enquiry code that is not four figures', () => {
    const problems = (enquiryCode: string) => check(form({ service: 'birth' }), { service: 'birth', enquiryCode }, '2026-11-24', { page: 'who' }).problems.filter(one => one.field === 'enquiryCode').map(one => `${one.field} ${one.code}`);
    expect(problems('258')).toEqual(['enquiryCode pattern']);
    expect(problems('25a0')).toEqual(['enquiryCode pattern']);
    expect(problems('2580')).toEqual([]);
  });
});

describe('what a tab keeps', () => {
  const store = (text: string | null): Storage => {
    let value = text;
    return { getItem: () => value, setItem: (_: string, next: string) => void (value = next), removeItem: () => void (value = null) } as unknown as Storage;
  };

  it('comes back, and what cannot be read is as if nothing had been kept', () => {
    const own = store(null);
    keep({ answers: { service: 'card' }, office: 'RHK' }, own);
    expect(kept(own)).toEqual({ answers: { service: 'card' }, office: 'RHK' });
    expect(kept(store('{'))).toEqual({ answers: {} });
  });

  it('has the ticket of a waiting room with it, until it is let go', () => {
    const own = store(null);
    const ticket = { text: 'a.b', for: 'somebody', date: '2026-12-04', releaseAt: '2026-12-02T00:00:00+00:00', admitted: false };
    keepTicket(ticket, own);
    expect(keptTicket(own)).toEqual(ticket);
    keepTicket(undefined, own);
    expect(keptTicket(own)).toBeUndefined();
    expect(keptTicket(store('{'))).toBeUndefined();
  });
});

describe('the calls about appointments', () => {
  /** The tokens that are there, one for each time that one is asked for. */
  const api = (...given: [string[], ...Response[]] | Response[]) => {
    const [tokens, answers] = (Array.isArray(given[0]) ? [given[0], given.slice(1)] : [[], given]) as [string[], Response[]];
    const calls: { url: string; headers: Record<string, string> }[] = [];
    const client = new ApiClient({
      base: 'https://api.test/api',
      tag: 'en',
      token: async () => tokens.shift(),
      fetch: (async (url: string, init: RequestInit) => {
        calls.push({ url, headers: init.headers as Record<string, string> });
        return answers.shift()!;
      }) as typeof fetch,
    });
    return { api: new AppointmentsApi(client), calls };
  };
  const wanted = { service: 'card', class: 'lost', party: 2 };

  it('ask again with the tag that is known; what has not changed has no value', async () => {
    const { api: own, calls } = api(new Response('{"days":[]}', { status: 200, headers: { ETag: '"a"' } }), new Response(null, { status: 304 }));
    expect(await own.availability(wanted, undefined, '2026-12-01', '2026-12-31')).toEqual({ value: { days: [] }, etag: '"a"' });
    expect(await own.availability(wanted, '"a"')).toEqual({ value: undefined, unchanged: true });
    expect(calls[0]!.url).toBe('https://api.test/api/appointments/availability?service=card&class=lost&party=2&from=2026-12-01&to=2026-12-31');
    expect([calls[0]!.headers['If-None-Match'], calls[1]!.headers['If-None-Match'], calls[1]!.headers['Authorization']]).toEqual([undefined, '"a"', undefined]);
  });

  it('take a place for the account of whoever is signed in, and for nobody where nobody is', async () => {
    const body = { ...wanted, office: 'RHK', date: '2026-12-01', time: '09:00', document: { type: 'hkid' as const, number: 'A123456(3)' }, dateOfBirth: '1985-06-15', enquiryCode: '2580', language: 'en' };
    const held = (): Response => new Response('{}', { status: 201 });
    const refused = (): Response => new Response('{"code":"sign-in-required"}', { status: 401, headers: { 'Content-Type': 'application/problem+json' } });
    const nobody = api(held());
    await nobody.api.hold('k', body);
    expect(nobody.calls[0]!.headers['Authorization']).toBeUndefined();
    const somebody = api(['one', 'two'], refused(), held());
    await somebody.api.hold('k', body);
    expect(somebody.calls.map(call => call.headers['Authorization'])).toEqual(['Bearer one', 'Bearer two']);
    // A session that has ended is told: nobody books for no account without knowing.
    const ended = api(['one'], refused());
    await expect(ended.api.hold('k', body)).rejects.toBeInstanceOf(SignInRequired);
    expect(ended.calls).toHaveLength(1);
  });

  it('show the pass, and a pass that has ended is a refusal and no sign-in', async () => {
    const { api: own, calls } = api(new Response('{"code":"pass-invalid"}', { status: 401, headers: { 'Content-Type': 'application/problem+json' } }));
    await expect(own.cancel('k', 'ABCD-1234-WXYZ', 'the-pass', '"3"')).rejects.toBeInstanceOf(Refused);
    expect(calls).toHaveLength(1);
    expect([calls[0]!.headers['Appointment-Pass'], calls[0]!.headers['If-Match'], calls[0]!.headers['Idempotency-Key']]).toEqual(['the-pass', '"3"', 'k']);
  });

  it('show the ticket where a turn may be needed, and the pass where it stands for the document', async () => {
    const json = (text: string): Response => new Response(text, { status: 200 });
    const { api: own, calls } = api(json('{"ticket":"t","place":{}}'), json('{"status":"admitted"}'), json('{}'), json('{}'));
    expect((await own.join({ service: 'card', date: '2026-12-04', reference: 'ABCD-1234-WXYZ' }, 'the-pass')).ticket).toBe('t');
    expect((await own.place('t')).status).toBe('admitted');
    await own.change('k', 'ABCD-1234-WXYZ', 'the-pass', '"3"', { office: 'RHK', date: '2026-12-04', time: '09:00' }, 't');
    await own.change('k', 'ABCD-1234-WXYZ', 'the-pass', '"3"', { office: 'RHK', date: '2026-12-04', time: '09:00' });
    expect(calls.map(call => call.headers['Queue-Ticket'])).toEqual([undefined, 't', 't', undefined]);
    expect(calls.map(call => call.headers['Appointment-Pass'])).toEqual(['the-pass', undefined, 'the-pass', 'the-pass']);
  });
});

describe('offices near a district', () => {
  const all = [
    { id: 'RHK', district: 'B' },
    { id: 'RKO', district: 'F' },
    { id: 'RTK', district: 'Q' },
    { id: 'FTO', district: 'R' },
    { id: 'TMO', district: 'L' },
    { id: 'YLO', district: 'M' },
    { id: 'NEW' },
  ];
  const first = (district: string): string => nearestFirst(all, district)[0]!.id;

  it('come nearest first, and those whose district is not known last', () => {
    expect(districts.map(({ code }) => `${code} ${first(code)}`)).toEqual([
      'A RHK', 'B RHK', 'C RHK', 'D RHK', 'E RKO', 'F RKO', 'G RKO', 'H RKO', 'J RTK',
      'K RKO', 'L TMO', 'M YLO', 'N YLO', 'P FTO', 'Q RTK', 'R FTO', 'S RKO', 'T TMO',
    ]);
    expect(nearestFirst(all, 'C').map(one => one.id)).toEqual(['RHK', 'RTK', 'RKO', 'FTO', 'YLO', 'TMO', 'NEW']);
  });

  it('stay as they came when no district is given, and when they lie in one', () => {
    expect(nearestFirst(all, undefined)).toEqual(all);
    const same = [{ id: 'b', district: 'Q' }, { id: 'a', district: 'Q' }];
    expect(nearestFirst(same, 'A')).toEqual(same);
  });
});

describe('the appointments of whoever is signed in', () => {
  const own = (reference: string, date: string, time: string, status: Appointment['status'] = 'booked'): OwnAppointment => ({
    pass: 'p',
    appointment: { reference, status, service: 's', class: 'c', office: 'o', date, time, seats: [{ time }], party: 1, sequence: 1 },
  });

  it('come next first; those that are over or given up come apart, the latest first', () => {
    const all = [own('c', '2026-12-03', '09:00'), own('gone', '2026-11-20', '09:00'), own('a', '2026-12-01', '08:00', 'closed'), own('x', '2026-12-02', '09:00', 'cancelled'), own('b', '2026-12-01', '09:15')];
    const { coming, gone } = inOrder(all, Date.parse('2026-12-01T07:59:00+08:00'));
    expect(coming.map(one => one.appointment.reference)).toEqual(['a', 'b', 'c']);
    expect(gone.map(one => one.appointment.reference)).toEqual(['x', 'gone']);
  });

  it('are over when they have begun in Hong Kong', () => {
    expect(inOrder([own('a', '2026-12-01', '08:00')], Date.parse('2026-12-01T00:00:00Z')).gone).toHaveLength(1);
    expect(inOrder([own('a', '2026-12-01', '08:00')], Date.parse('2026-11-30T23:59:59Z')).coming).toHaveLength(1);
  });

  it('have notices that lead to them, as those of cases and drafts lead there', () => {
    expect(noticeAddress({ event: 'appointment-offered', reference: 'A-B' }, 'tc')).toBe('/tc/appointments/manage/?ref=A-B');
    expect(noticeAddress({ event: 'submission-received', reference: 'A-B' }, 'en')).toBe('/en/case/?ref=A-B');
    expect(noticeAddress({ event: 'draft-expiring', draftId: 'd' }, 'en')).toBe('/en/form/fill/?draft=d');
    expect(noticeAddress({ event: 'news' }, 'en')).toBeUndefined();
    const say = speaker(en);
    const other = say('event.other');
    expect(['booked', 'changed', 'cancelled', 'offered', 'closed'].map(what => eventName(`appointment-${what}`, say))).not.toContain(other);
  });
});

describe('an offer', () => {
  it('is kept for a time that is said in words, never more than there is', () => {
    const said = (seconds: number): string => Object.values(leftInWords(seconds)).join(' ');
    expect([59, 60, 119, 120, 7199, 7200, 172_799, 172_800].map(said)).toEqual(['moment 0', 'minute 1', 'minute 1', 'minutes 2', 'minutes 119', 'hours 2', 'hours 47', 'days 2']);
  });

  it('is spoken of more seldom the longer it lasts', () => {
    expect(passed(7201, 7200, spokenOfHours)).toBe(120);
    expect(passed(7200, 3700, spokenOfHours)).toBeUndefined();
    expect(passed(3700, 300, spokenOfHours)).toBe(5);
  });

  it('names its appointment in the pass of the mail; what is no pass names none', () => {
    const pass = (payload: string): string => `${Buffer.from(payload).toString('base64url')}.sig`;
    expect(referenceOf(pass('{"reference":"ABCD1234WXYZ","party":1}'))).toBe('ABCD1234WXYZ');
    expect([pass('{}'), pass('[]'), pass('nonsense'), '', '.', '%'].map(referenceOf)).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
  });
});

describe('a wish for an earlier time', () => {
  const service = { id: 'card', offices: [{ id: 'RHK', name: { en: 'a', tc: 'a', sc: 'a' } }, { id: 'RKO', name: { en: 'b', tc: 'b', sc: 'b' } }] } as unknown as AppointmentService;
  const form = watchQuestions(service, { date: '2026-12-10', status: 'booked' }, speaker(en), '2026-11-24');
  const problems = (answers: Record<string, unknown>): string[] => check(form, answers, '2026-11-24').problems.map(one => `${one.field} ${one.code}`);

  it('need say nothing, and says no more than was said', () => {
    expect(problems({})).toEqual([]);
    expect(wishOf({})).toEqual({});
    expect(wishOf({ before: '2026-12-01', offices: ['RHK'] })).toEqual({ before: '2026-12-01', offices: ['RHK'] });
  });

  it('lies between tomorrow and the appointment', () => {
    expect(problems({ before: '2026-12-10' })).toEqual([]);
    expect(problems({ before: '2026-12-11' })).toEqual(['before too-late']);
    expect(problems({ before: '2026-11-24' })).toEqual(['before too-early']);
    const closed = watchQuestions(service, { date: '2026-12-10', status: 'closed' }, speaker(en), '2026-11-24');
    expect(check(closed, { before: '2027-02-01' }, '2026-11-24').problems).toEqual([]);
  });
});
