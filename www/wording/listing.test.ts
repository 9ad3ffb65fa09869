/** Owns the check that a listing’s line at the finger is marked. */
import { expect, test } from 'vitest';
import { markedListing } from './listing.mjs';

const LISTING = [
  '     9: [0xd2000002] r1 := 2;',
  '    10: [0x7000000f] .data 0x7000000f;',
  '100010: [0x70000000] halt;',
];

test('the line at the finger is marked, whatever begins like it', () => {
  const marked = (finger: number): number[] =>
    markedListing(LISTING, finger).flatMap(({ isAtFinger }, at) => (isAtFinger ? [at] : []));
  expect(marked(9)).toEqual([0]);
  expect(marked(10)).toEqual([1]);
  expect(marked(100010)).toEqual([2]);
  expect(marked(1)).toEqual([]);
  expect(markedListing(LISTING, 1).map(({ line }) => line)).toEqual(LISTING);
});
