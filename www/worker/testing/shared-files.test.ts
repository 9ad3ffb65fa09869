/**
 * Owns the check of files made to be shared: without the program, opened like a
 * link, checked by hash and by the way the program goes.
 */
import { beforeEach, expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import type { SessionStore } from '../keeping/records.ts';
import { ascii } from './bytes.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

const PROGRAM = { name: 'mine.um', bytes: Uint8Array.of(1, 2, 3, 4) };

let store: SessionStore;
let tab: Tab;
let file: Uint8Array;

beforeEach(async () => {
  const from = new Tab(new MemoryStore(), sharedLocks()());
  await from.load();
  await from.lines('one', 'two', 'three', 'four');
  await from.send({ type: 'go-to', entries: 3 });
  await from.send({ type: 'rename-session', id: from.id, name: 'An evening', rename: 1 });
  const { id } = from;
  await from.send({ type: 'export-session', id, terminal: TERMINAL, isToShare: true });
  file = from.of('session-file')[0]?.bytes ?? new Uint8Array(0);
  store = new MemoryStore();
  tab = new Tab(store, sharedLocks()());
});

const content = () => JSON.parse(String.fromCharCode(...file));

test('it has neither the program nor what was taken back', () => {
  const { image, entries } = content();
  expect(image.bytes).toBeUndefined();
  expect(entries.map(({ echo }: { echo: string }) => echo)).toEqual(['one', 'two', 'three']);
});

test('its program is asked for by name, checked by hash, and the session opened as it was', async () => {
  await tab.send({ type: 'import-session', name: 'a.um32', bytes: file });
  const [came] = tab.of('shared-file');
  expect(came?.bytes).toEqual(file);
  expect(tab.of('session-imported')).toEqual([]);
  expect(await store.sessions()).toEqual([]);

  await tab.send({ type: 'open-share', shared: file });
  expect(tab.of('share-needs-program')).toMatchObject([
    { imageName: 'test.um', sha256: content().image.sha256 },
  ]);
  const wrong = { name: 'other.um', bytes: Uint8Array.of(5, 6, 7, 8) };
  await tab.send({ type: 'open-share', shared: file, file: wrong });
  expect(tab.of('session-refused').at(-1)?.sentence).toMatch(/^other.um is not the program/);
  expect(tab.of('loaded')).toEqual([]);

  await tab.send({ type: 'open-share', shared: file, file: PROGRAM });
  expect(tab.of('share-opened')).toMatchObject([{ id: tab.id, entries: 3 }]);
  expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
  const [kept] = await store.sessions();
  expect(kept).toMatchObject({ id: tab.id, name: 'An evening', entries: 3 });
  const dates = (await store.entries(tab.id)).map(({ date }) => date);
  expect(dates).toEqual(content().entries.map(({ date }: { date: number }) => date));

  // It is watched from the beginning, and taken over.
  await tab.send({ type: 'go-to', entries: 0 });
  await tab.send({ type: 'type-again', id: tab.id, head: 0 });
  expect(tab.of('typed-again')).toMatchObject([{ echo: 'one' }]);
  await tab.lines('mine');
  expect(tab.shown).toBe('ready\neno\nenim\n');
  expect(await store.sessions()).toHaveLength(2);
});

test('who has the program is not asked for it', async () => {
  await tab.load();
  await tab.lines('mine');
  await tab.send({ type: 'open-share', shared: file });
  expect(tab.of('share-needs-program')).toEqual([]);
  expect(tab.of('share-opened')).toMatchObject([{ entries: 3 }]);
  expect(await store.sessions()).toHaveLength(2);
});

test('one that was made up is refused, and nothing of it kept', async () => {
  const made = content();
  made.entries[1].instructions += 1;
  const bytes = ascii(JSON.stringify(made));
  await tab.send({ type: 'open-share', shared: bytes, file: PROGRAM });
  expect(tab.of('session-refused').at(-1)?.sentence).toContain('it was made up');
  expect(tab.of('share-opened')).toEqual([]);
  expect(await store.sessions()).toEqual([]);
  await tab.send({ type: 'open-share', shared: ascii('nonsense'), file: PROGRAM });
  expect(tab.of('session-refused').at(-1)?.sentence).toBe('This is no session file.');
});

test('a file without its program that was not made to be shared is imported as ever', async () => {
  const plain = content();
  delete plain.notes.shared;
  const bytes = ascii(JSON.stringify(plain));
  await tab.send({ type: 'import-session', name: 'a.um32', bytes });
  expect(tab.of('session-imported')).toMatchObject([{ hasProgram: false }]);
});
