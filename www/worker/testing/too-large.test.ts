/**
 * Owns the check of a program that is larger than the browser takes in one piece:
 * it runs, and what is said of it is true.
 */
import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../keeping/database.ts';
import type { SessionStore } from '../keeping/records.ts';
import { sharedLocks, Tab } from './tab.ts';

let store: SessionStore;
let tab: Tab;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  store = await openDatabase();
  tab = new Tab(store, sharedLocks()());
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Images are refused with these words, and counted. */
function refuseImages(message: string, name: string): { tries: number } {
  const put = IDBObjectStore.prototype.put;
  const refused = { tries: 0 };
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (
    this: IDBObjectStore,
    ...asked: Parameters<typeof put>
  ) {
    if (this.name !== 'images') return put.apply(this, asked);
    refused.tries += 1;
    throw new DOMException(message, name);
  } as typeof put);
  return refused;
}

test.each([
  [
    'The serialized keys and/or value are too large (size=209736576 bytes, max=133169152 bytes).',
    'UnknownError',
  ],
  [
    'The serialized value is too large (size=272629760 bytes, max=267386880 bytes).',
    'UnknownError',
  ],
  ['Data cannot be cloned, out of memory.', 'DataCloneError'],
])('%s', async (message, name) => {
  const refused = refuseImages(message, name);
  await tab.load();
  expect(tab.of('keeping')).toEqual([
    {
      type: 'keeping',
      isKept: false,
      why: 'too-large',
      sentence:
        'test.um is too large to be kept: the browser’s store does not take 0 MB in one piece. Nothing of this session is kept: closing the tab would lose it.',
    },
  ]);
  await tab.lines('one');
  tab.clock.nowMs += 60_000;
  await tab.lines('two');
  expect(tab.shown).toBe('ready\neno\nowt\n');
  // It is not copied again with every line only to be refused.
  expect(refused.tries).toBe(1);
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: false, why: 'too-large' });
  await tab.send({ type: 'list-sessions' });
  expect(tab.of('sessions').at(-1)?.sessions).toEqual([]);
});

test('a disk that fails is another matter', async () => {
  refuseImages('Internal error writing a record.', 'UnknownError');
  await tab.load();
  expect(tab.of('keeping')).toMatchObject([
    {
      why: 'refused',
      sentence: expect.stringContaining('The browser keeps nothing for this site'),
    },
  ]);
});

test('its session is shared by a link, and opened again with the program’s file', async () => {
  refuseImages('The serialized value is too large.', 'UnknownError');
  await tab.load();
  await tab.lines('one', 'two');
  await tab.send({ type: 'share-session' });
  const link = tab.of('shared').at(-1)?.text ?? '';
  const other = new Tab(store, sharedLocks()());
  const file = { name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) };
  await other.send({ type: 'open-share', shared: link, file });
  expect(other.of('share-opened')).toMatchObject([{ entries: 2 }]);
  expect(other.state).toBe('awaiting-input');
  expect(other.shown).toContain('eno\n');
  await other.lines('three');
  expect(other.shown).toContain('eerht\n');
  expect(other.of('keeping').at(-1)).toMatchObject({ isKept: false, why: 'too-large' });
});
