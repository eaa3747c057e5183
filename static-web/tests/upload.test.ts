import { describe, expect, it } from 'vitest';
import { blockId, type Target, upload, type UploadProgress } from '../src/forms/upload.ts';

/** A blob store that keeps blocks, and fails as a test tells it to. */
function store(size = 1000) {
  const blocks = new Map<string, number>();
  const puts: string[] = [];
  const seen: UploadProgress[] = [];
  let list: string[] | undefined;
  let kept: number[] = [];
  let address = 1;
  const fails: (number | 'silent')[] = [];
  const file = new Blob([new Uint8Array(size)]);
  const run = (signal = new AbortController().signal, target: Target = { uploadUrl: 'https://blobs.test/b?sig=1', blockSize: 256 }) =>
    upload(
      file,
      target,
      {
        put: async (url, body) => {
          const query = new URL(url).searchParams;
          puts.push(`${query.get('comp')} ${query.get('blockid') === null ? '' : atob(query.get('blockid')!)} ${query.get('sig')}`);
          const failure = fails.shift();
          if (failure === 'silent') {
            throw new TypeError('network');
          }

          if (failure !== undefined && failure !== 0) {
            return { ok: false, status: failure };
          }

          if (typeof body === 'string') {
            list = [...body.matchAll(/<Latest>([^<]+)/g)].map(match => atob(match[1]!));
          } else {
            blocks.set(atob(query.get('blockid')!), body.size);
          }

          return { ok: true, status: 201 };
        },
        renew: async () => ({ uploadUrl: `https://blobs.test/b?sig=${++address}`, blockSize: 256 }),
        untilRetry: async () => undefined,
        acknowledged: { read: () => kept, write: next => (kept = next), clear: () => (kept = []) },
        report: progress => seen.push(progress),
      },
      signal,
    );
  return { run, blocks, puts, seen, fails, list: () => list, kept: () => kept, keep: (next: number[]) => (kept = next) };
}

describe('an upload', () => {
  it('sends blocks, then the list, in order', async () => {
    const at = store();
    await at.run();
    expect([...at.blocks.values()]).toEqual([256, 256, 256, 232]);
    expect(at.list()).toEqual(['000000', '000001', '000002', '000003']);
    expect(at.seen.at(-1)).toEqual({ phase: 'sent', sentBytes: 1000, size: 1000 });
    expect(at.seen.map(one => one.sentBytes)).toEqual([...at.seen.map(one => one.sentBytes)].sort((a, b) => a - b));
  });

  it('has block ids of one length', () => {
    expect(new Set([0, 9, 99_999].map(block => blockId(block).length)).size).toBe(1);
  });

  it('pauses when the connection is lost and goes on with the same block', async () => {
    const at = store();
    at.fails.push(0, 'silent', 'silent');
    await at.run();
    expect(at.puts.map(put => put.split(' ')[1])).toEqual(['000000', '000001', '000001', '000001', '000002', '000003', '']);
    expect(at.seen.some(one => one.phase === 'paused')).toBe(true);
    expect(at.seen.at(-1)?.phase).toBe('sent');
  });

  it('asks for a fresh address when the last one has lapsed', async () => {
    const at = store();
    at.fails.push(0, 403);
    await at.run();
    expect(at.puts.slice(1, 3)).toEqual(['block 000001 1', 'block 000001 2']);
    expect(at.seen.at(-1)?.phase).toBe('sent');
  });

  it('does not send again after a reload what was acknowledged before', async () => {
    const at = store();
    at.keep([0, 1]);
    await at.run();
    expect(at.puts.map(put => put.split(' ')[1])).toEqual(['000002', '000003', '']);
    expect(at.list()).toHaveLength(4);
    expect(at.kept()).toEqual([]);
  });

  it('fails when the store refuses the block itself', async () => {
    const at = store();
    at.fails.push(413);
    await at.run();
    expect(at.seen.at(-1)).toMatchObject({ phase: 'failed', failure: { problem: { status: 413 } } });
  });

  it('gives up on addresses that are refused again and again', async () => {
    const at = store();
    at.fails.push(403, 403, 403, 403, 403);
    await at.run();
    expect(at.seen.at(-1)?.phase).toBe('failed');
    expect(at.puts).toHaveLength(4);
  });

  it('stops without a word when the person takes the file away', async () => {
    const at = store();
    const abort = new AbortController();
    abort.abort();
    await at.run(abort.signal);
    expect(at.puts).toEqual([]);
    expect(at.seen.at(-1)?.phase).toBe('uploading');
  });

  it('sends an empty file as one empty block', async () => {
    const at = store(0);
    await at.run();
    expect(at.list()).toEqual(['000000']);
  });
});
