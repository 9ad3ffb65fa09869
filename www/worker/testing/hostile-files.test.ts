/**
 * Owns the check of session files and links that somebody made with malice:
 * what they name is plain, and they take the place of nothing that is there.
 */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { concatenate } from '../output/byte-log.ts';
import type { SessionFile } from '../running/machine-port.ts';
import { ascii } from './bytes.ts';
import { SESSION_FILES } from './scripted-files.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

const NASTY = `\x1b[2Jtwo\nlines ${'W'.repeat(10_000)}`;
const PLAIN = /^\[2Jtwo lines W{100,110}…$/;
const PROGRAM = { name: 'mine.um', bytes: Uint8Array.of(1, 2, 3, 4) };

let store: MemoryStore;
let tab: Tab;

beforeEach(() => {
  store = new MemoryStore();
  tab = new Tab(store, sharedLocks()());
});

afterEach(() => {
  vi.restoreAllMocks();
});

/** A session’s file with something in it altered. */
async function made(alter: (session: SessionFile) => void, isToShare = false): Promise<Uint8Array> {
  const from = new Tab(new MemoryStore(), sharedLocks()());
  await from.load();
  await from.lines('one', 'two');
  await from.send({ type: 'export-session', id: from.id, terminal: TERMINAL, isToShare });
  const session = SESSION_FILES.readSession(from.of('session-file')[0]?.bytes ?? new Uint8Array(0));
  alter(session);
  return SESSION_FILES.writeSession(session);
}

function rename(session: SessionFile): void {
  session.name = NASTY;
  session.image.name = NASTY;
}

test('the names in a file are one line, and not long', async () => {
  await tab.send({ type: 'import-session', name: 'a.um32', bytes: await made(rename) });
  expect(tab.of('session-imported')).toMatchObject([
    { name: expect.stringMatching(PLAIN), imageName: expect.stringMatching(PLAIN) },
  ]);
  const [record] = await store.sessions();
  expect(record?.name).toMatch(PLAIN);
  expect(record?.image.name).toMatch(PLAIN);
  expect((await store.image(record?.image.sha256 ?? ''))?.name).toMatch(PLAIN);
});

test('so are those in a shared file, and in a link', async () => {
  await tab.send({ type: 'open-share', shared: await made(rename, true), file: PROGRAM });
  expect((await store.sessions())[0]?.name).toMatch(PLAIN);
  const link = SESSION_FILES.writeShare({
    sha256: '0'.repeat(64),
    imageName: NASTY,
    entries: [],
    ends: false,
  });
  await tab.send({ type: 'open-share', shared: link });
  expect(tab.of('share-needs-program').at(-1)?.imageName).toMatch(PLAIN);
});

test.each([
  ['nothing', ''],
  ['as much as a file holds', '1'.repeat(10_000)],
])('a session that calls itself %s gets an id of its own', async (_, id) => {
  const bytes = await made((session) => {
    session.id = id;
    session.parent = { id, entries: 1 };
  });
  await tab.send({ type: 'import-session', name: 'a.um32', bytes });
  const [record] = await store.sessions();
  expect(record?.id).toMatch(/^[0-9a-f]{32}$/);
  expect(record?.parent).toBeUndefined();
  await tab.send({ type: 'continue-session', id: record?.id ?? '' });
  expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
});

test('a session whose program goes another way is said to, and kept as it is', async () => {
  const bytes = await made((session) => {
    for (const entry of session.entries.slice(1)) entry.instructions += 1;
  });
  await tab.send({ type: 'import-session', name: 'a.um32', bytes });
  const [before] = await store.sessions();
  await tab.send({ type: 'continue-session', id: before?.id ?? '' });
  expect(tab.of('host-error')).toEqual([]);
  expect(tab.of('session-refused')).toMatchObject([
    {
      title: 'The session goes another way',
      sentence: expect.stringContaining('altered, or kept by another version'),
    },
  ]);
  expect(tab.state).toBe('empty');
  expect(await store.sessions()).toEqual([before]);
  await tab.load();
  await tab.lines('mine');
  expect(tab.shown).toBe('ready\nenim\n');
});

test('a small file of sessions that take more than there is memory for together is refused', async () => {
  const nothing = () => {};
  const files = [await made(nothing), await made(nothing), await made(nothing)];
  const { readSession } = SESSION_FILES;
  const shelf = [{ name: 'zeros', bytes: new Uint8Array(600 * 2 ** 20) }];
  const read = vi
    .spyOn(SESSION_FILES, 'readSession')
    .mockImplementation((bytes) => ({ ...readSession(bytes), shelf }));
  tab = new Tab(store, sharedLocks()());
  await tab.send({ type: 'import-session', name: 'many.um32', bytes: concatenate(files) });
  expect(tab.of('refused')).toMatchObject([
    { name: 'many.um32', sentence: expect.stringMatching(/^This file is larger than um32 takes/) },
  ]);
  expect(read).toHaveBeenCalledTimes(2);
  expect(await store.sessions()).toEqual([]);
});

test('a line as long as a file is listed and shown in the Timeline by its beginning', async () => {
  const line = 'W'.repeat(10_000);
  const beginning = `${'W'.repeat(399)}…`;
  const bytes = await made((session) => {
    for (const entry of session.entries) entry.echo = line;
  });
  await tab.send({ type: 'import-session', name: 'long.um32', bytes });
  const [record] = await store.sessions();
  await tab.send({ type: 'continue-session', id: record?.id ?? '' });
  await tab.send({ type: 'list-sessions' }, { type: 'read-timeline', known: 0 });
  expect(tab.of('sessions').at(-1)?.sessions).toMatchObject([{ lastLine: beginning }]);
  expect(
    tab
      .of('timeline')
      .at(-1)
      ?.marks.map(({ echo }) => echo),
  ).toEqual([beginning, beginning]);
  await tab.send({ type: 'input', bytes: ascii('long\n'), echo: line });
  expect((await store.session(tab.id))?.lastLine).toBe(beginning);
  // What was typed is kept whole.
  expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual([line, line, line]);
});
