/**
 * Owns the proof of what the benchmark makes of its measurements.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { quartiles, ratios, summary } from '../bench/statistics.mjs';

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
