/**
 * Owns the check of going on only a way: single instructions and runs to a place, what is told
 * of them, and what else ends them.
 */
import { expect, test } from 'vitest';
import { OUTPUT_CREDIT_BYTES } from '../output/console-output.ts';
import { ANNOUNCEMENT } from '../output/dump.ts';
import { ascii } from '../testing/bytes.ts';
import { RunnerBench } from '../testing/runner-bench.ts';
import { PLATTERS, type Script } from '../testing/scripted-machine.ts';

/** Ten instructions, `ab`, a byte asked for and printed, and on to a failure. */
const short: Script = function* () {
  yield { do: 'compute', instructions: 10 };
  yield { do: 'print', bytes: ascii('ab') };
  yield { do: 'print', bytes: Uint8Array.of(yield { do: 'ask' }) };
  yield { do: 'compute', instructions: 5 };
  yield { do: 'fail' };
};

const long: Script = function* () {
  yield { do: 'compute', instructions: 1e9 };
  yield { do: 'ask' };
};

function atBeginning(script: Script): RunnerBench {
  const bench = new RunnerBench(script);
  bench.send({ type: 'load', name: 'test.um', bytes: Uint8Array.of(1), isPaused: true });
  return bench;
}

/** Does it, and all slices that follow. */
function after(bench: RunnerBench, ...commands: Parameters<RunnerBench['send']>): RunnerBench {
  bench.send(...commands);
  bench.slices();
  return bench;
}

const step = (instructions = 1) => ({ type: 'step', instructions }) as const;
const runTo = (finger: number) => ({ type: 'run-to', place: { finger } }) as const;

/** The states that were told, and how much was done in the end. */
const states = (bench: RunnerBench): string[] => bench.of('state').map(({ state }) => state);
const done = (bench: RunnerBench): number | undefined =>
  bench.of('state').at(-1)?.meters.instructionsDone;

function told(bench: RunnerBench) {
  bench.send({ type: 'get-statistics' });
  const statistics = bench.of('statistics').at(-1)?.statistics;
  if (!statistics) throw new Error('nothing was told');
  return statistics;
}

test('a program that is to stand still at its beginning does nothing, until it goes on', () => {
  const bench = atBeginning(long);
  expect(bench.slices()).toBe(0);
  expect(bench.story).toEqual(['loaded', 'paused']);
  expect(done(bench)).toBe(0);
  expect(told(bench).position?.finger).toBe(7);
  bench.send({ type: 'run' });
  bench.slices(2);
  expect(states(bench)).toEqual(['paused', 'running']);
  bench.send({ type: 'reset', isPaused: true });
  expect(bench.slices()).toBeLessThan(2);
  expect(states(bench)).toEqual(['paused', 'running', 'paused']);
  expect(done(bench)).toBe(0);
  after(bench, { type: 'reset' }, { type: 'pause' });
  bench.send({ type: 'reset' });
  bench.slices(1);
  expect(states(bench).at(-1)).toBe('running');
});

test('a step does one instruction, is told as another pause, and what it did to registers', () => {
  const bench = after(atBeginning(short), step());
  expect(states(bench)).toEqual(['paused', 'paused']);
  expect(done(bench)).toBe(1);
  expect(told(bench).approach).toEqual({
    by: 'step',
    instructions: 1,
    changed: [{ register: 1, was: 0 }],
  });
  after(bench, step(4));
  expect(done(bench)).toBe(5);
  expect(told(bench).approach?.changed).toEqual([{ register: 1, was: 1 }]);
  // Told again it is the same; a pause of another kind has none.
  expect(told(bench).approach?.instructions).toBe(4);
  after(bench, { type: 'run' });
  expect(states(bench).at(-1)).toBe('awaiting-input');
  bench.send({ type: 'pause' });
  expect(told(bench).approach).toBeUndefined();
});

test('steps that are asked for faster than they are done are all done', () => {
  const bench = after(atBeginning(short), step(), step(), step(2));
  expect(states(bench)).toEqual(['paused', 'paused']);
  expect(done(bench)).toBe(4);
  expect(told(bench).approach?.instructions).toBe(4);
});

test('a step is for a program that stands still', () => {
  const bench = new RunnerBench(short);
  bench.load();
  after(bench, step(), runTo(3), runTo(PLATTERS));
  expect(bench.of('statistics')).toEqual([]);
  expect(states(bench)).toEqual(['awaiting-input']);
  expect(done(bench)).toBe(12);
});

test('what a step prints is shown at once, the beginning of a dump’s announcement too', () => {
  const bench = after(atBeginning(short), step(11));
  expect(bench.shown).toBe('a');
  after(bench, step());
  expect(bench.shown).toBe('ab');
  // The word that follows is held in doubt while a program runs.
  const announcing = atBeginning(function* () {
    yield { do: 'print', bytes: concatenated(ANNOUNCEMENT, ascii('\nUM')) };
    yield { do: 'compute', instructions: 1e9 };
  });
  after(announcing, step(ANNOUNCEMENT.length + 3));
  expect(announcing.shown.endsWith('UM')).toBe(true);
});

test('a step at a request for input waits for it, then it is done and no more', () => {
  const bench = after(atBeginning(short), step(12));
  expect(done(bench)).toBe(12);
  expect(states(bench).at(-1)).toBe('paused');
  after(bench, step(2));
  expect(states(bench).at(-1)).toBe('awaiting-input');
  after(bench, { type: 'input', bytes: ascii('xy') });
  expect(states(bench).at(-1)).toBe('paused');
  expect(done(bench)).toBe(14);
  expect(bench.shown).toBe('abx');
  expect(told(bench).approach?.instructions).toBe(2);
  expect(bench.of('state').at(-1)?.meters.pendingInputBytes).toBe(1);
});

test('a pause at the request gives the rest of a step up', () => {
  const bench = after(atBeginning(short), step(13));
  bench.send({ type: 'pause' });
  expect(told(bench).position).toBeDefined();
  after(bench, { type: 'run' }, { type: 'input', bytes: ascii('x') });
  expect(states(bench).at(-1)).toBe('failed');
});

test('what ends the program ends a step as ever, and nothing of it is left', () => {
  const bench = atBeginning(short);
  after(bench, step(25));
  after(bench, { type: 'input', bytes: ascii('x') });
  expect(bench.story.slice(-2)).toEqual(['failed', 'failed']);
  expect(done(bench)).toBe(19);
  expect(after(bench, step()).story.at(-1)).toBe('failed');
  bench.send({ type: 'reset' });
  bench.slices();
  expect(states(bench).at(-1)).toBe('awaiting-input');
  const halting = after(
    atBeginning(function* () {}),
    step(),
  );
  expect(states(halting)).toEqual(['paused', 'halted']);
});

test('a great many steps are done in slices, and a pause ends them', () => {
  const bench = atBeginning(long);
  bench.send(step(1e8));
  bench.slices(3);
  expect(states(bench)).toEqual(['paused', 'running']);
  bench.send({ type: 'pause' });
  bench.slices();
  const at = done(bench) ?? 0;
  expect(at).toBeGreaterThan(1e6);
  expect(at).toBeLessThan(1e8);
  after(bench, step(1e8));
  expect(done(bench)).toBe(at + 1e8);
  expect(states(bench).slice(2)).toEqual(['paused', 'running', 'paused']);
});

test('a program that goes on only a way does no more where it is told to go on', () => {
  const bench = atBeginning(long);
  bench.send(step(1e8));
  bench.slices(3);
  after(bench, { type: 'run' });
  expect(done(bench)).toBe(1e8);
  expect(states(bench)).toEqual(['paused', 'running', 'paused']);
});

test('after many single steps a run still ends its slices in time', () => {
  const bench = atBeginning(long);
  for (let count = 0; count < 60; count += 1) after(bench, step());
  expect(done(bench)).toBe(60);
  const beganMs = bench.clock.nowMs;
  bench.send({ type: 'run' });
  bench.slices(1);
  expect(bench.clock.nowMs - beganMs).toBeLessThan(13);
});

test('a run to a place stands still there, having gone on in slices', () => {
  const bench = atBeginning(long);
  bench.send(runTo(40_000_000));
  bench.slices(2);
  expect(states(bench).at(-1)).toBe('running');
  bench.slices();
  expect(states(bench)).toEqual(['paused', 'running', 'paused']);
  expect(done(bench)).toBe(40_000_000);
  expect(told(bench).approach).toMatchObject({ by: 'run-to', instructions: 40_000_000 });
});

test('a run to a place ends its first slice in time, however much quicker runs were before', () => {
  const bench = new RunnerBench(long);
  bench.clock.instructionsPerMs = 4_000_000;
  bench.load();
  bench.slices(5);
  bench.send({ type: 'pause' });
  bench.slices();
  bench.clock.instructionsPerMs = 40_000;
  const beganMs = bench.clock.nowMs;
  bench.send(runTo(PLATTERS - 1));
  bench.slices(1);
  expect(bench.clock.nowMs - beganMs).toBeLessThan(13);
});

test('a pause ends a run to a place, and the way after it is not to that place', () => {
  const bench = atBeginning(long);
  bench.send(runTo(40_000_000));
  bench.slices(2);
  bench.send({ type: 'pause' });
  bench.slices();
  expect(done(bench)).toBeLessThan(40_000_000);
  bench.send({ type: 'run' });
  bench.slices(12);
  expect(done(bench)).toBeLessThan(40_000_000);
  expect(states(bench).at(-1)).toBe('running');
  bench.send({ type: 'pause' });
  expect(done(bench)).toBeGreaterThan(40_000_000);
});

test('a run to a place goes on over requests for input and waits for credit', () => {
  const bench = atBeginning(function* () {
    yield { do: 'ask' };
    yield { do: 'print', bytes: ascii('.'.repeat(OUTPUT_CREDIT_BYTES + 1000)) };
    yield { do: 'compute', instructions: 1e9 };
  });
  after(bench, runTo(OUTPUT_CREDIT_BYTES + 1001));
  expect(states(bench).at(-1)).toBe('awaiting-input');
  after(bench, { type: 'input', bytes: ascii('x') });
  expect(states(bench).at(-1)).toBe('running');
  after(bench, { type: 'ack', outputBytes: OUTPUT_CREDIT_BYTES });
  expect(states(bench).at(-1)).toBe('paused');
  expect(done(bench)).toBe(OUTPUT_CREDIT_BYTES + 1001);
});

test('where the finger cannot stand it is not run to, and a sentence says why', () => {
  const bench = after(atBeginning(long), runTo(PLATTERS));
  expect(states(bench)).toEqual(['paused']);
  expect(bench.of('statistics').at(-1)?.statistics).toMatchObject({
    refusal:
      'The finger cannot stand at 100,000,000: the program has 100,000,000 platters, counted from 0.',
    position: { finger: 7 },
  });
  after(bench, { type: 'run-to', place: { line: 3 } });
  expect(bench.of('statistics').at(-1)?.statistics.refusal).toMatch(/source .* is not known/);
  expect(told(bench).refusal).toBeUndefined();
  expect(done(bench)).toBe(0);
});

function concatenated(...pieces: Uint8Array[]): Uint8Array {
  return Uint8Array.from(pieces.flatMap((piece) => [...piece]));
}
