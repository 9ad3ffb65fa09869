/**
 * Owns the check of what the page is told when things break: failures, memory that is not there,
 * traps, programs and files that are none; and what can be done then.
 */
import { expect, test } from 'vitest';
import { ascii } from '../testing/bytes.ts';
import { RunnerBench } from '../testing/runner-bench.ts';
import { FAILURE, REQUEST } from '../testing/scripted-machine.ts';
import { echo, forever } from '../testing/scripts.ts';

test('a failure: the output, the failure, the state; then a reset', () => {
  const bench = new RunnerBench(function* () {
    yield { do: 'print', bytes: ascii('so far') };
    yield { do: 'fail' };
  });
  bench.load();
  bench.slices();
  expect(bench.story).toEqual(['loaded', 'output', 'failed', 'failed']);
  expect(bench.of('failed')[0]?.failure).toEqual(FAILURE);
  bench.send({ type: 'input', bytes: ascii('x') }, { type: 'run' }, { type: 'pause' });
  expect(bench.slices()).toBe(0);
  bench.send({ type: 'reset' });
  bench.slices();
  expect(bench.story.slice(4)).toEqual(['loaded', 'output', 'failed', 'failed']);
});

test('out of memory is the host’s error, and the figures stay', () => {
  const bench = new RunnerBench(function* () {
    yield { do: 'compute', instructions: 5 };
    yield { do: 'run-out-of-memory' };
  });
  bench.load();
  bench.slices();
  expect(bench.story).toEqual(['loaded', 'host-error', 'failed']);
  expect(bench.of('host-error')).toEqual([
    {
      type: 'host-error',
      sentence: 'No memory left.',
      asked: { ...REQUEST, instructionsDone: 5 },
    },
  ]);
  expect(bench.of('state').at(-1)?.meters.instructionsDone).toBe(5);
});

test('a trap loses the machine, not the worker', () => {
  let lives = 0;
  const bench = new RunnerBench(function* () {
    lives += 1;
    yield { do: 'print', bytes: ascii('hello') };
    if (lives === 1) yield { do: 'trap' };
    yield { do: 'ask' };
  });
  bench.load();
  bench.slices();
  expect(bench.story).toEqual(['loaded', 'host-error', 'failed']);
  expect(bench.of('host-error')[0]?.sentence).toContain('unreachable');
  expect(bench.released).toBe(1);
  bench.send({ type: 'input', bytes: ascii('x') }, { type: 'end-input' }, { type: 'run' });
  expect(bench.slices()).toBe(0);
  bench.send({ type: 'reset' });
  bench.slices();
  expect(bench.story.slice(3)).toEqual(['loaded', 'output', 'awaiting-input']);
});

test('a program that there is no machine for is told of, and may be begun again', () => {
  let lives = 0;
  const bench = new RunnerBench(() => {
    lives += 1;
    if (lives === 1) throw new Error('There is no memory for a machine.');
    return echo();
  });
  bench.load();
  expect(bench.slices()).toBe(0);
  expect(bench.story).toEqual(['loaded', 'host-error', 'failed']);
  expect(bench.of('host-error')).toEqual([
    { type: 'host-error', sentence: 'There is no memory for a machine.' },
  ]);
  bench.send({ type: 'reset' });
  bench.slices();
  expect(bench.story.slice(3)).toEqual(['loaded', 'output', 'awaiting-input']);
});

test('a program that is begun again while it computes is told to run again', () => {
  const bench = new RunnerBench(forever);
  bench.load();
  bench.slices(3);
  bench.send({ type: 'reset' });
  bench.slices(3);
  expect(bench.story).toEqual(['loaded', 'running', 'loaded', 'running']);
});

test('a refused file leaves the running program as it was', () => {
  const bench = new RunnerBench(echo);
  bench.load();
  bench.slices();
  bench.send({ type: 'load', name: 'letter.txt', bytes: ascii('Dear reader') });
  expect(bench.events.at(-1)).toEqual({
    type: 'refused',
    name: 'letter.txt',
    sentence: 'This file is text.',
  });
  bench.send({ type: 'input', bytes: ascii('ok') });
  bench.slices();
  expect(bench.shown).toBe('> ok');
});

test('a trap while a file is read is told, and the next load works', () => {
  const bench = new RunnerBench(echo);
  bench.send({ type: 'load', load: 7, name: 'trap.um', bytes: ascii('....') });
  expect(bench.story).toEqual(['host-error', 'empty']);
  expect(bench.of('host-error')).toMatchObject([{ load: 7 }]);
  bench.load();
  bench.slices();
  expect(bench.shown).toBe('> ');
});
