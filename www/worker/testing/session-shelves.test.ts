/**
 * Owns the check of shelves that go with sessions into files and back: the
 * program's own with its session, once in a file with several, none in a file to
 * be shared.
 */
import { beforeEach, expect, test } from 'vitest';
import type { Shelf } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { ascii } from './bytes.ts';
import { SESSION_FILES } from './scripted-files.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

let tab: Tab;
let shelves: Shelf[];
beforeEach(async () => {
  tab = new Tab(new MemoryStore(), sharedLocks()());
  await tab.load();
  await tab.lines('one');
  await tab.pause();
  shelves = [
    { project: 'another program', files: [{ name: 'other', bytes: ascii('not this one') }] },
    {
      project: tab.of('loaded').at(-1)?.sha256 ?? '',
      files: [
        { name: 'a.bas', bytes: ascii('text') },
        { name: 'b', bytes: Uint8Array.of(0, 13, 10, 255), mode: 'binary' },
        { name: 'c', bytes: ascii('text\r\n'), mode: 'text' },
      ],
    },
  ];
});

const file = (): Uint8Array => tab.of('session-file').at(-1)?.bytes ?? new Uint8Array(0);

/** What another browser is told when it takes the file in. */
async function imported(bytes: Uint8Array): Promise<Shelf[] | undefined> {
  const other = new Tab(new MemoryStore(), sharedLocks()());
  await other.send({ type: 'import-session', name: 'file.um32', bytes });
  expect(other.of('refused')).toEqual([]);
  return other.of('shelves-imported').at(-1)?.shelves;
}

test('the shelf of its program goes with a session, and how its files are sent', async () => {
  await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL, shelves });
  expect(await imported(file())).toEqual([shelves[1]]);
});

test('in a file with several sessions it is there once', async () => {
  await tab.load();
  await tab.lines('two');
  await tab.pause();
  await tab.send({ type: 'export-all-sessions', terminal: TERMINAL, shelves });
  const pieces = SESSION_FILES.splitSessions(file());
  expect(pieces.map((piece) => SESSION_FILES.readSession(piece).shelf?.length)).toEqual([3, 0]);
  expect(await imported(file())).toEqual([shelves[1]]);
});

test('a file to be shared has none, and neither has one without shelves', async () => {
  const { id } = tab;
  await tab.send({ type: 'export-session', id, terminal: TERMINAL, shelves, isToShare: true });
  expect(SESSION_FILES.readSession(file()).shelf).toEqual([]);
  await tab.send({ type: 'export-session', id, terminal: TERMINAL });
  expect(await imported(file())).toBeUndefined();
});

test('a file that is refused brings no shelf', async () => {
  await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL, shelves });
  const other = new Tab(new MemoryStore(), sharedLocks()());
  const bytes = Uint8Array.of(0, ...file().subarray(1));
  await other.send({ type: 'import-session', name: 'file.um32', bytes });
  expect(other.of('refused')).toHaveLength(1);
  expect(other.of('shelves-imported')).toEqual([]);
});
