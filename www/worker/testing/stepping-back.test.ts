/**
 * Owns the check that a program is gone back in by single instructions, from wherever it stands
 * still: what it had done, had been given and had printed then is there, to the last byte, and
 * the session has all that was typed.
 */
import { expect, test } from 'vitest';
import type { Statistics } from '../../protocol.ts';
import { ascii } from './bytes.ts';
import type { Script } from './scripted-machine.ts';
import { onEveryStore } from './stores.ts';
import type { Tab } from './tab.ts';

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

onEveryStore((kept) => {
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
