import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Refused, Unreachable } from '../src/api/failures.ts';
import { Autosave, saveAfter, type SaveState, saving, unsaved } from '../src/forms/autosave.ts';

const conflict = new Refused({ title: '', status: 412, code: 'changed-meanwhile' });

describe('the state of saving', () => {
  it('waits 800 ms after the last change', () => {
    expect(saveAfter(saving(unsaved, { kind: 'changed' }))).toBe(800);
    expect(saveAfter(unsaved)).toBeNull();
  });

  it('goes on waiting when something changed while a save was on its way', () => {
    let state = saving(saving(unsaved, { kind: 'changed' }), { kind: 'sending' });
    state = saving(saving(state, { kind: 'changed' }), { kind: 'saved', at: 1 });
    expect(state).toMatchObject({ phase: 'waiting', saved: 1, changed: 2 });
  });

  it('tries again later and later when no answer comes, at most every 30 s', () => {
    let state: SaveState = saving(unsaved, { kind: 'changed' });
    const waits = Array.from({ length: 7 }, () => {
      state = saving(saving(state, { kind: 'sending' }), { kind: 'failed', failure: new Unreachable() });
      return saveAfter(state);
    });
    expect(waits).toEqual([2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
  });

  it('saves nothing over a change from elsewhere, whatever is typed', () => {
    let state = saving(saving(unsaved, { kind: 'changed' }), { kind: 'sending' });
    state = saving(saving(state, { kind: 'failed', failure: conflict }), { kind: 'changed' });
    expect(state.phase).toBe('conflict');
    expect(saveAfter(state)).toBeNull();
    expect(saving(state, { kind: 'reloaded' }).phase).toBe('idle');
  });
});

describe('saving by itself', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends many changes as one', async () => {
    const save = vi.fn(async () => undefined);
    const autosave = new Autosave(save, () => undefined);
    for (let change = 0; change < 5; change++) {
      autosave.changed();
      await vi.advanceTimersByTimeAsync(300);
    }

    expect(save).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(800);
    expect(save).toHaveBeenCalledTimes(1);
    expect(autosave.state).toMatchObject({ phase: 'idle', saved: 5 });
  });

  it('never has two saves on their way, and ends with the last change saved', async () => {
    let running = 0;
    let most = 0;
    const autosave = new Autosave(
      async () => {
        most = Math.max(most, ++running);
        await new Promise(resolve => setTimeout(resolve, 1000));
        running--;
      },
      () => undefined,
    );
    autosave.changed();
    await vi.advanceTimersByTimeAsync(900);
    autosave.changed();
    const flushed = autosave.flush();
    await vi.advanceTimersByTimeAsync(5000);
    expect(await flushed).toBe(true);
    expect(most).toBe(1);
    expect(autosave.state).toMatchObject({ changed: 2, saved: 2 });
  });

  it('does not hold the person up when the server cannot be reached', async () => {
    const autosave = new Autosave(
      async () => {
        throw new Unreachable();
      },
      () => undefined,
    );
    autosave.changed();
    expect(await autosave.flush()).toBe(false);
    autosave.stop();
  });
});
