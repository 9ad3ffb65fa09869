/**
 * Owns the check that a log which is written at once lies in the browser's store in few
 * records, and is the same log wherever it is gone on with, cut, looked up or given up.
 */
import 'fake-indexeddb/auto';
import { IDBFactory, IDBIndex, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../keeping/database.ts';
import { withMoments } from '../keeping/moments.ts';
import type { Entry, SessionRecord, SessionStore } from '../keeping/records.ts';

const LINES = 2_500;
const SHA256 = 'a'.repeat(64);
let store: SessionStore;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  store = await openDatabase();
});

afterEach(() => {
  vi.restoreAllMocks();
});

function lines(count: number, first = 'line'): Entry[] {
  const bare = Array.from({ length: count }, (_, nth) => {
    const echo = `${first} ${nth}`;
    return {
      bytes: new TextEncoder().encode(echo),
      isEnd: false,
      echo,
      instructions: nth,
      date: 1,
    };
  });
  return withMoments(SHA256, bare);
}

function recordOf(id: string, entries: number): SessionRecord {
  const image = { sha256: SHA256, name: 'program.um', sizeBytes: 4 };
  const [created, changed, instructions] = [1, 1, 0];
  return {
    id,
    name: '',
    image,
    created,
    changed,
    entries,
    head: entries,
    instructions,
    lastLine: '',
    account: '',
  };
}

function asked<Found>(request: IDBRequest<Found>): Promise<Found> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** Every record of entries that there is. */
async function records(): Promise<unknown[]> {
  const database = await asked(indexedDB.open('um32'));
  const found = await asked(database.transaction('entries').objectStore('entries').getAll());
  database.close();
  return found;
}

test('thousands of lines are a few records, and the same lines', async () => {
  const log = lines(LINES);
  await store.addSessions([{ record: recordOf('one', LINES), entries: log }]);
  expect(await store.entries('one')).toEqual(log);
  expect((await records()).length).toBeLessThanOrEqual(3);
});

test('lines as long as files are not put together', async () => {
  const bytes = new Uint8Array(3 << 20);
  const long = lines(3).map((entry) => ({ ...entry, bytes }));
  await store.addSession(recordOf('one', 3), long);
  expect(await records()).toHaveLength(3);
  const kept = await store.entries('one');
  expect(kept.map((entry) => [entry.echo, entry.bytes.length])).toEqual(
    long.map((entry) => [entry.echo, bytes.length]),
  );
});

test('such a session is gone on with line by line, by one tab', async () => {
  const log = lines(LINES + 2);
  await store.addSession(recordOf('one', LINES), log.slice(0, LINES));
  await store.append(recordOf('one', LINES + 1), log.slice(0, LINES + 1), LINES, []);
  await store.append(recordOf('one', LINES + 2), log, LINES + 1, []);
  expect(await store.entries('one')).toEqual(log);
  const other = lines(LINES + 3, 'other');
  await expect(store.append(recordOf('one', LINES + 3), other, LINES + 2, [])).rejects.toThrow(
    'Another tab has gone on',
  );
});

test.each([0, 1, 999, 1_000, 1_001, LINES - 1])('it is cut to %i lines', async (head) => {
  const log = lines(LINES);
  await store.addSession(recordOf('one', LINES), log);
  await store.addSession(recordOf('branch', LINES), log, recordOf('one', head));
  expect(await store.entries('one')).toEqual(log.slice(0, head));
  expect(await store.entries('branch')).toEqual(log);
  const next = [...log.slice(0, head), ...lines(1, 'next')];
  await store.append(recordOf('one', head + 1), next, head, []);
  expect(await store.entries('one')).toEqual(next);
});

test('a moment is found in it, and given up with the last session that has it', async () => {
  const log = lines(LINES);
  const moment = log[1_500]?.moment ?? '';
  const facts = { image: SHA256, output: new Uint8Array(), outputBytes: 0, instructions: 1 };
  await store.putMoments([{ ...facts, id: moment, end: 'awaiting-input' }]);
  await store.addSession(recordOf('one', LINES), log);
  await store.addSession(recordOf('two', LINES), log);
  expect(await store.whereIs(moment)).toEqual({ session: 'one', entries: 1_501 });
  await store.dropSession('one');
  expect(await store.whereIs(moment)).toEqual({ session: 'two', entries: 1_501 });
  expect(await store.moments([moment])).toMatchObject([{ id: moment }]);
  await store.dropSession('two');
  expect(await store.moments([moment])).toEqual([undefined]);
  expect(await records()).toEqual([]);
});

test('a long session is given up with little asking, but for what a branch of it has', async () => {
  const log = lines(LINES);
  const branch = [...log.slice(0, 700), ...lines(1, 'branch')];
  const facts = { image: SHA256, output: new Uint8Array(), outputBytes: 0, instructions: 1 };
  const ids = [0, 699, 700, LINES - 1].map((nth) => log[nth]?.moment ?? '');
  await store.putMoments(ids.map((id) => ({ ...facts, id, end: 'awaiting-input' })));
  await store.addSession(recordOf('one', LINES), log);
  await store.addSession(recordOf('branch', branch.length), branch);
  const counts = vi.spyOn(IDBIndex.prototype, 'count');
  const deletions = vi.spyOn(IDBObjectStore.prototype, 'delete');
  await store.dropSession('one');
  const kept = await store.moments(ids);
  expect(kept.map((moment) => moment !== undefined)).toEqual([true, true, false, false]);
  expect(await store.entries('branch')).toEqual(branch);
  expect(counts.mock.calls.length + deletions.mock.calls.length).toBeLessThan(30);
});

test.each([1, 2])(
  'what um32 kept in version %i, a record for each line, is gone on with',
  async (version) => {
    globalThis.indexedDB = new IDBFactory();
    const log = lines(3);
    const opening = indexedDB.open('um32', version);
    opening.onupgradeneeded = () => {
      const old = opening.result;
      old.createObjectStore('images', { keyPath: 'sha256' });
      const sessions = old.createObjectStore('sessions', { keyPath: 'id' });
      sessions.createIndex('image', 'image.sha256');
      sessions.put(recordOf('one', 2));
      const entries = old.createObjectStore('entries', { keyPath: ['session', 'index'] });
      entries.createIndex('moment', 'moment');
      for (const [index, entry] of log.slice(0, 2).entries()) {
        entries.put({ ...entry, session: 'one', index });
      }
      old.createObjectStore('moments', { keyPath: 'id' });
      const checkpoints = old.createObjectStore('checkpoints', { keyPath: 'moment' });
      checkpoints.createIndex('image', 'image');
      old.createObjectStore('checkpointBytes', { keyPath: 'moment' });
      if (version > 1) old.createObjectStore('publications', { keyPath: ['image', 'text'] });
    };
    (await asked(opening)).close();
    store = await openDatabase();
    await store.append(recordOf('one', 3), log, 2, []);
    expect(await store.entries('one')).toEqual(log);
    await store.addSession(recordOf('copy', LINES), lines(LINES));
    expect(await store.whereIs(log[1]?.moment ?? '')).toMatchObject({ entries: 2 });
    await store.dropSession('copy');
    expect(await store.whereIs(log[1]?.moment ?? '')).toEqual({ session: 'one', entries: 2 });
    expect(await store.publications(SHA256)).toEqual([]);
  },
);
