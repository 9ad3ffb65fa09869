/** Owns the check of what names an array or a place in it, and of how platters are written. */
import { expect, test } from 'vitest';
import { identifierOf, offsetOf, partWords } from './array-words.ts';
import { characterOf } from './platter-table.ts';

const REGISTERS = [10, 11, 12, 13, 14, 15, 16, 17];

test.each([
  ['27', 27],
  [' 0x1B ', 27],
  ['1,234', 1234],
  ['r3', 13],
  ['R0', 10],
  ['4294967295', 0xffffffff],
])('%j names an array', (text, identifier) => {
  expect(identifierOf(text, REGISTERS)).toBe(identifier);
});

test.each(['', 'r8', 'r', '-1', '4294967296', '0x100000000', 'm[r1]', 'ar1', 'r12'])(
  '%j names none',
  (text) => {
    expect(identifierOf(text, REGISTERS)).toMatch(/^Say which array/);
  },
);

test('a register names an array only where registers are known', () => {
  expect(identifierOf('r3', undefined)).toMatch(/known where the program is paused/);
});

test('an offset lies in the array, or a sentence says why not', () => {
  expect(offsetOf('0x0b', 12)).toBe(11);
  expect(offsetOf('12', 12)).toBe(
    'The array has 12 platters, counted from 0: there is none at 12.',
  );
  expect(offsetOf('end', 12)).toBe('Say an offset: 12 or 0x0c.');
});

test('what is seen is said in a sentence', () => {
  const part = {
    identifier: 1234,
    state: 'active',
    capacityPlatters: 2,
    offset: 0,
    platters: [7, 8],
  } as const;
  const words = (other: object, changed = 0): string =>
    partWords({ ...part, platters: [7, 8], ...other }, changed);
  expect(words({})).toBe('Array 1,234: 2 platters.');
  expect(words({ identifier: 0 }, 1)).toBe('The 0 array: 2 platters. Changed here: 1.');
  expect(words({ capacityPlatters: 5000, offset: 1000 })).toBe(
    'Array 1,234: 1,000 to 1,001 of 5,000 platters.',
  );
  expect(words({ capacityPlatters: 0, platters: [] })).toBe('Array 1,234: 0 platters.');
  expect(words({ state: 'abandoned' })).toBe('Array 1,234 is not there: it was abandoned.');
  expect(words({ state: 'never-allocated' })).toMatch(/never allocated/);
  expect(words({ state: 'inactive' })).toMatch(/not active/);
});

test.each([
  [65, 'A'],
  [126, '~'],
  [32, '␣'],
  [10, '\\n'],
  [127, ''],
  [0, ''],
  [65 + 256, ''],
  [0xffffffff, ''],
])('%d is written as %j', (platter, character) => {
  expect(characterOf(platter)).toBe(character);
});
