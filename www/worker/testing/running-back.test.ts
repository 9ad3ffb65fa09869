/**
 * Owns the check that running back is a way like any other: it can be stopped at once, goes in
 * slices, loses nothing of what was typed, and where it leads nowhere all is as it was.
 */
import { expect, test } from 'vitest';
import type { Statistics } from '../../protocol.ts';
import { ascii } from './bytes.ts';
import { readLine, type Script } from './scripted-machine.ts';
import { onEveryStore } from './stores.ts';
import type { Tab } from './tab.ts';

const typed = (line: string) => ({ type: 'input', bytes: ascii(`${line}\n`), echo: line }) as const;
const stopAt = (finger: number) => ({ type: 'stop-at', place: { finger } }) as const;
const RUN_BACK = { type: 'run-back' } as const;
const WATCH = { type: 'watch', watched: { register: 2 }, isOn: true } as const;

async function told(tab: Tab): Promise<Statistics> {
  await tab.send({ type: 'get-statistics' });
  const last = tab.of('statistics').at(-1);
  if (!last) throw new Error('nothing was told');
  return last.statistics;
}

const computing: Script = function* () {
  yield { do: 'print', bytes: ascii('begins ') };
  yield { do: 'compute', instructions: 900_000_000 };
  yield { do: 'print', bytes: ascii('fails') };
  yield { do: 'fail' };
};

/** Works long at each line. */
const working: Script = function* () {
  for (;;) {
    const line = yield* readLine();
    if (line === undefined) return;
    yield { do: 'compute', instructions: 30_000_000 };
    yield { do: 'print', bytes: ascii(`${line} is done\n`) };
  }
};

onEveryStore((kept) => {
  test('it comes to the last place of all, however far it is, then to the one before', async () => {
    const tab = kept.newTab(working);
    await tab.load();
    await tab.lines('one', 'two', 'three');
    // Far back, and in the midst of what an earlier line led to; nothing is there besides.
    for (const at of [10, 1_000_000, 40_000_000]) await tab.send(stopAt(at));
    await tab.send(RUN_BACK);
    expect([tab.state, tab.done, tab.entries, tab.head]).toEqual(['paused', 40_000_000, 3, 2]);
    expect(tab.shown).toBe('<one>one is done\n<two>');
    expect((await told(tab)).approach).toMatchObject({ by: 'run-back' });
    await tab.send(RUN_BACK);
    expect([tab.done, tab.head, tab.shown]).toEqual([1_000_000, 1, '<one>']);
    await tab.send(RUN_BACK);
    expect(tab.done).toBe(10);
    await tab.send(RUN_BACK);
    expect([tab.state, tab.done]).toEqual(['paused', 10]);
    expect((await told(tab)).approach?.by).toBe('nowhere');
    await tab.send({ type: 'pass', finger: 1_000_000 }, { type: 'run' });
    expect([tab.state, tab.done]).toEqual(['awaiting-input', 30_000_016]);
    // What was taken back is there to be done again.
    await tab.send({ type: 'go-by', steps: 2 });
    expect(tab.shown).toBe('<one>one is done\n<two>two is done\n<three>three is done\n');
  });

  test('a change that was done last counts where it asks, and is left behind from there', async () => {
    const tab = kept.newTab(working);
    await tab.load();
    await tab.lines('one');
    const { done } = tab;
    await tab.send({ type: 'watch', watched: { register: 1 }, isOn: true });
    for (const back of [0, 1, 2]) {
      await tab.send(RUN_BACK);
      expect([tab.state, tab.done]).toEqual(['paused', done - back]);
      const { approach } = await told(tab);
      expect(approach).toMatchObject({ by: 'run-back', instructions: Math.sign(back) });
      expect(approach?.watched?.changes).toHaveLength(1);
    }
  });

  test('where there is nothing to run back to, all is as it was, and is told', async () => {
    const tab = kept.newTab(working);
    await tab.load();
    await tab.lines('one');
    const { done, shown } = tab;
    const loaded = tab.of('loaded').length;
    // Nothing is to be stopped at.
    await tab.send(RUN_BACK);
    expect((await told(tab)).approach?.by).toBe('nowhere');
    await tab.send(WATCH, RUN_BACK);
    expect([tab.state, tab.done, tab.shown]).toEqual(['awaiting-input', done, shown]);
    expect(tab.of('loaded')).toHaveLength(loaded);
    expect((await told(tab)).approach?.by).toBe('nowhere');
    // What is typed on the way is for it.
    await tab.send(RUN_BACK, typed('two'));
    expect([tab.state, tab.entries]).toEqual(['awaiting-input', 2]);
    expect(tab.shown).toBe(`${shown}two is done\n`);
    expect((await told(tab)).approach).toBeUndefined();
    // Paused it stays so.
    await tab.send({ type: 'step-back', instructions: 1000 });
    const stood = tab.done;
    await tab.send(RUN_BACK);
    expect([tab.state, tab.done]).toEqual(['paused', stood]);
    expect((await told(tab)).approach).toMatchObject({ by: 'nowhere', instructions: 1000 });
  });

  test('it goes in slices, and where it is stopped it stands still', async () => {
    const tab = kept.newTab(computing);
    await tab.load();
    const { done } = tab;
    await tab.send(WATCH);
    for (const slices of [3, 30, 230]) {
      tab.start(RUN_BACK);
      await tab.settle(slices);
      const { length } = tab.of('loaded');
      await tab.send({ type: 'interrupt' });
      expect(tab.of('loaded').length).toBe(length + 1);
      expect(tab.state).toBe('paused');
      expect(tab.done).toBeLessThan(done);
      const { approach } = await told(tab);
      expect(approach).toMatchObject({ by: 'step-back', instructions: done - tab.done });
      await tab.send({ type: 'watch', watched: { register: 2 }, isOn: false }, { type: 'run' });
      expect([tab.state, tab.done, tab.shown]).toEqual(['failed', done, 'begins fails']);
      await tab.send(WATCH);
    }
  });

  test('of a long one it is told how much has been looked through', async () => {
    const tab = kept.newTab(computing);
    await tab.load();
    const { done } = tab;
    await tab.send(WATCH);
    await tab.send(RUN_BACK);
    expect((await told(tab)).approach?.by).toBe('nowhere');
    const ways = tab.of('replaying');
    const looked = ways.filter(({ isLookedThrough }) => isLookedThrough);
    expect(looked.length).toBeGreaterThan(1);
    // Of the ways to where the next part begins nothing else is told, but for the first.
    const first = ways.findIndex(({ isLookedThrough }) => isLookedThrough);
    expect(ways.slice(first, first + looked.length)).toEqual(looked);
    const counts = looked.map(({ doneInstructions }) => doneInstructions);
    expect(counts).toEqual(counts.toSorted((a, b) => a - b));
    expect(counts.at(-1)).toBeGreaterThan(done / 2);
    for (const { ofInstructions } of looked) expect(ofInstructions).toBe(done);
  });

  test('who pauses on the way stops it', async () => {
    const tab = kept.newTab(computing);
    await tab.load();
    const { done } = tab;
    await tab.send(WATCH);
    tab.start(RUN_BACK);
    await tab.settle(30);
    await tab.send({ type: 'pause' });
    expect(tab.state).toBe('paused');
    expect(tab.done).toBeLessThan(done);
  });

  test('another program, or none, in its place ends the way', async () => {
    const tab = kept.newTab(working);
    await tab.load();
    await tab.lines('one', 'two');
    await tab.send(WATCH);
    for (const slices of [0, 5, 60]) {
      tab.start(RUN_BACK);
      await tab.settle(slices);
      await tab.send({ type: 'reset' });
      expect([tab.state, tab.done, tab.shown]).toEqual(['awaiting-input', 0, '']);
      await tab.lines('one');
    }
    tab.start(RUN_BACK);
    await tab.settle(5);
    await tab.send({ type: 'stop' });
    expect(tab.state).toBe('empty');
  });
});
