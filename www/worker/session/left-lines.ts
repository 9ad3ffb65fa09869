/**
 * Owns the lines that a session was taken back from, and went another way, while the store would
 * not have them: they are written as soon as it takes something again. Deliberately knows neither
 * why it would not, nor the session that goes on.
 */
import {
  ConflictError,
  type Entry,
  type SessionRecord,
  type SessionStore,
} from '../keeping/records.ts';
import { newSessionId } from '../keeping/session-id.ts';

/** A session's log, of which the store has the first `written` entries. */
interface Left {
  record: SessionRecord;
  log: readonly Entry[];
  written: number;
}

export class LeftLines {
  readonly #left: Left[] = [];

  /** Entries that the store does not have. */
  get entries(): number {
    return this.#left.reduce((sum, { log, written }) => sum + log.length - written, 0);
  }

  add(record: SessionRecord, log: readonly Entry[], written: number): void {
    this.#left.push({ record, log, written });
  }

  /** Writes all of it; what the store refuses stays, and is its rejection. */
  async write(store: Pick<SessionStore, 'append' | 'addSession'>): Promise<void> {
    for (let [left] = this.#left; left; [left] = this.#left) {
      const { record, log, written } = left;
      try {
        await store.append(record, log, written, []);
      } catch (error) {
        if (!(error instanceof ConflictError)) throw error;
        // Another tab has gone on with it, or it is gone.
        await store.addSession({ ...record, id: newSessionId() }, log);
      }
      this.#left.shift();
    }
  }
}
