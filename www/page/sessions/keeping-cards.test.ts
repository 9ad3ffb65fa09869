import { expect, test } from 'vitest';
import { unkeptCard } from './keeping-cards.ts';

/** What is of use depends on why something is not kept. */
test.each([
  ['no-room', 'Not everything can be kept', /delete sessions/],
  ['too-large', 'This program is too large to be kept', /Keep the program’s file/],
  ['refused', 'Not everything can be kept', /save the transcript/],
] as const)('what is said where the reason is %s', (why, title, advice) => {
  const card = unkeptCard('It is so.', why);
  expect(card.title).toBe(title);
  expect(card.text[0]).toBe('It is so.');
  expect(card.text[1]).toMatch(advice);
  expect(/delete/.test(String(card.text[1]))).toBe(why === 'no-room');
});
