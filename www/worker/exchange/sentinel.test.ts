/** Owns the check that no file holds the sentinel that it is sent with. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import { chooseSentinel } from './sentinel.ts';

const latin1 = new TextDecoder('latin1');
const bytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

/** Where a reader that watches for the sentinel would end the file. */
function endOf(file: Uint8Array, sentinel: string): number {
  return (latin1.decode(file) + sentinel).indexOf(sentinel);
}

test('a sentinel ends any file at its end, and no part of it begins sooner', () => {
  // Few letters, so that sentinels and pieces of them come up.
  const file = fc.array(fc.constantFrom(90, 89, 88, 10, 0), { maxLength: 400 });
  fc.assert(
    fc.property(file, (list) => {
      const content = Uint8Array.from(list);
      const sentinel = chooseSentinel(content);
      expect(endOf(content, sentinel)).toBe(content.length);
      for (let length = 1; length < sentinel.length; length++) {
        expect(latin1.decode(content).endsWith(sentinel.slice(0, length))).toBe(false);
      }
    }),
    byChance(2000),
  );
});

test('the first choices are passed over where the file holds them, mid-line too', () => {
  let file = bytes('');
  const chosen = new Set<string>();
  for (let round = 0; round < 50; round++) {
    const sentinel = chooseSentinel(file);
    expect(chosen.has(sentinel)).toBe(false);
    chosen.add(sentinel);
    file = bytes(`${latin1.decode(file)}x${sentinel}y`);
  }
});

test('a file that ends in the first letters of every sentinel gets another first letter', () => {
  expect(chooseSentinel(bytes('')).startsWith('Z')).toBe(true);
  expect(chooseSentinel(bytes('\nZ')).startsWith('Y')).toBe(true);
  expect(chooseSentinel(bytes('ZYXW')).startsWith('V')).toBe(true);
});

test('the letters are capitals, the first is not repeated, and the choice is the file’s alone', () => {
  const content = bytes('V REM HELLO\nX PRINT "HELLO"\n');
  const sentinel = chooseSentinel(content);
  expect(sentinel).toMatch(/^([A-Z])(?!.*\1)[A-Z]{4}$/);
  expect(chooseSentinel(content.slice())).toBe(sentinel);
});

test('a file with all sentinels of four letters after every first letter gets a longer one', () => {
  // Every word of four letters of a small alphabet would take megabytes: one lead stands for all.
  const alphabet = 'YXWVUTSRQPONMLKJIHGFEDCBA';
  const words: string[] = [];
  for (let number = 0; number < 25 ** 4; number++) {
    let word = '';
    for (let rest = number; word.length < 4; rest = Math.floor(rest / 25)) {
      word += alphabet[rest % 25];
    }
    words.push(`Z${word}`);
  }
  const content = bytes(`${words.join('')}.....`);
  const sentinel = chooseSentinel(content);
  expect(sentinel.startsWith('Y')).toBe(true);
  expect(endOf(content, sentinel)).toBe(content.length);
});
