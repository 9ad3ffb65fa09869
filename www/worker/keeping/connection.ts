/**
 * Owns the connection to the browser's database of sessions: what rooms it has,
 * how it is opened, and what follows when it is lost. Deliberately does not know
 * what is read and written (see database.ts).
 *
 * A connection ends in two ways. A newer um32 in another tab wants to rebuild the
 * database: then this one has no business there any more. Or the browser cuts it,
 * when the person clears the site's data or the disk fails: then it is opened
 * again when it is needed next, and may be empty.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { patiently } from '../../database/patience.ts';
import type { StoredEntries } from './entry-packs.ts';
import {
  type CheckpointFacts,
  KeepingError,
  type KeptImage,
  type KeptPublication,
  type Moment,
  type MomentId,
  type SessionRecord,
} from './records.ts';

const NAME = 'um32';
const VERSION = 3;

export interface Schema extends DBSchema {
  images: { key: string; value: KeptImage };
  sessions: { key: string; value: SessionRecord; indexes: { image: string } };
  entries: { key: [string, number]; value: StoredEntries; indexes: { moment: MomentId } };
  moments: { key: MomentId; value: Moment };
  /** Apart from their bytes, so that the list of them costs nothing. */
  checkpoints: { key: MomentId; value: CheckpointFacts; indexes: { image: string } };
  checkpointBytes: { key: MomentId; value: { moment: MomentId; bytes: Uint8Array } };
  /** By the image's hash and their own text. */
  publications: { key: [string, string]; value: KeptPublication };
}

export class Connection {
  #opening: Promise<IDBPDatabase<Schema>> | undefined;
  #isTakenOver = false;

  /** The open database; it is opened where it is not. */
  database(): Promise<IDBPDatabase<Schema>> {
    if (this.#isTakenOver) {
      const sentence =
        'A newer um32 is open in another tab and has taken over what is kept. Reload this page.';
      return Promise.reject(new KeepingError(sentence));
    }
    if (this.#opening) return this.#opening;
    const opening = patiently(
      this.#open(() => over()),
      () => new KeepingError('The browser’s storage does not answer.'),
    );
    const over = (): void => {
      if (this.#opening === opening) this.#opening = undefined;
    };
    // What was refused may be had at the next try.
    opening.catch(over);
    this.#opening = opening;
    return opening;
  }

  /** `over`: the connection is no more. */
  #open(over: () => void): Promise<IDBPDatabase<Schema>> {
    return openDB<Schema>(NAME, VERSION, {
      upgrade(old, before, _, upgrading) {
        if (before < 1) {
          old.createObjectStore('images', { keyPath: 'sha256' });
          const sessions = old.createObjectStore('sessions', { keyPath: 'id' });
          sessions.createIndex('image', 'image.sha256');
          old.createObjectStore('entries', { keyPath: ['session', 'index'] });
          old.createObjectStore('moments', { keyPath: 'id' });
          const checkpoints = old.createObjectStore('checkpoints', { keyPath: 'moment' });
          checkpoints.createIndex('image', 'image');
          old.createObjectStore('checkpointBytes', { keyPath: 'moment' });
        }
        if (before < 2) old.createObjectStore('publications', { keyPath: ['image', 'text'] });
        if (before < 3) {
          const entries = upgrading.objectStore('entries');
          // One record may have several since then.
          if (before > 0) entries.deleteIndex('moment');
          entries.createIndex('moment', 'moment', { multiEntry: true });
        }
      },
      blocking: (_, newer, event) => {
        // Who deletes the database wants no newer one: it is begun anew.
        if (newer !== null) this.#isTakenOver = true;
        over();
        (event.target as IDBDatabase).close();
      },
      terminated: over,
    });
  }
}
