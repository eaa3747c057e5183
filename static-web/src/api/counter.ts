import type { Text } from '../forms/engine/index';
import { type Lang, tags } from '../lib/languages.ts';
import { type Answer, ApiClient } from './client.ts';
import { config } from './config.ts';
import type { Arrival, Booking, Closure, ClosureReason, CounterOffice, OfficeDay, OpenedBooking, QuotaChange, QuotaEffect, QuotaWish, Utilisation, WalkIn } from './counter-types.ts';
import { token } from './session.ts';

const at = encodeURIComponent;

/** The calls of officers about the appointments of one department. */
export class CounterApi {
  readonly #client: ApiClient;
  readonly #root: string;

  constructor(client: ApiClient, department: string) {
    this.#client = client;
    this.#root = `/departments/${at(department)}/appointments`;
  }

  offices = async (): Promise<CounterOffice[]> => (await this.#get<{ offices: CounterOffice[] }>('/offices')).offices;

  /** What an office has before it on a day. */
  day = (office: string, date: string, known?: string): Promise<Answer<OfficeDay>> =>
    this.#client.call(`${this.#root}/offices/${at(office)}/days/${at(date)}`, known === undefined ? {} : { ifNoneMatch: known });

  open = ({ reference, office, date }: Booking): Promise<OpenedBooking> => this.#get(`/bookings/${at(reference)}?office=${at(office)}&date=${at(date)}`);

  checkIn = (key: string, body: { code: string; office: string; date?: string }): Promise<Arrival> => this.#send('/check-ins', body, key);

  noShow = (key: string, { office, date, reference }: Booking): Promise<Booking> => this.#send('/no-shows', { office, date, reference }, key);

  walkIn = (key: string, body: { service: string; class: string; office: string }): Promise<WalkIn> => this.#send('/walk-ins', body, key);

  previewQuota = async (wish: QuotaWish): Promise<QuotaEffect[]> =>
    (await this.#client.call<{ effects: QuotaEffect[] }>(`${this.#root}/quotas/preview`, { method: 'POST', body: wish })).value.effects;

  setQuota = async (key: string, wish: QuotaWish): Promise<QuotaChange> =>
    (await this.#client.call<QuotaChange>(`${this.#root}/quotas`, { method: 'PUT', body: wish, idempotencyKey: key })).value;

  quotaChanges = (office: string, continuation?: string): Promise<{ changes: QuotaChange[]; continuation?: string }> =>
    this.#get(`/quotas/changes?office=${at(office)}${continuation === undefined ? '' : `&continuation=${at(continuation)}`}`);

  utilisation = (query: string): Promise<Utilisation> => this.#get(`/utilisation?${query}`);

  utilisationFile = (query: string): Promise<Blob> => this.#client.file(`${this.#root}/utilisation?${query}`, { accept: 'text/csv' });

  closures = async (office: string): Promise<Closure[]> => (await this.#get<{ closures: Closure[] }>(`/closures?office=${at(office)}`)).closures;

  close = (key: string, body: { office: string; from: string; to: string; reason: ClosureReason; note?: Text }): Promise<Closure> => this.#send('/closures', body, key);

  endClosure = (key: string, closure: string): Promise<Closure> => this.#send(`/closures/${at(closure)}/end`, {}, key);

  async #get<T>(path: string): Promise<T> {
    return (await this.#client.call<T>(`${this.#root}${path}`)).value;
  }

  async #send<T>(path: string, body: unknown, idempotencyKey: string): Promise<T> {
    return (await this.#client.call<T>(`${this.#root}${path}`, { method: 'POST', body, idempotencyKey })).value;
  }
}

/** The officers' part of the API in that language. */
export async function connectCounter(lang: Lang, department: string): Promise<CounterApi> {
  const { apiBase } = await config();
  return new CounterApi(new ApiClient({ base: apiBase, tag: tags[lang], token }), department);
}
