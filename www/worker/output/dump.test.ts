/**
 * Owns the check that dumps are caught whole, wherever the stream is cut, and
 * that nothing else is swallowed.
 */
import { expect, test } from 'vitest';
import { sha256Hex } from '../known-programs.ts';
import { ascii } from '../testing/bytes.ts';
import { ByteLog, concatenate } from './byte-log.ts';
import { ANNOUNCEMENT, type CaughtDump, DumpCatcher } from './dump.ts';

/** A little image: 0xd0000048 (orthography), an output, an addition ending in a letter. */
const IMAGE = Uint8Array.of(0xd0, 0, 0, 0x48, 0xa0, 0, 0, 0, 0x30, 0, 0, 0x35);

interface Outcome {
  shown: string;
  dump: CaughtDump | undefined;
}

/** Feeds `pieces`, settles, and gathers what came out. */
function watch(pieces: Uint8Array[], catcher = new DumpCatcher()): Outcome {
  const shown = new ByteLog(1e9);
  for (const piece of pieces) shown.append(catcher.feed(piece));
  const settled = catcher.settle();
  shown.append(settled.shown);
  expect(catcher.catching).toBe(false);
  expect(catcher.release()).toEqual(new Uint8Array(0));
  return { shown: String.fromCharCode(...shown.bytes()), dump: settled.dump };
}

/** `bytes` cut in two at every place, in three around the announcement's end, and into single bytes. */
function* cuttings(bytes: Uint8Array): Generator<Uint8Array[]> {
  for (let at = 0; at <= bytes.length; at += 1) yield [bytes.subarray(0, at), bytes.subarray(at)];
  for (let at = 0; at + 3 <= bytes.length; at += 1) {
    yield [bytes.subarray(0, at), bytes.subarray(at, at + 3), bytes.subarray(at + 3)];
  }
  yield [...bytes].map((byte) => Uint8Array.of(byte));
}

function bytesOf(dump: CaughtDump | undefined): number[] {
  return [...concatenate(dump?.pieces ?? [])];
}

test('a dump at the end of the output is caught whole at every cut', () => {
  const before = '? \n? UM program follows colon:';
  for (const pieces of cuttings(concatenate([ascii(before), IMAGE]))) {
    const { shown, dump } = watch(pieces);
    expect(shown).toBe(before);
    expect(bytesOf(dump)).toEqual([...IMAGE]);
    expect(dump?.sizeBytes).toBe(IMAGE.length);
    expect(dump?.sha256).toBe(sha256Hex([IMAGE]));
    expect(dump?.known).toBeUndefined();
    expect(dump?.truncated).toBe(false);
  }
});

test('the dialogue after a dump is shown, at every cut', () => {
  const stream = concatenate([ANNOUNCEMENT, IMAGE, ascii('\n Choose:\n? ')]);
  for (const pieces of cuttings(stream)) {
    const { shown, dump } = watch(pieces);
    expect(shown).toBe('UM program follows colon:\n Choose:\n? ');
    expect(bytesOf(dump)).toEqual([...IMAGE]);
  }
});

test('the sentence as mere text is shown with all that follows, at every cut', () => {
  for (const after of ['', '\n', ' yes', ' the usual, and then some more of it, in the end.\n']) {
    const text = `It says UM program follows colon:${after}`;
    for (const pieces of cuttings(ascii(text))) {
      expect(watch(pieces)).toEqual({ shown: text, dump: undefined });
    }
  }
});

test('text in UTF-8 after the sentence is text', () => {
  const stream = concatenate([ANNOUNCEMENT, new TextEncoder().encode('ääääääääää: grüße')]);
  for (const pieces of cuttings(stream)) {
    expect(watch(pieces)).toEqual({ shown: String.fromCharCode(...stream), dump: undefined });
  }
});

test('beginnings of the sentence do not hide the sentence, nor anything else', () => {
  const before = 'UUM program UM program follows colonUM program follows colon:';
  for (const pieces of cuttings(concatenate([ascii(before), IMAGE]))) {
    const { shown, dump } = watch(pieces);
    expect(shown).toBe(before);
    expect(bytesOf(dump)).toEqual([...IMAGE]);
  }
});

test('the sentence twice: text after the first, an image after the second', () => {
  const before = 'UM program follows colon: UM program follows colon:';
  for (const pieces of cuttings(concatenate([ascii(before), IMAGE]))) {
    const { shown, dump } = watch(pieces);
    expect(shown).toBe(before);
    expect(bytesOf(dump)).toEqual([...IMAGE]);
  }
});

test('what is no text is shown as it is where no sentence announced it', () => {
  const words = ascii('Unlike the announcement of a program: ');
  const output = concatenate([words, IMAGE, ascii('\n')]);
  const { shown, dump } = watch([output]);
  expect(shown).toBe(String.fromCharCode(...output));
  expect(dump).toBeUndefined();
});

test.each([
  ['whose first byte is a letter', [0x41, 0, 0, 1, 0x70, 0, 0, 0]],
  [
    'that has letters and bytes that no letters have',
    [0xd2, 0x41, 0x41, 0x41, 0xd4, 0x42, 0x42, 0x42],
  ],
])('an image %s is none the less one', (_, platters) => {
  const image = Uint8Array.from([...platters, ...platters, ...platters, 0x70, 0, 0, 0]);
  const { shown, dump } = watch([ANNOUNCEMENT, image]);
  expect(shown).toBe('UM program follows colon:');
  expect(bytesOf(dump)).toEqual([...image]);
});

test('words in colours are words, after a dump and in place of one', () => {
  const words = ascii('\x1b[1m? \x1b[0m');
  const { shown, dump } = watch([ANNOUNCEMENT, IMAGE, words]);
  expect(shown).toBe('UM program follows colon:\x1b[1m? \x1b[0m');
  expect(bytesOf(dump)).toEqual([...IMAGE]);
  expect(watch([ANNOUNCEMENT, words])).toEqual({ shown, dump: undefined });
});

test('the sentence inside a dump is a part of the dump', () => {
  const image = concatenate([IMAGE, ANNOUNCEMENT, Uint8Array.of(0, 0, 0), IMAGE]);
  const { shown, dump } = watch([ANNOUNCEMENT, image]);
  expect(shown).toBe('UM program follows colon:');
  expect(bytesOf(dump)).toEqual([...image]);
});

test('two dumps with a stop between them are two dumps', () => {
  const catcher = new DumpCatcher();
  expect(bytesOf(watch([ANNOUNCEMENT, IMAGE, ascii('? ')], catcher).dump)).toEqual([...IMAGE]);
  const second = IMAGE.slice(4);
  expect(bytesOf(watch([ANNOUNCEMENT, second], catcher).dump)).toEqual([...second]);
  expect(watch([ascii('bye\n')], catcher)).toEqual({ shown: 'bye\n', dump: undefined });
});

test('letters that complete the last platter belong to the image', () => {
  // Three bytes of text after the last byte that is none: only the fourth is dialogue.
  const image = Uint8Array.of(0xd0, 0, 0, 0x48, 0xd0, 0x41, 0x42, 0x43);
  const { shown, dump } = watch([ANNOUNCEMENT, image, ascii('\n')]);
  expect(bytesOf(dump)).toEqual([...image]);
  expect(shown).toBe('UM program follows colon:\n');
});

test('letters without a blank, and more text than a menu has, are left to the image', () => {
  for (const tail of ['ABCDEFGH', 'a line\n'.repeat(1000)]) {
    const { shown, dump } = watch([ANNOUNCEMENT, IMAGE, ascii(tail)]);
    expect(shown).toBe('UM program follows colon:');
    expect(dump?.sizeBytes).toBe(IMAGE.length + tail.length);
  }
});

test('held words are shown when nothing comes of them', () => {
  const catcher = new DumpCatcher();
  expect(catcher.feed(concatenate([ANNOUNCEMENT, ascii(' hm')])).length).toBe(ANNOUNCEMENT.length);
  expect(String.fromCharCode(...catcher.release())).toBe(' hm');
  expect(catcher.release()).toEqual(new Uint8Array(0));
  expect(watch([ascii('!')], catcher).shown).toBe('!');
});

test('a dump longer than is kept is cut, counted and ends with its dialogue', () => {
  const catcher = new DumpCatcher(1000);
  const pieces = [ANNOUNCEMENT, ...Array.from({ length: 100 }, () => new Uint8Array(100))];
  const { shown, dump } = watch([...pieces, ascii('? ')], catcher);
  expect(dump?.truncated).toBe(true);
  expect(dump?.sizeBytes).toBe(1000);
  expect(shown).toBe('UM program follows colon:? ');
});

test('large pieces of a dump are kept without copying', () => {
  const catcher = new DumpCatcher();
  const piece = new Uint8Array(100_000);
  const { dump } = watch([ANNOUNCEMENT, piece], catcher);
  expect(dump?.pieces.at(-1)?.buffer).toBe(piece.buffer);
});
