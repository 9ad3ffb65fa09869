/** Owns the check that a file with fewer sessions than its note says tells so. */
import { expect, test } from 'vitest';
import { BUNDLE, bundleNote, lackOfSessions } from './bundle-note.mjs';

test('a file with as many sessions as its note says lacks none', () => {
  expect(lackOfSessions({ [BUNDLE]: bundleNote(1, 12) }, 12)).toBeUndefined();
  expect(lackOfSessions({}, 1)).toBeUndefined();
  expect(lackOfSessions(undefined, 1)).toBeUndefined();
});

test('a file with fewer or more says so', () => {
  const notes = { [BUNDLE]: bundleNote(1, 12) };
  expect(lackOfSessions(notes, 3)).toBe('has 3 of its 12 sessions: it was cut off or altered.');
  expect(lackOfSessions(notes, 13)).toMatch(/^has 13 of its 12 sessions/);
});

test('a note that says no number says nothing', () => {
  for (const note of ['', '1', '1/', '1/x', '1/1e3', '/2', `1/${'9'.repeat(30)}`]) {
    expect(lackOfSessions({ [BUNDLE]: note }, 1), note).toBeUndefined();
  }
});
