/** Owns the check of how counts and figures are written. */
import { expect, test } from 'vitest';
import { counted, figures, hexadecimal, reading, withExact, withReading } from './figures.mjs';

test('one thing is told as one, and many with all digits', () => {
  expect(counted(1, 'platter')).toBe('1 platter');
  expect(counted(0, 'platter')).toBe('0 platters');
  expect(counted(1, 'entry', 'entries')).toBe('1 entry');
  expect(counted(2000, 'entry', 'entries')).toBe('2,000 entries');
});

test('of a sentence the figures are written in threes, and platters as they are', () => {
  expect(withExact('At 1000 the program abandoned array 4294967295 at offset 999.')).toBe(
    'At 1,000 the program abandoned array 4,294,967,295 at offset 999.',
  );
  const platter = 'The platter at 12345, 0xe0001234, describes no instruction.';
  expect(withExact(platter)).toBe(platter.replace('12345', '12,345'));
  expect(withExact('17179.9 MB of 0x12345678')).toBe('17,179.9 MB of 0x12345678');
});

test('all bits of a platter are written', () => {
  expect([0, 0x4d2, 0xd2000002, -1].map(hexadecimal)).toEqual([
    '0x00000000',
    '0x000004d2',
    '0xd2000002',
    '0xffffffff',
  ]);
});

test.each([
  [0, ''],
  [9, ''],
  [10, "'\\n'"],
  [11, ''],
  [13, ''],
  [31, ''],
  [32, "' '"],
  [65, "'A'"],
  [92, "'\\\\'"],
  [126, "'~'"],
  [127, ''],
  [0x7fffffff, ''],
  [0xd2000001, ''],
  [0xefffffff, ''],
  [0xf0000000, '-268,435,456'],
  [0xffffffff, '-1'],
])('%i may have been meant as %j', (value, meant) => {
  expect(reading(value)).toBe(meant);
});

test('all that a platter may be is told beside its number', () => {
  expect([65, 1000].map(withReading)).toEqual(["65 ('A')", '1,000']);
  // Most of what is read is no character, but an identifier or an offset.
  expect([65, 0xfffffffe].map((value) => figures(value))).toEqual([
    '65 (0x00000041)',
    '4,294,967,294 (0xfffffffe, -2)',
  ]);
  expect(figures(65, reading(65))).toBe("65 (0x00000041, 'A')");
});
