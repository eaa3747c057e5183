import { Refused, SignInRequired, Unreachable } from '../api/failures.ts';

/** Where an upload stands. `paused` waits for the connection; `sent` waits for the scan. */
export type UploadPhase = 'uploading' | 'paused' | 'sent' | 'failed';

/** What a person sees of an upload. */
export interface UploadProgress {
  phase: UploadPhase;
  sentBytes: number;
  size: number;
  failure?: unknown;
}

/** Where the blocks go, and until when. */
export interface Target {
  uploadUrl: string;
  blockSize: number;
}

/** What an upload needs from around it; tests bring their own. */
export interface UploadSurroundings {
  put: (url: string, body: Blob | string, signal: AbortSignal) => Promise<{ ok: boolean; status: number }>;
  /** Asks for a fresh address when the last one has lapsed. */
  renew: () => Promise<Target>;
  /** Resolves when a new try makes sense: the connection is back, or a while has passed. */
  untilRetry: (attempt: number, signal: AbortSignal) => Promise<void>;
  /** Blocks that the store has acknowledged; the address is write-only, so nobody else can tell. */
  acknowledged: Acknowledged;
  report: (progress: UploadProgress) => void;
}

/** A memory of acknowledged blocks that outlives a reload. */
export interface Acknowledged {
  read: () => number[];
  write: (blocks: number[]) => void;
  clear: () => void;
}

/** Tries in a row that may fail before the upload is called failed. */
const patience = 12;

/** Sends a file in blocks. A lost connection or a lapsed address pauses it; what was acknowledged is not sent again. */
export async function upload(file: Blob, first: Target, around: UploadSurroundings, signal: AbortSignal): Promise<void> {
  let target = first;
  let failures = 0;
  const count = Math.max(1, Math.ceil(file.size / first.blockSize));
  const done = new Set(around.acknowledged.read().filter(block => block < count));
  const sentBytes = (): number => [...done].reduce((sum, block) => sum + Math.min(first.blockSize, file.size - block * first.blockSize), 0);
  const report = (phase: UploadPhase, failure?: unknown): void =>
    around.report({ phase, sentBytes: sentBytes(), size: file.size, ...(failure === undefined ? {} : { failure }) });

  const attempt = async (address: () => string, body: Blob | string): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      try {
        const { ok, status } = await around.put(address(), body, signal);
        if (ok) {
          failures = 0;
          return;
        }

        if (status === 403 || status === 404) {
          // The address has lapsed. One that is refused again and again is no matter of time.
          failures++;
          if (failures > 3) {
            throw new Refused({ title: '', status, code: 'upload-refused' });
          }

          target = { ...(await around.renew()), blockSize: first.blockSize };
          continue;
        }

        if (status < 500 && status !== 408 && status !== 429) {
          throw new Refused({ title: '', status, code: 'upload-refused' });
        }
      } catch (failure) {
        if (failure instanceof Refused || failure instanceof SignInRequired || signal.aborted) {
          throw failure;
        }
      }

      failures++;
      if (failures > patience) {
        throw new Unreachable();
      }

      report('paused');
      await around.untilRetry(failures, signal);
      report('uploading');
    }
  };

  try {
    report('uploading');
    for (let block = 0; block < count; block++) {
      if (!done.has(block)) {
        const from = block * first.blockSize;
        await attempt(() => `${target.uploadUrl}&comp=block&blockid=${encodeURIComponent(blockId(block))}`, file.slice(from, from + first.blockSize));
        done.add(block);
        around.acknowledged.write([...done]);
        report('uploading');
      }
    }

    const list = Array.from({ length: count }, (_, block) => `<Latest>${blockId(block)}</Latest>`).join('');
    await attempt(() => `${target.uploadUrl}&comp=blocklist`, `<?xml version="1.0" encoding="utf-8"?><BlockList>${list}</BlockList>`);
    around.acknowledged.clear();
    report('sent');
  } catch (failure) {
    if (signal.aborted) {
      return;
    }

    report('failed', failure);
  }
}

/** Block ids of one blob must be equally long. */
export function blockId(block: number): string {
  return btoa(String(block).padStart(6, '0'));
}

/** Puts straight to the blob store. */
export async function putToStore(url: string, body: Blob | string, signal: AbortSignal): Promise<{ ok: boolean; status: number }> {
  return fetch(url, { method: 'PUT', body, signal, credentials: 'omit', ...(typeof body === 'string' ? { headers: { 'Content-Type': 'application/xml' } } : {}) });
}

/** Waits for the browser's word that the connection is back, or for a while that grows with each failure (1 s to 30 s). */
export function untilRetry(attempt: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const on = (): void => {
      clearTimeout(timer);
      removeEventListener('online', on);
      signal.removeEventListener('abort', on);
      resolve();
    };
    const timer = setTimeout(on, Math.min(30_000, 500 * 2 ** attempt));
    addEventListener('online', on);
    signal.addEventListener('abort', on);
  });
}

/** Remembers acknowledged blocks in this tab. */
export function acknowledgedIn(store: Storage, attachment: string): Acknowledged {
  const name = `egov.blocks.${attachment}`;
  return {
    read: () => (JSON.parse(store.getItem(name) ?? '[]') as number[]),
    write: blocks => store.setItem(name, JSON.stringify(blocks)),
    clear: () => store.removeItem(name),
  };
}
