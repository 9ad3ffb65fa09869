/** Owns the check of what names an instruction, by its offset or its line. */
import { expect, test } from 'vitest';
import { labelOffset, placeOf } from './place.mjs';

test.each([
  ['12', { finger: 12 }],
  [' 1,234 ', { finger: 1234 }],
  ['0x4D2', { finger: 1234 }],
  ['line 12', { line: 12 }],
  ['Line12', { line: 12 }],
  [' Loop_2 ', { label: 'Loop_2' }],
  ['schleife', { label: 'schleife' }],
  ['underline', { label: 'underline' }],
])('%j names an instruction', (text, place) => {
  expect(placeOf(text)).toEqual(place);
});

test.each(['', 'r12', '-1', '1.5', '0x', 'line 0x3', '12 13', 'underline 3', 'line 3a', 'a.b'])(
  '%j names none',
  (text) => {
    expect(placeOf(text)).toBeUndefined();
  },
);

test('what a label stands for the assembler says; what it cannot say is none', () => {
  const asked: string[] = [];
  const assemble = (text: string) => {
    asked.push(text);
    if (text.includes('nowhere')) throw new Error('line 2, column 7: `nowhere` is not defined');
    return Uint8Array.of(9, 9, 9, 9, 9, 0, 0, 1, 2).subarray(1);
  };
  const source = new TextEncoder().encode('halt\nend: // ü');
  expect(labelOffset(assemble, source, 'end')).toBe(0x102);
  expect(asked).toEqual(['halt\nend: // ü\n.data end\n']);
  expect(labelOffset(assemble, source, 'nowhere')).toBeUndefined();
  expect(labelOffset(assemble, source, 'end\nhalt')).toBeUndefined();
  expect(asked).toHaveLength(2);
});
