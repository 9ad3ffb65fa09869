/** Owns the check of what is told of files that were put on the shelf. */
import { expect, test } from 'vitest';
import { shelvedCard } from './shelf-cards.ts';

test.each([
  [['a.bas'], 'a.bas is on the shelf', /^It is kept /],
  [['a.bas', 'b.c'], '2 files are on the shelf', /^They are kept /],
])('%j', (names, title, text) => {
  const card = shelvedCard(names, {});
  expect(card.title).toBe(title);
  expect(card.text[0]).toMatch(text);
});
