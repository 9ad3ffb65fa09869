/** Owns the check of how counts and figures are written. */
import { expect, test } from 'vitest';
import { counted, hexadecimal, withExact } from './figures.mjs';

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
