/** Owns the check that a hit in the terminal is found among the session's. */
import { expect, test } from 'vitest';
import { sameHit } from './same-hit.ts';

/** Of lines that were printed after so many entries, the newest first. */
const hits = (...lines: [entries: number, line: string][]) =>
  lines.map(([entries, line]) => {
    const [before = '', after = ''] = line.split('x');
    return { entries, before, hit: 'x', after };
  });

test('where both have as many they are counted, whatever the lines look like', () => {
  const found = hits([3, 'x'], [2, 'a x'], [1, 'x']);
  for (const newer of [0, 1, 2]) {
    expect(sameHit(found, 3, { newer, count: 3, line: 'drawn over' })).toBe(newer);
  }
});

test('what came later than what the terminal shows is passed over', () => {
  const found = hits([5, 'x'], [4, 'x'], [2, 'x'], [1, 'x']);
  expect(sameHit(found, 2, { newer: 1, count: 2, line: 'x' })).toBe(3);
  expect(sameHit(found, 0, { newer: 0, count: 1, line: 'x' })).toBeUndefined();
});

test('where one has less the line tells, and of several the nearest', () => {
  const found = hits([9, '…tab\tx  end'], [8, 'b x'], [7, 'c x'], [6, 'b x'], [5, 'c x']);
  expect(sameHit(found, 9, { newer: 0, count: 2, line: 'a long tab    x end   ' })).toBe(0);
  expect(sameHit(found, 9, { newer: 0, count: 2, line: 'b x' })).toBe(1);
  expect(sameHit(found, 9, { newer: 3, count: 9, line: '> b x  ' })).toBe(3);
  expect(sameHit(found, 9, { newer: 1, count: 9, line: 'd x' })).toBeUndefined();
});
