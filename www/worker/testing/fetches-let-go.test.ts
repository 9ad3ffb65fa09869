/**
 * Owns the check of a file that is asked for and does not come: the person stops it, is too late
 * for that, or the program prints without end. What comes is checked in file-exchange.test.ts.
 */
import { beforeEach, expect, test } from 'vitest';
import { WITHHELD_MAX_BYTES } from '../exchange/file-exchange.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import type { SessionStore } from '../keeping/records.ts';
import { fetched, results, send, tabAtShell } from './at-shell.ts';
import { ascii } from './bytes.ts';
import { readLine } from './scripted-machine.ts';
import { sharedLocks, Tab } from './tab.ts';

let store: SessionStore;
let locks: ReturnType<typeof sharedLocks>;
beforeEach(() => {
  store = new MemoryStore();
  locks = sharedLocks();
});

test('a fetch is stopped by going back to before it, and leaves nothing behind', async () => {
  const tab = await tabAtShell(store, locks());
  await tab.send(send('long', 'z'.repeat(120_000)));
  await tab.lines('ls');
  await tab.pause();
  // So slow that it is in its midst for long, once that is known.
  tab.clock.instructionsPerMs = 10;
  await tab.lines('ls');
  await tab.pause();
  const { entries } = tab;
  tab.start({ type: 'fetch-file', name: 'long' });
  for (let turn = 0; turn < 200 && tab.of('exchange').at(-1)?.kind !== 'fetch'; turn++) {
    await tab.settle(1);
  }
  await tab.settle(3);
  tab.clock.instructionsPerMs = 400_000;
  await tab.send({ type: 'stop-exchange' });
  expect(results(tab).at(-1)).toEqual({
    kind: 'fetch',
    name: 'long',
    isDone: false,
    sentence: 'fetching long was stopped.',
  });
  expect(tab.of('file-fetched')).toEqual([]);
  expect(tab.state).toBe('awaiting-input');
  expect(tab.of('session').at(-1)?.head).toBe(entries);
  expect(tab.shown).toMatch(/bytes\]\n.*\n% (<ls>long\ncode\/\na.out\*\n% ){2}$/);
  // What is typed next takes its place: no session is kept of the fetch.
  await tab.lines('nonsense');
  await tab.pause();
  expect(tab.entries).toBe(entries + 1);
  expect(await store.sessions()).toHaveLength(1);
  expect((await store.entries(tab.id)).at(-1)?.echo).toBe('nonsense');
  expect((await fetched(tab, 'long'))?.length).toBe(120_000);
});

test('what a fetch printed that was undone goes with it once something else is typed', async () => {
  const tab = await tabAtShell(store, locks());
  await tab.send(send('long', 'z'.repeat(120_000)));
  await tab.send({ type: 'fetch-file', name: 'long' });
  await tab.pause();
  const moment = (await store.entries(tab.id)).at(-1)?.moment ?? '';
  const outputBytes = async () => (await store.moments([moment]))[0]?.output.length ?? 0;
  expect(await outputBytes()).toBeGreaterThan(120_000);
  await tab.send({ type: 'go-by', steps: -1 });
  expect(await outputBytes(), 'it may be done again').toBeGreaterThan(120_000);
  await tab.lines('ls');
  await tab.pause();
  expect(await outputBytes()).toBe(0);
  // Asked for once more, it is kept once more.
  await tab.send({ type: 'go-by', steps: -1 });
  await tab.send({ type: 'fetch-file', name: 'long' });
  await tab.pause();
  expect(await outputBytes()).toBeGreaterThan(120_000);
});

test('what was typed while a file was fetched is not lost when the fetch is stopped', async () => {
  const tab = await tabAtShell(store, locks());
  tab.start({ type: 'fetch-file', name: 'note' });
  tab.start({ type: 'input', bytes: ascii('ls\n'), echo: 'ls' });
  tab.start({ type: 'stop-exchange' });
  await tab.settle();
  expect(results(tab)).toMatchObject([{ name: 'note', isDone: false }]);
  expect(tab.shown.replace('% ', '')).toBe('code/\na.out*\n% ');
  expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['ls']);
});

test('a fetch that is over before it is stopped stays', async () => {
  const tab = await tabAtShell(store, locks());
  await tab.send({ type: 'fetch-file', name: 'note' });
  const { shown } = tab;
  await tab.send({ type: 'stop-exchange' });
  expect(tab.shown).toBe(shown);
  expect(tab.of('loaded')).toHaveLength(1);
});

test('a program that prints without end where a file was asked for is let go, and seen to', async () => {
  const tab = new Tab(store, locks(), function* () {
    yield { do: 'print', bytes: ascii('% ') };
    yield* readLine();
    yield* readLine();
    const much = ascii('and on '.repeat(150_000));
    for (let printed = 0; printed < 2 * WITHHELD_MAX_BYTES; printed += much.length) {
      yield { do: 'print', bytes: much };
    }
    yield { do: 'print', bytes: ascii('% ') };
    yield* readLine();
  });
  await tab.load();
  await tab.send({ type: 'fetch-file', name: 'endless' }, send('next', 'x'));
  expect(results(tab)).toMatchObject([
    { name: 'endless', isDone: false, sentence: 'endless was left half way.' },
    { name: 'next', isDone: false, sentence: 'next was not begun.' },
  ]);
  const shown = tab.of('output').reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect(shown).toBeGreaterThan(WITHHELD_MAX_BYTES / 2);
  expect(tab.state).toBe('awaiting-input');
});
