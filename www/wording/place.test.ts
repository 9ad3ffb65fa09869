/** Owns the check of what names an instruction, by its offset or its line. */
import { expect, test } from 'vitest';
import { placeOf } from './place.mjs';

test.each([
  ['12', { finger: 12 }],
  [' 1,234 ', { finger: 1234 }],
  ['0x4D2', { finger: 1234 }],
  ['line 12', { line: 12 }],
  ['Line12', { line: 12 }],
])('%j names an instruction', (text, place) => {
  expect(placeOf(text)).toEqual(place);
});

test.each(['', 'twelve', '-1', '1.5', '0x', 'line', 'line 0x3', '12 13', 'underline 3', 'line 3a'])(
  '%j names none',
  (text) => {
    expect(placeOf(text)).toBeUndefined();
  },
);
