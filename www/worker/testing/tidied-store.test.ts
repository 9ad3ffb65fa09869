/**
 * Owns the check of what the browser's store gives up when it is tidied: what nobody has
 * typed to, and sessions, but nothing that another session shares.
 */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../keeping/database.ts';
import { openKeeping } from '../keeping/open-keeping.ts';
import type { SessionStore } from '../keeping/records.ts';
import { sharedLocks, Tab } from './tab.ts';

let store: SessionStore;
let tab: Tab;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  store = await openDatabase();
  tab = new Tab(store, sharedLocks()());
  await tab.load();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const sha256 = (): string => tab.of('loaded').at(-1)?.sha256 ?? '';

test('an image that was never typed to is given up; a tab that has it open keeps it again', async () => {
  expect(await store.image(sha256())).toBeDefined();
  await store.dropUnusedImages();
  expect(await store.image(sha256())).toBeUndefined();
  await tab.lines('one');
  await store.dropUnusedImages();
  expect(await store.image(sha256())).toBeDefined();
});

test('what two sessions share goes with the second', async () => {
  await tab.lines('one');
  const { id } = tab;
  await tab.send({ type: 'duplicate-session', id });
  const copy = (await store.sessions()).find((record) => record.id !== id);
  await tab.pause();
  await store.dropSession(copy?.id ?? '');
  const [entry] = await store.entries(id);
  expect(await store.moments([entry?.moment ?? ''])).toMatchObject([{ end: 'awaiting-input' }]);
  await store.dropSession(id);
  expect(await store.moments([entry?.moment ?? ''])).toEqual([undefined]);
  expect(await store.image(sha256())).toBeUndefined();
});

test('opening it gives up what was put aside a while ago and what nobody typed to, nothing else', async () => {
  await tab.lines('kept');
  const kept = tab.id;
  for (const [id, ageMs] of [
    ['just put aside', 30_000],
    ['long put aside', 90_000],
  ] as const) {
    await tab.send({ type: 'duplicate-session', id: kept });
    const copy = (await store.sessions()).find((one) => one.name === 'Copy of test.um');
    if (!copy) throw new Error('nothing was copied');
    await store.changeSession(copy.id, (record) => ({
      ...record,
      name: id,
      deleted: Date.now() - ageMs,
    }));
  }
  await store.putImage({ sha256: 'unused', name: 'unused.um', bytes: Uint8Array.of(1) });
  const { store: opened } = await openKeeping();
  const left = (await opened.sessions()).map(({ id, name }) => (id === kept ? 'kept' : name));
  expect(left.sort()).toEqual(['just put aside', 'kept']);
  expect(await opened.image('unused')).toBeUndefined();
  expect(await opened.image(sha256())).toBeDefined();
});

test('a store that cannot be tidied has its sessions all the same', async () => {
  await tab.lines('one');
  await store.changeSession(tab.id, (record) => ({ ...record, deleted: 1 }));
  vi.spyOn(IDBObjectStore.prototype, 'delete').mockImplementation(() => {
    throw new DOMException('', 'QuotaExceededError');
  });
  const { store: opened, trouble } = await openKeeping();
  expect(trouble).toBeUndefined();
  expect(await opened.session(tab.id)).toMatchObject({ entries: 1 });
});
