/**
 * Owns the check of what one tab does to a session that another has open, each
 * with a store of its own on the same IndexedDB, as browsers have it.
 */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { SessionList } from '../archive/session-list.ts';
import { openDatabase } from '../keeping/database.ts';
import { KeepingError, type SessionStore } from '../keeping/records.ts';
import { sharedLocks, Tab } from './tab.ts';

let owner: Tab;
let other: Tab;
let store: SessionStore;
let id: string;
beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  const locks = sharedLocks();
  store = await openDatabase();
  owner = new Tab(store, locks());
  other = new Tab(await openDatabase(), locks());
  await owner.load();
  await owner.lines('one');
  await owner.pause();
  id = owner.id;
});

async function nameOf(session: string): Promise<string | undefined> {
  return (await store.session(session))?.name;
}

async function renameInOther(name: string): Promise<void> {
  other.clock.nowMs = owner.clock.nowMs += 1_000;
  await other.send({ type: 'rename-session', id, name, rename: 1 });
}

test('the name that another tab gave a session stays when it is gone on with', async () => {
  await renameInOther('Theirs');
  await owner.lines('two');
  await owner.pause();
  expect(await nameOf(id)).toBe('Theirs');
  await owner.send({ type: 'go-by', steps: -1 });
  expect(await nameOf(id), 'gone back in').toBe('Theirs');
  await owner.lines('other');
  expect((await store.entries(id)).map(({ echo }) => echo)).toEqual(['one', 'other']);
  expect(
    (await store.sessions()).map(({ name }) => name),
    'what was left is called so too',
  ).toEqual(['Theirs', 'Theirs']);
});

test('whoever has a session open renames it, before another tab did and after', async () => {
  await owner.send({ type: 'rename-session', id, name: 'Mine', rename: 1 });
  await owner.lines('two');
  expect(await nameOf(id)).toBe('Mine');
  await renameInOther('Theirs');
  expect(await nameOf(id)).toBe('Theirs');
  owner.clock.nowMs += 1_000;
  await owner.send({ type: 'rename-session', id, name: 'Mine again', rename: 2 });
  await owner.lines('three');
  await owner.pause();
  expect(await nameOf(id)).toBe('Mine again');
});

test('the name given last stays, though the clock was set back before', async () => {
  await other.send({ type: 'rename-session', id, name: 'Theirs', rename: 1 });
  owner.dateAheadMs = other.dateAheadMs = -3_600_000;
  await owner.send({ type: 'rename-session', id, name: 'Mine', rename: 2 });
  await owner.lines('two');
  expect(await nameOf(id)).toBe('Mine');
  await other.send({ type: 'rename-session', id, name: 'Theirs again', rename: 3 });
  await owner.lines('three');
  await owner.pause();
  expect(await nameOf(id)).toBe('Theirs again');
});

test('what is typed while another tab changes the session’s facts is not lost', async () => {
  const record = await store.session(id);
  const [one] = await store.entries(id);
  if (!record || !one) throw new Error('nothing is kept');
  const list = new SessionList(await openDatabase(), () => record.changed + 1);
  // One after the other as fast as can be: some line comes between any reading and writing.
  const renaming = (async () => {
    for (let time = 0; time < 10; time++) await list.rename(id, `name ${time}`);
  })();
  const log = [one];
  for (let at = 1; at <= 10; at++) {
    const more = { ...record, entries: at + 1, head: at + 1 };
    log.push({ ...one, moment: `moment ${at}` });
    await store.append(more, log, at, []);
  }
  await renaming;
  expect(await store.session(id)).toMatchObject({ entries: 11, head: 11, name: 'name 9' });
});

test('a session that another tab has put aside is had back by going on with it', async () => {
  await owner.send({ type: 'stop' });
  await other.send({ type: 'delete-session', id });
  await owner.send({ type: 'continue-session', id });
  expect((await store.session(id))?.deleted, 'gone on with').toBeUndefined();
  await owner.lines('two');
  await owner.pause();
  expect((await store.session(id))?.deleted, 'typed to').toBeUndefined();
  const [listed] = await new SessionList(store, () => 0).summaries();
  expect(listed).toMatchObject({ id, lines: 2 });
});

test('a line that another tab types while its session is asked for is there', async () => {
  const locks = sharedLocks()();
  let asked = (): void => {};
  const isAsked = new Promise<void>((resolve) => {
    asked = resolve;
  });
  let letGo = (): void => {};
  const isFree = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const late = new Tab(await openDatabase(), {
    ...locks,
    async take(session) {
      asked();
      await isFree;
      return locks.take(session);
    },
  });
  late.start({ type: 'continue-session', id });
  await isAsked;
  await owner.lines('two');
  await owner.send({ type: 'stop' });
  letGo();
  await late.settle();
  expect(late.shown).toBe('ready\n<one>eno\n<two>owt\n');
  await late.lines('three');
  expect(late.id).toBe(id);
  expect((await store.entries(id)).map(({ echo }) => echo)).toEqual(['one', 'two', 'three']);
});

describe('where browsers have no locks', () => {
  beforeEach(async () => {
    other = new Tab(await openDatabase(), { take: async () => true, giveBack: () => {} });
    await other.send({ type: 'continue-session', id });
    expect(other.id).toBe(id);
  });

  async function echoes(session: string): Promise<(string | undefined)[]> {
    return (await store.entries(session)).map(({ echo }) => echo);
  }

  async function expectParted(mine: string[], theirs: string[]): Promise<void> {
    expect(await echoes(id)).toEqual(mine);
    expect(other.id).not.toBe(id);
    expect(await echoes(other.id)).toEqual(theirs);
    expect(other.of('keeping')).toMatchObject([
      { isKept: true, sentence: expect.stringMatching(/^Another tab has gone on/) },
    ]);
  }

  test('what both type is kept apart', async () => {
    await owner.lines('two');
    await other.lines('their');
    await expectParted(['one', 'two'], ['one', 'their']);
  });

  test('so it is where the other has typed something else in place of the last line', async () => {
    await owner.send({ type: 'go-by', steps: -1 });
    await owner.lines('mine');
    await other.lines('two');
    await expectParted(['mine'], ['one', 'two']);
  });

  test('whoever goes back and types takes nothing away from the other', async () => {
    await owner.lines('two', 'three');
    await other.send({ type: 'go-by', steps: -1 });
    await other.lines('their');
    await expectParted(['one', 'two', 'three'], ['their']);
    await owner.lines('four');
    expect(await echoes(owner.id)).toEqual(['one', 'two', 'three', 'four']);
    expect(owner.id).toBe(id);
    // What the other took back is a session of its own, as ever.
    const kept = await Promise.all((await store.sessions()).map((one) => echoes(one.id)));
    expect(kept).toContainEqual(['one']);
  });
});

test('the page is told at once that a session goes on apart, also where no line has that seen', async () => {
  vi.spyOn(Object.getPrototypeOf(store), 'append').mockRejectedValueOnce(new Error('Refused.'));
  await owner.lines('mine');
  const record = await store.session(id);
  const [one] = await store.entries(id);
  if (!record || !one) throw new Error('not kept');
  await store.append(
    { ...record, entries: 2, head: 2 },
    [one, { ...one, moment: 'theirs' }],
    1,
    [],
  );
  owner.clock.nowMs += 10_000;
  await owner.pause();
  expect(owner.id).not.toBe(id);
  expect((await store.entries(owner.id)).map(({ echo }) => echo)).toEqual(['one', 'mine']);
});

test('a session that could not be read is free for others, and the one that stays open is not', async () => {
  await other.load();
  await other.lines('their');
  await other.pause();
  const theirs = other.id;
  await owner.send({ type: 'stop' });
  const theirStore = await openDatabase();
  vi.spyOn(Object.getPrototypeOf(theirStore), 'entries').mockRejectedValueOnce(
    new KeepingError('The disk fails.'),
  );
  await other.send({ type: 'continue-session', id });
  expect(other.of('session-refused')).toHaveLength(1);
  expect(other.id).toBe(theirs);
  await owner.send({ type: 'continue-session', id: theirs });
  expect(owner.of('session-elsewhere')).toHaveLength(1);
  await owner.send({ type: 'continue-session', id });
  expect(owner.shown).toBe('ready\n<one>eno\n');
});
