/**
 * Owns the check of a database that the browser takes away while a session is
 * open, or never opens: what is in memory is kept again, and what is said of it
 * is true.
 */
import { beforeEach, expect, test, vi } from 'vitest';
import { emptyDatabase, silentDatabase } from '../../database/doubles.ts';
import { openDatabase } from '../keeping/database.ts';
import { openKeeping } from '../keeping/open-keeping.ts';
import type { SessionStore } from '../keeping/records.ts';
import { ascii } from './bytes.ts';
import { SESSION_FILES } from './scripted-files.ts';
import { sharedLocks, Tab, TERMINAL, text } from './tab.ts';

let cut: () => void;
let store: SessionStore;
let tab: Tab;

/** The person clears what the site keeps. */
function clear(): void {
  const cutBefore = cut;
  cut = emptyDatabase();
  cutBefore();
}

beforeEach(async () => {
  cut = emptyDatabase();
  store = await openDatabase();
  tab = new Tab(store, sharedLocks()());
  await tab.load();
  await tab.lines('one', 'two');
  await tab.pause();
});

async function echoes(): Promise<(string | undefined)[]> {
  return (await store.entries(tab.id)).map(({ echo }) => echo);
}

test('a connection that is cut is made again, and nothing is said', async () => {
  cut();
  await tab.lines('three');
  await tab.pause();
  expect(await echoes()).toEqual(['one', 'two', 'three']);
  expect(tab.of('keeping')).toEqual([]);
});

test('a session whose database was cleared is kept again whole with the next line', async () => {
  const { id } = tab;
  clear();
  await tab.lines('three');
  await tab.pause();
  expect(tab.of('keeping')).toEqual([
    {
      type: 'keeping',
      isKept: true,
      sentence: 'What the browser had kept of it is gone. All its lines are kept again.',
    },
  ]);
  expect(tab.id).toBe(id);
  expect(await echoes()).toEqual(['one', 'two', 'three']);
  const outputs = await store.moments((await store.entries(id)).map(({ moment }) => moment));
  expect(outputs.map((moment) => text(moment?.output ?? ascii('-')))).toEqual([
    'eno\n',
    'owt\n',
    'eerht\n',
  ]);
  await tab.send({ type: 'stop' });
  await tab.send({ type: 'continue-session', id });
  expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
});

test('it is exported at once, all of it', async () => {
  clear();
  await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
  await tab.send({ type: 'export-all-sessions', terminal: TERMINAL });
  expect(tab.of('refused')).toEqual([]);
  expect(tab.of('session-refused')).toEqual([]);
  for (const { bytes } of tab.of('session-file')) {
    const { entries, image } = SESSION_FILES.readSession(bytes);
    expect([entries.length, image.bytes]).toEqual([2, Uint8Array.of(1, 2, 3, 4)]);
  }
  expect(tab.of('session-file')).toHaveLength(2);
});

test('so is what was gone back from and is typed over', async () => {
  await tab.send({ type: 'go-by', steps: -1 });
  clear();
  await tab.lines('other');
  await tab.pause();
  expect(await echoes()).toEqual(['one', 'other']);
  const left = (await store.sessions()).find(({ id }) => id !== tab.id);
  const log = await store.entries(left?.id ?? '');
  expect(log.map(({ echo }) => echo)).toEqual(['one', 'two']);
  expect(await store.image(left?.image.sha256 ?? '')).toBeDefined();
});

test('a newer um32 that takes the database over is told of, and left alone', async () => {
  const newer = indexedDB.open('um32', 99);
  await new Promise((done) => {
    newer.onsuccess = done;
  });
  tab.clock.nowMs += 10_000;
  await tab.lines('three');
  expect(tab.of('keeping').at(-1)).toMatchObject({
    isKept: false,
    sentence: expect.stringMatching(/^A newer um32 is open in another tab/),
  });
  await tab.send({ type: 'list-sessions' });
  expect(tab.of('host-error'), 'the machine is well').toEqual([]);
  expect(tab.of('session-refused')).toEqual([
    {
      type: 'session-refused',
      title: 'What was asked could not be done',
      sentence:
        'A newer um32 is open in another tab and has taken over what is kept. Reload this page.',
    },
  ]);
  newer.result.close();
});

test('a database that is deleted is begun anew', async () => {
  const deleting = indexedDB.deleteDatabase('um32');
  await new Promise((done) => {
    deleting.onsuccess = done;
  });
  await tab.lines('three');
  await tab.pause();
  expect(await echoes()).toEqual(['one', 'two', 'three']);
});

test('a database that does not answer is waited for ten seconds, then given up', async () => {
  vi.useFakeTimers();
  try {
    silentDatabase();
    const opening = openKeeping();
    let isGivenUp = false;
    void opening.then(() => {
      isGivenUp = true;
    });
    await vi.advanceTimersByTimeAsync(9_999);
    expect(isGivenUp).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    // No time goes by any more.
    expect((await opening).trouble).toMatch(/^The browser’s storage does not answer\./);
  } finally {
    vi.useRealTimers();
  }
});
