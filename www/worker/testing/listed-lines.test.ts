/**
 * Owns the check of how many lines a session is listed with: those that the person typed, whatever
 * files went into UMIX or came out of it between them.
 */
import { beforeEach, expect, test } from 'vitest';
import type { Command } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { fileEntriesIn } from '../session/file-entries.ts';
import { ascii } from './bytes.ts';
import { scriptedShell } from './scripted-shell.ts';
import { sharedLocks, Tab } from './tab.ts';

let store: MemoryStore;
let locks: ReturnType<typeof sharedLocks>;
beforeEach(() => {
  store = new MemoryStore();
  locks = sharedLocks();
});

const LONG = 150_000;
const sending = (length: number): Command => ({
  type: 'send-files',
  files: [{ name: 'file', bytes: ascii('z'.repeat(length)) }],
});

async function listed(tab: Tab): Promise<{ name: string; lines: number }[]> {
  await tab.pause();
  await tab.send({ type: 'list-sessions' });
  const { sessions } = tab.of('sessions').at(-1) ?? { sessions: [] };
  return sessions.map(({ name, lines }) => ({ name, lines }));
}

test('a tab that is closed while a file is half sent leaves the lines typed before it', async () => {
  const first = new Tab(store, locks(), scriptedShell());
  await first.load();
  await first.lines('ls');
  first.start(sending(LONG));
  await first.settle(30);
  expect(first.entries).toBeGreaterThan(2);
  // As a reload does: nothing more is said to the worker.
  const next = new Tab(store, locks(), scriptedShell());
  expect(await listed(next)).toEqual([{ name: 'test.um', lines: 1 }]);
});

test('files count for nothing, sent, fetched, undone, done again, branched off or imported', async () => {
  const tab = new Tab(store, locks(), scriptedShell());
  await tab.load();
  await tab.lines('ls');
  await tab.send(sending(LONG));
  await tab.send({ type: 'fetch-file', name: 'file' });
  await tab.send({ type: 'fetch-file', name: 'nothing' });
  await tab.lines('ls');
  expect(await listed(tab)).toEqual([{ name: 'test.um', lines: 2 }]);
  expect(tab.entries - fileEntriesIn((await store.entries(tab.id)) ?? [])).toBe(2);
  for (const [steps, lines] of [
    [-1, 1],
    [-3, 1],
    [4, 2],
    [-4, 1],
  ] as const) {
    await tab.send({ type: 'go-by', steps });
    expect((await listed(tab))[0]?.lines, `after ${steps} steps`).toBe(lines);
  }
  await tab.lines('ls', 'ls');
  expect((await listed(tab)).map(({ lines }) => lines).sort(), 'branched off').toEqual([2, 3]);

  const other = new Tab(new MemoryStore(), sharedLocks()(), scriptedShell());
  const short = new Tab(new MemoryStore(), sharedLocks()(), scriptedShell());
  await short.load();
  await short.lines('ls');
  await short.send(sending(10));
  await short.send({
    type: 'export-session',
    id: short.id,
    terminal: { columns: 80, rows: 24 },
  });
  const file = short.of('session-file').at(-1);
  if (!file) throw new Error('nothing is exported');
  await other.send({ type: 'import-session', name: file.name, bytes: file.bytes });
  expect(await listed(other), 'imported').toMatchObject([{ lines: 1 }]);
});
