/**
 * Owns the proof of what the benchmark makes of its measurements.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { betweenNeighbours, quartiles, ratios, summary } from '../bench/statistics.mjs';

test('a machine that gets slower and slower changes no ratio between neighbours', () => {
  const yardstick = [10, 20, 30, 40];
  const between = yardstick.map((value, at) => (value + (yardstick[at + 1] ?? value)) / 2);
  const slower = between.map((value) => 1.25 * value);
  assert.deepEqual(betweenNeighbours(slower, yardstick), [1.25, 1.25, 1.25, 1.25]);
  assert.deepEqual(betweenNeighbours([6], [4]), [1.5]);
});

test('quartiles are values that were measured, and the median lies in the middle', () => {
  assert.deepEqual(quartiles([4, 1, 3, 2]), { lower: 2, median: 2.5, upper: 4 });
  assert.deepEqual(quartiles([7]), { lower: 7, median: 7, upper: 7 });
  const hundred = Array.from({ length: 100 }, (_, at) => 100 - at);
  assert.deepEqual(quartiles(hundred), { lower: 26, median: 50.5, upper: 76 });
});

test('rounds that the yardstick missed have no ratio', () => {
  assert.deepEqual(ratios([2, 3, 4], [1, 2]), [2, 1.5]);
  assert.deepEqual(summary([3, 1, 2]), { median: 2, least: 1, most: 3 });
});
