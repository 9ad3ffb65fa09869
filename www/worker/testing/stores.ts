/**
 * Owns the stores that sessions are tested on, fresh for every test, and tabs
 * that share one. Deliberately knows nothing of what is tested with them.
 */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe } from 'vitest';
import type { SessionLocks } from '../desk/session-locks.ts';
import { openDatabase } from '../keeping/database.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import type { SessionStore } from '../keeping/records.ts';
import type { Script } from './scripted-machine.ts';
import { sharedLocks, Tab } from './tab.ts';

/** A store, and the locks of the tabs that have it. */
export interface Kept {
  readonly store: SessionStore;
  newTab(script?: Script): Tab;
  /** From now on it is another browser's: empty. */
  renew(): Promise<void>;
}

/** Has the tests done with sessions in memory, and in IndexedDB. */
export function onEveryStore(tests: (kept: Kept) => void): void {
  for (const [kind, open] of [
    ['memory', async () => new MemoryStore()],
    ['IndexedDB', () => openDatabase()],
  ] as const) {
    describe(`kept in ${kind}`, () => {
      let store: SessionStore;
      let locks: () => SessionLocks;
      const renew = async (): Promise<void> => {
        globalThis.indexedDB = new IDBFactory();
        store = await open();
        locks = sharedLocks();
      };
      beforeEach(renew);
      tests({
        get store() {
          return store;
        },
        newTab: (script) => new Tab(store, locks(), script),
        renew,
      });
    });
  }
}
