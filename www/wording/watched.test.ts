/** Owns the check of how it is said that what is watched has changed. */
import { expect, test } from 'vitest';
import type { Change } from '../protocol.ts';
import { changedWords, stoppedWords, watchedName } from './watched.mjs';

const where = { finger: 1234, platter: 0, instruction: 'unmap m[r1]' };
const words = (...changes: Change[]) => changedWords({ ...where, changes })[0];

test('registers and platters have names', () => {
  expect(watchedName({ register: 3 })).toBe('r3');
  expect(watchedName({ identifier: 2700, offset: 4000 })).toBe('array 2,700 at 4,000');
  expect(watchedName({ identifier: 0, offset: 4 })).toBe('the 0 array at 4');
});

test('what changed is told, from what to what, and by which instruction', () => {
  const register: Change = { watched: { register: 3 }, was: 5, is: 6000 };
  const platter: Change = { watched: { identifier: 27, offset: 4 }, was: 0, is: 1 };
  expect(words(register)).toBe('r3 changed from 5 to 6,000.');
  expect(words(register, platter)).toBe(
    'r3 changed from 5 to 6,000. Array 27 at 4 changed from 0 to 1.',
  );
  expect(words({ watched: { identifier: 0, offset: 4 }, was: 0, is: 1 })).toBe(
    'The 0 array at 4 changed from 0 to 1.',
  );
  const changes = [register];
  expect(changedWords({ ...where, changes })[1]).toBe('1,234, unmap m[r1]');
  expect(changedWords({ ...where, source: 'line 3: unmap m[r1]', changes })[1]).toBe(
    '1,234, line 3: unmap m[r1]',
  );
});

test('an array that comes or goes is said to', () => {
  const watched = { identifier: 27, offset: 4 };
  expect(words({ watched, was: 7 })).toBe('Array 27 was abandoned; at 4 it held 7.');
  expect(words({ watched, is: 0 })).toBe('Array 27 was allocated; at 4 it holds 0.');
  const program = { identifier: 0, offset: 4 };
  expect(words({ watched: program, was: 7 })).toBe(
    'Another program was loaded: it has nothing at 4, where 7 was.',
  );
  expect(words({ watched: program, is: 8 })).toBe(
    'Another program was loaded: it has 8 at 4, where nothing was.',
  );
});

test('where it stopped, and why, is told with how far that was', () => {
  const changes: Change[] = [{ watched: { register: 3 }, was: 5, is: 65 }];
  expect(stoppedWords({ ...where, changes }, 1235, 'after 2 instructions')).toBe(
    "r3 changed from 5 to 65 ('A'). Done at 1,234, unmap m[r1], after 2 instructions.",
  );
  expect(stoppedWords(undefined, 1235, 'just before')).toBe(
    'At 1,235, where it is to stop, just before.',
  );
});
