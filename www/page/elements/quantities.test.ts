/** Owns the check of how numbers are written on the page. */
import { expect, test } from 'vitest';
import {
  ago,
  exact,
  hexadecimal,
  lines,
  percent,
  seconds,
  short,
  shortBytes,
  shortTime,
} from './quantities.ts';

test.each([
  [0, '0'],
  [999, '999'],
  [999.4, '999'],
  [999.6, '1.00\u202fK'],
  [1234, '1.23\u202fK'],
  [9940, '9.94\u202fK'],
  [99_940, '99.9\u202fK'],
  [99_960, '100\u202fK'],
  [9996, '10.0\u202fK'],
  [287_000, '287\u202fK'],
  [999_949, '1.00\u202fM'],
  [5_556_001_579, '5.56\u202fG'],
])('%d is written %s', (value, text) => {
  expect(short(value)).toBe(text);
});

test('bytes, exact counts, durations and platters', () => {
  expect(shortBytes(12)).toBe('12\u202fB');
  expect(shortBytes(24_100_000)).toBe('24.1\u202fMB');
  expect(exact(16_165_004)).toBe('16,165,004');
  expect(seconds(12_900)).toBe('12\u202fs');
  expect(seconds(59_999)).toBe('59\u202fs');
  expect(seconds(60_000)).toBe('1\u202fmin 00\u202fs');
  expect(seconds(125_000)).toBe('2\u202fmin 05\u202fs');
  expect(hexadecimal(0xd2000002)).toBe('0xd2000002');
});

test('short times and shares', () => {
  expect(shortTime(0.416)).toBe('0.42\u202fms');
  expect(shortTime(9.94)).toBe('9.94\u202fms');
  expect(shortTime(9.996)).toBe('10.0\u202fms');
  expect(shortTime(12.34)).toBe('12.3\u202fms');
  expect(shortTime(99.94)).toBe('99.9\u202fms');
  expect(shortTime(99.96)).toBe('100\u202fms');
  expect(shortTime(999.4)).toBe('999\u202fms');
  expect(shortTime(999.6)).toBe('1.00\u202fs');
  expect(shortTime(123_456)).toBe('123\u202fs');
  expect(percent(1, 3)).toBe('33.3\u202f%');
  expect(percent(9999, 10_000)).toBe('99.9\u202f%');
  expect(percent(7, 7)).toBe('100\u202f%');
  expect(percent(0, 0)).toBe('0\u202f%');
});

test.each([
  [0, 'just now'],
  [-3_600_000, 'just now'],
  [61_000, '1 minute ago'],
  [3_600_000, '1 hour ago'],
  [2 * 3_600_000, '2 hours ago'],
  [24 * 3_600_000, 'yesterday'],
  [30 * 3_600_000, 'yesterday'],
  [48 * 3_600_000, '2 days ago'],
  [13.9 * 24 * 3_600_000, '13 days ago'],
  [14 * 24 * 3_600_000, '6 June 2026'],
  [5 * 24 * 3_600_000, '5 days ago'],
  [40 * 24 * 3_600_000, '11 May 2026'],
])('%d ms: %s', (passed, words) => {
  const now = Date.UTC(2026, 5, 20, 12);
  expect(ago(now - passed, now)).toBe(words);
});

test('lines', () => {
  expect(lines(1)).toBe('1 line');
  expect(lines(2000)).toBe('2,000 lines');
});
