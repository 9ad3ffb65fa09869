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
  expect(card.answers).toMatchObject([{ label: 'Dismiss', isMain: true }]);
});

test('files on the shelf are sent, or opened, where that can be done', () => {
  const done: string[] = [];
  const acts = { send: () => done.push('sent'), open: () => done.push('opened') };
  const { answers } = shelvedCard(['a.bas'], acts);
  expect(answers.map(({ label, isMain = false }) => [label, isMain])).toEqual([
    ['Send a.bas', true],
    ['Open as a program', false],
    ['Dismiss', false],
  ]);
  for (const { choose } of answers) choose();
  expect(done).toEqual(['sent', 'opened']);
  expect(shelvedCard(['a.bas', 'b.c'], acts).answers[0]?.label).toBe('Send 2 files');
});
