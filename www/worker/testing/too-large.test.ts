/**
 * Owns the check of a program that is larger than the browser takes in one piece:
 * it runs, and what is said of it is true.
 */
import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openDatabase } from '../keeping/database.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import type { SessionStore } from '../keeping/records.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

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
      isProgramOnly: true,
      sentence:
        'test.um is too large to be kept: the browser’s store does not take 0 MB in one piece. What is typed is kept all the same; to continue it another time, open the program’s file first.',
    },
  ]);
  await tab.lines('one');
  tab.clock.nowMs += 60_000;
  await tab.lines('two');
  expect(tab.shown).toBe('ready\neno\nowt\n');
  // It is not copied again with every line only to be refused.
  expect(refused.tries).toBe(1);
  expect(tab.of('keeping')).toHaveLength(1);
  await tab.pause();
  expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['one', 'two']);

  // In another tab it is gone on with once its program is open.
  const other = new Tab(store, sharedLocks()());
  await other.send({ type: 'continue-session', id: tab.id });
  expect(other.of('refused')).toMatchObject([
    { sentence: 'The program test.um is not kept here. Open its file, then continue.' },
  ]);
  await other.load();
  expect(other.of('left-before')).toMatchObject([{ session: { id: tab.id, lines: 2 } }]);
  await other.send({ type: 'continue-session', id: tab.id });
  expect(other.shown).toBe('ready\n<one>eno\n<two>owt\n');
  await other.lines('three');
  expect(await store.entries(tab.id)).toHaveLength(3);
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
  expect(other.of('keeping').at(-1)).toMatchObject({ why: 'too-large', isProgramOnly: true });
  expect(await store.entries(other.id)).toHaveLength(3);
});

const PROGRAM = { name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) };

/** Session files with the program in them: of one session, and of two. */
async function files(): Promise<{ one: Uint8Array; two: Uint8Array; id: string }> {
  const from = new Tab(new MemoryStore(), sharedLocks()());
  await from.load();
  await from.lines('one', 'two');
  const { id } = from;
  await from.send({ type: 'export-session', id, terminal: TERMINAL });
  await from.load();
  await from.lines('three');
  await from.send({ type: 'export-all-sessions', terminal: TERMINAL });
  const [one, two] = from.of('session-file').map(({ bytes }) => bytes);
  if (!one || !two) throw new Error('no files');
  return { one, two, id };
}

test('its session file is imported and gone on with, and what is not kept is said', async () => {
  const { one, id } = await files();
  refuseImages('The serialized value is too large.', 'UnknownError');
  await tab.send({ type: 'import-session', name: 'a.um32', bytes: one });
  expect(tab.of('host-error')).toEqual([]);
  expect(tab.of('session-imported')).toMatchObject([
    { id, hasProgram: true, unkept: expect.stringMatching(/^test\.um is too large to be kept: /) },
  ]);
  await tab.send({ type: 'continue-session', id });
  expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
  await tab.lines('more');
  expect(tab.shown).toContain('erom\n');
  // Its lines are kept.
  expect(tab.of('keeping')).toEqual([]);
  expect((await store.entries(id)).map(({ echo }) => echo)).toEqual(['one', 'two', 'more']);
  // What it printed is known again beside another program.
  await tab.send({ type: 'load', name: 'other.um', bytes: Uint8Array.of(9, 9, 9, 9) });
  await tab.send({ type: 'export-session', id, terminal: TERMINAL });
  expect(
    JSON.parse(String.fromCharCode(...(tab.of('session-file')[0]?.bytes ?? []))),
  ).toMatchObject({
    image: { bytes: { bytes: [1, 2, 3, 4] } },
  });

  // Later it takes the program's file.
  const other = new Tab(store, sharedLocks()());
  await other.send({ type: 'continue-session', id });
  expect(other.of('refused')[0]?.sentence).toMatch(/Open its file, then continue/);
  await other.send({ type: 'load', ...PROGRAM });
  await other.send({ type: 'continue-session', id });
  expect(other.of('refused')).toHaveLength(1);
  expect(other.id).toBe(id);
  expect(other.shown).toBe('ready\n<one>eno\n<two>owt\n<more>erom\n');
});

test('so are several in one file', async () => {
  const { two } = await files();
  refuseImages('The serialized value is too large.', 'UnknownError');
  await tab.send({ type: 'import-session', name: 'all.um32', bytes: two });
  expect(tab.of('sessions-imported')).toMatchObject([
    { count: 2, withoutProgram: 0, unkept: expect.stringContaining('too large to be kept') },
  ]);
  expect(await store.sessions()).toHaveLength(2);
});

test('where the browser keeps nothing an import is refused as a whole, as ever', async () => {
  const { one } = await files();
  refuseImages('Internal error writing a record.', 'UnknownError');
  await tab.send({ type: 'import-session', name: 'a.um32', bytes: one });
  expect(tab.of('session-imported')).toEqual([]);
  expect(await store.sessions()).toEqual([]);
});
