/** Owns the check of what names an instruction, by its offset, its line or a label. */
import { expect, test } from 'vitest';
import { namedNumber, noLabel, placeOf } from './place.mjs';

test.each([
  ['12', { finger: 12 }],
  [' 1,234 ', { finger: 1234 }],
  ['0x4D2', { finger: 1234 }],
  ['4,294,967,295', { finger: 0xffffffff }],
  ['line 12', { line: 12 }],
  ['Line12', { line: 12 }],
  ['line 012', { line: 12 }],
  [' Loop_2 ', { label: 'Loop_2' }],
  ['schleife', { label: 'schleife' }],
  ['underline', { label: 'underline' }],
])('%j names an instruction', (text, place) => {
  expect(placeOf(text)).toEqual(place);
});

test.each([
  '',
  'r12',
  '4294967296',
  '-1',
  '1.5',
  '0x',
  'line 0x3',
  'line 0',
  '12 13',
  'underline 3',
  'line 3a',
  'a.b',
])('%j names none', (text) => {
  expect(placeOf(text)).toBeUndefined();
});

test('what a name stands for the assembler says; what it cannot say is none', () => {
  const asked: string[] = [];
  const assemble = (text: string) => {
    asked.push(text);
    if (text.includes('nowhere')) throw new Error('line 2, column 7: `nowhere` is not defined');
    return Uint8Array.of(9, 9, 9, 9, 9, 0, 1, 2, 3).subarray(1);
  };
  const source = new TextEncoder().encode('halt\nend: // ü');
  expect(namedNumber(assemble, source, 'end')).toBe(0x10203);
  expect(asked).toEqual(['halt\nend: // ü\n.data end\n']);
  expect(namedNumber(assemble, source, 'nowhere')).toBeUndefined();
  expect(namedNumber(assemble, source, 'end\nhalt')).toBeUndefined();
  expect(asked).toHaveLength(2);
  expect(noLabel(assemble, source, 'nowhere')).toBe('The source has no label nowhere.');
  expect(noLabel(assemble, source, 'end')).toBe(
    'In the source end is no label: it is the number 66,051.',
  );
});
