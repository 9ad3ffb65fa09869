/**
 * Owns the check that a program is gone back in by single instructions, from wherever it stands
 * still: what it had done, had been given and had printed then is there, to the last byte, and
 * the session has all that was typed.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import type { Command, Statistics } from '../../protocol.ts';
import { ascii } from './bytes.ts';
import { SESSION_FILES } from './scripted-files.ts';
import { readLine, type Script } from './scripted-machine.ts';
import { onEveryStore } from './stores.ts';
import { type Tab, TERMINAL } from './tab.ts';

const typed = (line: string) => ({ type: 'input', bytes: ascii(`${line}\n`), echo: line }) as const;
const step = (instructions: number) => ({ type: 'step', instructions }) as const;
const back = (instructions: number) => ({ type: 'step-back', instructions }) as const;

async function told(tab: Tab): Promise<Statistics> {
  await tab.send({ type: 'get-statistics' });
  const last = tab.of('statistics').at(-1);
  if (!last) throw new Error('nothing was told');
  return last.statistics;
}

const failing: Script = function* () {
  yield { do: 'print', bytes: ascii('hello') };
  yield { do: 'compute', instructions: 1_000_000 };
  yield { do: 'fail' };
};

const computing: Script = function* () {
  yield { do: 'compute', instructions: 500_000_000 };
  yield { do: 'fail' };
};

/** Works long at each line, and says so in the midst of it. */
const working: Script = function* () {
  for (;;) {
    const line = yield* readLine();
    if (line === undefined) return;
    yield { do: 'print', bytes: ascii(`${line} `) };
    yield { do: 'compute', instructions: 300_000_000 };
    yield { do: 'print', bytes: ascii('is done\n') };
    if (line === 'fail') yield { do: 'fail' };
  }
};

/** Ms that this takes on the machine's clock. */
async function takes(tab: Tab, ...commands: Command[]): Promise<number> {
  const { nowMs } = tab.clock;
  await tab.send(...commands);
  return tab.clock.nowMs - nowMs;
}

onEveryStore((kept) => {
  test('who goes on back begins shortly before, and comes where a long way would lead', async () => {
    const tab = kept.newTab(working);
    await tab.load();
    await tab.lines('one', 'fail');
    expect(tab.state).toBe('failed');
    const { done, machines } = tab;
    const shown = '<one>one is done\n<fail>fail is done\n';
    expect(await takes(tab, back(1))).toBeGreaterThan(700);
    expect([tab.done, tab.shown]).toEqual([done - 1, shown.slice(0, -1)]);
    for (let steps = 2; steps < 6; steps++) {
      expect(await takes(tab, back(1))).toBeLessThan(10);
      expect([tab.state, tab.done]).toEqual(['paused', done - steps]);
      expect(tab.shown).toBe(shown.slice(0, -steps));
    }
    // Into the computing, and on again to what it comes to.
    expect(await takes(tab, back(1_000_000))).toBeLessThan(10);
    expect([tab.done, tab.shown]).toEqual([done - 1_000_005, '<one>one is done\n<fail>fail ']);
    expect(tab.machines).toBe(machines + 1);
    await tab.send({ type: 'run' });
    expect([tab.state, tab.done, tab.shown]).toEqual(['failed', done, shown]);
    // Far back, past where it was put back to.
    expect(await takes(tab, back(100_000_000))).toBeGreaterThan(100);
    expect([tab.state, tab.done, tab.entries, tab.head]).toEqual(['paused', done - 1e8, 2, 2]);
    expect(tab.shown).toBe('<one>one is done\n<fail>fail ');
    expect(await takes(tab, back(90_000_000))).toBeGreaterThan(0);
    expect([tab.state, tab.done]).toEqual(['paused', done - 1.9e8]);
  });

  test('what is printed further on is known to the last byte, though it began in the midst', async () => {
    const tab = kept.newTab(working);
    await tab.load();
    await tab.lines('one');
    await tab.send({ type: 'pause' }, typed('two'));
    await tab.send(step(200_000_000));
    await tab.send(back(1));
    const { rewound } = tab.clock;
    await tab.send(back(1));
    expect(tab.clock.rewound).toBe(rewound + 1);
    expect(tab.shown).toBe('<one>one is done\n<two>two ');
    await tab.send({ type: 'run' });
    expect([tab.state, tab.shown]).toEqual([
      'awaiting-input',
      '<one>one is done\n<two>two is done\n',
    ]);
    await tab.pause();
    await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
    const file = SESSION_FILES.readSession(tab.of('session-file').at(-1)?.bytes ?? ascii(''));
    const printed = ascii('one is done\ntwo is done\n');
    expect(file.marks?.at(-1)).toMatchObject({
      entries: 2,
      outputBytes: printed.length,
      outputHash: bytesToHex(sha256(printed)).slice(0, 16),
    });
  });

  test('of places in the midst of a moment the last is kept', async () => {
    const tab = kept.newTab(computing);
    await tab.load();
    await tab.send(back(20_000_000), { type: 'run' });
    const { machines } = tab;
    await tab.send(back(1));
    expect([tab.done, tab.machines, tab.clock.rewound]).toEqual([499_999_999, machines, 1]);
    expect(tab.clock.snapshots).toBe(1);
    expect(await takes(tab, back(1))).toBeLessThan(10);
  });

  test('a place that would lie before the last line is none', async () => {
    const tab = kept.newTab(working);
    await tab.load();
    await tab.lines('one', 'two', 'three');
    const { done } = tab;
    await tab.send(back(40_000_000));
    expect([tab.state, tab.done, tab.head]).toEqual(['paused', done - 4e7, 3]);
    expect(tab.clock.snapshots).toBe(0);
  });

  test('where something else was typed since, nobody begins in the midst of what was', async () => {
    const tab = kept.newTab(working);
    await tab.load();
    await tab.lines('one');
    await tab.pause();
    expect(tab.clock.snapshots, 'of where it asks').toBe(1);
    await tab.lines('two');
    await tab.send(back(1));
    expect(tab.clock.snapshots).toBe(2);
    const { machines } = tab;
    await tab.send({ type: 'run' }, { type: 'go-by', steps: -1 });
    await tab.lines('another');
    const { done } = tab;
    await tab.send(back(2));
    expect([tab.state, tab.done, tab.machines]).toEqual(['paused', done - 2, machines]);
    expect(tab.shown).toBe('<one>one is done\n<another>another is don');
  });

  test('back and on again it is where it was, with what was printed there', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.send({ type: 'pause' }, typed('one'));
    await tab.send(step(1_000_000));
    const { done } = tab;
    expect([tab.state, done, tab.entries]).toEqual(['paused', 1_000_006, 1]);
    await tab.send(back(400_000));
    expect([tab.state, tab.done, tab.entries]).toEqual(['paused', 600_006, 1]);
    expect((await told(tab)).approach).toEqual({
      by: 'step-back',
      instructions: 400_000,
      changed: [{ register: 1, was: 1_000_006 }],
    });
    await tab.send(step(400_000));
    expect([tab.state, tab.done, tab.shown]).toEqual(['paused', done, 'ready\n<one>']);
    await tab.send({ type: 'run' });
    expect([tab.state, tab.shown]).toEqual(['awaiting-input', 'ready\n<one>eno\n']);
  });

  test('part of what was printed is on the screen where it had printed that much', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    expect(tab.state).toBe('awaiting-input');
    await tab.send(back(2));
    expect([tab.state, tab.shown]).toEqual(['paused', 'ready\n<one>en']);
    await tab.send({ type: 'run' });
    expect([tab.state, tab.shown]).toEqual(['awaiting-input', 'ready\n<one>eno\n']);
    expect(tab.entries).toBe(1);
  });

  test('what it had not been given by then is taken back, and can be done again', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two');
    const { done } = tab;
    await tab.send(back(done - 3));
    expect([tab.state, tab.done, tab.shown]).toEqual(['paused', 3, 'rea']);
    expect([tab.entries, tab.head]).toEqual([2, 0]);
    await tab.send({ type: 'run' });
    expect([tab.state, tab.shown]).toEqual(['awaiting-input', 'ready\n']);
    await tab.send({ type: 'go-by', steps: 1 }, { type: 'go-by', steps: 1 });
    expect([tab.state, tab.done]).toEqual(['awaiting-input', done]);
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
  });

  test('the instruction that takes a line stands before it with the line given', async () => {
    const tab = kept.newTab();
    await tab.load();
    const asked = tab.done;
    await tab.send({ type: 'pause' }, typed('one'));
    await tab.send(step(1));
    expect([tab.state, tab.done]).toEqual(['paused', asked + 1]);
    await tab.send(back(1));
    expect([tab.state, tab.done, tab.entries, tab.head]).toEqual(['paused', asked, 1, 1]);
    await tab.send({ type: 'run' });
    expect(tab.shown).toBe('ready\n<one>eno\n');
  });

  test('a program that failed stands again before what led there', async () => {
    const tab = kept.newTab(failing);
    await tab.load();
    expect(tab.state).toBe('failed');
    const { done } = tab;
    await tab.send(back(1));
    expect([tab.state, tab.done, tab.shown]).toEqual(['paused', done - 1, 'hello']);
    await tab.send(step(2));
    expect([tab.state, tab.done]).toEqual(['failed', done]);
  });

  test('of a long way it is told how far it is', async () => {
    const tab = kept.newTab(computing);
    await tab.load();
    await tab.send(back(100_000_000));
    expect([tab.state, tab.done]).toEqual(['paused', 400_000_000]);
    const told = tab.of('replaying');
    expect(told.length).toBeGreaterThan(1);
    for (const { doneInstructions, ofInstructions } of told) {
      expect(ofInstructions).toBe(400_000_000);
      expect(doneInstructions).toBeLessThanOrEqual(ofInstructions);
    }
  });

  test('where the way is ended early it stands still, and nothing is lost', async () => {
    const tab = kept.newTab(computing);
    await tab.load();
    tab.start(back(100_000_000));
    await tab.settle(20);
    expect(tab.of('replaying').length).toBeGreaterThan(0);
    await tab.send({ type: 'interrupt' });
    expect(tab.state).toBe('paused');
    expect(tab.done).toBeGreaterThan(0);
    expect(tab.done).toBeLessThan(400_000_000);
    await tab.send({ type: 'run' });
    expect([tab.state, tab.done]).toEqual(['failed', 500_000_000]);
  });

  test('before its first instruction there is nothing', async () => {
    const tab = kept.newTab(failing);
    await tab.load();
    await tab.send(back(10_000_000));
    expect([tab.state, tab.done, tab.shown]).toEqual(['paused', 0, '']);
    const { machines } = tab;
    await tab.send(back(1));
    expect([tab.state, tab.machines]).toEqual(['paused', machines]);
  });

  test('steps that follow fast are one way', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    const { done, machines } = tab;
    await tab.send(back(1), back(1), back(3));
    expect([tab.state, tab.done]).toEqual(['paused', done - 5]);
    expect(tab.machines).toBe(machines + 1);
    // What comes in between is done in between.
    await tab.send(back(7), step(4));
    expect([tab.state, tab.done]).toEqual(['paused', done - 5 - 7 + 4]);
  });

  test('another program in its place ends the way', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    await tab.send(back(1_000), { type: 'reset' });
    expect([tab.state, tab.shown]).toEqual(['awaiting-input', 'ready\n']);
  });
});
