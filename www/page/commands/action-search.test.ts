/** Owns the check of how actions are found by name. */
import { expect, test } from 'vitest';
import { matches, place } from './action-search.ts';

test('a name that begins with what is typed comes before one that holds it', () => {
  const titles = ['Profiles', 'Add files to the shelf', 'Files: the shelf', 'Pause'];
  const found = (wanted: string): string[] =>
    titles
      .map((title) => ({ title }))
      .filter((action) => matches(action, wanted))
      .sort((one, other) => place(one, wanted) - place(other, wanted))
      .map(({ title }) => title);
  expect(found('files')).toEqual(['Files: the shelf', 'Add files to the shelf', 'Profiles']);
  expect(found('shelf  add')).toEqual(['Add files to the shelf']);
  expect(found('')).toEqual(titles);
});
