/**
 * Owns what the session that the page has before it is to the rest: begins the records of new
 * ones, joins a session to the store and the clock, and tells the page of the one that is gone
 * on with. Deliberately knows neither machine nor input, nor what becomes of those that are left
 * (see tab-sessions.ts).
 */
import type { Entry, Keeping, KeptImage, SessionRecord } from '../keeping/records.ts';
import type { Room } from '../keeping/room.ts';
import { newSessionId } from '../keeping/session-id.ts';
import { KeptSession } from '../session/kept-session.ts';
import type { WorkerHost } from '../worker-host.ts';
import type { SessionLocks } from './session-locks.ts';
import { TabSessions } from './tab-sessions.ts';

export interface CurrentSessionHost extends WorkerHost {
  /** Milliseconds since 1970. */
  date(): number;
}

export class CurrentSession {
  readonly #host: CurrentSessionHost;
  readonly #keeping: Keeping;
  readonly #locks: SessionLocks;
  readonly #room: Room;
  /** This one, and those that were left and not kept. */
  readonly held: TabSessions;
  /** The page was told that it is this one. */
  #toldId = '';
  readonly #published: () => void;

  /** `published` is called when publications passed in the session that is gone on with. */
  constructor(
    host: CurrentSessionHost,
    keeping: Keeping,
    locks: SessionLocks,
    room: Room,
    published: () => void,
  ) {
    this.#host = host;
    this.#keeping = keeping;
    this.#locks = locks;
    this.#room = room;
    this.#published = published;
    this.held = new TabSessions((event) => host.emit(event));
  }

  get session(): KeptSession | undefined {
    return this.held.session;
  }

  /** From now on the page hears of this one only; of none, when there is none. */
  set session(session: KeptSession | undefined) {
    this.held.session = session;
  }

  /** The facts of a session that nothing was typed to yet. */
  freshRecord({ sha256, name, bytes }: KeptImage): SessionRecord {
    const date = this.#host.date();
    return {
      id: newSessionId(),
      name: '',
      image: { sha256, name, sizeBytes: bytes.length },
      created: date,
      changed: date,
      entries: 0,
      head: 0,
      instructions: 0,
      lastLine: '',
      account: '',
    };
  }

  /** A session that can be gone on with; what it tells counts once it is the current one. */
  of(image: KeptImage, record: SessionRecord, log: readonly Entry[]): KeptSession {
    const { store } = this.#keeping;
    const session: KeptSession = new KeptSession(store, image, record, log, {
      keeping: (isKept, sentence, why, isProgramOnly) => {
        if (session !== this.session) return;
        const what = { ...(why && { why }), ...(isProgramOnly && { isProgramOnly }) };
        this.#host.emit({ type: 'keeping', isKept, sentence, ...what });
      },
      changed: () => {
        if (session !== this.session) return;
        this.tell();
        void this.held.keepLeft();
      },
      published: () => {
        if (session === this.session) this.#published();
      },
      makeRoom: () => this.#room.makeRoom(),
      nowMs: () => this.#host.nowMs(),
      date: () => this.#host.date(),
    });
    return session;
  }

  /** Tells the page which session it is, and where it stands; it is this tab's, also where it has just parted from another. */
  tell(): void {
    const record = this.session?.record;
    if (!record) return;
    const { id, name, entries, head } = record;
    if (id !== this.#toldId) void this.#locks.take(id);
    this.#toldId = id;
    this.#host.emit({ type: 'session', id, name, entries, head });
  }

  /** Tells the page why nothing outlives the tab, or what of the session does not, if that is so. */
  tellTrouble(): void {
    const { trouble } = this.#keeping;
    if (trouble) {
      this.#host.emit({ type: 'keeping', isKept: false, sentence: trouble, why: 'in-memory' });
    } else {
      this.session?.trouble.tell();
    }
  }
}
