/**
 * Owns the check of what is told of arrays: where a program stands still, and where it failed.
 * That nothing comes of looking is checked with real machines; see engine-stepping.test.ts.
 */
import { expect, test } from 'vitest';
import type { ArrayLook, Statistics } from '../../protocol.ts';
import { RunnerBench } from '../testing/runner-bench.ts';
import { ARRAY, FAILURE, type Script } from '../testing/scripted-machine.ts';

const failing: Script = function* () {
  yield { do: 'compute', instructions: 5 };
  yield { do: 'fail' };
};

function told(bench: RunnerBench, look?: ArrayLook): Statistics {
  bench.send({ type: 'get-statistics', ...(look && { look }) });
  const statistics = bench.of('statistics').at(-1)?.statistics;
  if (!statistics) throw new Error('nothing was told');
  return statistics;
}

function paused(): RunnerBench {
  const bench = new RunnerBench(failing);
  bench.send({ type: 'load', name: 'test.um', bytes: Uint8Array.of(1), isPaused: true });
  return bench;
}

const look = (offset: number, platters: number, identifier = ARRAY): ArrayLook => ({
  identifier,
  offset,
  platters,
});

test('of an array only what was asked for is told, and how much there is', () => {
  const bench = paused();
  expect(told(bench).array).toBeUndefined();
  const array = { identifier: ARRAY, state: 'active', capacityPlatters: 3 };
  expect(told(bench, look(0, 2)).array).toEqual({ ...array, offset: 0, platters: [7, 8] });
  expect(told(bench, look(1, 9)).array).toEqual({ ...array, offset: 1, platters: [8, 0] });
  expect(told(bench, look(3, 9)).array).toEqual({ ...array, offset: 3, platters: [] });
  expect(told(bench, look(0, 9, 5)).array).toEqual({
    identifier: 5,
    state: 'never-allocated',
    offset: 0,
    platters: [],
  });
});

test('registers that name an array are told with its size, of a paused program and one that failed', () => {
  const bench = paused();
  const sizes = (register: number): (number | undefined)[] =>
    Array.from({ length: 8 }, (_, at) => (at === register ? 3 : undefined));
  expect(told(bench).arrays).toEqual(sizes(ARRAY));
  bench.send({ type: 'step', instructions: ARRAY });
  bench.slices();
  // r1 holds the instructions done: the identifier too, by now.
  expect(told(bench).arrays).toEqual(sizes(ARRAY).with(1, 3));
  bench.send({ type: 'run' });
  expect(told(bench).arrays).toBeUndefined();
  bench.slices();
  const failed = told(bench, look(2, 1));
  expect(failed.position?.finger).toBe(FAILURE.finger);
  expect(failed.approach).toBeUndefined();
  expect(failed.arrays?.[ARRAY]).toBe(3);
  expect(failed.array?.platters).toEqual([5]);
});

test('where no program is nothing lies in any array', () => {
  const bench = paused();
  bench.send({ type: 'stop' });
  expect(told(bench, look(0, 2))).toEqual({ instructionsDone: 0 });
});
