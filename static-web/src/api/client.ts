import { type Problem, Refused, SignInRequired, Unreachable } from './failures.ts';

/** How one call is made. */
export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  body?: unknown;
  idempotencyKey?: string;
  ifMatch?: string;
  /** The tag of what is known already: where nothing has changed the answer is `unchanged`. */
  ifNoneMatch?: string;
  /** What stands for the person where nobody signs in: the pass to one appointment. */
  pass?: string;
  /** The person's ticket of a waiting room. */
  ticket?: string | undefined;
  /** The media type that is wanted, where it is not JSON. */
  accept?: string;
  /** Anyone may make this call: no token is sent; or one where somebody is signed in, so that they find again what they did. */
  open?: boolean | 'or-signed-in';
  signal?: AbortSignal;
}

/** An answer with what its headers said. */
export interface Answer<T> {
  value: T;
  etag?: string;
  /** Nothing has changed since the tag that was sent; there is no value. */
  unchanged?: true;
}

/** What the client needs from around it. */
export interface Surroundings {
  base: string;
  /** The BCP 47 tag that answers are wanted in. */
  tag: string;
  /** The access token; undefined when nobody is signed in. `renew` asks for a new one because the last was refused. */
  token: (renew?: boolean) => Promise<string | undefined>;
  fetch?: typeof fetch;
}

/** Calls the API: language, token, keys and tags go along, refusals come back as {@link Refused}, silence as {@link Unreachable}. */
export class ApiClient {
  readonly #around: Surroundings;

  constructor(around: Surroundings) {
    this.#around = around;
  }

  async call<T>(path: string, call: Call = {}): Promise<Answer<T>> {
    const response = await this.#send(path, call);
    if (response.status === 304) {
      return { value: undefined as T, unchanged: true };
    }

    const value = response.status === 204 ? undefined : await readable(() => response.json());
    const etag = response.headers.get('ETag');
    return { value: value as T, ...(etag === null ? {} : { etag }) };
  }

  /** Fetches a file. */
  async file(path: string, call: Call = {}): Promise<Blob> {
    const response = await this.#send(path, call);
    return readable(() => response.blob());
  }

  async #send(path: string, call: Call): Promise<Response> {
    let response = await this.#once(path, call, false);
    if (response.status === 401 && call.open !== true) {
      // The token may have lapsed a moment ago; one renewal settles whether the session has.
      response = await this.#once(path, call, true);
    }

    if (response.ok || (response.status === 304 && call.ifNoneMatch !== undefined)) {
      return response;
    }

    if (response.status === 401 && call.open !== true) {
      throw new SignInRequired();
    }

    throw new Refused(await problemOf(response));
  }

  async #once(path: string, call: Call, renew: boolean): Promise<Response> {
    const headers: Record<string, string> = { Accept: call.accept ?? 'application/json, application/problem+json, */*;q=0.5', 'Accept-Language': this.#around.tag };
    if (call.open !== true) {
      const token = await this.#around.token(renew);
      if (token !== undefined) {
        headers['Authorization'] = `Bearer ${token}`;
      } else if (renew || !call.open) {
        // Whoever was signed in and is no more is told, even where anyone may call.
        throw new SignInRequired();
      }
    }

    if (call.body !== undefined) {
      headers['Content-Type'] = 'application/json';
    }

    if (call.idempotencyKey !== undefined) {
      headers['Idempotency-Key'] = call.idempotencyKey;
    }

    if (call.ifMatch !== undefined) {
      headers['If-Match'] = call.ifMatch;
    }

    if (call.ifNoneMatch !== undefined) {
      headers['If-None-Match'] = call.ifNoneMatch;
    }

    if (call.pass !== undefined) {
      headers['Appointment-Pass'] = call.pass;
    }

    if (call.ticket !== undefined) {
      headers['Queue-Ticket'] = call.ticket;
    }

    try {
      return await (this.#around.fetch ?? fetch)(`${this.#around.base}${path}`, {
        method: call.method ?? 'GET',
        headers,
        body: call.body === undefined ? null : JSON.stringify(call.body),
        cache: 'no-store',
        credentials: 'omit',
        ...(call.signal ? { signal: call.signal } : {}),
      });
    } catch (failure) {
      throw failure instanceof DOMException && failure.name === 'AbortError' ? failure : new Unreachable();
    }
  }
}

async function problemOf(response: Response): Promise<Problem> {
  const fallback: Problem = { title: response.statusText, status: response.status, code: 'fault' };
  if (!(response.headers.get('Content-Type') ?? '').includes('json')) {
    return fallback;
  }

  try {
    return { ...fallback, ...((await response.json()) as Partial<Problem>) };
  } catch {
    return fallback;
  }
}

async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch {
    // The line broke in the middle of the answer.
    throw new Unreachable();
  }
}
