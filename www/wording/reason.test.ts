/** Owns the check that what was thrown is always put into words. */
import { expect, test } from 'vitest';
import { reasonOf } from './reason.mjs';

test.each<[unknown, string]>([
  [new Error('a sentence'), 'a sentence'],
  [new DOMException('', 'DataError'), 'DataError'],
  ['a word', 'a word'],
  [undefined, 'undefined'],
])('why %j was thrown is never empty', (thrown, reason) => {
  expect(reasonOf(thrown)).toBe(reason);
});
