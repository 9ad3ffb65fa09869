/**
 * Holds the line discipline to the screen it must leave and the bytes it must
 * send, on a headless terminal.
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
    ['Alt-Backspace erases a part of a word', ['cat /bin/ls', KEY.altErase], 'cat /bin/'],
    ['Alt-D erases the next word', ['one two', KEY.home, '\x1bd'], ' two'],
    [
      '^Y brings back what was killed',
      ['ab cd', KEY.control('W'), KEY.home, KEY.control('Y')],
      'cdab ',
    ],
    ['^A and ^E go to the ends', ['b', KEY.control('A'), 'a', KEY.control('E'), 'c'], 'abc'],
    ['Alt-B and Alt-F go by words', ['aa bb', '\x1bb', 'x', '\x1bf', 'y'], 'aa xbby'],
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

describe('while the machine computes', () => {
  test('what is typed stays below the output and is drawn again after it', async () => {
    const b = bench();
    b.prints('working');
    b.type('next', KEY.left);
    expect(await b.rows()).toEqual(['workingnext']);
    b.prints(' hard\nstill ');
    expect(await b.rows()).toEqual(['working hard', 'still next']);
    expect(await b.cursor()).toEqual({ row: 1, column: 9 });
  });

  test('finished lines wait, shown, and are echoed each after its own prompt', async () => {
    const b = bench();
    b.prints('busy\n');
    b.type('first', KEY.enter, 'second', KEY.enter, 'thi');
    expect(b.sent).toEqual([]);
    expect(await b.rows()).toEqual(['busy', 'first', 'second', 'thi']);
    b.asks('% ');
    expect(b.sent).toEqual(['first\n']);
    b.prints('1st\n');
    b.asks('% ');
    b.prints('2nd\n');
    b.asks('% ');
    b.type('rd', KEY.enter);
    expect(b.sent).toEqual(['first\n', 'second\n', 'third\n']);
    expect(await b.rows()).toEqual(['busy', '% first', '1st', '% second', '2nd', '% third']);
  });

  test('^C drops what waits', async () => {
    const b = bench();
    b.type('one', KEY.enter, 'two', KEY.control('C'));
    b.asks('% ');
    expect(b.sent).toEqual([]);
    expect(await b.rows()).toEqual(['%']);
  });

  test('lines that were never asked for can be had back with the arrows', () => {
    const b = bench();
    b.type('one', KEY.enter, 'two', KEY.enter);
    expect(b.line.ended()).toBe(2);
    b.type('nobody reads this');
    expect(b.bells()).toBe(1);
    b.line.started();
    b.asks('% ');
    b.type(KEY.up, KEY.up, KEY.enter);
    expect(b.sent).toEqual(['one\n']);
  });

  test('a flood of output goes by and the line is whole after it', async () => {
    const b = bench(40, 10);
    b.type('typed during the flood');
    for (let i = 0; i < 300; i++) b.prints(`${'x'.repeat(1000)}\n`);
    b.asks('% ');
    expect((await b.rows()).at(-1)).toBe('% typed during the flood');
    b.type(KEY.enter);
    expect(b.sent).toEqual(['typed during the flood\n']);
  });
});

describe('paste', () => {
  test('of one line goes into the line at the cursor', async () => {
    const b = bench();
    b.asks('% ');
    b.type('ac', KEY.left);
    b.line.paste('b\tb');
    expect(b.line.line.text).toBe('ab\tbc');
    expect(await b.rows()).toEqual(['% ab    bc']);
    b.type(KEY.enter);
    expect(b.sent).toEqual(['ab\tbc\n']);
  });

  test('of several lines delivers them in order, the rest stays to be edited', async () => {
    const b = bench();
    b.asks('% ');
    b.type('say ');
    b.line.paste('one\r\ntwo\rthree');
    expect(b.sent).toEqual(['say one\n']);
    b.prints('1\n');
    b.asks('% ');
    b.prints('2\n');
    b.asks('% ');
    expect(b.sent).toEqual(['say one\n', 'two\n']);
    expect(await b.rows()).toEqual(['% say one', '1', '% two', '2', '% three']);
    b.type('!', KEY.enter);
    expect(b.sent.at(-1)).toBe('three!\n');
  });

  test('of a thousand lines comes through whole, each echoed at its prompt', async () => {
    const b = bench(40, 10);
    b.asks('% ');
    const lines = Array.from({ length: 1000 }, (_, i) => `line ${i}`);
    b.line.paste(`${lines.join('\n')}\n`);
    for (let i = 0; i < 1000; i++) {
      b.prints(`${i}\n`);
      b.asks('% ');
    }
    expect(b.sent).toEqual(lines.map((line) => `${line}\n`));
    expect((await b.rows()).slice(0, 5)).toEqual(['% line 0', '0', '% line 1', '1', '% line 2']);
  });

  test('shows how much waits, and never more than the screen holds', async () => {
    const b = bench(40, 10);
    b.prints('busy\n');
    b.line.paste('x\n'.repeat(1000));
    expect(await b.rows()).toEqual(['busy', 'x', 'x', 'x', '… 997 more to send, ^C drops them']);
  });

  test('of a long text is cut without being held up', () => {
    const b = bench();
    const start = performance.now();
    b.line.paste('the quick brown fox jumps over the lazy dog\n'.repeat(200_000));
    expect(performance.now() - start).toBeLessThan(1000);
    expect(b.line.waitingCount).toBe(200_000);
  });

  test('cannot make the terminal obey it', async () => {
    const b = bench();
    b.asks('> ');
    b.line.paste('a\x1b[31mb\n');
    b.prints('ok\n');
    expect(b.sent).toEqual(['a\x1b[31mb\n']);
    expect(await b.rows()).toEqual(['> a^[[31mb', 'ok']);
  });
});

describe('a password', () => {
  test('is echoed as dots and not remembered', async () => {
    const b = bench();
    b.asks(';login: ');
    b.type('howie', KEY.enter);
    b.asks('password: ');
    b.type('xyzzy');
    expect(await b.rows()).toEqual([';login: howie', 'password: •••••']);
    b.type(KEY.enter);
    b.prints('\nlogged in as howie\n');
    b.asks('% ');
    expect(b.sent).toEqual(['howie\n', 'xyzzy\n']);
    expect(b.echoed).toEqual(['howie', '•••••']);
    b.type(KEY.up);
    expect(await b.rows()).toEqual([
      ';login: howie',
      'password: •••••',
      '',
      'logged in as howie',
      '% howie',
    ]);
  });

  test('typed ahead is echoed as dots when its prompt comes, and forgotten', async () => {
    const b = bench();
    b.type('howie', KEY.enter, 'xyzzy', KEY.enter);
    b.asks(';login: ');
    b.asks('password: ');
    b.asks('% ');
    b.type(KEY.up);
    expect(await b.rows()).toEqual([';login: howie', 'password: •••••', '% howie']);
  });
});

describe('history', () => {
  const withHistory = (): ReturnType<typeof bench> => {
    const b = bench();
    for (const line of ['ls', 'cat hack.bas', 'ls', 'mail']) {
      b.asks('% ');
      b.type(line, KEY.enter);
    }
    b.asks('% ');
    return b;
  };

  test('is walked with the arrows, the unfinished line being kept', () => {
    const b = withHistory();
    b.type('unfin', KEY.up, KEY.up, KEY.up);
    expect(b.line.line.text).toBe('cat hack.bas');
    b.type(KEY.down, KEY.down, KEY.down);
    expect(b.line.line.text).toBe('unfin');
    b.type(KEY.down);
    expect(b.bells()).toBe(1);
  });

  test('is searched with ^R, again for the one before, Enter sends what was found', async () => {
    const b = withHistory();
    b.type(KEY.control('R'), 'l', KEY.control('R'));
    expect((await b.rows()).at(-1)).toBe('% (search: l) ls');
    b.type(KEY.enter);
    expect(b.sent.at(-1)).toBe('ls\n');
    expect((await b.rows()).at(-1)).toBe('% ls');
  });

  test('a search that finds nothing says so, and Escape gives the old line back', async () => {
    const b = withHistory();
    b.type('old', KEY.control('R'), 'zzz');
    expect((await b.rows()).at(-1)).toBe('% (not found: zzz) old');
    b.type('\x1b');
    expect(b.line.line.text).toBe('old');
    expect((await b.rows()).at(-1)).toBe('% old');
  });
});

describe('raw mode', () => {
  test('passes every key at once, Enter as line feed, and echoes nothing', async () => {
    const b = bench();
    b.line.raw = true;
    b.prints('>');
    b.type('a', KEY.left, KEY.control('C'), '\t', KEY.enter, KEY.erase);
    expect(b.sent).toEqual(['a', '\x1b[D', '\x03', '\t', '\n', '\x7f']);
    expect(await b.rows()).toEqual(['>']);
  });

  test('a line begun before is there again after', async () => {
    const b = bench();
    b.asks('% ');
    b.type('half');
    b.line.raw = true;
    expect(await b.rows()).toEqual(['%']);
    b.line.raw = false;
    expect(await b.rows()).toEqual(['% half']);
  });
});

describe('programs that paint the screen', () => {
  test('keep their colours while lines wait below their output', async () => {
    const b = bench();
    b.prints('\x1b[1;3');
    b.prints('1mred');
    b.type('waiting', KEY.enter, 'x');
    b.prints('still');
    b.type(KEY.control('C'));
    expect(await b.rows()).toEqual(['redstill']);
    const cells = [2, 3, 7].map((column) => b.terminal.buffer.active.getLine(0)?.getCell(column));
    expect(cells.map((cell) => [cell?.getFgColor(), cell?.isBold() !== 0])).toEqual([
      [1, true],
      [1, true],
      [1, true],
    ]);
  });

  test('typing erases only its own cells', async () => {
    const b = bench(20, 5);
    b.prints('\x1b[2J\x1b[Htop\n\n\nfoot\x1b[2;1H? ');
    b.asks();
    b.type('yes', KEY.erase, KEY.erase, KEY.erase);
    expect(await b.rows()).toEqual(['top', '?', '', 'foot']);
  });
});
