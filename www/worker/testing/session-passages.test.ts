/**
 * Owns the check of sessions whose output is not known here, because they came
 * in a file: it is found out beside the program that runs, and not in its way.
 */
import { beforeEach, expect, test } from 'vitest';
import type { Command, Event } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import type { SessionStore } from '../keeping/records.ts';
import { ascii } from './bytes.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

const LINES = ['one', 'two', 'three', 'four', 'five'];
const TRANSCRIPT = `ready\n${LINES.map((line) => `${line}\n${[...line].reverse().join('')}\n`).join('')}`;

let store: SessionStore;
let tab: Tab;
let id: string;
let file: Uint8Array;

beforeEach(async () => {
  const elsewhere = new Tab(new MemoryStore(), sharedLocks()());
  await elsewhere.load();
  await elsewhere.lines(...LINES);
  await elsewhere.pause();
  await elsewhere.send({ type: 'export-session', id: elsewhere.id, terminal: TERMINAL });
  file = elsewhere.of('session-file')[0]?.bytes ?? new Uint8Array(0);

  store = new MemoryStore();
  tab = new Tab(store, sharedLocks()());
  await tab.send({ type: 'import-session', name: 'a.um32', bytes: file });
  id = tab.of('session-imported')[0]?.id ?? '';
});

/** Lets things happen until this many of an event came. */
async function came(of: Tab, type: Event['type'], count: number, slices?: number): Promise<void> {
  for (let turn = 0; turn < 1000 && of.of(type).length < count; turn++) await of.settle(slices);
}

const transcript = (): Command => ({ type: 'export-transcript', id, characters: 'utf-8' });

test('a session that was imported and never continued gives transcript and cast', async () => {
  await tab.send(transcript());
  await came(tab, 'transcript', 1);
  expect(tab.of('transcript')).toMatchObject([{ text: TRANSCRIPT, isCut: false }]);
  expect(tab.of('loaded'), 'nothing was opened for it').toEqual([]);
  await tab.send({ type: 'export-cast', id, columns: 80, rows: 24, isToPlay: true });
  await came(tab, 'cast', 1);
  expect(tab.of('cast')[0]?.text).toBe(
    TRANSCRIPT.replace(/^(one|two|three|four|five)\n/gm, '<$1>'),
  );
  expect(tab.of('session-refused')).toEqual([]);
  const moments = await store.moments((await store.entries(id)).map(({ moment }) => moment));
  expect(moments.every((moment) => moment?.trail?.printed)).toBe(true);
});

test('the program that is open goes on meanwhile, and is typed to', async () => {
  await tab.load();
  await tab.lines('mine');
  const { machines } = tab;
  tab.start(transcript());
  tab.start({ type: 'input', bytes: ascii('more\n'), echo: 'more' });
  // Each slice of the open program and each step aside come in turn.
  await came(tab, 'transcript', 1, 1);
  await tab.settle();
  expect(tab.of('transcript')[0]?.text).toBe(TRANSCRIPT);
  expect(tab.shown).toBe('ready\nenim\nerom\n');
  expect(tab.machines).toBe(machines);
  await tab.lines('still');
  expect(tab.shown).toBe('ready\nenim\nerom\nllits\n');
});

test('a long way is told, and gives what it has when it is stopped', async () => {
  tab.asideMs = 250;
  tab.start(transcript());
  await came(tab, 'going-through', 1, 0);
  expect(tab.of('going-through')[0]).toMatchObject({ name: 'test.um' });
  await tab.send({ type: 'stop-going-through' });
  expect(tab.of('gone-through')).toHaveLength(1);
  const text = tab.of('transcript')[0]?.text ?? '';
  const [refused] = tab.of('session-refused');
  expect(TRANSCRIPT.startsWith(text) && text.length < TRANSCRIPT.length).toBe(true);
  expect(refused?.sentence).toMatch(/^It was stopped after \d of 5 lines\.$/);
  // Asked again, it goes the whole way.
  await tab.send(transcript());
  await came(tab, 'transcript', 2);
  expect(tab.of('transcript')[1]?.text).toBe(TRANSCRIPT);
});

test('one line is told as one', async () => {
  const session = JSON.parse(String.fromCharCode(...file));
  const entries = session.entries.slice(0, 1);
  const bytes = ascii(JSON.stringify({ ...session, id: 'short', entries, marks: [] }));
  await tab.send({ type: 'import-session', name: 'short.um32', bytes });
  tab.asideMs = 250;
  tab.start({ type: 'export-transcript', id: 'short', characters: 'utf-8' });
  await came(tab, 'going-through', 1, 0);
  await tab.send({ type: 'stop-going-through' });
  expect(tab.of('session-refused')[0]?.sentence).toBe('It was stopped after 0 of 1 line.');
});

test('without its program it says which one is missing', async () => {
  const session = JSON.parse(String.fromCharCode(...file));
  delete session.image.bytes;
  const bytes = ascii(JSON.stringify({ ...session, id: 'bare' }));
  const bare = new Tab(new MemoryStore(), sharedLocks()());
  await bare.send({ type: 'import-session', name: 'bare.um32', bytes });
  await bare.send({ type: 'export-transcript', id: 'bare', characters: 'utf-8' });
  expect(bare.of('transcript')).toEqual([]);
  expect(bare.of('session-refused')[0]?.sentence).toContain('its program test.um is not kept here');
});

test('a log that is another program’s is refused, and what was kept stays', async () => {
  const session = JSON.parse(String.fromCharCode(...file));
  session.entries[2].instructions += 1;
  const bytes = ascii(JSON.stringify({ ...session, id: 'spoilt' }));
  await tab.send({ type: 'import-session', name: 'spoilt.um32', bytes });
  await tab.send({ type: 'export-transcript', id: 'spoilt', characters: 'utf-8' });
  await came(tab, 'session-refused', 1);
  expect(tab.of('transcript')).toEqual([]);
  expect(tab.of('session-refused')[0]?.sentence).toMatch(/^It could not be gone through: /);
});

test('what is beyond where a way was ended is found too', async () => {
  tab.clock.instructionsPerMs = 10_000;
  tab.start({ type: 'continue-session', id });
  await came(tab, 'replaying', 2, 1);
  await tab.send({ type: 'interrupt' });
  expect(tab.of('session').at(-1)?.head).toBeLessThan(LINES.length);
  await tab.send({ type: 'find-text', text: 'evif', characters: 'utf-8' });
  await came(tab, 'found', 1);
  expect(tab.of('found')).toMatchObject([{ total: 1, hits: [{ entries: 5, hit: 'evif' }] }]);
});

test('the open program’s transcript has what it printed by now', async () => {
  await tab.load();
  await tab.lines('mine');
  tab.clock.instructionsPerMs = 10;
  tab.start({ type: 'input', bytes: ascii('long\n'), echo: 'long' });
  await tab.settle(3);
  tab.start({ type: 'export-transcript', id: tab.id, characters: 'utf-8' });
  await came(tab, 'transcript', 1, 0);
  expect(tab.of('transcript')[0]?.text).toBe('ready\nmine\nenim\nlong\n');
});
