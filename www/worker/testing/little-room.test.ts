/**
 * Owns the check of a disk with little room left: what fits is kept, lines before programs
 * and those before checkpoints, and what does not fit is said.
 */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Command } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { KeepingError } from '../keeping/records.ts';
import { SmallStore } from './small-store.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

let store: SmallStore;
let tab: Tab;
let one: Uint8Array;
/** With two sessions, of one line and two. */
let all: Uint8Array;

beforeEach(async () => {
  const from = new Tab(new MemoryStore(), sharedLocks()());
  await from.load();
  await from.lines('one', 'two');
  await from.send({ type: 'export-session', id: from.id, terminal: TERMINAL });
  await from.load();
  await from.lines('three');
  await from.send({ type: 'export-all-sessions', terminal: TERMINAL });
  [one, all] = from.of('session-file').map(({ bytes }) => bytes) as [Uint8Array, Uint8Array];
  store = new SmallStore();
  tab = new Tab(store, sharedLocks()());
});

const UNKEPT = 'test.um could not be kept: the browser has no room left for it.';

test('a program that has no room is played, and its lines are kept', async () => {
  await tab.load();
  expect(tab.of('keeping')).toEqual([
    {
      type: 'keeping',
      isKept: false,
      why: 'no-room',
      isProgramOnly: true,
      sentence: `${UNKEPT} What is typed is kept as long as there is room; to continue it another time, open the program’s file first.`,
    },
  ]);
  await tab.lines('one', 'two');
  expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['one', 'two']);
  expect(tab.of('keeping')).toHaveLength(1);
  // It is not offered with every line.
  expect(store.offered).toBe(1);

  // Once there is room it is kept, too, and that is told.
  store.programs = 1;
  tab.clock.nowMs += 10_000;
  await tab.lines('three');
  expect(tab.of('keeping').at(-1)).toEqual({ type: 'keeping', isKept: true, sentence: '' });
  expect(await store.image(tab.of('loaded')[0]?.sha256 ?? '')).toBeDefined();
});

test('checkpoints make room for it', async () => {
  store.programs = 1;
  await tab.load();
  await tab.lines('one');
  store.hasCheckpoint = true;
  await tab.send({ type: 'load', name: 'other.um', bytes: Uint8Array.of(9, 9, 9, 9) });
  expect(tab.of('keeping')).toEqual([]);
  expect(await store.image(tab.of('loaded').at(-1)?.sha256 ?? '')).toBeDefined();
});

test('a program that was opened and never typed to makes room, and is kept again once it is typed to', async () => {
  store.programs = 1;
  await tab.load();
  const [first] = tab.of('loaded');
  const other = new Tab(store, sharedLocks()());
  await other.send({ type: 'load', name: 'other.um', bytes: Uint8Array.of(9, 9, 9, 9) });
  const [second] = other.of('loaded');
  expect(other.of('keeping')).toEqual([]);
  expect(await store.image(second?.sha256 ?? '')).toBeDefined();
  expect(await store.image(first?.sha256 ?? '')).toBeUndefined();
  await tab.lines('one');
  expect(tab.of('keeping')).toEqual([]);
  expect(await store.image(first?.sha256 ?? '')).toBeDefined();
});

test('lines that were taken back where there was no room are kept once there is, beside what took their place', async () => {
  store.programs = 1;
  store.lines = 1;
  await tab.load();
  await tab.lines('one', 'two', 'three');
  await tab.send({ type: 'go-to', entries: 0 });
  await tab.lines('other');
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: false, why: 'no-room' });

  store.lines = 100;
  tab.clock.nowMs += 10_000;
  await tab.lines('more');
  expect(tab.of('keeping').at(-1)).toEqual({ type: 'keeping', isKept: true, sentence: '' });
  const logs = (await store.sessions()).map(async ({ id, entries, head, lastLine }) => ({
    lines: (await store.entries(id)).map(({ echo }) => echo).join(' '),
    entries,
    head,
    lastLine,
  }));
  expect(new Set(await Promise.all(logs))).toEqual(
    new Set([
      { lines: 'one two three', entries: 3, head: 3, lastLine: 'three' },
      { lines: 'other more', entries: 2, head: 2, lastLine: 'more' },
    ]),
  );
});

test('a session that was left where there was no room is kept once there is', async () => {
  store.programs = 1;
  store.lines = 1;
  await tab.load();
  await tab.lines('one', 'two');
  const left = tab.id;
  await tab.send({ type: 'start-over' });
  await tab.lines('other');
  expect((await store.entries(left)).map(({ echo }) => echo)).toEqual(['one']);
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: false });

  store.lines = 100;
  tab.clock.nowMs += 10_000;
  await tab.lines('more');
  expect((await store.entries(left)).map(({ echo }) => echo)).toEqual(['one', 'two']);
  expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['other', 'more']);
  expect(tab.of('keeping').at(-1)).toEqual({ type: 'keeping', isKept: true, sentence: '' });
});

test('lines that have no room either are told of as such', async () => {
  store.lines = 1;
  await tab.load();
  await tab.lines('one', 'two');
  expect(tab.of('keeping').at(-1)).toMatchObject({
    isKept: false,
    why: 'no-room',
    sentence: expect.stringContaining('The last typed line is not kept'),
  });
  expect(tab.of('keeping').at(-1)).not.toHaveProperty('isProgramOnly');
});

test('all is kept of a session that was gone back in and typed over on a full disk', async () => {
  store.programs = 9;
  await tab.load();
  await tab.lines('one', 'two');
  const before = tab.id;
  await tab.send({ type: 'go-by', steps: -1 });
  store.lines = 0;
  await tab.lines('other');
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: false, why: 'no-room' });
  expect((await store.entries(before)).map(({ echo }) => echo)).toEqual(['one', 'two']);
  store.lines = 9;
  tab.clock.nowMs += 10_000;
  await tab.lines('more');
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: true });
  const { id } = tab;
  expect((await store.entries(id)).map(({ echo }) => echo)).toEqual(['one', 'other', 'more']);
  expect((await store.session(id))?.parent).toEqual({ id: before, entries: 1 });
  expect((await store.entries(before)).map(({ echo }) => echo)).toEqual(['one', 'two']);
});

test.each(['link', 'file'])(
  'a session shared by a %s that had no room is kept whole once there is some',
  async (way) => {
    const from = new Tab(new MemoryStore(), sharedLocks()());
    await from.load();
    await from.lines('one', 'two');
    await from.send(
      { type: 'share-session' },
      { type: 'export-session', id: from.id, terminal: TERMINAL, isToShare: true },
    );
    const [link] = from.of('shared');
    const [file] = from.of('session-file');
    store.programs = 9;
    store.lines = 0;
    await tab.load();
    const shared = (way === 'link' ? link?.text : file?.bytes) ?? '';
    await tab.send({ type: 'open-share', shared });
    expect(tab.of('keeping')).toMatchObject([
      { sentence: expect.stringContaining('Nothing of this session is kept') },
    ]);
    store.lines = 9;
    tab.clock.nowMs += 10_000;
    await tab.lines('more');
    expect(tab.of('keeping').slice(1)).toEqual([{ type: 'keeping', isKept: true, sentence: '' }]);
    expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['one', 'two', 'more']);
  },
);

test('where only what was printed has no room that is said, and no line is called lost', async () => {
  store.programs = 9;
  await tab.load();
  await tab.lines('one');
  const putting = vi.spyOn(store, 'putMoments');
  putting.mockRejectedValue(new KeepingError('No room.', 'no-room'));
  await tab.pause();
  expect(tab.of('keeping').at(-1)).toMatchObject({
    sentence: 'No room. All typed lines are kept, but what the program printed last is not.',
  });
});

test('a store that refuses for another reason than room costs no session that was put aside', async () => {
  store.programs = 9;
  await tab.load();
  await tab.lines('one');
  const putAside = tab.id;
  await tab.load();
  await tab.lines('two');
  await tab.send({ type: 'delete-session', id: putAside });
  vi.spyOn(store, 'append').mockRejectedValue(new KeepingError('The disk fails.'));
  await tab.lines('three');
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: false, why: 'refused' });
  expect((await store.entries(putAside)).map(({ echo }) => echo)).toEqual(['one']);
});

test.each([
  ['one session', () => one, 'session-imported', { hasProgram: true }],
  ['two', () => all, 'sessions-imported', { count: 2, withoutProgram: 0 }],
] as const)('a file with %s is imported without the program', async (_, file, type, told) => {
  await tab.send({ type: 'import-session', name: 'a.um32', bytes: file().slice() });
  expect(tab.of('host-error')).toEqual([]);
  expect(tab.of(type)).toMatchObject([{ ...told, unkept: UNKEPT }]);
  const [kept] = await store.sessions();
  await tab.send({ type: 'continue-session', id: kept?.id ?? '' });
  expect(tab.state).toBe('awaiting-input');
  await tab.lines('more');
  expect((await store.entries(tab.id)).at(-1)?.echo).toBe('more');
});

test('a file whose lines have no room is refused as a whole, and says why', async () => {
  store.programs = 1;
  store.lines = 2;
  await tab.send({ type: 'import-session', name: 'all.um32', bytes: all });
  expect(tab.of('host-error')).toEqual([]);
  expect(tab.of('sessions-imported')).toEqual([]);
  expect(tab.of('refused')).toEqual([
    {
      type: 'refused',
      name: 'all.um32',
      sentence:
        'No room. Nothing in the file was imported. Delete sessions that are not needed, then import it again.',
    },
  ]);
  expect(await store.sessions()).toEqual([]);
});

test('a session that is deleted to make room makes room for what is typed, and for a file', async () => {
  store.programs = 9;
  store.lines = 2;
  await tab.load();
  await tab.lines('one', 'two');
  const deleted = tab.id;
  await tab.load();
  await tab.lines('new');
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: false, why: 'no-room' });
  await tab.send({ type: 'delete-session', id: deleted });
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: true });
  await tab.lines('next');
  expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['new', 'next']);

  await tab.send({ type: 'import-session', name: 'one.um32', bytes: one.slice() });
  expect(tab.of('refused').at(-1)?.sentence).toMatch(/Delete sessions that are not needed/);
  const { id } = tab;
  await tab.send({ type: 'stop' }, { type: 'delete-session', id });
  await tab.send({ type: 'import-session', name: 'one.um32', bytes: one.slice() });
  expect(tab.of('session-imported')).toHaveLength(1);
});

test('a session is deleted where there is no room to put it aside', async () => {
  store.programs = 9;
  store.lines = 1;
  await tab.load();
  await tab.lines('one');
  const deleted = tab.id;
  await tab.load();
  await tab.lines('new');
  store.isFull = true;
  await tab.send({ type: 'delete-session', id: deleted });
  expect(tab.of('session-refused')).toEqual([]);
  expect(tab.of('sessions').at(-1)?.sessions).toMatchObject([{ id: tab.id, lastLine: 'new' }]);
  expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['new']);
});

test.each<Command>([
  { type: 'stop' },
  { type: 'load', name: 'other.um', bytes: Uint8Array.of(9, 9, 9, 9) },
  { type: 'start-over' },
])('lines that had no room are kept with the last chance there is, before $type', async (last) => {
  store.lines = 0;
  store.programs = 9;
  await tab.load();
  await tab.lines('one');
  const { id } = tab;
  expect(await store.entries(id)).toEqual([]);
  store.lines = 9;
  await tab.send(last);
  expect((await store.entries(id)).map(({ echo }) => echo)).toEqual(['one']);
});
