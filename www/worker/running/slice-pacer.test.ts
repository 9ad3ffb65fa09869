/** Owns the check that slices end in time, whatever the machine's speed does. */
import { expect, test } from 'vitest';
import { SLICE_MS, SlicePacer } from './slice-pacer.ts';

/** Runs one slice at the speed that `perMs` gives for each run, on a clock of this resolution. */
function slice(
  pacer: SlicePacer,
  start: number,
  perMs: (elapsedMs: number) => number,
  tickMs = 0.005,
): { tookMs: number; runs: number; largestRun: number } {
  let now = start;
  const clock = () => Math.floor(now / tickMs) * tickMs;
  let runs = 0;
  let largestRun = 0;
  pacer.begin(clock());
  for (;;) {
    const budget = pacer.budget(clock());
    if (budget === 0) return { tookMs: now - start, runs, largestRun };
    expect(Number.isInteger(budget)).toBe(true);
    now += budget / perMs(now - start);
    runs += 1;
    largestRun = Math.max(largestRun, budget);
    pacer.note(budget, clock());
  }
}

test.each([
  ['a slow phone', 20_000],
  ['the interpreter', 400_000],
  ['the translator', 5_000_000],
])('settles on slices of about ten milliseconds: %s', (_, perMs) => {
  const pacer = new SlicePacer();
  for (let round = 0; round < 20; round += 1) {
    const { tookMs, runs } = slice(pacer, round * 20, () => perMs);
    expect(tookMs).toBeGreaterThan(SLICE_MS - 1);
    expect(tookMs).toBeLessThan(SLICE_MS + 1.5);
    expect(runs).toBeLessThan(100);
  }
  expect(pacer.instructionsPerSecond / (perMs * 1000)).toBeCloseTo(1, 2);
});

test('begins small: nothing is known of the machine', () => {
  const pacer = new SlicePacer();
  pacer.begin(0);
  expect(pacer.budget(0)).toBeLessThanOrEqual(20_000);
});

test.each([0, 3, 6, 9, 9.7])('a tenfold slow-down after %d ms of a slice', (afterMs) => {
  const pacer = new SlicePacer();
  for (let round = 0; round < 10; round += 1) slice(pacer, round * 20, () => 4_000_000);
  const { tookMs } = slice(pacer, 500, (elapsed) => (elapsed < afterMs ? 4_000_000 : 400_000));
  expect(tookMs).toBeLessThan(14.5);
  expect(slice(pacer, 600, () => 400_000).tookMs).toBeLessThan(SLICE_MS + 1);
});

test('a tenfold speed-up is followed within one slice', () => {
  const pacer = new SlicePacer();
  for (let round = 0; round < 10; round += 1) slice(pacer, round * 20, () => 400_000);
  const { tookMs, largestRun } = slice(pacer, 500, () => 4_000_000);
  expect(tookMs).toBeLessThan(SLICE_MS + 1);
  expect(largestRun).toBeGreaterThan(1_000_000);
});

test.each([0.1, 1])('a clock that ticks every %d ms', (tickMs) => {
  const pacer = new SlicePacer();
  for (let round = 0; round < 30; round += 1) {
    const { tookMs } = slice(pacer, round * 20 + 0.37, () => 400_000, tickMs);
    if (round > 3) expect(tookMs).toBeGreaterThan(SLICE_MS - 2 - tickMs);
    expect(tookMs).toBeLessThan(SLICE_MS + 1.5 + tickMs);
  }
});

test('a clock set back neither stalls a slice nor makes the speed negative', () => {
  const pacer = new SlicePacer();
  pacer.begin(1000);
  pacer.note(1000, 400);
  expect(pacer.instructionsPerSecond).toBeGreaterThanOrEqual(0);
  expect(pacer.sliceMs).toBe(0);
  pacer.begin(400);
  expect(pacer.budget(400)).toBeGreaterThan(0);
  expect(pacer.budget(411)).toBe(0);
});

test('the speed is smoothed over about a second', () => {
  const pacer = new SlicePacer();
  let start = 0;
  const run = (ms: number, perMs: number) => {
    for (const end = start + ms; start < end; start += 11) slice(pacer, start, () => perMs);
  };
  run(2000, 1_000_000);
  run(110, 100_000);
  expect(pacer.instructionsPerSecond).toBeGreaterThan(850e6);
  run(5000, 100_000);
  expect(pacer.instructionsPerSecond).toBeLessThan(120e6);
  pacer.forget();
  expect(pacer.instructionsPerSecond).toBe(0);
});
