import { isRefusal, Unreachable } from '../api/failures.ts';

/** Where saving stands. `changed` counts changes, `saved` is the count that the server has. */
export interface SaveState {
  phase: 'idle' | 'waiting' | 'saving' | 'retrying' | 'conflict' | 'failed';
  changed: number;
  saved: number;
  /** The count that is on its way. */
  sending: number;
  savedAt?: number;
  /** Tries in a row that got no answer. */
  attempts: number;
  failure?: unknown;
}

export type SaveEvent =
  | { kind: 'changed' }
  | { kind: 'sending' }
  | { kind: 'saved'; at: number }
  | { kind: 'failed'; failure: unknown }
  | { kind: 'reloaded' };

export const unsaved: SaveState = { phase: 'idle', changed: 0, saved: 0, sending: 0, attempts: 0 };

/** What an event makes of the state of saving. A conflict stays until the draft has been loaded again: saving over it would lose the other change. */
export function saving(state: SaveState, event: SaveEvent): SaveState {
  switch (event.kind) {
    case 'changed':
      return { ...state, changed: state.changed + 1, phase: state.phase === 'conflict' || state.phase === 'saving' ? state.phase : 'waiting' };
    case 'sending':
      return state.phase === 'conflict' ? state : { ...state, phase: 'saving', sending: state.changed };
    case 'saved': {
      const { failure: _, ...rest } = state;
      return { ...rest, phase: state.changed > state.sending ? 'waiting' : 'idle', saved: state.sending, savedAt: event.at, attempts: 0 };
    }
    case 'failed':
      if (isRefusal(event.failure, 'changed-meanwhile')) {
        return { ...state, phase: 'conflict', failure: event.failure };
      }

      return event.failure instanceof Unreachable
        ? { ...state, phase: 'retrying', attempts: state.attempts + 1, failure: event.failure }
        : { ...state, phase: 'failed', failure: event.failure };
    case 'reloaded':
      return { ...unsaved, ...(state.savedAt === undefined ? {} : { savedAt: state.savedAt }) };
  }
}

/** Milliseconds to wait before the next save, or null when there is nothing to do. */
export function saveAfter(state: SaveState): number | null {
  switch (state.phase) {
    case 'waiting':
      return 800;
    case 'retrying':
      return Math.min(30_000, 1000 * 2 ** state.attempts);
    default:
      return null;
  }
}

/** Runs the state machine against a server: one save at a time, the newest answers each time. */
export class Autosave {
  state = unsaved;
  readonly #save: () => Promise<void>;
  readonly #seen: (state: SaveState) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #running: Promise<void> | undefined;

  constructor(save: () => Promise<void>, seen: (state: SaveState) => void) {
    this.#save = save;
    this.#seen = seen;
  }

  changed(): void {
    this.#on({ kind: 'changed' });
  }

  /** Saves at once what is not saved yet; resolves when the server has it or saving has failed. */
  async flush(): Promise<boolean> {
    while (this.state.phase !== 'conflict' && (this.#running !== undefined || this.state.saved < this.state.changed)) {
      await (this.#running ?? this.#send());
      if (this.state.phase === 'retrying' || this.state.phase === 'failed') {
        return false;
      }
    }

    return this.state.phase !== 'conflict';
  }

  reloaded(): void {
    this.#on({ kind: 'reloaded' });
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #on(event: SaveEvent): void {
    this.state = saving(this.state, event);
    clearTimeout(this.#timer);
    const after = saveAfter(this.state);
    if (after !== null) {
      this.#timer = setTimeout(() => void this.#send(), after);
    }

    this.#seen(this.state);
  }

  #send(): Promise<void> {
    this.#running ??= (async () => {
      this.#on({ kind: 'sending' });
      try {
        await this.#save();
        this.#on({ kind: 'saved', at: Date.now() });
      } catch (failure) {
        this.#on({ kind: 'failed', failure });
      } finally {
        this.#running = undefined;
      }
    })();
    return this.#running;
  }
}
