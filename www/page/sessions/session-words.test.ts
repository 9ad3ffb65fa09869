/** Owns the check of how a kept session is spoken of. */
import { expect, test } from 'vitest';
import type { SessionSummary } from '../../protocol.ts';
import { whereLeft } from './session-words.ts';

const NOW = Date.UTC(2026, 5, 20, 12);
const HOUR = 3_600_000;

test('where a session was left', () => {
  const session: SessionSummary = {
    id: '1',
    name: 'howie in umix.um',
    imageName: 'umix.um',
    changed: NOW - 2 * HOUR,
    lines: 2,
    instructions: 1,
    lastLine: 'look',
    account: 'howie',
  };
  expect(whereLeft(session, NOW)).toBe('You were logged in as howie, 2 hours ago.');
  expect(whereLeft({ ...session, account: '' }, NOW)).toBe('You were in umix.um, 2 hours ago.');
});
