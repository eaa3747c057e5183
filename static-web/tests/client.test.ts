import { describe, expect, it, vi } from 'vitest';
import { ApiClient } from '../src/api/client.ts';
import { Refused, SignInRequired, Unreachable } from '../src/api/failures.ts';
import { keyFor, keyUsed } from '../src/api/keys.ts';

const answer = (status: number, body?: unknown, headers: Record<string, string> = {}): Response =>
  new Response(body === undefined ? null : JSON.stringify(body), { status, headers: { 'Content-Type': status >= 400 ? 'application/problem+json' : 'application/json', ...headers } });

function client(...answers: (Response | Error)[]) {
  const calls: { url: string; init: RequestInit }[] = [];
  const token = vi.fn(async (renew?: boolean) => (renew ? 'second' : 'first') as string | undefined);
  const api = new ApiClient({
    base: 'https://api.test/api',
    tag: 'zh-Hant-HK',
    token,
    fetch: (async (url: string, init: RequestInit) => {
      calls.push({ url, init });
      const next = answers.shift()!;
      if (next instanceof Error) {
        throw next;
      }

      return next;
    }) as typeof fetch,
  });
  const header = (call: number, name: string): string | undefined => (calls[call]!.init.headers as Record<string, string>)[name];
  return { api, calls, token, header };
}

describe('a call', () => {
  it('says language, person, key and tag, and gives the tag back', async () => {
    const { api, header, calls } = client(answer(200, { ok: true }, { ETag: '"2"' }));
    const { value, etag } = await api.call('/drafts/1', { method: 'PUT', body: {}, ifMatch: '"1"', idempotencyKey: 'k' });
    expect({ value, etag }).toEqual({ value: { ok: true }, etag: '"2"' });
    expect(calls[0]!.url).toBe('https://api.test/api/drafts/1');
    expect(['Accept-Language', 'Authorization', 'If-Match', 'Idempotency-Key'].map(name => header(0, name))).toEqual(['zh-Hant-HK', 'Bearer first', '"1"', 'k']);
  });

  it('that anyone may make carries no token', async () => {
    const { api, header, token } = client(answer(200, {}));
    await api.call('/forms', { open: true });
    expect(header(0, 'Authorization')).toBeUndefined();
    expect(token).not.toHaveBeenCalled();
  });

  it('renews a lapsed token once and is made again', async () => {
    const { api, header } = client(answer(401, { code: 'sign-in-required' }), answer(200, { ok: true }));
    await api.call('/me');
    expect(header(1, 'Authorization')).toBe('Bearer second');
  });

  it('asks for sign-in when the renewed token is refused too, or there is none', async () => {
    const { api } = client(answer(401, {}), answer(401, {}));
    await expect(api.call('/me')).rejects.toBeInstanceOf(SignInRequired);
    const out = client();
    out.token.mockResolvedValue(undefined);
    await expect(out.api.call('/me')).rejects.toBeInstanceOf(SignInRequired);
    expect(out.calls).toEqual([]);
  });

  it('keeps the server’s own sentence and list of faults', async () => {
    const problem = { code: 'answers-invalid', detail: '答案有誤。', errors: [{ code: 'required', field: 'name', detail: '請填寫姓名。' }] };
    const { api } = client(answer(422, problem));
    const failure = await api.call('/submissions', { method: 'POST' }).catch((why: unknown) => why);
    expect(failure).toBeInstanceOf(Refused);
    expect((failure as Refused).problem).toMatchObject({ status: 422, ...problem });
  });

  it('tells silence from refusal, also in the middle of an answer', async () => {
    await expect(client(new TypeError('network')).api.call('/forms', { open: true })).rejects.toBeInstanceOf(Unreachable);
    const broken = new Response('{"half', { status: 200 });
    await expect(client(broken).api.call('/forms', { open: true })).rejects.toBeInstanceOf(Unreachable);
  });

  it('makes a refusal of an answer that is no problem document', async () => {
    const { api } = client(new Response('<html>', { status: 502, headers: { 'Content-Type': 'text/html' } }));
    await expect(api.call('/forms', { open: true })).rejects.toMatchObject({ problem: { status: 502, code: 'fault' } });
  });
});

describe('the key of an intention', () => {
  const memory = (): Storage => {
    const kept = new Map<string, string>();
    return { getItem: (name: string) => kept.get(name) ?? null, setItem: (name: string, value: string) => void kept.set(name, value), removeItem: (name: string) => void kept.delete(name) } as Storage;
  };

  it('stays the same until it has had its effect', async () => {
    const store = memory();
    const first = await keyFor('submit.1', { a: 1 }, store);
    expect(await keyFor('submit.1', { a: 1 }, store)).toBe(first);
    keyUsed('submit.1', store);
    expect(await keyFor('submit.1', { a: 1 }, store)).not.toBe(first);
  });

  it('is another for another body', async () => {
    const store = memory();
    expect(await keyFor('submit.1', { a: 2 }, store)).not.toBe(await keyFor('submit.1', { a: 1 }, store));
  });
});
