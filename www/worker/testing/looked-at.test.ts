/** Owns the checks of files that are only looked at: it is told whether they are programs, and what runs goes on. */
import { expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { sharedLocks, Tab } from './tab.ts';

const lookAt = (load: number, name: string) =>
  ({ type: 'look-at-file', load, name, bytes: Uint8Array.of(1, 2, 3, 4) }) as const;
const ANSWERS = [
  { type: 'looked-at', load: 1, sentence: 'This file is text.' },
  { type: 'looked-at', load: 2 },
];

test('the program that runs is asked on, in the same machine', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()());
  await tab.load();
  await tab.lines('one');
  const { machines } = tab;
  await tab.send(lookAt(1, 'letter.txt'), lookAt(2, 'other.um'));
  await tab.lines('two');
  expect(tab.of('looked-at')).toEqual(ANSWERS);
  expect(tab.of('refused')).toEqual([]);
  expect(tab.shown).toBe('ready\neno\nowt\n');
  expect(tab.machines).toBe(machines);
});

test('a way elsewhere goes on, and is not waited for', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()());
  await tab.load();
  await tab.lines('one', 'two');
  await tab.send({ type: 'go-to', entries: 1 }, lookAt(1, 'letter.txt'), lookAt(2, 'other.um'));
  expect(tab.of('looked-at')).toEqual(ANSWERS);
  const types = tab.events.map(({ type }) => type);
  expect(types.indexOf('looked-at')).toBeLessThan(types.lastIndexOf('history'));
  expect(tab.shown).toBe('ready\n<one>eno\n');
});
