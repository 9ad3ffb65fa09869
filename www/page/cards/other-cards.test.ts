/** Owns the check of a passing dump's card: it moves on in place, and is not read out each time. */
import { expect, test } from 'vitest';
import { dumpProgressCard } from './other-cards.ts';

test('of a dump that passes only the figures are another, beside what is read out', () => {
  const [first, later] = [dumpProgressCard(1_000), dumpProgressCard(2_000_000)];
  const { progress, ...stays } = first;
  expect(later).toMatchObject(stays);
  expect(later.text).toEqual(first.text);
  expect(progress?.words).toMatch(/^1\.00.KB caught so far/);
  expect(later.progress?.words).toMatch(/^2\.00.MB caught so far/);
});
