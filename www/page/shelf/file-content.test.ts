/** Owns the check of how files are sent, which can be edited, and which names UMIX takes. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import {
  bytesToSend,
  editableText,
  looksLikeProgram,
  modeOf,
  nameForUmix,
  troubleWithName,
} from './file-content.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const latin1 = (text: string): Uint8Array =>
  Uint8Array.from(text, (character) => character.charCodeAt(0));

describe('text or binary, by content', () => {
  test.each([
    ['a BASIC program', utf8('V REM HELLO\r\nX PRINT "HELLO"\r\n')],
    ['UTF-8', utf8('naïve “quotes” …\n')],
    ['Latin-1', latin1('na\u00efve\n')],
    ['nothing', utf8('')],
    ['goggles', utf8('\x1b[31mred\x1b[0m\n')],
  ])('%s is text', (_, bytes) => expect(modeOf(bytes)).toBe('text'));

  test.each([
    ['a zero', Uint8Array.of(65, 0, 66)],
    ['every byte', Uint8Array.from({ length: 256 }, (_, value) => value)],
    ['a delete', Uint8Array.of(65, 127, 66)],
    ['one high control code among letters', latin1('a\u0085b')],
    ['high control codes that are no UTF-8', Uint8Array.of(0x81, 0x8d, 0x9d)],
    ['a UM program', Uint8Array.of(0xd0, 0x00, 0x00, 0x2a)],
  ])('%s is binary', (_, bytes) => expect(modeOf(bytes)).toBe('binary'));
});

test('text goes without carriage returns, and with a line feed for each where they end the lines', () => {
  expect(bytesToSend(utf8('a\r\nb\r\n'), 'text')).toEqual(utf8('a\nb\n'));
  expect(bytesToSend(utf8('a\rb\nc'), 'text')).toEqual(utf8('ab\nc'));
  expect(bytesToSend(utf8('a\rb\r'), 'text')).toEqual(utf8('a\nb\n'));
});

test('binary goes as it is', () => {
  const mixed = Uint8Array.of(13, 10, 0, 13);
  expect(bytesToSend(mixed, 'binary')).toEqual(mixed);
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect(bytesToSend(bytes, 'binary')).toEqual(bytes);
    }),
    byChance(),
  );
});

test('only what comes back the same can be edited', () => {
  expect(editableText(utf8('\ufeffa\r\nb'))).toBe('\ufeffa\r\nb');
  expect(editableText(latin1('\u00e9'))).toBeUndefined();
  expect(editableText(Uint8Array.of(0))).toBeUndefined();
});

test.each(['codex.umz', 'a.um', 'A.UM', 'umix.um.gz', 'cave.ums'])('%s is a program', (name) =>
  expect(looksLikeProgram({ name, bytes: new Uint8Array(0) })).toBe(true),
);

test.each(['hack.bas', 'notes.txt', 'hello.c', 'plus.2d', 'example.ant', 'um'])(
  '%s is none',
  (name) => expect(looksLikeProgram({ name, bytes: utf8('text') })).toBe(false),
);

test('what begins as a compressed file does is taken for a program, whatever it is called', () => {
  const looks = (...bytes: number[]): boolean =>
    looksLikeProgram({ name: 'umix', bytes: Uint8Array.from(bytes) });
  expect(looks(0x1f, 0x8b, 8)).toBe(true);
  expect([looks(0x1f, 0x8c, 8), looks(0x1e, 0x8b, 8), looks()]).toEqual([false, false, false]);
});

test.each(['', '.', '..', 'a/b', 'a b', 'a\tb', 'a\u0001', 'n'.repeat(300)])(
  'UMIX does not take the name %j',
  (name) => expect(troubleWithName(name)).toBeDefined(),
);

test('whatever a file is called, it can be given a name that UMIX takes', () => {
  expect(nameForUmix('C:\\my files\\hack one.bas')).toBe('hack_one.bas');
  expect(nameForUmix('hack.bas')).toBe('hack.bas');
  expect(nameForUmix('..')).toBe('file');
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      expect(troubleWithName(nameForUmix(name))).toBeUndefined();
    }),
    byChance(),
  );
});
