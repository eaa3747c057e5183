import { type Lang, tags } from '../lib/languages.ts';
import type { Appointment, AppointmentService, Availability, DaySlots, Held, HoldRequest, OwnAppointment, QueuePlace, Slot, Waiting, Wanted, Wish } from './appointment-types.ts';
import { type Answer, ApiClient, type Call } from './client.ts';
import { config } from './config.ts';
import { token } from './session.ts';

const at = encodeURIComponent;

/** The calls about appointments. Nobody need sign in for them: what belongs to a person is opened with the appointment's pass. */
export class AppointmentsApi {
  readonly #client: ApiClient;

  constructor(client: ApiClient) {
    this.#client = client;
  }

  services = async (): Promise<AppointmentService[]> =>
    (await this.#client.call<{ services: AppointmentService[] }>('/appointments/services', { open: true })).value.services;

  /** Free places day by day; of the days from `from` to `to` where they are given. */
  availability = (wanted: Wanted, known?: string, from?: string, to?: string): Promise<Answer<Availability>> =>
    this.#client.call(`/appointments/availability?${query({ ...wanted, from, to })}`, conditional(known));

  /** The times of one day that have room for everybody. */
  slots = (wanted: Wanted, date: string, office: string | undefined, known?: string): Promise<Answer<DaySlots>> =>
    this.#client.call(`/appointments/availability/${at(date)}?${query({ ...wanted, offices: office })}`, conditional(known));

  /** Those that the signed-in person made. */
  own = async (): Promise<OwnAppointment[]> => (await this.#client.call<{ appointments: OwnAppointment[] }>('/appointments')).value.appointments;

  /** Joins the waiting room of a day, or finds the person's ticket there again. */
  join = async (body: Waiting, pass?: string): Promise<{ ticket: string; place: QueuePlace }> =>
    (await this.#client.call<{ ticket: string; place: QueuePlace }>('/appointments/queue', { method: 'POST', open: true, body, ...(pass === undefined ? {} : { pass }) })).value;

  place = async (ticket: string): Promise<QueuePlace> => (await this.#client.call<QueuePlace>('/appointments/queue', { open: true, ticket })).value;

  /** Holds a time; for the account of whoever is signed in. */
  hold = (key: string, body: HoldRequest, ticket?: string): Promise<Answer<Held>> =>
    this.#client.call('/appointments/holds', { method: 'POST', open: 'or-signed-in', body, idempotencyKey: key, ticket });

  confirm = (key: string, reference: string, pass: string): Promise<Answer<Appointment>> => this.#act(reference, 'confirmation', { idempotencyKey: key, pass });

  appointment = (reference: string, pass: string): Promise<Answer<Appointment>> => this.#client.call(`/appointments/${at(reference)}`, { open: true, pass });

  change = (key: string, reference: string, pass: string, ifMatch: string, { office, date, time }: Slot, ticket?: string): Promise<Answer<Appointment>> =>
    this.#act(reference, 'change', { idempotencyKey: key, pass, ifMatch, ticket, body: { office, date, time } });

  cancel = (key: string, reference: string, pass: string, ifMatch: string): Promise<Answer<Appointment>> =>
    this.#act(reference, 'cancellation', { idempotencyKey: key, pass, ifMatch });

  acceptOffer = (key: string, reference: string, pass: string, offerId: string): Promise<Answer<Appointment>> =>
    this.#act(reference, `offers/${at(offerId)}/acceptance`, { idempotencyKey: key, pass });

  refuseOffer = (key: string, reference: string, pass: string, offerId: string): Promise<Answer<Appointment>> =>
    this.#act(reference, `offers/${at(offerId)}/refusal`, { idempotencyKey: key, pass });

  watch = (reference: string, pass: string, wish: Wish): Promise<Answer<Appointment>> => this.#act(reference, 'watch', { method: 'PUT', pass, body: wish });

  unwatch = async (reference: string, pass: string): Promise<Answer<Appointment>> => {
    await this.#act(reference, 'watch', { method: 'DELETE', pass });
    return this.appointment(reference, pass);
  };

  lookup = async (body: Pick<HoldRequest, 'service' | 'document' | 'dateOfBirth' | 'enquiryCode'>): Promise<Answer<{ pass: string; appointment: Appointment }>> =>
    this.#client.call('/appointments/lookup', { method: 'POST', open: true, body });

  /** The appointment as a calendar file. */
  calendar = (reference: string, pass: string, lang: Lang): Promise<Blob> => this.#client.file(`/appointments/${at(reference)}/calendar?language=${lang}`, { open: true, pass });

  #act(reference: string, what: string, call: Call & { pass: string }): Promise<Answer<Appointment>> {
    return this.#client.call(`/appointments/${at(reference)}/${what}`, { method: 'POST', open: true, ...call });
  }
}

const conditional = (known: string | undefined): { open: true; ifNoneMatch?: string } => ({ open: true, ...(known === undefined ? {} : { ifNoneMatch: known }) });

const query = (values: Readonly<Record<string, string | number | undefined>>): string =>
  Object.entries(values)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${at(String(value))}`]))
    .join('&');

/** The appointments' part of the API in that language, with the token of whoever is signed in. */
export async function connectAppointments(lang: Lang): Promise<AppointmentsApi> {
  const { apiBase } = await config();
  return new AppointmentsApi(new ApiClient({ base: apiBase, tag: tags[lang], token }));
}
