import { type Lang, tags } from '../lib/languages.ts';
import { type Answer, ApiClient } from './client.ts';
import { config } from './config.ts';
import { token } from './session.ts';
import type * as api from './types.ts';
import type { Answers, FormDocument } from '../forms/engine/index';

const at = encodeURIComponent;
const query = (values: Readonly<Record<string, string | number | undefined>>): string => {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined || value === '' ? [] : [`${name}=${at(String(value))}`]));
  return given.length === 0 ? '' : `?${given.join('&')}`;
};

/** The API's calls by what they do. Every one fails as `failures.ts` says. */
export class Api {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  forms = async (): Promise<api.FormHead[]> => (await this.#open<{ forms: api.FormHead[] }>('/forms')).forms;
  form = (id: string): Promise<FormDocument> => this.#open(`/forms/${at(id)}`);
  formVersion = (id: string, version: number): Promise<FormDocument> => this.#open(`/forms/${at(id)}/versions/${version}`);
  departments = async (): Promise<api.Department[]> => (await this.#open<{ departments: api.Department[] }>('/departments')).departments;
  me = (): Promise<api.Me> => this.#get('/me');

  startDraft = (formId: string): Promise<Answer<api.Draft>> => this.#client.call('/drafts', { method: 'POST', body: { formId } });
  drafts = async (): Promise<api.DraftHead[]> => (await this.#get<{ drafts: api.DraftHead[] }>('/drafts')).drafts;
  draft = (id: string): Promise<Answer<api.Draft>> => this.#client.call(`/drafts/${at(id)}`);
  saveDraft = (id: string, etag: string, answers: Answers, page?: string): Promise<Answer<api.Draft>> =>
    this.#client.call(`/drafts/${at(id)}`, { method: 'PUT', ifMatch: etag, body: { answers, ...(page === undefined ? {} : { page }) } });
  deleteDraft = async (id: string): Promise<void> => void (await this.#client.call(`/drafts/${at(id)}`, { method: 'DELETE' }));

  attachments = async (draft: string): Promise<api.Attachment[]> =>
    (await this.#get<{ attachments: api.Attachment[] }>(`/drafts/${at(draft)}/attachments`)).attachments;
  attach = (draft: string, field: string, fileName: string, size: number): Promise<api.UploadAddress> =>
    this.#post(`/drafts/${at(draft)}/attachments`, { field, fileName, size });
  uploadAddress = (draft: string, attachment: string): Promise<api.UploadAddress> =>
    this.#post(`/drafts/${at(draft)}/attachments/${at(attachment)}/upload-address`, undefined);
  detach = async (draft: string, attachment: string): Promise<void> =>
    void (await this.#client.call(`/drafts/${at(draft)}/attachments/${at(attachment)}`, { method: 'DELETE' }));

  submit = (key: string, body: { formId: string; formVersion: number; draftId: string; answers: Answers; language: Lang }): Promise<api.Accepted> =>
    this.#post('/submissions', body, key);
  cases = (continuation?: string): Promise<{ cases: api.CaseHead[]; continuation?: string }> => this.#get(`/cases${query({ continuation })}`);
  notices = (continuation?: string): Promise<{ notices: api.Notice[]; continuation?: string }> => this.#get(`/notices${query({ continuation })}`);
  accesses = async (): Promise<api.Access[]> => (await this.#get<{ accesses: api.Access[] }>('/me/accesses')).accesses;
  case = (reference: string): Promise<api.Case> => this.#get(`/submissions/${at(reference)}`);
  sent = (reference: string): Promise<api.SentAnswers> => this.#get(`/submissions/${at(reference)}/answers`);
  sentFile = (reference: string, attachment: string): Promise<Blob> => this.#client.file(`/submissions/${at(reference)}/attachments/${at(attachment)}`);
  destructionCertificate = (reference: string): Promise<api.DestructionCertificate> => this.#get(`/submissions/${at(reference)}/destruction-certificate`);
  receipt = (reference: string): Promise<api.Receipt> => this.#get(`/submissions/${at(reference)}/receipt`);
  answerQuestion = (key: string, reference: string, question: string, text: string): Promise<api.Case> =>
    this.#post(`/submissions/${at(reference)}/questions/${at(question)}/answer`, { text }, key);

  inbox = (department: string, state: api.InboxState, form?: string, continuation?: string): Promise<{ items: api.InboxItem[]; continuation?: string }> =>
    this.#get(`/departments/${at(department)}/inbox${query({ state, form, continuation, take: 20 })}`);
  lease = (department: string): Promise<api.Lease | undefined> => this.#post(`/departments/${at(department)}/leases`, {});
  deskCase = (department: string, reference: string): Promise<api.DeskCase> => this.#get(`/departments/${at(department)}/submissions/${at(reference)}`);
  deskFile = (department: string, reference: string, attachment: string): Promise<Blob> =>
    this.#client.file(`/departments/${at(department)}/submissions/${at(reference)}/attachments/${at(attachment)}`);
  acknowledge = (key: string, department: string, reference: string, leaseId?: string): Promise<api.Case> =>
    this.#post(`/departments/${at(department)}/submissions/${at(reference)}/acknowledgement`, leaseId === undefined ? {} : { leaseId }, key);
  ask = (key: string, department: string, reference: string, text: string): Promise<api.Case> =>
    this.#post(`/departments/${at(department)}/submissions/${at(reference)}/questions`, { text }, key);
  decide = (key: string, department: string, reference: string, outcome: 'approved' | 'refused', reason: string): Promise<api.Case> =>
    this.#post(`/departments/${at(department)}/submissions/${at(reference)}/decision`, { outcome, reason }, key);

  async #open<T>(path: string): Promise<T> {
    return (await this.#client.call<T>(path, { open: true })).value;
  }

  async #get<T>(path: string): Promise<T> {
    return (await this.#client.call<T>(path)).value;
  }

  async #post<T>(path: string, body: unknown, idempotencyKey?: string): Promise<T> {
    return (await this.#client.call<T>(path, { method: 'POST', body, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) })).value;
  }
}

/** The API in that language, with the signed-in person's token. */
export async function connect(lang: Lang): Promise<Api> {
  const { apiBase } = await config();
  return new Api(new ApiClient({ base: apiBase, tag: tags[lang], token }));
}
