/**
 * Owns the keeping of sessions in the browser: one IndexedDB database, through
 * the wrapper `idb`. Deliberately knows nothing of what sessions are for.
 *
 * Why IndexedDB and not the Origin Private File System: a line's log entry, the
 * session's facts and the output so far change together, and a transaction
 * makes that so at whatever instant the tab dies, without a journal of our own;
 * several tabs may read the list while one of them plays; and it is there in
 * every browser that can run the page. Files would have been faster for
 * checkpoints only, which are written while the machine waits for a person.
 */
import { Connection } from './connection.ts';
import { entriesOf, packWith, sharedBeginning } from './entry-log.ts';
import { cutPack, entriesBefore, entryAt, packed, unpacked } from './entry-packs.ts';
import {
  asNamedLast,
  asPutAside,
  type Checkpoint,
  type CheckpointFacts,
  ConflictError,
  type Entry,
  firstOfEach,
  imageToKeep,
  inOrder,
  KeepingError,
  type KeptImage,
  type KeptPublication,
  type Moment,
  type MomentId,
  publicationsOf,
  type SessionRecord,
  type SessionStore,
  type WholeSession,
} from './records.ts';
import { type Room, Transactions } from './transactions.ts';

/** Room for the checkpoints of all images, in bytes: for those of the last few that long sessions were played with. */
const CHECKPOINTS_BYTES = 1024 * 1024 * 1024;

/** What goes with a moment, with entries, and with a session; publications outlive it. */
const OF_A_MOMENT = ['moments', 'checkpoints', 'checkpointBytes'] as const;
const OF_A_LOG: Room[] = ['sessions', 'entries', ...OF_A_MOMENT];
const OF_A_SESSION: Room[] = ['images', ...OF_A_LOG];

/** Opens the database, making it where there is none; rejects with a `KeepingError` where the browser refuses. */
export async function openDatabase(): Promise<SessionStore> {
  const transactions = new Transactions(new Connection());
  await transactions.read(async () => {});
  return new Database(transactions);
}

class Database implements SessionStore {
  readonly #transactions: Transactions;

  constructor(transactions: Transactions) {
    this.#transactions = transactions;
  }

  async sessions(): Promise<SessionRecord[]> {
    const found = await this.#transactions.read((database) => database.getAll('sessions'));
    return found.sort((a, b) => b.changed - a.changed);
  }

  session(id: string): Promise<SessionRecord | undefined> {
    return this.#transactions.read((database) => database.get('sessions', id));
  }

  image(sha256: string): Promise<KeptImage | undefined> {
    return this.#transactions.read((database) => database.get('images', sha256));
  }

  async entries(session: string): Promise<Entry[]> {
    return unpacked(
      await this.#transactions.read((database) => database.getAll('entries', entriesOf(session))),
    );
  }

  moments(ids: readonly MomentId[]): Promise<(Moment | undefined)[]> {
    return this.#transactions.read((database) => {
      const { store } = database.transaction('moments');
      return Promise.all(ids.map((id) => store.get(id)));
    });
  }

  async publications(image: string): Promise<KeptPublication[]> {
    const ofImage = IDBKeyRange.bound([image, ''], [image, []]);
    return inOrder(
      await this.#transactions.read((database) => database.getAll('publications', ofImage)),
    );
  }

  whereIs(moment: MomentId): Promise<{ session: string; entries: number } | undefined> {
    return this.#transactions.read(async (database) => {
      const reading = database.transaction(['entries', 'sessions']);
      for (const pack of await reading.objectStore('entries').index('moment').getAll(moment)) {
        const record = await reading.objectStore('sessions').get(pack.session);
        if (record && record.deleted === undefined) {
          return { session: pack.session, entries: entriesBefore(pack, moment) };
        }
      }
      return undefined;
    });
  }

  checkpointFacts(image: string): Promise<CheckpointFacts[]> {
    return this.#transactions.read((database) =>
      database.getAllFromIndex('checkpoints', 'image', image),
    );
  }

  allCheckpointFacts(): Promise<CheckpointFacts[]> {
    return this.#transactions.read((database) => database.getAll('checkpoints'));
  }

  async checkpointRoomBytes(): Promise<number> {
    const { quota = Number.POSITIVE_INFINITY } =
      (await globalThis.navigator?.storage?.estimate?.()) ?? {};
    // Never more than a quarter of what the browser allows.
    return Math.min(CHECKPOINTS_BYTES, quota / 4);
  }

  checkpoint(moment: MomentId): Promise<Checkpoint | undefined> {
    return this.#transactions.read(async (database) => {
      const reading = database.transaction(['checkpoints', 'checkpointBytes']);
      const [facts, found] = await Promise.all([
        reading.objectStore('checkpoints').get(moment),
        reading.objectStore('checkpointBytes').get(moment),
      ]);
      if (!facts || !found) return undefined;
      const { sizeBytes: _, ...rest } = facts;
      return { ...rest, bytes: found.bytes };
    });
  }

  putImage(image: KeptImage): Promise<void> {
    return this.#transactions.write(['images'], async (writing) => {
      const images = writing.objectStore('images');
      const isKept = (await images.getKey(image.sha256)) !== undefined;
      if (isKept && !image.source) return;
      const toKeep = imageToKeep(image, isKept ? await images.get(image.sha256) : undefined);
      if (!toKeep) return;
      try {
        await images.put(toKeep);
      } catch (error) {
        // Some browsers refuse at once, some when they have looked at it.
        throw isTooLarge(error) ? asTooLarge(image) : error;
      }
    });
  }

  append(
    record: SessionRecord,
    log: readonly Entry[],
    at: number,
    moments: readonly Moment[],
  ): Promise<void> {
    return this.#transactions.write(
      ['sessions', 'entries', 'moments', 'publications'],
      async (writing) => {
        const facts = await writing.objectStore('sessions').get(record.id);
        const entries = writing.objectStore('entries');
        const last = entryAt(await packWith(entries, record.id, at - 1), at - 1);
        if ((facts?.entries ?? 0) !== at || !isSame(last, log[at - 1])) {
          throw new ConflictError(!facts);
        }
        await Promise.all([
          ...packed(record.id, log, at).map((pack) => entries.put(pack)),
          ...moments.map((moment) => writing.objectStore('moments').put(moment)),
          ...this.#publish(moments, writing.objectStore('publications')),
          writing.objectStore('sessions').put(asNamedLast(record, facts)),
        ]);
      },
    );
  }

  putMoments(moments: readonly Moment[], record?: SessionRecord): Promise<void> {
    return this.#transactions.write(['moments', 'sessions', 'publications'], async (writing) => {
      await Promise.all([
        ...moments.map((moment) => writing.objectStore('moments').put(moment)),
        ...this.#publish(moments, writing.objectStore('publications')),
      ]);
      if (!record) return;
      const kept = await writing.objectStore('sessions').get(record.id);
      if (!kept) throw new ConflictError(true);
      // Facts that are behind what another tab has written are not written.
      if (kept.entries !== record.entries) return;
      await writing.objectStore('sessions').put(asPutAside(asNamedLast(record, kept), kept));
    });
  }

  changeSession(id: string, changed: (record: SessionRecord) => SessionRecord): Promise<void> {
    return this.#transactions.write(['sessions'], async (writing) => {
      const kept = await writing.objectStore('sessions').get(id);
      if (kept) await writing.objectStore('sessions').put(changed(kept));
    });
  }

  addSessions(added: readonly WholeSession[]): Promise<void> {
    return this.#transactions.write(['sessions', 'entries'], async (writing) => {
      const log = writing.objectStore('entries');
      const sessions = writing.objectStore('sessions');
      for (const { record, entries } of added) {
        await Promise.all(packed(record.id, entries).map((pack) => log.put(pack)));
        await sessions.put(record);
      }
    });
  }

  addSession(record: SessionRecord, entries: readonly Entry[], cut?: SessionRecord): Promise<void> {
    return this.#transactions.write(OF_A_LOG, async (writing) => {
      const log = writing.objectStore('entries');
      const sessions = writing.objectStore('sessions');
      const left = cut && (await sessions.get(cut.id));
      if (cut) {
        const at = left?.entries ?? 0;
        const last = entryAt(await packWith(log, cut.id, at - 1), at - 1);
        if (at < cut.entries || !isSame(last, entries[at - 1])) throw new ConflictError(!left);
      }
      await Promise.all(packed(record.id, entries).map((pack) => log.put(pack)));
      await sessions.put(asNamedLast(record, left));
      if (!cut) return;
      const stays = await packWith(log, cut.id, cut.entries - 1);
      await log.delete(IDBKeyRange.bound([cut.id, cut.entries], [cut.id, []]));
      if (stays) await log.put(cutPack(stays, cut.entries));
      await sessions.put(asNamedLast(cut, left));
      if (record.id !== cut.id) return;
      const gone = entries.slice(cut.entries);
      const shared = await sharedBeginning(log.index('moment'), gone);
      for (const { moment } of gone.slice(shared)) {
        await Promise.all(OF_A_MOMENT.map((room) => writing.objectStore(room).delete(moment)));
      }
    });
  }

  putCheckpoint({ bytes, ...facts }: Checkpoint): Promise<void> {
    return this.#transactions.write(['checkpoints', 'checkpointBytes'], async (writing) => {
      await Promise.all([
        writing.objectStore('checkpoints').put({ ...facts, sizeBytes: bytes.length }),
        writing.objectStore('checkpointBytes').put({ moment: facts.moment, bytes }),
      ]);
    });
  }

  dropCheckpoints(moments: readonly MomentId[]): Promise<void> {
    return this.#transactions.write(['checkpoints', 'checkpointBytes'], async (writing) => {
      await Promise.all(
        moments.flatMap((moment) => [
          writing.objectStore('checkpoints').delete(moment),
          writing.objectStore('checkpointBytes').delete(moment),
        ]),
      );
    });
  }

  async dropUnusedImages(): Promise<boolean> {
    let isAny = false;
    await this.#transactions.write(
      ['images', 'sessions', 'moments', 'checkpoints', 'checkpointBytes'],
      async (writing) => {
        const ofImage = writing.objectStore('sessions').index('image');
        for (const sha256 of await writing.objectStore('images').getAllKeys()) {
          if ((await ofImage.count(sha256)) > 0) continue;
          isAny = true;
          await Promise.all([
            writing.objectStore('images').delete(sha256),
            writing.objectStore('moments').delete(sha256),
            writing.objectStore('checkpoints').delete(sha256),
            writing.objectStore('checkpointBytes').delete(sha256),
          ]);
        }
      },
    );
    return isAny;
  }

  dropSession(id: string): Promise<void> {
    return this.#transactions.write(OF_A_SESSION, async (writing) => {
      const sessions = writing.objectStore('sessions');
      const log = writing.objectStore('entries');
      const record = await sessions.get(id);
      if (!record) return;
      const entries = unpacked(await log.getAll(entriesOf(id)));
      await Promise.all([log.delete(entriesOf(id)), sessions.delete(id)]);
      const { sha256 } = record.image;
      const isLast = (await sessions.index('image').count(sha256)) === 0;
      const shared = isLast ? 0 : await sharedBeginning(log.index('moment'), entries);
      const unshared = new Set(entries.slice(shared).map(({ moment }) => moment));
      if (isLast) unshared.add(sha256);
      // Of a long log few may be there, and asking for each would keep all else waiting.
      for (const room of OF_A_MOMENT) {
        const kept = await writing.objectStore(room).getAllKeys();
        const given = kept.filter((moment) => unshared.has(moment));
        await Promise.all(given.map((moment) => writing.objectStore(room).delete(moment)));
      }
      if (isLast) await writing.objectStore('images').delete(sha256);
    });
  }

  /** Each is kept once, with the moment it came first: here, or in what is written before. */
  #publish(
    moments: readonly Moment[],
    notebook: {
      getKey(key: [string, string]): Promise<unknown>;
      put(one: KeptPublication): Promise<unknown>;
    },
  ): Promise<void>[] {
    return firstOfEach(moments.flatMap(publicationsOf)).map(async (one) => {
      const isKnown = (await notebook.getKey([one.image, one.text])) !== undefined;
      if (!isKnown) await notebook.put(one);
    });
  }
}

/** Whether two logs are the same up to these entries, which are absent before the first. */
function isSame(one: Entry | undefined, other: Entry | undefined): boolean {
  return one?.moment === other?.moment;
}

/**
 * One value is more than the browser takes, however much room there is. Browsers have
 * no name for that: what they say tells it from a failing disk. Where there is not even
 * the memory to copy the value, it cannot be cloned.
 */
function isTooLarge(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return (
    (error.name === 'UnknownError' && /too large/i.test(error.message)) ||
    error.name === 'DataCloneError'
  );
}

function asTooLarge({ name, bytes }: KeptImage): KeepingError {
  const size = `${Math.round(bytes.length / 1e6)} MB`;
  return new KeepingError(
    `${name} is too large to be kept: the browser’s store does not take ${size} in one piece.`,
    'too-large',
  );
}
