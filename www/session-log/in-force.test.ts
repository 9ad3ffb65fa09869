/** Owns the check of the note on what is in force: read as it was written, and what says nothing is passed over. */
import { expect, test } from 'vitest';
import { entriesInForce, inForceNote } from './in-force.mjs';

test('a session that was taken back is noted to be, and one that was not needs no note', () => {
  expect(entriesInForce(inForceNote(0, 5), 5)).toBe(0);
  expect(entriesInForce(inForceNote(3, 5), 5)).toBe(3);
  expect(inForceNote(5, 5)).toEqual({});
  expect(entriesInForce({}, 5)).toBe(5);
  expect(entriesInForce(undefined, 5)).toBe(5);
});

test('what is no count, or one too large, says nothing', () => {
  for (const text of ['', '-1', '1.5', '9', '1e9', '99999999999']) {
    expect(entriesInForce({ ...inForceNote(0, 5), 'in force': text }, 5)).toBe(5);
  }
});
