/**
 * Owns the keeping of what belongs to a project, which is all sessions of one
 * image: its files and the accounts noted down. A database of its own, apart
 * from the sessions': it outlives them, and is written by the page, which alone
 * has use for it. Does not know what is done with files and accounts.
 *
 * Where the browser keeps nothing, they last until the tab is closed; `trouble`
 * says so.
 */
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { patiently } from '../../database/patience.ts';
import { isFull, keepsNothing, NO_ROOM } from '../../database/trouble.ts';
import { reasonOf } from '../../wording/reason.mjs';
import type { SendMode } from './file-content.ts';

export interface ShelfFile {
  /** SHA-256 of the image it is kept with. */
  project: string;
  /** As UMIX is to call it. */
  name: string;
  bytes: Uint8Array;
  /** Chosen by the person; otherwise it goes by the content. */
  mode?: SendMode;
  /** Milliseconds since 1970. */
  changed: number;
}

export interface Account {
  project: string;
  name: string;
  /** Empty where there is none. */
  password: string;
  /** Milliseconds since 1970. */
  changed: number;
}

interface Schema extends DBSchema {
  files: { key: [string, string]; value: ShelfFile; indexes: { project: string } };
  accounts: { key: [string, string]; value: Account; indexes: { project: string } };
}

type Room = 'files' | 'accounts';
type Item = { files: ShelfFile; accounts: Account };

/** Tabs tell each other here that something changed. */
const CHANNEL = 'um32-shelf';

export class ShelfStore {
  /** Undefined when the connection was lost: it is made again when it is needed next. */
  #opening: Promise<IDBPDatabase<Schema> | undefined> | undefined;
  /** What is kept here when there is no database. */
  readonly #memory: { files: Map<string, ShelfFile>; accounts: Map<string, Account> } = {
    files: new Map(),
    accounts: new Map(),
  };
  /** None where the browser denies the site all that tabs share. */
  readonly #channel = channel();
  readonly #changed: () => void;
  /** Why nothing is there, or nothing outlives the tab; empty when all is well. */
  trouble = '';

  /** `changed`: something is other than before, here or in another tab. */
  constructor(changed: () => void) {
    this.#changed = changed;
    void this.#database();
    this.#channel?.addEventListener('message', () => changed());
  }

  /** In the order of their names. */
  async all<Where extends Room>(room: Where, project: string): Promise<Item[Where][]> {
    const database = await this.#database();
    const kept: readonly (ShelfFile | Account)[] = database
      ? await this.#read(() => database.getAllFromIndex(room as Room, 'project', project))
      : [...this.#memory[room].values()];
    const found = kept.filter((item) => item.project === project) as Item[Where][];
    return found.sort((a, b) => a.name.localeCompare(b.name));
  }

  /** The files of all projects; rejects when they cannot be read. */
  async allFiles(): Promise<ShelfFile[]> {
    const database = await this.#database();
    return database ? database.getAll('files') : [...this.#memory.files.values()];
  }

  /** Rejects, with a sentence, when there is no room. */
  async put<Where extends Room>(room: Where, item: Item[Where]): Promise<void> {
    const database = await this.#database();
    if (database) {
      await database.put(room, item).catch((error: unknown) => {
        const reason = isFull(error) ? NO_ROOM : `${reasonOf(error)}.`;
        throw new Error(`${item.name} could not be kept. ${reason}`);
      });
    } else {
      (this.#memory[room] as Map<string, Item[Where]>).set(keyOf(item), item);
    }
    this.#tell();
  }

  async drop(room: Room, item: { project: string; name: string }): Promise<void> {
    const database = await this.#database();
    // Whoever hears of it reads again, and sees what is there still.
    if (database) await database.delete(room, [item.project, item.name]).catch(() => {});
    else this.#memory[room].delete(keyOf(item));
    this.#tell();
  }

  /** What is there; nothing, and `trouble` says why, when it cannot be read. */
  async #read<Found>(read: () => Promise<Found[]>): Promise<Found[]> {
    try {
      const found = await read();
      this.trouble = '';
      return found;
    } catch (error) {
      this.trouble = `What is kept here could not be read (${reasonOf(error)}). Reload this page.`;
      return [];
    }
  }

  #tell(): void {
    this.#channel?.postMessage('changed');
    this.#changed();
  }

  #database(): Promise<IDBPDatabase<Schema> | undefined> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async #open(): Promise<IDBPDatabase<Schema> | undefined> {
    const lost = (): void => {
      this.#opening = undefined;
      // What the panels show may be gone.
      this.#changed();
    };
    try {
      return await patiently(openProjects(lost), () => new Error('its storage does not answer'));
    } catch (error) {
      this.trouble = `${keepsNothing(error)} Files and accounts last until the tab is closed.`;
      return undefined;
    }
  }
}

function channel(): BroadcastChannel | undefined {
  try {
    return new BroadcastChannel(CHANNEL);
  } catch {
    return undefined;
  }
}

/** `lost`: the browser has cut the connection, when the person cleared the site's data perhaps. */
function openProjects(lost: () => void): Promise<IDBPDatabase<Schema>> {
  return openDB<Schema>('um32-shelf', 1, {
    upgrade(fresh) {
      for (const room of ['files', 'accounts'] as const) {
        const store = fresh.createObjectStore(room, { keyPath: ['project', 'name'] });
        store.createIndex('project', 'project');
      }
    },
    blocking(_, newer, event) {
      // A newer um32 in another tab wants to rebuild: this one lets go.
      (event.target as IDBDatabase).close();
      if (newer === null) lost();
    },
    terminated: lost,
  });
}

function keyOf({ project, name }: { project: string; name: string }): string {
  return `${project} ${name}`;
}
