/**
 * Owns the check of the places that a program is to be paused at each time: however it goes on,
 * for as long as they are kept. That it is exact is checked with real machines; see
 * tests/run_to.rs and engine-stepping.test.ts.
 */
import { expect, test } from 'vitest';
import type { MachineCommand, Statistics } from '../../protocol.ts';
import { ascii } from '../testing/bytes.ts';
import { RunnerBench } from '../testing/runner-bench.ts';
import { PLATTERS, type Script } from '../testing/scripted-machine.ts';

const long: Script = function* () {
  yield { do: 'compute', instructions: 1000 };
  yield { do: 'ask' };
  yield { do: 'compute', instructions: 50_000_000 };
};

const load = (bytes: number): MachineCommand => ({
  type: 'load',
  name: 'test.um',
  bytes: Uint8Array.of(bytes),
  isPaused: true,
});

/** A program whose finger stands where as many instructions are done. */
function paused(...fingers: number[]): RunnerBench {
  const bench = new RunnerBench(long);
  bench.send(load(1), ...fingers.map(stopAt));
  return bench;
}

const stopAt = (finger: number) => ({ type: 'stop-at', place: { finger } }) as const;
const run = { type: 'run' } as const;

/** How many instructions are done when all slices are over, and what it is about then. */
function after(
  bench: RunnerBench,
  ...commands: MachineCommand[]
): [number | undefined, string | undefined] {
  bench.send(...commands);
  bench.slices();
  const last = bench.of('state').at(-1);
  return [last?.meters.instructionsDone, last?.state];
}

function told(bench: RunnerBench): Statistics {
  bench.send({ type: 'get-statistics' });
  const statistics = bench.of('statistics').at(-1)?.statistics;
  if (!statistics) throw new Error('nothing was told');
  return statistics;
}

test('each place is stopped at in its turn, and told', () => {
  const bench = paused(700, 12, 700);
  expect(bench.of('statistics').at(-1)?.statistics.places).toEqual([
    { finger: 12 },
    { finger: 700 },
  ]);
  expect(after(bench, run)).toEqual([12, 'paused']);
  expect(told(bench).approach).toEqual({
    by: 'stop-at',
    instructions: 12,
    changed: [{ register: 1, was: 0 }],
  });
  expect(after(bench, run)).toEqual([700, 'paused']);
  expect(told(bench).approach?.instructions).toBe(688);
  expect(after(bench, run)).toEqual([1000, 'awaiting-input']);
  bench.send({ type: 'pause' });
  expect(told(bench).approach).toBeUndefined();
});

test('a place that is taken back is passed', () => {
  const bench = paused(12, 700);
  expect(after(bench, { type: 'pass', finger: 12 }, { type: 'pass', finger: 13 }, run)).toEqual([
    700,
    'paused',
  ]);
  bench.send({ type: 'pass', finger: 700 });
  expect(bench.of('statistics').at(-1)?.statistics.places).toBeUndefined();
});

test('steps and runs to a place end at one that is kept before', () => {
  const bench = paused(12, 700);
  expect(after(bench, { type: 'step', instructions: 100 })).toEqual([12, 'paused']);
  expect(told(bench).approach?.by).toBe('stop-at');
  expect(after(bench, { type: 'step', instructions: 100 })).toEqual([112, 'paused']);
  expect(told(bench).approach?.by).toBe('step');
  expect(after(bench, { type: 'run-to', place: { finger: 200 } })).toEqual([200, 'paused']);
  expect(told(bench).approach?.by).toBe('run-to');
  expect(after(bench, { type: 'run-to', place: { finger: 800 } })).toEqual([700, 'paused']);
  // Where it was to go to is given up.
  expect(after(bench, run)).toEqual([1000, 'awaiting-input']);
});

test('a place is kept while the program runs, and over requests for input', () => {
  const bench = paused();
  expect(after(bench, run)).toEqual([1000, 'awaiting-input']);
  bench.send({ type: 'input', bytes: ascii('x') });
  bench.slices(2);
  bench.send(stopAt(40_000_000));
  expect(after(bench)).toEqual([40_000_000, 'paused']);
  expect(told(bench).approach?.by).toBe('stop-at');
  const waiting = paused(2000);
  expect(after(waiting, run)).toEqual([1000, 'awaiting-input']);
  expect(after(waiting, { type: 'input', bytes: ascii('x') })).toEqual([2000, 'paused']);
  expect(told(waiting).approach?.instructions).toBe(2000);
});

test('the first slice towards a place ends in time, however much quicker runs were before', () => {
  const bench = new RunnerBench(long);
  bench.clock.instructionsPerMs = 4_000_000;
  bench.load();
  bench.slices();
  bench.send({ type: 'input', bytes: ascii('x') });
  bench.slices(2);
  bench.clock.instructionsPerMs = 40_000;
  bench.send(stopAt(PLATTERS - 1));
  const beganMs = bench.clock.nowMs;
  bench.slices(1);
  expect(bench.clock.nowMs - beganMs).toBeLessThan(13);
});

test('places are kept as long as the program is the same', () => {
  const bench = paused(12);
  expect(after(bench, { type: 'reset' })).toEqual([12, 'paused']);
  expect(after(bench, load(1), run)).toEqual([12, 'paused']);
  expect(after(bench, load(2), run)).toEqual([1000, 'awaiting-input']);
  expect(told(bench).places).toBeUndefined();
  expect(after(bench, load(1), run)).toEqual([1000, 'awaiting-input']);
});

test('at its beginning a program came from nowhere, wherever it was paused before', () => {
  const bench = paused(12);
  expect(after(bench, run)).toEqual([12, 'paused']);
  bench.send(load(1));
  expect(told(bench).approach).toBeUndefined();
});

test('a program begins paused where its first instruction is such a place, and goes on from there', () => {
  const bench = paused(0);
  expect(after(bench, run)).toEqual([1000, 'awaiting-input']);
  expect(after(bench, { type: 'reset' })).toEqual([0, 'paused']);
  expect(after(bench, run)).toEqual([1000, 'awaiting-input']);
  bench.send({ type: 'pass', finger: 0 });
  expect(after(bench, { type: 'reset' })).toEqual([1000, 'awaiting-input']);
});

test('where the finger cannot stand no place is kept, and a sentence says why', () => {
  const bench = paused(PLATTERS);
  const refused = bench.of('statistics').at(-1)?.statistics;
  expect(refused?.refusal).toMatch(/^The finger cannot stand at 100,000,000/);
  expect(refused?.places).toBeUndefined();
  bench.send({ type: 'stop' }, stopAt(5));
  expect(bench.of('statistics')).toHaveLength(1);
});
