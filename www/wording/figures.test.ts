import { expect, test } from 'vitest';
import { counted } from './figures.mjs';

test('one thing is told as one, and many with all digits', () => {
  expect(counted(1, 'platter')).toBe('1 platter');
  expect(counted(0, 'platter')).toBe('0 platters');
  expect(counted(1, 'entry', 'entries')).toBe('1 entry');
  expect(counted(2000, 'entry', 'entries')).toBe('2,000 entries');
});
