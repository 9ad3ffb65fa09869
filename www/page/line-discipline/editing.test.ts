/**
 * Holds the editing of one line to the screen it must leave and the bytes it
 * must send, on a headless terminal.
 */
import { describe, expect, test } from 'vitest';
import { bench, KEY } from './headless.ts';

describe('a line typed when it is asked for', () => {
  test('is echoed after the prompt and sent with a line feed', async () => {
    const b = bench();
    b.asks('% ');
    b.type('l', 's', KEY.enter);
    expect(b.sent).toEqual(['ls\n']);
    b.prints('a.out code/\n');
    b.asks('% ');
    expect(await b.rows()).toEqual(['% ls', 'a.out code/', '%']);
    expect(await b.cursor()).toEqual({ row: 2, column: 2 });
  });

  test('can be edited in its middle', async () => {
    const b = bench();
    b.asks('% ');
    b.type(...'cat coree', KEY.left, KEY.left, KEY.erase, 'd');
    expect(await b.rows()).toEqual(['% cat codee']);
    expect(await b.cursor()).toEqual({ row: 0, column: 9 });
    b.type(KEY.end, KEY.erase, KEY.home, KEY.delete, 'b', KEY.enter);
    expect(b.sent).toEqual(['bat code\n']);
    expect(await b.rows()).toEqual(['% bat code']);
  });

  test.each([
    ['^U erases to the start', ['one two', KEY.wordLeft, KEY.control('U')], 'two'],
    ['^K erases to the end', ['one two', KEY.wordLeft, KEY.control('K')], 'one '],
    ['^W erases to the last blank', ['cat /bin/ls', KEY.control('W')], 'cat '],
    ['^W takes along the blanks behind the word', ['cat /bin/ls  ', KEY.control('W')], 'cat '],
    ['Ctrl-Left passes blanks', ['one two  ', KEY.wordLeft, 'x'], 'one xtwo  '],
    [
      'Ctrl-Right passes blanks',
      ['one two three', KEY.home, KEY.wordRight, KEY.wordRight, 'x'],
      'one twox three',
    ],
    [
      'Ctrl-Right at the last word goes to the end',
      ['one  ', KEY.home, KEY.wordRight, KEY.wordRight, 'x'],
      'one  x',
    ],
    ['Right goes by one character', ['abc', KEY.home, KEY.right, 'x'], 'axbc'],
    ['Escape alone leaves it as it is', ['ab', '\x1b', 'c'], 'abc'],
    ['Alt-Backspace erases a part of a word', ['cat /bin/ls', KEY.altErase], 'cat /bin/'],
    ['Alt-D erases the next word', ['one two', KEY.home, '\x1bd'], ' two'],
    [
      '^Y brings back what was killed',
      ['ab cd', KEY.control('W'), KEY.home, KEY.control('Y')],
      'cdab ',
    ],
    ['^A and ^E go to the ends', ['b', KEY.control('A'), 'a', KEY.control('E'), 'c'], 'abc'],
    ['Alt-B and Alt-F go by words', ['aa bb', '\x1bb', 'x', '\x1bf', 'y'], 'aa xbby'],
    [
      '^Y brings it back after there was nothing to kill',
      ['ab', KEY.control('U'), KEY.control('W'), KEY.control('K'), KEY.control('Y')],
      'ab',
    ],
    ['Ctrl-Delete erases the next word', ['one two', KEY.home, '\x1b[3;5~'], ' two'],
    ['Alt-Left goes by a word', ['one two', '\x1b[1;3D', 'x'], 'one xtwo'],
    ['Escape, then Left, too', ['one two', '\x1b\x1b[D', 'x'], 'one xtwo'],
    ['Shift-Left goes by a character', ['one two', '\x1b[1;2D', 'x'], 'one twxo'],
    [
      'Home and End of other terminals go to the ends',
      ['b', '\x1b[1~', 'a', '\x1b[4~', 'c'],
      'abc',
    ],
    ['those of rxvt, too', ['b', '\x1b[7~', 'a', '\x1b[8~', 'c'], 'abc'],
    ['^B and ^F go by characters', ['ac', KEY.control('B'), 'b', KEY.control('F'), 'd'], 'abcd'],
    ['^H erases', ['ab', '\b'], 'a'],
    [
      'the application cursor keys work too',
      ['ab', '\x1bOD', '\x1bOD', 'x', '\x1bOF', 'y'],
      'xaby',
    ],
  ])('%s', async (_, keys, expected) => {
    const b = bench();
    b.asks('> ');
    b.type(...keys, KEY.enter);
    expect(b.sent).toEqual([`${expected}\n`]);
    expect(await b.rows()).toEqual([`> ${expected}`.trimEnd()]);
  });

  test('is not changed by Tab, function keys, or the terminal’s own replies', () => {
    const b = bench();
    b.asks('> ');
    b.type(
      'a',
      '\t',
      '\x1bOP',
      '\x1b[15~',
      '\x1b[?1;2c',
      '\x1b[0n',
      '\x1b]11;rgb:0/0/0\x07',
      '\x1b[M !!'.slice(0, 3),
      'b',
      KEY.enter,
    );
    expect(b.sent).toEqual(['ab\n']);
  });

  test('is dropped by ^C, the prompt staying', async () => {
    const b = bench();
    b.asks('% ');
    b.type('rm everything', KEY.control('C'), 'ls', KEY.enter);
    expect(b.sent).toEqual(['ls\n']);
    expect(await b.rows()).toEqual(['% ls']);
  });

  test('sends UTF-8, and erases what a person sees as one character', async () => {
    const b = bench();
    b.asks('> ');
    b.type('e\u0301', '日本', '👍🏽', KEY.erase, KEY.left, KEY.erase, KEY.enter);
    expect(b.sent).toEqual(['e\u0301本\n']);
    expect(await b.rows()).toEqual(['> e\u0301本']);
  });

  test('an accent typed after its letter joins it', async () => {
    const b = bench();
    b.asks('> ');
    b.type('e', '\u0301', 'x', KEY.left, KEY.erase);
    expect(b.line.line.text).toBe('x');
    expect(await b.rows()).toEqual(['> x']);
    expect(await b.cursor()).toEqual({ row: 0, column: 2 });
  });
});

describe('end of input', () => {
  test('^D on an empty line sends it; on another it erases', () => {
    const b = bench();
    b.asks('% ');
    b.type('ab', KEY.home, KEY.control('D'), KEY.enter);
    b.asks();
    b.type(KEY.control('D'));
    expect(b.sent).toEqual(['b\n', '<end>']);
  });

  test('it keeps its place among lines typed ahead', () => {
    const b = bench();
    b.type('a', KEY.enter, KEY.control('D'));
    expect(b.sent).toEqual([]);
    b.asks('? ');
    b.prints('ok\n');
    b.asks('? ');
    expect(b.sent).toEqual(['a\n', '<end>']);
  });

  test('nothing is taken after it, and the bell says so', () => {
    const b = bench();
    b.type(KEY.control('D'));
    b.asks('? ');
    b.type('too late', KEY.enter);
    b.asks('? ');
    expect(b.sent).toEqual(['<end>']);
    expect(b.bells()).toBe(2);
    expect(b.line.line.text).toBe('');
  });

  test('that waits is taken back as a line is, and lines go on', () => {
    const b = bench();
    b.type(KEY.control('D'), 'a', KEY.enter);
    expect(b.line.waitingCount).toBe(2);
    expect([b.line.takeBack(), b.line.takeBack(), b.line.takeBack()]).toEqual([true, true, false]);
    b.type('b', KEY.enter);
    b.asks('? ');
    b.asks('? ');
    expect(b.sent).toEqual(['b\n']);
  });
});

describe('characters of the Latin-1 set', () => {
  test('are one byte each, and others are refused with the bell', () => {
    const b = bench();
    const bytes: number[][] = [];
    b.line.useCharacters('latin-1');
    b.sent.push = (...text) => bytes.push([...(text[0] ?? '')].map((c) => c.charCodeAt(0)));
    b.asks('> ');
    b.type('aé日b', KEY.enter);
    expect(b.bells()).toBe(1);
    expect(b.line.line.text).toBe('');
    expect(b.echoed).toEqual(['aéb']);
  });

  test('show a character for every byte', async () => {
    const b = bench();
    b.line.useCharacters('latin-1');
    b.prints(new Uint8Array([0x41, 0xe9, 0xff, 0x9b, 0x41]));
    expect(await b.rows()).toEqual(['Aéÿ›A']);
  });

  test('under UTF-8, a byte that is none shows, and a character may come in two parts', async () => {
    const b = bench();
    b.prints(new Uint8Array([0x41, 0xff, 0x42, 0xc3]));
    b.prints(new Uint8Array([0xa9]));
    expect(await b.rows()).toEqual(['A\ufffdBé']);
  });
});

describe('a line longer than the terminal is wide', () => {
  test('wraps, is edited across the edge, and leaves nothing behind', async () => {
    const b = bench(10, 6);
    b.asks('% ');
    b.type('abcdefgh');
    expect(await b.cursor()).toEqual({ row: 1, column: 0 });
    b.type('ijklmnopqrst');
    expect(await b.rows()).toEqual(['% abcdefgh', 'ijklmnopqr', 'st']);
    b.type(KEY.home, 'X');
    expect(await b.rows()).toEqual(['% Xabcdefg', 'hijklmnopq', 'rst']);
    expect(await b.cursor()).toEqual({ row: 0, column: 3 });
    b.type(KEY.end, ...Array<string>(12).fill(KEY.erase));
    expect(await b.rows()).toEqual(['% Xabcdefg', 'h']);
    b.type(KEY.erase);
    expect(await b.cursor()).toEqual({ row: 1, column: 0 });
    b.type(KEY.erase, KEY.enter);
    b.prints('done\n');
    expect(b.sent).toEqual(['Xabcdef\n']);
    expect(await b.rows()).toEqual(['% Xabcdef', 'done']);
  });

  test('a wide character moves to the next row as a whole', async () => {
    const b = bench(10, 6);
    b.asks('% ');
    b.type('abcdefg日x');
    expect(await b.rows()).toEqual(['% abcdefg', '日x']);
    b.type(KEY.left, KEY.left, KEY.erase);
    expect(await b.rows()).toEqual(['% abcdef日', 'x']);
    expect(await b.cursor()).toEqual({ row: 0, column: 8 });
  });

  test('scrolls the screen at its foot', async () => {
    const b = bench(10, 3);
    b.prints('1\n2\n3\n');
    b.asks('% ');
    b.type('abcdefghijklmn', KEY.home, 'X');
    expect(await b.rows()).toEqual(['1', '2', '3', '% Xabcdefg', 'hijklmn']);
    b.type(KEY.control('U'), KEY.control('K'), 'ok', KEY.enter);
    b.prints('fine\n');
    expect(await b.rows()).toEqual(['1', '2', '3', '% ok', 'fine']);
  });

  test('survives a change of width', async () => {
    const b = bench(20, 6);
    b.asks('prompt ');
    b.type('abcdefghijklmnopqrstuvwxyz', KEY.left);
    b.screen.action(() => b.terminal.resize(12, 6));
    expect(await b.rows()).toEqual(['prompt abcde', 'fghijklmnopq', 'rstuvwxyz']);
    expect(await b.cursor()).toEqual({ row: 2, column: 8 });
    b.screen.action(() => b.terminal.resize(30, 6));
    expect(await b.rows()).toEqual(['prompt abcdefghijklmnopqrstuvw', 'xyz']);
    b.type(KEY.erase, KEY.enter);
    expect(b.sent).toEqual(['abcdefghijklmnopqrstuvwxz\n']);
  });

  test('starting where the program filled a row to the edge', async () => {
    const b = bench(10, 6);
    b.asks('0123456789');
    b.type('ab', KEY.erase, KEY.erase, 'cd', KEY.enter);
    b.prints('ok\n');
    expect(await b.rows()).toEqual(['0123456789', 'cd', 'ok']);
  });

  test('of more characters than the screen has room for shows the part around the cursor', async () => {
    const b = bench(20, 6);
    b.asks('% ');
    const long = Array.from({ length: 5000 }, (_, i) => String(i % 10)).join('');
    b.line.paste(long);
    const rows = await b.rows();
    expect(rows.length).toBeLessThanOrEqual(6);
    expect(rows.join('')).toContain('…');
    expect(rows.at(-1)?.endsWith('9')).toBe(true);
    b.type(KEY.home, 'X', KEY.enter);
    expect(b.sent).toEqual([`X${long}\n`]);
    expect((await b.rows()).join('')).toBe(`% X${long}`);
  });
});
