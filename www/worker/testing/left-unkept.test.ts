/**
 * Owns the check of sessions that were left with lines the store would not have: whoever goes
 * back finds them, and the page knows that closing the tab would lose them.
 */
import { beforeEach, expect, test } from 'vitest';
import { SmallStore } from './small-store.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

let store: SmallStore;
let locks: ReturnType<typeof sharedLocks>;
let tab: Tab;
/** Has two lines, one of which is kept. */
let left: string;

const isUnkept = (): boolean[] => tab.of('left-unkept').map(({ isUnkept }) => isUnkept);

const linesOf = async (id: string): Promise<string> =>
  (await store.entries(id)).map(({ echo }) => echo).join(' ');

beforeEach(async () => {
  store = new SmallStore();
  store.programs = 9;
  store.lines = 1;
  locks = sharedLocks();
  tab = new Tab(store, locks());
  await tab.load();
  await tab.lines('one', 'two');
  left = tab.id;
  expect(isUnkept(), 'the page knows what is not kept of the open one').toEqual([]);
  await tab.load();
});

test('the page is told that they would be lost, until they are kept', async () => {
  expect(isUnkept()).toEqual([true]);
  await tab.lines('other');
  expect(isUnkept()).toEqual([true]);
  store.lines = 9;
  tab.clock.nowMs += 10_000;
  await tab.lines('more');
  expect(isUnkept()).toEqual([true, false]);
  expect(await linesOf(left)).toBe('one two');
});

test('the session is gone back to with all its lines', async () => {
  await tab.send({ type: 'continue-session', id: left });
  expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
  expect({ id: tab.id, head: tab.head, entries: tab.entries }).toEqual({
    id: left,
    head: 2,
    entries: 2,
  });
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: false, why: 'no-room' });
  expect(isUnkept(), 'the page knows what is not kept of the open one').toEqual([true, false]);
  store.lines = 9;
  tab.clock.nowMs += 10_000;
  await tab.lines('three');
  expect(await linesOf(left)).toBe('one two three');
  expect((await store.sessions()).map(({ id }) => id)).toEqual([left]);
});

test('another tab may have gone on with it: each keeps what was typed in it', async () => {
  store.lines = 1;
  const other = new Tab(store, locks());
  await other.send({ type: 'continue-session', id: left });
  await other.lines('else');
  await tab.send({ type: 'continue-session', id: left });
  expect(tab.of('session-elsewhere')).toHaveLength(1);
  await other.send({ type: 'stop' });
  await tab.send({ type: 'continue-session', id: left });
  expect(tab.entries).toBe(2);
  store.lines = 9;
  tab.clock.nowMs += 10_000;
  await tab.lines('three');
  const all = (await store.sessions()).map(({ id }) => linesOf(id));
  expect(new Set(await Promise.all(all))).toEqual(new Set(['one else', 'one two three']));
});

test('they are kept as soon as a session is deleted to make room', async () => {
  const given = new Tab(store, locks());
  store.lines = 1;
  await given.load();
  await given.lines('given');
  const { id } = given;
  await given.send({ type: 'stop' });
  await tab.send({ type: 'delete-session', id });
  expect(await linesOf(left)).toBe('one two');
  expect(isUnkept()).toEqual([true, false]);
});

test('a session that was gone back in and typed over is free for other tabs, and what took its place is not', async () => {
  store.lines = 2;
  await tab.lines('one', 'two');
  const before = tab.id;
  await tab.send({ type: 'go-by', steps: -1 });
  await tab.lines('other');
  store.lines = 9;
  tab.clock.nowMs += 10_000;
  await tab.lines('more');
  const other = new Tab(store, locks());
  await other.send({ type: 'continue-session', id: before });
  expect(other.id).toBe(before);
  await other.send({ type: 'continue-session', id: tab.id });
  expect(other.of('session-elsewhere')).toMatchObject([{ id: tab.id }]);
});

test('the list has them, what is exported is all of it, and a name given to it stays', async () => {
  store.lines = 0;
  await tab.load();
  await tab.lines('never kept');
  const { id } = tab;
  await tab.load();
  await tab.send({ type: 'rename-session', id, name: 'Full', rename: 1 });
  const listed = tab.of('sessions').at(-1)?.sessions ?? [];
  expect(listed.map(({ id, name, lines }) => ({ id, name, lines }))).toEqual([
    { id, name: 'Full', lines: 1 },
    { id: left, name: 'test.um', lines: 2 },
  ]);
  await tab.send(
    { type: 'export-session', id, terminal: TERMINAL },
    { type: 'export-all-sessions', terminal: TERMINAL },
    { type: 'export-transcript', id: left, characters: 'utf-8' },
  );
  expect(tab.of('transcript').at(-1)?.text).toBe('ready\none\neno\ntwo\nowt\n');
  const exported = tab.of('session-file').map(async ({ bytes }) => {
    const other = new Tab(new SmallStore(), sharedLocks()());
    await other.send({ type: 'import-session', name: 'a.um32', bytes });
    return other
      .of('sessions')
      .at(-1)
      ?.sessions.map(({ lastLine }) => lastLine);
  });
  expect(await Promise.all(exported)).toEqual([['never kept'], ['never kept', 'two']]);
});

test('what is duplicated is all of it, or nothing, which is told', async () => {
  await tab.send({ type: 'duplicate-session', id: left });
  expect(tab.of('session-refused')).toMatchObject([{ sentence: 'No room.' }]);
  expect(await store.sessions()).toHaveLength(1);
  // It has not been asked again for what was left.
  store.lines = 2;
  await tab.send({ type: 'duplicate-session', id: left });
  const copy = (await store.sessions()).find(({ id }) => id !== left);
  expect(await linesOf(copy?.id ?? '')).toBe('one two');
});

test('whoever opens the program again is told of it, with all its lines', async () => {
  expect(tab.of('left-before').at(-1)?.session).toMatchObject({ id: left, lines: 2 });
});

test('what is deleted stays so once there is room, until it is wanted back', async () => {
  await tab.send({ type: 'delete-session', id: left });
  expect(isUnkept(), 'nobody wants it').toEqual([true, false]);
  store.lines = 9;
  tab.clock.nowMs += 10_000;
  await tab.lines('other');
  expect(tab.of('sessions').at(-1)?.sessions).toEqual([]);
  expect(await linesOf(left)).toBe('one');
  await tab.send({ type: 'restore-session', id: left });
  tab.clock.nowMs += 10_000;
  await tab.lines('more');
  expect(await linesOf(left)).toBe('one two');
});

test('the open session is exported with the lines that have no room', async () => {
  await tab.lines('open');
  await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
  expect(tab.of('refused')).toEqual([]);
  const other = new Tab(new SmallStore(), sharedLocks()());
  const [file] = tab.of('session-file');
  await other.send({
    type: 'import-session',
    name: 'a.um32',
    bytes: file?.bytes ?? new Uint8Array(),
  });
  expect(other.of('sessions').at(-1)?.sessions).toMatchObject([{ lines: 1, lastLine: 'open' }]);
});
