/** Owns the check of the shelf's database that is taken away while the page is open, or never opens. */
import { beforeEach, expect, test, vi } from 'vitest';
import { emptyDatabase, silentDatabase } from '../../database/doubles.ts';
import { type ShelfFile, ShelfStore } from './shelf-store.ts';

const FILE: ShelfFile = {
  project: 'umix',
  name: 'a.bas',
  bytes: Uint8Array.of(1),
  changed: 1,
};

let cut: () => void;
let changes: number;
let store: ShelfStore;
beforeEach(async () => {
  cut = emptyDatabase();
  changes = 0;
  store = new ShelfStore(() => {
    changes += 1;
  });
  await store.put('files', FILE);
});

test('a connection that the browser cuts is made again, and the page hears of it', async () => {
  const before = changes;
  cut();
  await expect.poll(() => changes).toBe(before + 1);
  expect(await store.all('files', 'umix')).toEqual([FILE]);
  await store.put('files', { ...FILE, name: 'b' });
  await store.drop('files', FILE);
  expect((await store.allFiles()).map(({ name }) => name)).toEqual(['b']);
  expect(store.trouble).toBe('');
});

test('a program’s own files are given in the order of their names', async () => {
  for (const name of ['c', 'b']) await store.put('files', { ...FILE, name });
  await store.put('files', { ...FILE, name: 'other', project: 'another' });
  const names = (await store.all('files', 'umix')).map(({ name }) => name);
  expect(names).toEqual(['a.bas', 'b', 'c']);
});

test('another tab hears of what is put there and of what is dropped', async () => {
  let heard = 0;
  const other = new ShelfStore(() => {
    heard += 1;
  });
  expect(await other.all('files', 'umix')).toEqual([FILE]);
  await store.put('files', { ...FILE, name: 'b' });
  await expect.poll(() => heard).toBe(1);
  await store.drop('files', FILE);
  await expect.poll(() => heard).toBe(2);
  expect((await other.all('files', 'umix')).map(({ name }) => name)).toEqual(['b']);
});

test('what there is no room for is told to be so, and other trouble as it is', async () => {
  const put = vi.spyOn(IDBObjectStore.prototype, 'put');
  try {
    for (const [name, why] of [
      ['QuotaExceededError', 'The browser has no room left for this site.'],
      ['DataError', 'It is so.'],
    ] as const) {
      put.mockImplementationOnce(() => {
        throw new DOMException('It is so', name);
      });
      await expect(store.put('files', FILE)).rejects.toThrow(`a.bas could not be kept. ${why}`);
    }
  } finally {
    put.mockRestore();
  }
});

test('what a newer um32 has taken over is not read, and that is said', async () => {
  const newer = indexedDB.open('um32-shelf', 99);
  await new Promise((done) => {
    newer.onsuccess = done;
  });
  expect(await store.all('files', 'umix')).toEqual([]);
  expect(store.trouble).toMatch(
    /^What is kept here could not be read \(.+\)\. Reload this page\.$/,
  );
  await store.drop('files', FILE);
  await expect(store.allFiles()).rejects.toThrow();
  await expect(store.put('files', FILE)).rejects.toThrow('a.bas could not be kept');
  newer.result.close();
});

test('a database that does not answer is waited for ten seconds, then given up', async () => {
  vi.useFakeTimers();
  try {
    silentDatabase();
    const waiting = new ShelfStore(() => {});
    const put = waiting.put('files', FILE);
    await vi.advanceTimersByTimeAsync(9_999);
    expect(waiting.trouble).toBe('');
    await vi.advanceTimersByTimeAsync(1);
    expect(waiting.trouble).toContain('its storage does not answer');
    await put;
    await waiting.put('files', { ...FILE, project: 'another' });
    await waiting.put('files', { ...FILE, name: 'b' });
    expect(await waiting.all('files', 'umix')).toEqual([FILE, { ...FILE, name: 'b' }]);
    await waiting.drop('files', FILE);
    expect((await waiting.allFiles()).map(({ project, name }) => `${project} ${name}`)).toEqual([
      'another a.bas',
      'umix b',
    ]);
  } finally {
    vi.useRealTimers();
  }
});
