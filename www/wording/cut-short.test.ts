/** Owns the check of how a long text is cut. */
import { expect, test } from 'vitest';
import { cutShort } from './cut-short.mjs';

test.each([
  ['', 4, ''],
  ['cave', 4, 'cave'],
  ['caves', 4, 'cav…'],
  ['a longer text', 4, 'a l…'],
  // Pictures are of two units each.
  ['ca🦇', 4, 'ca🦇'],
  ['ca🦇e', 4, 'ca…'],
  ['c🦇ve', 4, 'c🦇…'],
  ['🦇🦇🦇', 4, '🦇…'],
])('%j of at most %i units', (text, longest, cut) => {
  expect(cutShort(text, longest)).toBe(cut);
});
