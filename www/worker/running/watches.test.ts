/**
 * Owns the check of what a program is watched for: it is paused at each change, however it goes on,
 * for as long as that is watched. That it is exact is checked with real machines; see
 * tests/watching.rs and engine-stepping.test.ts.
 */
import { expect, test } from 'vitest';
import type { MachineCommand, Statistics, Watched } from '../../protocol.ts';
import { RunnerBench } from '../testing/runner-bench.ts';
import { ARRAY, type Script } from '../testing/scripted-machine.ts';

const long: Script = function* () {
  yield { do: 'compute', instructions: 1000 };
};

const load = (bytes: number): MachineCommand => ({
  type: 'load',
  name: 'test.um',
  bytes: Uint8Array.of(bytes),
  isPaused: true,
});
const run = { type: 'run' } as const;
/** Holds the instructions done. */
const counter: Watched = { register: 1 };
const watch = (watched: Watched, isOn = true) => ({ type: 'watch', watched, isOn }) as const;

function paused(...watched: Watched[]): RunnerBench {
  const bench = new RunnerBench(long);
  bench.send(load(1), ...watched.map((one) => watch(one)));
  return bench;
}

/** How many instructions are done when all slices are over, and what it is about then. */
function after(bench: RunnerBench, ...commands: MachineCommand[]): [number | undefined, string] {
  bench.send(...commands);
  bench.slices();
  const last = bench.of('state').at(-1);
  return [last?.meters.instructionsDone, last?.state ?? ''];
}

function told(bench: RunnerBench): Statistics {
  bench.send({ type: 'get-statistics' });
  const statistics = bench.of('statistics').at(-1)?.statistics;
  if (!statistics) throw new Error('nothing was told');
  return statistics;
}

test('each change is stopped at, and told with the instruction that made it', () => {
  const bench = paused(counter);
  expect(after(bench, run)).toEqual([1, 'paused']);
  expect(told(bench).approach).toMatchObject({
    by: 'watch',
    instructions: 1,
    changed: [{ register: 1, was: 0 }],
    watched: { instruction: 'an instruction', changes: [{ watched: counter, was: 0, is: 1 }] },
  });
  expect(after(bench, run)).toEqual([2, 'paused']);
  expect(after(bench, watch(counter, false), run)).toEqual([1000, 'halted']);
  expect(told(bench).watches).toBeUndefined();
});

test('steps, and runs to a place, end at a change', () => {
  const bench = paused(counter);
  expect(after(bench, { type: 'step', instructions: 100 })).toEqual([1, 'paused']);
  expect(after(bench, { type: 'run-to', place: { finger: 200 } })).toEqual([2, 'paused']);
  expect(told(bench).approach?.by).toBe('watch');
  // Where it was to go to is given up, and the change of before is of no matter then.
  bench.send(watch(counter, false));
  expect(after(bench, { type: 'step', instructions: 100 })).toEqual([102, 'paused']);
  expect(told(bench).approach).toMatchObject({ by: 'step', instructions: 100 });
  expect(told(bench).approach?.watched).toBeUndefined();
});

test('what does not change lets it go on to its places', () => {
  const bench = paused({ register: 2 }, { identifier: ARRAY, offset: 0 });
  bench.send({ type: 'stop-at', place: { finger: 12 } });
  expect(after(bench, run)).toEqual([12, 'paused']);
  expect(told(bench).approach?.by).toBe('stop-at');
  expect(after(bench, run)).toEqual([1000, 'halted']);
});

test('what is watched is told in its order, each once, with what is there', () => {
  const last: Watched = { identifier: ARRAY, offset: 2 };
  const none: Watched = { identifier: 77, offset: 0 };
  const bench = paused(none, last, counter, { identifier: ARRAY, offset: 1 }, last);
  after(bench, { type: 'step', instructions: 1 });
  expect(told(bench).watches).toEqual([
    { watched: counter, value: 1 },
    { watched: { identifier: ARRAY, offset: 1 }, value: 8 },
    { watched: last, value: 1 },
    { watched: none },
  ]);
  bench.send(watch(counter, false), run);
  // While it runs nobody knows.
  expect(told(bench).watches?.[0]).toEqual({ watched: { identifier: ARRAY, offset: 1 } });
});

test('it is watched as long as the program is the same', () => {
  const bench = paused(counter);
  expect(after(bench, { type: 'reset' })).toEqual([1, 'paused']);
  expect(after(bench, load(1), run)).toEqual([1, 'paused']);
  expect(after(bench, load(2), run)).toEqual([1000, 'halted']);
  expect(told(bench).watches).toBeUndefined();
});
