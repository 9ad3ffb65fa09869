/**
 * Owns the check of what the page sees of a program's life: the order of
 * events, pausing, input and credit. Of what breaks, see breaking.test.ts.
 */
import { expect, test } from 'vitest';
import { OUTPUT_CREDIT_BYTES, RECORD_MAX_BYTES } from '../output/console-output.ts';
import { ANNOUNCEMENT } from '../output/dump.ts';
import { ascii, sameBytes } from '../testing/bytes.ts';
import { RunnerBench } from '../testing/runner-bench.ts';
import type { Script } from '../testing/scripted-machine.ts';
import { echo, forever } from '../testing/scripts.ts';

const flood: Script = function* () {
  const bytes = ascii('0123456789abcde\n'.repeat(1000));
  for (;;) yield { do: 'print', bytes };
};

test('a program’s life: loaded, its prompt before its state, input, halted', () => {
  const bench = new RunnerBench(echo);
  bench.load();
  bench.slices();
  expect(bench.story).toEqual(['loaded', 'output', 'awaiting-input']);
  expect(bench.wantsSlice).toBe(false);
  bench.send({ type: 'input', bytes: ascii('ab') });
  bench.slices();
  bench.send({ type: 'input', bytes: ascii('q') });
  bench.slices();
  expect(bench.shown).toBe('> ab');
  expect(bench.story).toEqual([
    ...['loaded', 'output', 'awaiting-input', 'output', 'awaiting-input', 'halted'],
  ]);
  expect(bench.of('state').at(-1)?.meters.instructionsDone).toBe(2 + 3 + 2);
});

test('loading tells the image’s size and SHA-256', () => {
  const bench = new RunnerBench(echo);
  bench.load();
  expect(bench.of('loaded')).toEqual([
    {
      type: 'loaded',
      name: 'test.um',
      imageBytes: 4,
      sha256: '9f64a747e1b97f131fabb6b447296c9b6f0201e79fb3c5356e6c77e89b6a806a',
    },
  ]);
});

test('computing is announced once it outlasts a slice, with figures at most four times a second', () => {
  const bench = new RunnerBench(forever);
  bench.load();
  bench.slices(200);
  expect(bench.story).toEqual(['loaded', 'running']);
  const meters = bench.of('meters');
  expect(meters.length).toBeGreaterThanOrEqual(7);
  expect(meters.length).toBeLessThanOrEqual(8);
  const last = meters.at(-1)?.meters;
  expect(last?.busyMs).toBeGreaterThan(1700);
  expect((last?.instructionsPerSecond ?? 0) / 400e6).toBeCloseTo(1, 1);
});

test('no slice is asked for twice, however many commands come', () => {
  const bench = new RunnerBench(forever);
  bench.load();
  const nudge = { type: 'ack', outputBytes: 0 } as const;
  bench.send(nudge, { type: 'run' }, { type: 'input', bytes: ascii('x') }, nudge);
  expect(bench.slices(3)).toBe(3);
});

test('a pause stops between slices, run goes on', () => {
  const bench = new RunnerBench(forever);
  bench.load();
  bench.slices(2);
  bench.send({ type: 'pause' });
  expect(bench.slices()).toBe(1);
  const at = bench.of('state').at(-1);
  expect(at?.state).toBe('paused');
  bench.clock.nowMs += 5000;
  bench.send({ type: 'run' });
  bench.slices(1);
  const after = bench.of('state').at(-1);
  expect(after?.state).toBe('running');
  expect((after?.meters.busyMs ?? 0) - (at?.meters.busyMs ?? 0)).toBeLessThan(13);
});

test('a pause while input is awaited leads back to awaiting it; what is typed meanwhile is kept', () => {
  const bench = new RunnerBench(echo);
  bench.load();
  bench.slices();
  bench.send({ type: 'pause' }, { type: 'run' }, { type: 'pause' });
  bench.send({ type: 'input', bytes: ascii('k') });
  expect(bench.slices()).toBe(0);
  expect(bench.shown).toBe('> ');
  bench.send({ type: 'run' });
  bench.slices();
  expect(bench.shown).toBe('> k');
  expect(bench.story.slice(2)).toEqual([
    ...['awaiting-input', 'paused', 'awaiting-input', 'paused', 'output', 'awaiting-input'],
  ]);
});

test('what is typed and not read yet is counted', () => {
  const bench = new RunnerBench(forever);
  bench.load();
  bench.slices(2);
  bench.send({ type: 'input', bytes: ascii('abc') }, { type: 'pause' });
  expect(bench.of('state').at(-1)).toMatchObject({
    state: 'paused',
    meters: { pendingInputBytes: 3 },
  });
});

test('input typed while computing is delivered in order', () => {
  const bench = new RunnerBench(function* () {
    yield { do: 'compute', instructions: 40_000_000 };
    yield* echo();
  });
  bench.load();
  bench.slices(2);
  for (const byte of ascii('in order')) bench.send({ type: 'input', bytes: Uint8Array.of(byte) });
  bench.slices();
  expect(bench.shown).toBe('> in order');
});

test('after the end of input nothing more is taken, until a reset', () => {
  const bench = new RunnerBench(function* () {
    while ((yield { do: 'ask' }) >= 0) yield { do: 'print', bytes: ascii('.') };
    yield { do: 'print', bytes: ascii('end') };
    yield { do: 'compute', instructions: 1e9 };
  });
  bench.load();
  bench.send({ type: 'input', bytes: ascii('a') }, { type: 'end-input' });
  bench.send({ type: 'input', bytes: ascii('b') });
  bench.slices(3);
  expect(bench.shown).toBe('.end');
  bench.send({ type: 'reset' }, { type: 'input', bytes: ascii('c') });
  bench.slices();
  expect(bench.shown).toBe('.end.');
  expect(bench.of('loaded').length).toBe(2);
});

test('busy time counts from the last input', () => {
  const bench = new RunnerBench(function* () {
    for (;;) {
      yield { do: 'ask' };
      yield { do: 'compute', instructions: 40_000_000 };
    }
  });
  bench.load();
  bench.slices();
  for (let line = 0; line < 3; line += 1) {
    bench.clock.nowMs += 60_000;
    bench.send({ type: 'input', bytes: ascii('x') });
    bench.slices();
    const busyMs = bench.of('state').at(-1)?.meters.busyMs ?? 0;
    expect(busyMs).toBeGreaterThan(95);
    expect(busyMs).toBeLessThan(105);
  }
  bench.send({ type: 'input', bytes: ascii('xxx') });
  bench.slices();
  // Queued input is read without a stop; a slice's time is how exact this is.
  expect(bench.of('state').at(-1)?.meters.busyMs).toBeLessThan(115);
});

test('a flood sends no more than the credit and rests until some comes back', () => {
  const bench = new RunnerBench(flood);
  bench.load();
  expect(bench.slices()).toBeLessThan(20);
  const sent = () => bench.of('output').reduce((sum, event) => sum + event.bytes.length, 0);
  expect(sent()).toBe(OUTPUT_CREDIT_BYTES);
  expect(bench.of('state').at(-1)?.state).toBe('running');
  bench.send({ type: 'ack', outputBytes: 1 });
  bench.slices();
  expect(sent()).toBe(OUTPUT_CREDIT_BYTES);
  bench.send({ type: 'ack', outputBytes: OUTPUT_CREDIT_BYTES - 1 });
  bench.slices();
  expect(sent()).toBe(2 * OUTPUT_CREDIT_BYTES);
});

test('a resting flood can be paused, reset and stopped; the credit of what is on its way stays spent', () => {
  const bench = new RunnerBench(flood);
  bench.load();
  bench.slices();
  bench.send({ type: 'pause' });
  expect(bench.of('state').at(-1)?.state).toBe('paused');
  bench.send({ type: 'run' });
  bench.slices();
  expect(bench.of('state').at(-1)?.state).toBe('running');
  const outputs = bench.of('output').length;
  bench.send({ type: 'reset' });
  bench.slices();
  expect(bench.of('output').length).toBe(outputs);
  expect(bench.of('state').at(-1)?.state).toBe('running');
  bench.send({ type: 'ack', outputBytes: OUTPUT_CREDIT_BYTES });
  bench.slices();
  expect(bench.of('output').length).toBeGreaterThan(outputs);
  bench.send({ type: 'stop' });
  expect(bench.of('state').at(-1)).toMatchObject({
    state: 'empty',
    meters: { instructionsDone: 0 },
  });
  expect(bench.released).toBe(1);
  bench.send({ type: 'ack', outputBytes: 100 }, { type: 'reset' }, { type: 'run' });
  expect(bench.slices()).toBe(0);
  expect(bench.of('state').at(-1)?.state).toBe('empty');
});

test('the whole output can be saved, and is dropped from its beginning above the cap', () => {
  const bench = new RunnerBench(flood);
  bench.load();
  const total = () => bench.of('output').reduce((sum, event) => sum + event.bytes.length, 0);
  bench.slices();
  bench.send({ type: 'save-output' });
  expect(bench.of('saved-output')[0]?.truncated).toBe(false);
  expect(String.fromCharCode(...(bench.of('saved-output')[0]?.bytes.subarray(0, 20) ?? []))).toBe(
    '0123456789abcde\n0123',
  );
  expect(bench.of('saved-output')[0]?.bytes.length).toBe(total());
  bench.events.length = 0;
  for (let sent = 0; sent < RECORD_MAX_BYTES; sent += OUTPUT_CREDIT_BYTES) {
    bench.send({ type: 'ack', outputBytes: OUTPUT_CREDIT_BYTES });
    bench.slices();
  }
  bench.send({ type: 'save-output' });
  const saved = bench.of('saved-output')[0];
  expect(saved?.truncated).toBe(true);
  expect(saved?.bytes.length).toBeLessThanOrEqual(RECORD_MAX_BYTES);
  expect(saved?.bytes.length).toBeGreaterThan(RECORD_MAX_BYTES - 1e6);
  expect(saved?.bytes.at(-1)).toBe(bench.of('output').at(-1)?.bytes.at(-1));
});

test('a dump needs no credit, shows its progress, and comes before what follows it', () => {
  const image = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index % 4 === 3 ? 7 : 0));
  const bench = new RunnerBench(function* () {
    yield { do: 'print', bytes: ANNOUNCEMENT };
    yield { do: 'print', bytes: image };
    yield { do: 'print', bytes: ascii('\n? ') };
    yield { do: 'ask' };
  });
  bench.clock.instructionsPerMs = 10_000;
  bench.load();
  bench.slices();
  expect(bench.shown).toBe('UM program follows colon:\n? ');
  expect(bench.story.filter((word) => word !== 'dump-progress' && word !== 'running')).toEqual([
    ...['loaded', 'output', 'dump-caught', 'output', 'awaiting-input'],
  ]);
  const progress = bench.of('dump-progress');
  expect(progress.length).toBeGreaterThanOrEqual(2);
  expect(progress.length).toBeLessThanOrEqual(4);
  const [caught] = bench.of('dump-caught');
  expect(caught).toMatchObject({ id: 1, caughtBytes: image.length, name: 'dump-1.um' });

  bench.send({ type: 'reset' }, { type: 'take-dump', id: 1 }, { type: 'take-dump', id: 1 });
  bench.send({ type: 'take-dump', id: 9 });
  for (const dump of bench.of('dump-bytes')) expect(sameBytes(dump.bytes, image)).toBe(true);
  expect(bench.of('dump-bytes').length).toBe(2);
  expect(bench.of('refused').length).toBe(1);

  bench.send({ type: 'ack', outputBytes: 28 });
  bench.slices();
  bench.send({ type: 'save-output' });
  expect(bench.of('saved-output')[0]?.bytes.length).toBe(ANNOUNCEMENT.length + image.length + 3);
  // Printed again it is the same dump.
  expect(bench.of('dump-caught').slice(1)).toEqual([caught]);
  bench.send({ type: 'take-dump', id: 1 });
  expect(bench.of('dump-bytes').length).toBe(3);
});

test('words in doubt are shown after a while, though the program computes on', () => {
  const bench = new RunnerBench(function* () {
    yield { do: 'print', bytes: ascii('UM program follows colon: no') };
    yield* forever();
  });
  bench.load();
  bench.slices(10);
  expect(bench.shown).toBe('UM program follows colon:');
  bench.slices(90);
  expect(bench.shown).toBe('UM program follows colon: no');
});

test('nothing loaded: every command is harmless', () => {
  const bench = new RunnerBench(echo);
  bench.send({ type: 'run' }, { type: 'pause' });
  bench.send({ type: 'reset' }, { type: 'input', bytes: ascii('x') }, { type: 'end-input' });
  bench.send({ type: 'ack', outputBytes: 5 }, { type: 'save-output' });
  expect(bench.story).toEqual(['saved-output']);
  expect(bench.slices()).toBe(0);
});
