/** Owns the checks of checkpoints beside what else goes on: typing, going back, long ways. */
import { expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { ascii } from './bytes.ts';
import { type Act, CHECKPOINT_PIECES } from './scripted-machine.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

/** Answers each line with a mark, after a first computation that is worth a checkpoint. */
function* long(): Generator<Act, void, number> {
  yield { do: 'compute', instructions: 100_000_000 };
  for (;;) {
    yield { do: 'print', bytes: ascii('?') };
    while ((yield { do: 'ask' }) !== 10);
  }
}

/** Computes for long after each line. */
function* longLines(): Generator<Act, void, number> {
  for (;;) {
    while ((yield { do: 'ask' }) !== 10);
    yield { do: 'compute', instructions: 200_000_000 };
    yield { do: 'print', bytes: ascii('?') };
  }
}

test('a line gives the checkpoint up, and the next quiet time takes a whole one', async () => {
  const store = new MemoryStore();
  const tab = new Tab(store, sharedLocks()(), long);
  await tab.load();
  await tab.lines('first');
  const image = (await store.sessions())[0]?.image.sha256 ?? '';
  const quiet = tab.pause();
  for (let turn = 0; tab.clock.checkpointPieces === 0 && turn < 100; turn++) {
    await Promise.resolve();
  }
  expect(tab.clock.checkpointPieces, 'it is being written').toBe(1);
  tab.start({ type: 'input', bytes: ascii('x\n'), echo: 'x' });
  await quiet;
  expect(tab.shown, 'the line is answered').toBe('???');
  expect(tab.clock.checkpointPieces).toBeLessThan(CHECKPOINT_PIECES);
  expect(await store.checkpointFacts(image)).toEqual([]);

  await tab.pause();
  const [checkpoint, ...others] = await store.checkpointFacts(image);
  expect(checkpoint?.instructions, 'it is of the moment after that line').toBe(tab.done);
  expect(others).toEqual([]);
});

test('whoever goes back while a checkpoint is written is where he should be, and the checkpoint is whole or not at all', async () => {
  const store = new MemoryStore();
  const tab = new Tab(store, sharedLocks()(), long);
  await tab.load();
  await tab.lines('first', 'second');
  const { done } = tab;
  const quiet = tab.pause();
  for (let turn = 0; tab.clock.checkpointPieces === 0 && turn < 100; turn++) {
    await Promise.resolve();
  }
  expect(tab.clock.checkpointPieces, 'it is being written').toBe(1);
  tab.start({ type: 'go-by', steps: -1 });
  await quiet;
  expect(tab.shown).toBe('?<first>?');
  await tab.lines('third');
  expect(tab.shown).toBe('?<first>??');
  expect(tab.restored, 'no machine was made of half a checkpoint').toBe(0);
  // Whole or not at all: where it is there, the way leads through it to where it was taken.
  await tab.send({ type: 'continue-session', id: (await store.sessions())[1]?.id ?? '' });
  expect(tab.shown).toBe('?<first>?<second>?');
  expect(tab.done).toBe(done);
});

test('a long way leaves checkpoints behind, and the next one begins there', async () => {
  const store = new MemoryStore();
  const tab = new Tab(store, sharedLocks()(), longLines);
  await tab.load();
  // Nobody pauses long enough for a checkpoint.
  await tab.lines('one', 'two', 'three', 'four', 'five');
  const image = (await store.sessions())[0]?.image.sha256 ?? '';
  expect(await store.checkpointFacts(image)).toEqual([]);
  await tab.send({ type: 'go-to', entries: 0 });
  await tab.send({ type: 'go-to', entries: 5 });
  const facts = await store.checkpointFacts(image);
  expect(facts.map(({ instructions }) => Math.floor(instructions / 200_000_000))).toEqual([
    1, 2, 3, 4,
  ]);
});

test('a machine that was there lately is put back, and another one goes by checkpoints', async () => {
  const store = new MemoryStore();
  const locks = sharedLocks();
  const tab = new Tab(store, locks(), longLines);
  await tab.load();
  const dones: number[] = [tab.done];
  for (const line of ['one', 'two', 'three', 'four', 'five']) {
    await tab.lines(line);
    dones.push(tab.done);
    await tab.pause();
  }
  const { machines } = tab;
  // Forth as well as back, and past one to what was typed after it.
  for (const entries of [4, 1, 3, 5, 2]) {
    const { rewound } = tab.clock;
    await tab.send({ type: 'go-to', entries });
    expect(tab.done, `after ${entries}`).toBe(dones[entries]);
    expect(tab.clock.rewound, `after ${entries}`).toBe(rewound + 1);
  }
  await tab.lines('other');
  expect(tab.shown).toBe('<one>?<two>??');
  await tab.send({ type: 'go-by', steps: -1 });
  expect(tab.done).toBe(dones[2]);
  expect([tab.machines, tab.restored]).toEqual([machines, 0]);
  const id = (await store.sessions()).find(({ entries }) => entries === 5)?.id ?? '';
  await tab.send({ type: 'stop' });

  const other = new Tab(store, locks(), longLines);
  await other.send({ type: 'continue-session', id });
  await other.send({ type: 'go-to', entries: 3 });
  expect(other.done).toBe(dones[3]);
  const { rewound, restoredOver } = other.clock;
  expect([rewound, other.restored, restoredOver]).toEqual([0, 1, 1]);
});

test('a tab that is closed on a long way leaves what was printed before the checkpoints it left', async () => {
  const from = new Tab(new MemoryStore(), sharedLocks()(), longLines);
  await from.load();
  await from.lines('one', 'two', 'three', 'four', 'five');
  await from.send({ type: 'export-session', id: from.id, terminal: TERMINAL });
  const bytes = from.of('session-file')[0]?.bytes ?? new Uint8Array(0);
  const store = new MemoryStore();
  const closed = new Tab(store, sharedLocks()(), longLines);
  await closed.send({ type: 'import-session', name: 'a', bytes });
  const [record] = await store.sessions();
  const facts = () => store.checkpointFacts(record?.image.sha256 ?? '');
  closed.start({ type: 'continue-session', id: record?.id ?? '' });
  while ((await facts()).length < 3) await closed.settle(1);
  expect(closed.of('history'), 'it is on its way').toEqual([]);

  const tab = new Tab(store, sharedLocks()(), longLines);
  await tab.send({ type: 'continue-session', id: record?.id ?? '' });
  expect(tab.shown).toBe('<one>?<two>?<three>?<four>?<five>?');
  expect(tab.restored + tab.clock.restoredOver, 'it began at a checkpoint').toBe(1);
});
