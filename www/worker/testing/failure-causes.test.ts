/** Owns the check of when it is told what led to a failure, and of which failure. */
import { expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { ascii } from './bytes.ts';
import { type Act, FAILURE, readLine } from './scripted-machine.ts';
import { sharedLocks, Tab } from './tab.ts';

/** What every scripted machine was the last to do. */
const DEED = {
  name: 'done',
  finger: 6,
  platter: 0xd2000000,
  instruction: 'an instruction',
  value: 0,
};

/** Fails once it is typed `bad`. */
function* fails(): Generator<Act, void, number> {
  for (;;) {
    yield { do: 'print', bytes: ascii('>') };
    const line = yield* readLine();
    yield { do: 'compute', instructions: 5_000_000 };
    if (line === 'bad') yield { do: 'fail' };
  }
}

/** Asks, computes for so long, asks once more, and fails. */
const failsAfter = (instructions: number) =>
  function* failsLate(): Generator<Act, void, number> {
    yield* readLine();
    yield { do: 'compute', instructions };
    yield* readLine();
    yield { do: 'fail' };
  };

const tabOf = (script = fails): Tab => new Tab(new MemoryStore(), sharedLocks()(), script);

test('what led to a failure is told after it, found by all that was typed', async () => {
  const tab = tabOf();
  await tab.load();
  await tab.lines('good', 'bad');
  expect(tab.state).toBe('failed');
  // Asked four and three times, and for a line feed after each.
  const instructions = 2 * 5_000_000 + 2 + 'good bad '.length;
  expect(tab.of('led-to-failure')).toEqual([
    {
      type: 'led-to-failure',
      instructions,
      deeds: [{ ...DEED, instructions: instructions - 1 }],
      unseen: 0,
    },
  ]);
  const types = tab.events.map(({ type }) => type);
  expect(types.indexOf('led-to-failure')).toBeGreaterThan(types.indexOf('failed'));
  expect(tab.of('failed')[0]?.failure).toEqual(FAILURE);
});

test('a failure that was gone back from is told of no more, and once more when it comes again', async () => {
  const tab = tabOf();
  await tab.load();
  await tab.lines('bad');
  await tab.send({ type: 'step-back', instructions: 1 });
  expect(tab.state).toBe('paused');
  expect(tab.of('led-to-failure')).toHaveLength(1);
  await tab.send({ type: 'run' });
  expect(tab.state).toBe('failed');
  expect(tab.of('led-to-failure')).toHaveLength(2);
});

test('what is begun anew before it is found is not told of what was before', async () => {
  const tab = tabOf();
  await tab.load();
  let found = (): void => {};
  tab.lookedAside = new Promise((resolve) => {
    found = resolve;
  });
  await tab.lines('bad');
  expect(tab.state).toBe('failed');
  await tab.send({ type: 'reset' });
  found();
  await tab.settle();
  expect(tab.state).toBe('awaiting-input');
  expect(tab.of('led-to-failure')).toEqual([]);
});

test('of a long way the end is looked at, and of a very long one nothing is told', async () => {
  const long = tabOf(failsAfter(30_000_000));
  await long.load();
  await long.lines('one', 'two');
  expect(long.state).toBe('failed');
  const instructions = 30_000_008;
  expect(long.of('led-to-failure')).toMatchObject([{ instructions, unseen: 10_000_008 }]);
  const veryLong = tabOf(failsAfter(10_000_000_000));
  await veryLong.load();
  await veryLong.lines('one', 'two');
  expect(veryLong.state).toBe('failed');
  expect(veryLong.of('led-to-failure')).toMatchObject([
    { instructions: 10_000_000_008, deeds: [] },
  ]);
});
