/**
 * Holds the line discipline to what happens round a line: typing ahead, paste,
 * raw mode, programs that paint; on a headless terminal.
 */
import { describe, expect, test } from 'vitest';
import { bench, KEY } from './headless.ts';

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

  test('what waited below a prompt that fills its row is followed by as many rows as the program ends', async () => {
    for (const [line, rows] of [
      ['a', ['0123456789', 'a', '', 'X', 'b']],
      ['', ['0123456789', '', 'X', 'b']],
    ] as const) {
      const b = bench(10, 10);
      b.prints('0123456789');
      b.type(line, KEY.enter, 'b', KEY.enter);
      b.asks();
      b.prints('\nX\n');
      expect(await b.rows(), line).toEqual(rows);
    }
    const b = bench(10, 10);
    b.prints('0123456789');
    b.type('b');
    b.line.note('noted');
    b.prints('\nX\n');
    expect(await b.rows()).toEqual(['0123456789', 'noted', '', 'X', 'b']);
  });

  test('a line that is finished while the program is paused waits for it', () => {
    const b = bench();
    b.asks('% ');
    b.line.notAsked();
    b.type('later', KEY.enter);
    expect(b.sent).toEqual([]);
    b.asks();
    expect(b.sent).toEqual(['later\n']);
  });

  test('^C drops what waits', async () => {
    const b = bench();
    b.type('one', KEY.enter, 'two', KEY.control('C'));
    b.asks('% ');
    expect(b.sent).toEqual([]);
    expect(await b.rows()).toEqual(['%']);
  });

  test('^C with nothing to drop is told, while the program computes', () => {
    const b = bench();
    b.type('x', KEY.control('C'));
    b.type('one', KEY.enter, KEY.control('C'));
    expect(b.interrupts()).toBe(0);
    b.type(KEY.control('C'));
    expect(b.interrupts()).toBe(1);
    b.asks('% ');
    b.type(KEY.control('C'));
    expect(b.interrupts()).toBe(1);
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

  test('of what is typed round going elsewhere, the latter waits for the moment come to', () => {
    const b = bench();
    b.asks('% ');
    b.type('one', KEY.enter, 'before', KEY.enter, 'half');
    b.line.left();
    b.type(' a line', KEY.enter, 'after', KEY.enter);
    expect(b.sent).toEqual(['one\n']);
    b.line.started();
    b.asks('% ');
    b.asks('% ');
    expect(b.sent).toEqual(['one\n', 'half a line\n', 'after\n']);
    b.asks('% ');
    b.type(KEY.up, KEY.up, KEY.up, KEY.enter);
    expect(b.sent.at(-1), 'the arrows have what waited before').toBe('before\n');
  });

  test('a line that waits is taken back before anything that was delivered', async () => {
    const b = bench();
    b.asks('% ');
    expect(b.line.takeBack()).toBe(false);
    b.type('one', KEY.enter, 'two', KEY.enter);
    b.line.paste('three\nfour\n\n');
    expect(['', 'four', 'three'].map(() => b.line.takeBack())).toEqual([true, true, true]);
    expect(await b.rows()).toEqual(['% one', 'two']);
    b.type('five', KEY.enter);
    for (let lines = 0; lines < 3; lines++) b.asks('% ');
    expect(b.sent).toEqual(['one\n', 'two\n', 'five\n']);
    expect(b.line.takeBack()).toBe(false);
    b.type(KEY.up, KEY.up, KEY.up, KEY.enter);
    expect(b.sent.at(-1), 'the arrows have it').toBe('four\n');
  });

  test('nothing is taken where no program runs, and the bell says so', () => {
    const b = bench();
    b.line.ended();
    b.line.paste('one\ntwo');
    b.line.endInput();
    expect(b.bells()).toBe(2);
    b.line.started();
    b.asks('% ');
    expect(b.sent).toEqual([]);
    expect(b.line.line.text).toBe('');
  });

  test('of what waits a long line is cut, and an end of input shown', async () => {
    const b = bench(20, 10);
    b.prints('busy\n');
    b.type('x'.repeat(30), KEY.enter, KEY.control('D'));
    expect(await b.rows()).toEqual(['busy', `${'x'.repeat(18)}…`, '^D']);
  });

  test('whoever leaves a program that is over can type for the moment before', () => {
    const b = bench();
    b.line.ended();
    b.line.left();
    b.type('again', KEY.enter);
    expect(b.bells()).toBe(0);
    b.line.started();
    b.asks('% ');
    expect(b.sent).toEqual(['again\n']);
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

  test('has its empty lines, wherever they are', async () => {
    const b = bench();
    b.asks('% ');
    b.type('say');
    b.line.paste('\n\none\n\n');
    for (let asked = 0; asked < 4; asked++) b.asks('\n% ');
    expect(b.sent).toEqual(['say\n', '\n', 'one\n', '\n']);
  });

  test('of fewer lines than are shown is shown as it is', async () => {
    const b = bench();
    b.prints('busy\n');
    b.line.paste('one\ntwo\nhalf');
    expect(await b.rows()).toEqual(['busy', 'one', 'two', 'half']);
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

describe('of many lines that wait', () => {
  const LAST = Array.from({ length: 8 }, (_, nth) => `last ${nth}`);

  /** One was handed over, the next two may follow it, and the last ones not. */
  function pasted(...more: string[]) {
    const b = bench(40, 20);
    b.asks('% ');
    b.line.paste(`one\ntwo\nthree\nfour\n${LAST.join('\n')}\n`);
    b.prints('1\n');
    b.asks('% ');
    expect(b.sent).toEqual(['one\n', 'two\n']);
    b.type(...more);
    return b;
  }

  test('some may follow unasked, and wait until they are said to have', async () => {
    const b = pasted();
    expect(b.ahead()).toEqual(['three\n', 'four\n']);
    b.prints('2\n% ');
    b.line.taken('three');
    b.prints('3\n% ');
    expect(b.line.waitingCount).toBe(9);
    expect((await b.rows()).slice(0, 7)).toEqual([
      '% one',
      '1',
      '% two',
      '2',
      '% three',
      '3',
      '% four',
    ]);
    b.asks();
    expect(b.sent).toEqual(['one\n', 'two\n', 'four\n']);
    expect(b.echoed).toEqual(['one', 'two', 'three', 'four']);
  });

  test('none follows that is dropped, but one that went by then', async () => {
    const b = pasted(KEY.control('C'));
    expect(b.sent.at(-1)).toBe('<keep>');
    b.type('later', KEY.enter);
    b.prints('2\n% ');
    b.line.taken('three');
    expect(await b.rows()).toEqual(['% one', '1', '% two', '2', '% three', 'later']);
    b.asks('% ');
    expect(b.sent.slice(2)).toEqual(['<keep>', 'later\n']);
  });

  test('those that are left are not for where it is gone to', () => {
    const b = pasted();
    b.line.left();
    expect(b.sent.at(-1)).toBe('<keep>');
    b.type('later', KEY.enter);
    b.line.taken('three');
    b.line.started();
    b.asks('% ');
    expect(b.sent.slice(2)).toEqual(['<keep>', 'later\n']);
  });

  test('the last are taken back at once, one that may be on its way when that is known', () => {
    const b = pasted();
    for (const _ of LAST) expect(b.line.takeBack()).toBe(true);
    expect(b.sent.at(-1), 'none of those that may follow').toBe('two\n');
    expect(b.line.waitingCount).toBe(2);
    expect(b.line.takeBack()).toBe(true);
    expect(b.sent.at(-1)).toBe('<keep>');
    b.line.taken('three');
    expect(b.line.waitingCount).toBe(1);
    b.asks('% ');
    expect([b.line.waitingCount, b.sent.at(-1)]).toEqual([0, '<keep>']);
    expect(b.line.takeBack(), 'none waits').toBe(false);
    b.asks('% ');
    b.type(KEY.up, KEY.enter);
    expect(b.sent.at(-1)).toBe('four\n');
  });

  test('none follows what may be a name or a password, nor the end of input', () => {
    for (const prompt of ['login: ', 'Password: ', 'Pass\x1b[1mword: ']) {
      const b = bench();
      b.line.paste(`howie\nxyzzy\n${LAST.join('\n')}\n`);
      b.asks(prompt);
      expect(b.ahead(), prompt).toEqual([]);
    }
    const b = bench();
    b.type('one', KEY.enter, 'two', KEY.enter, KEY.control('D'));
    b.line.paste(`${LAST.join('\n')}\n`);
    b.asks('% ');
    expect(b.ahead()).toEqual(['two\n']);
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

  test('passes a paste as it is, with line feeds, and the end of input', () => {
    const b = bench();
    b.line.raw = true;
    b.line.paste('one\r\ntwo\rthr');
    b.line.endInput();
    expect(b.sent).toEqual(['one\ntwo\nthr', '<end>']);
    b.type('x');
    expect(b.sent).toHaveLength(2);
    expect(b.bells()).toBe(1);
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
