/** Owns the check that a dump of UMIX is read byte for byte, and that nothing else is taken for one. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byChance } from '../../tests/chance/by-chance.mjs';
import { parseHexDump } from './hex-dump.mjs';

const bytes = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

test('sixteen bytes a line, a blank after all but the last of a line', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (file) => {
      const dump = [...file]
        .map((byte, at) => {
          const pair = byte.toString(16).toUpperCase().padStart(2, '0');
          return pair + (at % 16 === 15 ? '\n' : ' ');
        })
        .join('');
      expect(parseHexDump(bytes(`${dump}\n`))).toEqual(file);
    }),
    byChance(),
  );
});

test('an empty file’s dump is an empty line', () => {
  expect(parseHexDump(bytes('\n'))).toEqual(new Uint8Array(0));
});

test.each([
  'dump: not a binary file or not accessible\n',
  'CAFE BABE\n',
  '4 5\n',
  '4',
  '4G \n',
  '0a \n',
])('%j is no dump', (text) => {
  expect(parseHexDump(bytes(text))).toBeUndefined();
});
