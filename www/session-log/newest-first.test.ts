/** Owns the check of the order that sessions are listed in. */
import { expect, test } from 'vitest';
import { newestFirst } from './newest-first.mjs';

const NOW = 1_800_000_000_000;
const HOUR_MS = 3_600_000;

const ordered = (...hours: number[]): number[] =>
  hours
    .map((hour) => ({ changed: NOW + hour * HOUR_MS }))
    .sort(newestFirst(NOW))
    .map(({ changed }) => (changed - NOW) / HOUR_MS);

test('what was changed last comes first, by a clock that is set back by hours too', () => {
  expect(ordered(-30, -1, 0, -9_000, 2)).toEqual([2, 0, -1, -30, -9_000]);
});

test('what a clock has dated that was far ahead comes last, and in its order', () => {
  expect(ordered(20_000, -30, 0, 9_000)).toEqual([0, -30, 20_000, 9_000]);
});
