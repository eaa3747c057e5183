// One signed-in person's world: their drafts, cases and, for an officer, their department's inbox.
import { randomUUID } from 'node:crypto';
import { appointmentNotices } from './appointments.ts';
import { Counter } from './counter.ts';
import type { Json, Reply } from './reply.ts';

const departments = [
  { code: 'immd', name: { en: 'Immigration Department', tc: '入境事務處', sc: '入境事务处' } },
  { code: 'td', name: { en: 'Transport Department', tc: '運輸署', sc: '运输署' } },
  { code: 'ird', name: { en: 'Inland Revenue Department', tc: '稅務局', sc: '税务局' } },
  { code: 'reo', name: { en: 'Registration and Electoral Office', tc: '選舉事務處', sc: '选举事务处' } },
  { code: 'rvd', name: { en: 'Rating and Valuation Department', tc: '差餉物業估價署', sc: '差饷物业估价署' } },
  { code: 'lcsd', name: { en: 'Leisure and Cultural Services Department', tc: '康樂及文化事務署', sc: '康乐及文化事务署' } },
];

const processing = { purpose: 'process-case', why: { en: 'To work on your application.', tc: '處理你的申請。', sc: '处理你的申请。' } };
const atOffice = { en: 'To serve you at your appointment.', tc: '在你預約的時間為你提供服務。', sc: '在你预约的时间为你提供服务。' };

const refusal = (status: number, code: string, detail: string, more: Json = {}): Reply => ({ status, body: { title: code, status, code, detail, traceId: '0af7651916cd43dd', ...more } });

/** Everything that one person sees. */
export class World {
  readonly #person: string;
  readonly #documents: Json[];
  readonly #origin: string;
  readonly #drafts = new Map<string, { draft: Json; version: number }>();
  readonly #attachments = new Map<string, Json & { blocks: Map<string, Buffer> }>();
  readonly #cases = new Map<string, Json>();
  readonly #done = new Map<string, Reply>();
  readonly #counter = new Counter();

  constructor(person: string, documents: Json[], origin: string) {
    this.#person = person;
    this.#documents = documents;
    this.#origin = origin;
    if (person.startsWith('officer')) {
      for (let count = 0; count < 24; count++) {
        this.#receive(documents.find(one => one['id'] === 'immd-passport')!, { surnameEnglish: 'CHAN', givenNamesEnglish: 'TAI MAN', passportPages: '48' }, [], 'tc');
      }
    }
  }

  /** Takes blocks as a blob store does; gives the status. */
  put(id: string, query: URLSearchParams, body: Buffer): number {
    const attachment = this.#attachments.get(id);
    if (!attachment) {
      return 403;
    }

    if (query.get('comp') === 'block') {
      attachment.blocks.set(query.get('blockid')!, body);
      return 201;
    }

    const ids = [...body.toString().matchAll(/<Latest>([^<]+)<\/Latest>/g)].map(match => match[1]!);
    const parts = ids.map(one => attachment.blocks.get(one));
    if (parts.includes(undefined) || Buffer.concat(parts as Buffer[]).length !== attachment['size']) {
      return 400;
    }

    // The scan: a file whose name says so is refused.
    const refused = String(attachment['fileName']).includes('virus');
    setTimeout(() => Object.assign(attachment, refused ? { status: 'refused', reason: 'malware', detail: 'This file carries a virus.' } : { status: 'clean', sha256: 'a'.repeat(64) }), 600);
    return 201;
  }

  answer(method: string, url: URL, body: Json | undefined, headers: Record<string, string>): Reply {
    const path = url.pathname.replace('/api', '');
    const route = `${method} ${path}`;
    const key = headers['idempotency-key'];
    const known = key === undefined ? undefined : this.#done.get(key);
    if (known) {
      return known;
    }

    const reply = this.#answer(route, path.split('/').slice(1).map(decodeURIComponent), url.searchParams, body, headers);
    if (key !== undefined && reply.status < 300) {
      this.#done.set(key, reply);
    }

    return reply;
  }

  #answer(route: string, parts: string[], query: URLSearchParams, body: Json | undefined, headers: Record<string, string>): Reply {
    const [first, id = '', third, fourth = '', fifth] = parts;
    if (route === 'GET /forms') {
      return { status: 200, body: { forms: this.#documents.map(({ id, version, department, formNumber, title, summary, opens, closes }) => ({ id, version, department, formNumber, title, summary, opens, closes })) } };
    }

    if (route === 'GET /departments') {
      return { status: 200, body: { departments } };
    }

    if (first === 'forms') {
      const found = this.#documents.find(one => one['id'] === id);
      return found ? { status: 200, body: found } : refusal(404, 'form-unknown', 'There is no such form.');
    }

    if (this.#person === '') {
      return refusal(401, 'sign-in-required', 'Sign in first.');
    }

    if (route === 'GET /me') {
      const officer = this.#person.startsWith('officer');
      return { status: 200, body: { name: 'Chan Tai Man', roles: [officer ? 'officer' : 'citizen'], ...(officer ? { department: 'immd' } : {}), permissions: [] } };
    }

    if (first === 'drafts') {
      return this.#draft(route.split(' ')[0]!, id, third, fourth, fifth, body, headers);
    }

    if (route === 'GET /cases') {
      return { status: 200, body: { cases: [...this.#cases.values()].map(({ definition: _, answers: __, attachments: ___, ...one }) => ({ ...one, updatedAt: one['history'].at(-1).at })) } };
    }

    if (route === 'GET /me/accesses') {
      const ofCases = [...this.#cases.values()].flatMap(one => one['accesses'].map((access: Json) => ({ ...access, subject: 'case', reference: one['reference'] })));
      const ofAppointment = { at: '2026-11-20T02:05:00Z', department: 'immd', subject: 'appointment', reference: 'HDFC-7346-KX3L', purpose: 'serve-at-office', why: atOffice };
      return { status: 200, body: { accesses: this.#person.startsWith('citizen') ? [...ofCases, ofAppointment] : ofCases } };
    }

    if (route === 'GET /notices') {
      const own = [...this.#cases.values()].flatMap(one => one['history'].map((entry: Json, index: number) => ({ noticeId: `${one['reference']}${index}`, at: entry['at'], event: entry['event'], reference: one['reference'], title: one['title'] })));
      return { status: 200, body: { notices: [...appointmentNotices(this.#person), ...own] } };
    }

    if (route === 'POST /submissions') {
      return this.#submit(body!, headers);
    }

    if (first === 'submissions') {
      return this.#submission(id, third, fourth, body);
    }

    if (first === 'departments' && third === 'appointments' && this.#person.startsWith('officer')) {
      return this.#counter.answer(route.split(' ')[0]!, parts.slice(3), query, body, headers);
    }

    if (first === 'departments') {
      return this.#desk(third, fourth, fifth, query, body);
    }

    return refusal(404, 'not-found', 'Nothing is found here.');
  }

  #draft(method: string, id: string, third: string | undefined, attachmentId: string, fifth: string | undefined, body: Json | undefined, headers: Record<string, string>): Reply {
    if (id === '' && method === 'POST') {
      const form = this.#documents.find(one => one['id'] === body!['formId'])!;
      const draft = { draftId: randomUUID(), formId: form['id'], formVersion: form['version'], title: form['title'], answers: {}, unfit: [], updatedAt: new Date().toISOString(), expiresAt: new Date(Date.now() + 30 * 86_400_000).toISOString() };
      this.#drafts.set(draft.draftId, { draft, version: 1 });
      return { status: 201, body: draft, headers: { ETag: '"1"' } };
    }

    if (id === '') {
      return { status: 200, body: { drafts: [...this.#drafts.values()].map(({ draft }) => draft) } };
    }

    const kept = this.#drafts.get(id);
    if (!kept) {
      return refusal(404, 'not-found', 'This draft is not found.');
    }

    if (third === 'attachments') {
      return this.#attachment(method, id, attachmentId, fifth, body);
    }

    if (method === 'DELETE') {
      this.#drafts.delete(id);
      return { status: 204 };
    }

    if (method === 'PUT') {
      if (headers['if-match'] !== `"${kept.version}"`) {
        return refusal(412, 'changed-meanwhile', 'The draft was changed meanwhile.');
      }

      kept.version++;
      Object.assign(kept.draft, { answers: body!['answers'], page: body!['page'], updatedAt: new Date().toISOString() });
    }

    return { status: 200, body: kept.draft, headers: { ETag: `"${kept.version}"` } };
  }

  #attachment(method: string, draft: string, id: string, action: string | undefined, body: Json | undefined): Reply {
    if (method === 'GET') {
      return { status: 200, body: { attachments: [...this.#attachments.values()].filter(one => one['draft'] === draft).map(({ blocks: _, draft: __, ...one }) => one) } };
    }

    if (method === 'DELETE') {
      this.#attachments.delete(id);
      return { status: 204 };
    }

    const attachmentId = action === 'upload-address' ? id : randomUUID();
    if (action === undefined) {
      if (body!['size'] > 20_000_000) {
        return refusal(422, 'attachment-too-large', 'A file can have at most 20 MB.');
      }

      this.#attachments.set(attachmentId, { ...body, attachmentId, draft, status: 'awaiting-upload', blocks: new Map<string, Buffer>() });
    }

    const address = { attachmentId, uploadUrl: `${this.#origin}/blobs/${this.#person}/${attachmentId}?sig=mock`, uploadExpiresAt: new Date(Date.now() + 900_000).toISOString(), blockSize: 262_144, status: 'awaiting-upload' };
    return { status: 201, body: address };
  }

  #submit(body: Json, headers: Record<string, string>): Reply {
    if (headers['idempotency-key'] === undefined) {
      return refusal(400, 'idempotency-key-missing', 'The call needs an Idempotency-Key.');
    }

    const form = this.#documents.find(one => one['id'] === body['formId'])!;
    const attachments = [...this.#attachments.values()].filter(one => one['draft'] === body['draftId']).map(({ blocks: _, draft: __, ...one }) => one);
    this.#drafts.delete(body['draftId']);
    const made = this.#receive(form, body['answers'], attachments, body['language']);
    return { status: 201, body: { reference: made['reference'], submittedAt: made['submittedAt'], formId: form['id'], formVersion: form['version'], definitionHash: 'b'.repeat(64), feeCents: made['feeCents'] } };
  }

  #receive(form: Json, answers: Json, attachments: Json[], language: string): Json {
    const reference = `HK-${randomUUID().slice(0, 4)}-${randomUUID().slice(0, 4)}-${randomUUID().slice(0, 4)}`.toUpperCase();
    const at = new Date().toISOString();
    const made = {
      reference, formId: form['id'], formVersion: form['version'], title: form['title'], department: form['department'], status: 'received', submittedAt: at, language,
      ...(form['fee'] ? { feeCents: 52_000 } : {}), history: [{ at, event: 'submission-received' }], questions: [], accesses: [{ at, department: form['department'], ...processing }, { at, department: form['department'], what: 'att-1', ...processing }], definition: form, answers, attachments,
    };
    this.#cases.set(reference, made);
    return made;
  }

  #submission(reference: string, what: string | undefined, part: string, body: Json | undefined): Reply {
    const found = this.#cases.get(reference);
    if (!found) {
      return refusal(404, 'not-found', 'This case is not found.');
    }

    const { definition, answers, attachments, ...rest } = found;
    if (rest['shredded'] && what === 'destruction-certificate') {
      return { status: 200, body: { facts: { reference, rule: rest['shredded'].rule, destroyedAt: rest['shredded'].at, keys: ['e'.repeat(64)], files: [] }, seal: 'seal' } };
    }

    if (rest['shredded'] && what !== undefined) {
      return refusal(410, 'contents-shredded', 'The contents were deleted.');
    }

    switch (what) {
      case undefined:
        return { status: 200, body: rest };
      case 'answers':
        return { status: 200, body: { definition, answers, attachments, salt: 'd'.repeat(32), answersDigest: 'c'.repeat(64) } };
      case 'attachments':
        return { status: 200, raw: `The file ${part}`, headers: { 'Content-Type': 'application/octet-stream' } };
      case 'receipt': {
        const squares = Array.from({ length: 21 * 21 }, (_, at) => ((at * 7919) % 13 < 6 ? `M${at % 21} ${Math.floor(at / 21)}h1v1h-1z` : '')).join('');
        return {
          status: 200,
          body: { reference, formId: rest['formId'], formVersion: 1, definitionHash: 'b'.repeat(64), submittedAt: rest['submittedAt'], answersDigest: 'c'.repeat(64), attachments: [], seal: 'seal', qr: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="-2 -2 25 25"><rect x="-2" y="-2" width="25" height="25" fill="#fff"/><path d="${squares}"/></svg>` },
        };
      }
      default: {
        // Tests let the department ask by answering a question that was never asked.
        const question = rest['questions'].find((one: Json) => one['questionId'] === part);
        if (part === 'shred') {
          // And let its time be over.
          Object.assign(found, { status: 'decided', shredded: { at: new Date().toISOString(), rule: 'case-contents' }, feeCents: undefined });
        } else if (!question) {
          rest['questions'].push({ questionId: 'q1', askedAt: new Date().toISOString(), text: body!['text'] });
          Object.assign(found, { status: 'question-asked' });
          found['history'].push({ at: new Date().toISOString(), event: 'question-asked' });
        } else {
          Object.assign(question, { answer: body!['text'], answeredAt: new Date().toISOString() });
          Object.assign(found, { status: 'question-answered' });
          found['history'].push({ at: new Date().toISOString(), event: 'question-answered' });
        }

        return this.#submission(reference, undefined, '', undefined);
      }
    }
  }

  #desk(what: string | undefined, reference: string, step: string | undefined, query: URLSearchParams, body: Json | undefined): Reply {
    if (!this.#person.startsWith('officer')) {
      return refusal(403, 'not-permitted', 'This is for officers of the department.');
    }

    const all = [...this.#cases.values()];
    if (what === 'inbox') {
      const wanted = { new: ['received'], leased: [], open: ['acknowledged', 'question-asked', 'question-answered'], decided: ['decided'] }[query.get('state')!] as string[];
      const from = Number(query.get('continuation') ?? 0);
      const take = Number(query.get('take') ?? 20);
      const items = all.filter(one => wanted.includes(one['status']) && (query.get('form') ?? one['formId']) === one['formId']);
      return {
        status: 200,
        body: { items: items.slice(from, from + take).map(({ reference, formId, title, status, submittedAt }) => ({ reference, formId, title, status, receivedAt: submittedAt })), ...(items.length > from + take ? { continuation: String(from + take) } : {}) },
      };
    }

    if (what === 'leases') {
      const next = all.find(one => one['status'] === 'received');
      return next ? { status: 200, body: { leaseId: randomUUID(), reference: next['reference'], formId: next['formId'], expiresAt: new Date(Date.now() + 300_000).toISOString() } } : { status: 204 };
    }

    const found = this.#cases.get(reference);
    if (!found) {
      return refusal(404, 'not-found', 'This case is not found.');
    }

    const note = (event: string, changes: Json): Reply => {
      found['history'].push({ at: new Date().toISOString(), event });
      Object.assign(found, changes);
      return { status: 200, body: found };
    };
    switch (step) {
      case 'acknowledgement':
        return note('acknowledged', { status: 'acknowledged' });
      case 'questions':
        found['questions'].push({ questionId: randomUUID(), askedAt: new Date().toISOString(), text: body!['text'] });
        return note('question-asked', { status: 'question-asked' });
      case 'decision':
        return note('decided', { status: 'decided', decision: { outcome: body!['outcome'], reason: body!['reason'], at: new Date().toISOString() } });
      default:
        return { status: 200, body: found };
    }
  }
}
