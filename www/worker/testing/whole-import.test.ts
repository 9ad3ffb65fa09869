/**
 * Owns the check that a file of sessions is taken in whole or not at all,
 * whatever the store does meanwhile, and that what is said of it is true.
 */
import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../keeping/database.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { withMoments, withMomentsByPieces } from '../keeping/moments.ts';
import type { SessionStore } from '../keeping/records.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

let store: SessionStore;
let tab: Tab;
let bytes: Uint8Array;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  store = await openDatabase();
  tab = new Tab(store, sharedLocks()());
  const from = new Tab(new MemoryStore(), sharedLocks()());
  for (const line of ['one', 'two', 'three']) {
    await from.load();
    await from.lines(line);
    from.clock.nowMs += 1_000;
  }
  await from.send({ type: 'export-all-sessions', terminal: TERMINAL });
  bytes = from.of('session-file')[0]?.bytes ?? bytes;
});
afterEach(() => {
  vi.restoreAllMocks();
});

async function take(): Promise<void> {
  await tab.send({ type: 'import-session', name: 'all.um32', bytes: bytes.slice() });
}

test.each(['sessions', 'entries'])(
  'where there is no room for the %s nothing is imported, and that is said of the file',
  async (room) => {
    const put = IDBObjectStore.prototype.put;
    let puts = 0;
    vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
      this: IDBObjectStore,
      ...asked: Parameters<typeof put>
    ) {
      // The last of three, at both tries.
      if (this.name === room && ++puts % 3 === 0) {
        throw new DOMException('full', 'QuotaExceededError');
      }
      return put.apply(this, asked);
    } as typeof put);
    await take();
    expect(await store.sessions()).toEqual([]);
    expect(tab.of('host-error')).toEqual([]);
    expect(tab.of('refused')).toEqual([
      {
        type: 'refused',
        name: 'all.um32',
        sentence:
          'The browser has no room left for this site. Nothing in the file was imported. Delete sessions that are not needed, then import it again.',
      },
    ]);
    vi.restoreAllMocks();
    await take();
    const listed = tab
      .of('sessions')
      .at(-1)
      ?.sessions.map(({ lastLine }) => lastLine);
    expect(listed, 'in the order they had').toEqual(['three', 'two', 'one']);
  },
);

test('a full disk that only the transaction’s end tells of is told as one', async () => {
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore) {
    // As browsers do: the request is told of the end alone.
    Object.defineProperty(this.transaction, 'error', {
      value: new DOMException('full', 'QuotaExceededError'),
    });
    this.transaction.abort();
    throw new DOMException('ended', 'AbortError');
  });
  await take();
  expect(tab.of('refused')).toMatchObject([
    { sentence: expect.stringMatching(/^The browser has no room left for this site\./) },
  ]);
});

test('what is typed meanwhile does not wait for it, and files that come together are taken in one after the other', async () => {
  await tab.load();
  const put = store.addSessions.bind(store);
  let letGo = (): void => {};
  vi.spyOn(store, 'addSessions').mockImplementationOnce(async (added) => {
    await new Promise<void>((free) => {
      letGo = free;
    });
    await put(added);
  });
  const files = [1, 2].map((number) => ({ import: number, bytes: bytes.slice() }));
  for (const file of files) tab.start({ type: 'import-session', name: 'all.um32', ...file });
  await tab.lines('one');
  expect(tab.shown).toBe('ready\neno\n');
  expect(tab.of('import-over')).toEqual([]);
  letGo();
  await tab.settle();
  expect(tab.of('import-over').map(({ import: number }) => number)).toEqual([1, 2]);
  expect(tab.of('sessions').at(-1)?.sessions).toHaveLength(7);
  expect(new Set((await store.sessions()).map(({ id }) => id)).size).toBe(7);
});

test('a long log is named by pieces as it is at once', async () => {
  const log = Array.from({ length: 1234 }, (_, n) => ({
    bytes: Uint8Array.of(n, 10),
    isEnd: false,
  }));
  const sha256 = '0'.repeat(64);
  const pause = vi.fn(async () => {});
  expect(await withMomentsByPieces(sha256, log, pause)).toEqual(withMoments(sha256, log));
  expect(pause).toHaveBeenCalledTimes(2);
  expect(await withMomentsByPieces(sha256, [], pause)).toEqual([]);
});

test('a tab that is opened meanwhile does not clear the program away', async () => {
  const other = await openDatabase();
  vi.spyOn(store, 'session').mockImplementationOnce(async () => {
    // As it does when it begins: no session has the program yet.
    await other.dropUnusedImages();
    return undefined;
  });
  await take();
  const [record] = await store.sessions();
  expect(await store.image(record?.image.sha256 ?? '')).toBeDefined();
  expect(tab.of('sessions-imported')).toMatchObject([{ count: 3, withoutProgram: 0 }]);
});
