/** Owns the check of how a kept session is spoken of. */
import { describe, expect, test } from 'vitest';
import type { SessionSummary } from '../../protocol.ts';
import { ago, lines, whereLeft } from './session-words.ts';

const NOW = Date.UTC(2026, 5, 20, 12);
const HOUR = 3_600_000;

describe('how long ago', () => {
  test.each([
    [0, 'just now'],
    [-HOUR, 'just now'],
    [61_000, '1 minute ago'],
    [2 * HOUR, '2 hours ago'],
    [30 * HOUR, 'yesterday'],
    [5 * 24 * HOUR, '5 days ago'],
    [40 * 24 * HOUR, '11 May 2026'],
  ])('%d ms: %s', (passed, words) => {
    expect(ago(NOW - passed, NOW)).toBe(words);
  });
});

test('where a session was left', () => {
  const session: SessionSummary = {
    id: '1',
    name: 'howie in umix.um',
    imageName: 'umix.um',
    changed: NOW - 2 * HOUR,
    entries: 2,
    instructions: 1,
    lastLine: 'look',
    account: 'howie',
  };
  expect(whereLeft(session, NOW)).toBe('You were logged in as howie, 2 hours ago.');
  expect(whereLeft({ ...session, account: '' }, NOW)).toBe('You were in umix.um, 2 hours ago.');
  expect(lines(1)).toBe('1 line');
  expect(lines(2000)).toBe('2,000 lines');
});
