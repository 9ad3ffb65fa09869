/**
 * Owns which session the page has before it, and which were left with lines that the store
 * would not have: begins the records of new ones, joins a session to the store and the clock,
 * tells the page of the one that is gone on with, and has the others kept when there is room.
 * Deliberately knows neither machine nor input.
 */

import type { Entry, Keeping, KeptImage, SessionRecord } from '../keeping/records.ts';
import type { Room } from '../keeping/room.ts';
import { newSessionId } from '../keeping/session-id.ts';
import { KeptSession } from '../session/kept-session.ts';
import type { WorkerHost } from '../worker-host.ts';
import type { SessionLocks } from './session-locks.ts';

export interface CurrentSessionHost extends WorkerHost {
  /** Milliseconds since 1970. */
  date(): number;
}

export class CurrentSession {
  readonly #host: CurrentSessionHost;
  readonly #keeping: Keeping;
  readonly #locks: SessionLocks;
  readonly #room: Room;
  /** The page was told that it is this one. */
  #toldId = '';
  readonly #published: () => void;
  #session: KeptSession | undefined;
  /** Sessions that were left with lines that the store would not have. */
  readonly #unkept = new Set<KeptSession>();
  /** Those of them that the person gave up: had back, perhaps, and else not kept. */
  readonly #putAside = new Set<KeptSession>();
  /** The page was told that there are some. */
  #hasToldUnkept = false;

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
  }

  get session(): KeptSession | undefined {
    return this.#session;
  }

  /** From now on the page hears of this one only; of none, when there is none. */
  set session(session: KeptSession | undefined) {
    const left = this.#session;
    this.#session = session;
    if (left && left !== session) this.#unkept.add(left);
    void this.keepLeft();
  }

  /** What was left may be taken by now; `isAtOnce`: also where the store has just refused. */
  async keepLeft(isAtOnce = false): Promise<void> {
    const isKept = (left: KeptSession): boolean => left === this.#session || left.isWritten;
    for (const left of this.#unkept) {
      if (!isKept(left)) await left.flush(isAtOnce);
      if (isKept(left)) this.#unkept.delete(left);
    }
    for (const left of this.#putAside) if (isKept(left)) this.#putAside.delete(left);
    const isUnkept = this.#unkept.size > 0;
    if (isUnkept === this.#hasToldUnkept) return;
    this.#hasToldUnkept = isUnkept;
    this.#host.emit({ type: 'left-unkept', isUnkept });
  }

  /** The session of that name, where it was left with lines that the store will not have even now. */
  async leftUnkept(id: string): Promise<KeptSession | undefined> {
    const left = find(id, [...this.#unkept, ...this.#putAside]);
    await left?.flush(true);
    return left?.isWritten || left?.record.id !== id ? undefined : left;
  }

  /** The session of that name, where it is open, or was left with lines that are not kept. */
  held(id: string): KeptSession | undefined {
    return find(id, [...(this.#session ? [this.#session] : []), ...this.#unkept]);
  }

  /** Those that the store does not have all lines of, but for what was put aside. */
  get unkept(): KeptSession[] {
    const all = new Set([...(this.#session ? [this.#session] : []), ...this.#unkept]);
    return [...all].filter(({ isWritten }) => !isWritten);
  }

  /** The person gives up what was left: what the store does not have of it is not kept. */
  putAside(id: string): void {
    move(id, this.#unkept, this.#putAside);
  }

  /** The person has it back. */
  haveBack(id: string): void {
    move(id, this.#putAside, this.#unkept);
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
        if (session !== this.#session) return;
        const what = { ...(why && { why }), ...(isProgramOnly && { isProgramOnly }) };
        this.#host.emit({ type: 'keeping', isKept, sentence, ...what });
      },
      changed: () => {
        if (session !== this.#session) return;
        this.tell();
        void this.keepLeft();
      },
      published: () => {
        if (session === this.#session) this.#published();
      },
      makeRoom: () => this.#room.makeRoom(),
      nowMs: () => this.#host.nowMs(),
      date: () => this.#host.date(),
    });
    return session;
  }

  /** Tells the page which session it is, and where it stands; it is this tab's, also where it has just parted from another. */
  tell(): void {
    const record = this.#session?.record;
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
      this.#session?.trouble.tell();
    }
  }
}

function find(id: string, sessions: readonly KeptSession[]): KeptSession | undefined {
  return sessions.find(({ record }) => record.id === id);
}

function move(id: string, from: Set<KeptSession>, to: Set<KeptSession>): void {
  const moved = find(id, [...from]);
  if (!moved) return;
  from.delete(moved);
  to.add(moved);
}
