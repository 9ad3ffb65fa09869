/** Owns the check of the comparison's rounds, medians and refusals, on scripted machines. */
import { expect, test } from 'vitest';
import type { BenchEvent } from '../../bench-protocol.ts';
import type { EngineName } from '../../protocol.ts';
import type { MachinePort } from '../running/machine-port.ts';
import { ascii } from '../testing/bytes.ts';
import { scriptedEngine } from '../testing/scripted-engine.ts';
import { Clock, type Script, scriptedMachine } from '../testing/scripted-machine.ts';
import { CUT_INSTRUCTIONS, compare } from './comparison.ts';

const PER_MS: Record<EngineName, number> = { translator: 4_000_000, interpreter: 500_000 };

/** Compares on scripted machines, each of its engine's speed; `made` may change a machine. */
function comparing(
  script: Script,
  made = (machine: MachinePort, _engine: EngineName, _number: number): MachinePort => machine,
) {
  const clock = new Clock();
  const events: BenchEvent[] = [];
  let machines = 0;
  const engine = scriptedEngine(script, clock, {
    createMachine: (_, wanted) => {
      clock.instructionsPerMs = PER_MS[wanted];
      machines += 1;
      return made(scriptedMachine(script, clock, wanted), wanted, machines);
    },
  });
  const options = {
    engine,
    nowMs: () => clock.nowMs,
    tell: (event: BenchEvent) => events.push(event),
  };
  return {
    clock,
    events,
    result: (name = 'test.um') => compare({ name, bytes: ascii('....') }, options),
  };
}

const computes = (instructions: number): Script =>
  function* () {
    yield { do: 'compute', instructions };
    yield { do: 'print', bytes: ascii('done') };
  };

test('a short program is run three times in each engine, a long one once', () => {
  const short = comparing(computes(100_000_000)).result();
  expect(short).toMatchObject({ ending: 'halted', instructions: 100_000_004, outputBytes: 4 });
  expect(short.times.map(({ engine, rounds }) => [engine, rounds])).toEqual([
    ['translator', 3],
    ['interpreter', 3],
  ]);
  expect(short.times[0]?.ms).toBeCloseTo(25, 3);
  expect(short.times[1]?.ms).toBeCloseTo(200, 3);
  const long = comparing(computes(5_000_000_000)).result();
  expect(long.times.map(({ rounds }) => rounds)).toEqual([1, 1]);
});

test('the median counts, not what a single round took', () => {
  const { clock, result } = comparing(computes(1_000_000), (machine, _, number) => {
    if (number === 3) clock.nowMs += 500;
    return machine;
  });
  expect(result().times[0]?.ms).toBeCloseTo(0.25, 3);
});

test('progress is told now and then, and how far there is to go once it is known', () => {
  const { events, result } = comparing(computes(1_000_000_000));
  result();
  const progress = events.filter((event) => event.type === 'bench-progress');
  expect(progress[0]).toMatchObject({ engine: 'translator', round: 1, instructionsDone: 0 });
  expect(progress[0]).not.toHaveProperty('instructionsTotal');
  expect(progress.at(-1)).toMatchObject({
    engine: 'interpreter',
    round: 3,
    instructionsTotal: 1_000_000_004,
  });
  // Six runs of 0.25 and 2 seconds, ten times a second and once at each beginning.
  expect(progress.length).toBeGreaterThan(6 + 50);
  expect(progress.length).toBeLessThanOrEqual(6 + 68);
});

test('a program that asks, fails or never ends is compared up to there', () => {
  const asks: Script = function* () {
    yield { do: 'print', bytes: ascii('login: ') };
    yield { do: 'ask' };
  };
  expect(comparing(asks).result()).toMatchObject({ ending: 'awaiting-input', instructions: 7 });
  const fails: Script = function* () {
    yield { do: 'fail' };
  };
  expect(comparing(fails).result().ending).toBe('failed');
  const forever: Script = function* () {
    for (;;) yield { do: 'compute', instructions: 1e9 };
  };
  const cut = comparing(forever).result();
  expect(cut).toMatchObject({ ending: 'cut', instructions: CUT_INSTRUCTIONS });
});

test('a host without the translator has the interpreter measured alone', () => {
  const { result } = comparing(computes(1_000_000), (machine) => ({
    ...machine,
    engine: 'interpreter',
  }));
  expect(result().times).toMatchObject([{ engine: 'interpreter', rounds: 3 }]);
});

test('engines that do not do the same are no comparison', () => {
  const { result } = comparing(computes(1_000_000), (machine, engine) => ({
    ...machine,
    takeOutput: () => (engine === 'translator' ? ascii('dona') : machine.takeOutput()),
  }));
  expect(result).toThrow(/did not do the same/);
});

test('no program and no memory are said in a sentence', () => {
  expect(() => comparing(computes(1)).result('letter.txt')).toThrow('This file is text.');
  const hungry: Script = function* () {
    yield { do: 'run-out-of-memory' };
  };
  expect(() => comparing(hungry).result()).toThrow('No memory left.');
});
