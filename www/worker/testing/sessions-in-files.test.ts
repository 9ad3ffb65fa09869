/**
 * Owns the check of which sessions go into a file and come out of it: none that was put aside,
 * none left behind, and each with what it is. Whether a file is taken in as a whole is checked
 * in whole-import.test.ts.
 */
import { beforeEach, expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import type { SessionStore } from '../keeping/records.ts';
import { concatenate } from '../output/byte-log.ts';
import { SESSION_FILES } from './scripted-files.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

let store: SessionStore;
let tab: Tab;
beforeEach(async () => {
  store = new MemoryStore();
  tab = new Tab(store, sharedLocks()());
  await tab.load();
  await tab.lines('one', 'two');
  await tab.pause();
});

/** The file that the page is given last. */
const file = (): Uint8Array => tab.of('session-file').at(-1)?.bytes ?? new Uint8Array(0);

/** Another browser that takes these sessions in. */
async function taken(...files: Uint8Array[]): Promise<{ other: Tab; there: SessionStore }> {
  const there = new MemoryStore();
  const other = new Tab(there, sharedLocks()());
  await other.send({ type: 'import-session', name: 'a.um32', bytes: concatenate(files) });
  return { other, there };
}

test('a session that was put aside is in no file of all sessions', async () => {
  const { id } = tab;
  await tab.load();
  await tab.lines('three');
  await tab.pause();
  await tab.send({ type: 'delete-session', id });
  await tab.send({ type: 'export-all-sessions', terminal: TERMINAL });
  const sessions = SESSION_FILES.splitSessions(file()).map(SESSION_FILES.readSession);
  expect(sessions.map(({ id }) => id)).toEqual([tab.id]);
  await tab.send({ type: 'delete-session', id: tab.id });
  await tab.send({ type: 'export-all-sessions', terminal: TERMINAL });
  expect(tab.of('session-file')).toHaveLength(1);
  expect(tab.of('session-refused').at(-1)?.title).toBe('There is no session to export');
});

test('a session that is gone is told to be, when its file is asked for', async () => {
  await tab.send({ type: 'export-session', id: 'gone', terminal: TERMINAL });
  expect(tab.of('refused')).toMatchObject([
    { sentence: 'That session is not kept here any more.' },
  ]);
  expect(tab.of('session-file')).toEqual([]);
});

test('a session whose file has another program in it is refused', async () => {
  await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
  const session = SESSION_FILES.readSession(file());
  session.image.bytes = Uint8Array.of(9, 9, 9, 9);
  const { other, there } = await taken(SESSION_FILES.writeSession(session));
  expect(other.of('refused')).toMatchObject([
    { sentence: 'The program in a.um32 is not the one its session was played with.' },
  ]);
  expect(await there.sessions()).toEqual([]);
  // Nor is one that is fit beside it.
  const both = await taken(file(), SESSION_FILES.writeSession(session));
  expect(both.other.of('refused')).toHaveLength(1);
  expect(await both.there.sessions()).toEqual([]);
});

test('sessions that came in one file are the same sessions, as far as each had gone', async () => {
  const first = { id: tab.id, created: (await store.session(tab.id))?.created };
  tab.clock.nowMs += 1_000;
  await tab.load();
  await tab.lines('three');
  await tab.send({ type: 'rename-session', id: tab.id, name: 'mine', rename: 1 });
  const second = { id: tab.id, name: 'mine', created: (await store.session(tab.id))?.created };
  await tab.pause();
  await tab.send({ type: 'export-all-sessions', terminal: TERMINAL });
  const { other, there } = await taken(file());
  expect(other.of('sessions-imported')).toMatchObject([{ count: 2, withoutProgram: 0 }]);
  expect(await there.sessions()).toMatchObject([
    { ...second, entries: 1, head: 1, lastLine: 'three', sizeBytes: 6 },
    { ...first, entries: 2, head: 2, lastLine: 'two', sizeBytes: 8 },
  ]);
  for (const { id, instructions } of await there.sessions()) {
    expect(instructions).toBe((await store.entries(id)).at(-1)?.instructions);
  }
});

test('a session that was taken back is so where it comes in a file, and can be done again there', async () => {
  await tab.lines('never ends');
  await tab.pause();
  await tab.send({ type: 'go-to', entries: 2 });
  await tab.pause();
  await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
  const { other, there } = await taken(file());
  const [record] = await there.sessions();
  expect(record).toMatchObject({ entries: 3, head: 2, lastLine: 'two' });
  expect(record?.instructions).toBe((await store.entries(tab.id))[1]?.instructions);
  await other.send({ type: 'continue-session', id: record?.id ?? '' });
  await other.pause();
  expect(await there.sessions()).toMatchObject([{ entries: 3, head: 2 }]);
  await other.send({ type: 'go-by', steps: 1 });
  await other.pause();
  expect(await there.sessions()).toMatchObject([{ entries: 3, head: 3, lastLine: 'never ends' }]);
});

test('a session that is in a file twice is there twice, and neither takes the other’s place', async () => {
  await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
  const { other, there } = await taken(file(), file());
  expect(other.of('sessions-imported')).toMatchObject([{ count: 2, withoutProgram: 0 }]);
  const kept = await there.sessions();
  expect(new Set(kept.map(({ id }) => id)).size).toBe(2);
  for (const { id } of kept) {
    expect((await there.entries(id)).map(({ echo }) => echo)).toEqual(['one', 'two']);
  }
});

test('a session that left another one says so in the list, also where it came in a file', async () => {
  const parent = { id: tab.id, entries: 1 };
  await tab.send({ type: 'go-to', entries: 1 });
  await tab.lines('other');
  await tab.pause();
  const branch = (await store.sessions()).find(({ id }) => id !== tab.id)?.id ?? '';
  const listed = (from: Tab, id: string) =>
    from
      .of('sessions')
      .at(-1)
      ?.sessions.find((session) => session.id === id);
  await tab.send({ type: 'list-sessions' });
  expect(listed(tab, branch)?.parent).toEqual(parent);
  expect(listed(tab, tab.id)).not.toHaveProperty('parent');
  await tab.send({ type: 'export-session', id: branch, terminal: TERMINAL });
  const { other } = await taken(file());
  expect(listed(other, branch)?.parent).toEqual(parent);
});

test('a moment that a copy has too is gone to in the session that is open', async () => {
  const original = tab.id;
  await tab.send({ type: 'duplicate-session', id: original });
  const copy = (await store.sessions()).find(({ id }) => id !== original)?.id ?? '';
  const moment = (await store.entries(original))[0]?.moment ?? '';
  for (const id of [original, copy]) {
    await tab.send({ type: 'continue-session', id }, { type: 'go-to', entries: 2 });
    await tab.send({ type: 'go-to-moment', moment });
    expect(tab.of('session').at(-1)).toMatchObject({ id, head: 1 });
  }
});
