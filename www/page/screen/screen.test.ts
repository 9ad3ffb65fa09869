/**
 * Owns the check of what the screen makes of output by itself: what a program leaves behind
 * for the next one, and what stands where output is cut so that typing is seen. What is
 * typed is a block of the test's own.
 */
import { describe, expect, test, vi } from 'vitest';
import { type Block, glyphsOf } from './block.ts';
import { type ScreenBench, screenBench } from './headless.ts';

/** The colours of a row's letters, each once; -1: the terminal's own. */
async function coloursOf(b: ScreenBench, row: number): Promise<number[]> {
  await b.settled();
  const line = b.terminal.buffer.active.getLine(row);
  const { length } = line?.translateToString(true) ?? '';
  return [...new Set(Array.from({ length }, (_, at) => line?.getCell(at)?.getFgColor() ?? -1))];
}

describe('a program that begins', () => {
  test('does not go on from the half character of the one before', async () => {
    const b = screenBench();
    b.prints(Uint8Array.of(0x2e, 0xc3));
    b.screen.begin(() => b.terminal.reset());
    b.prints('> ');
    expect(b.screen.lastLine).toBe('> ');
    expect(await b.rows()).toEqual(['>']);
  });

  test('does not go on from the half sequence of the one before', async () => {
    const b = screenBench();
    b.prints('\x1b[3');
    b.screen.begin(() => b.terminal.reset());
    b.prints('1mplain');
    expect(await b.rows()).toEqual(['1mplain']);
  });

  test('is read as the characters that were chosen', async () => {
    const b = screenBench();
    b.screen.useCharacters('latin-1');
    b.screen.begin(() => b.terminal.reset());
    b.prints(Uint8Array.of(0xe9));
    expect(await b.rows()).toEqual(['é']);
  });

  test('does not print in the colours of the one before', async () => {
    const b = screenBench();
    b.prints('\x1b[31mred');
    b.screen.begin(() => b.terminal.reset());
    b.screen.note('a note');
    b.prints('plain');
    expect(await coloursOf(b, 1)).toEqual([-1]);
  });
});

test('a terminal that is cleaned stays so when something is typed', async () => {
  const b = screenBench();
  b.prints('\x1b[31mred');
  b.screen.clean(() => b.terminal.reset());
  b.screen.note('a note');
  b.prints('plain');
  expect(await coloursOf(b, 1)).toEqual([-1]);
});

test.each([
  ['a full reset', '\x1bc'],
  ['a soft reset', '\x1b[!p'],
])('%s ends the colours for what comes after a note, too', async (_, reset) => {
  const b = screenBench();
  b.prints(`\x1b[31m${reset}`);
  b.screen.note('a note');
  b.prints('plain');
  expect(await coloursOf(b, 1)).toEqual([-1]);
});

test('colours that a program mixes for ever are forgotten, those of a palette are not in the way', async () => {
  const b = screenBench();
  const forgets = vi.spyOn(b.glass, 'forgetColours');
  const mixed = (nth: number): string => `\x1b[38;2;${nth % 256};${nth >> 8};0m\x1b[48:2::0:0:9mx`;
  const all = (of: (nth: number) => string): string =>
    Array.from({ length: 25_000 }, (_, nth) => of(nth)).join('');
  b.prints(all((nth) => `\x1b[38;5;${nth % 256};1mx`));
  await b.settled();
  expect(forgets).not.toHaveBeenCalled();
  b.prints(all(mixed));
  await b.settled();
  expect(forgets).toHaveBeenCalledTimes(2);
});

test('of what is printed each byte is told to be drawn once, in whatever parts it is drawn', async () => {
  const b = screenBench();
  b.prints('é');
  b.prints('');
  b.prints('a\r'.repeat(100_000));
  expect(b.drawn).toEqual([]);
  await b.settled();
  expect(b.drawn.every((bytes) => bytes > 0)).toBe(true);
  expect(b.drawn.reduce((sum, bytes) => sum + bytes, 0)).toBe(200_002);
  b.screen.note('a note');
  b.drawn.length = 0;
  await b.settled();
  expect(b.drawn).toEqual([]);
});

test('what the program asks the terminal is answered, but not what it asked in the past', async () => {
  const b = screenBench();
  const answers: string[] = [];
  b.terminal.onData((data) => answers.push(data));
  const question = new TextEncoder().encode('\x1b[6n.');
  for (const isPast of [false, true, true, false]) b.screen.output(question, { isPast });
  await b.settled();
  expect(answers).toEqual(['\x1b[1;1R', '\x1b[1;4R']);
});

describe('what is typed is drawn in the midst of a flood', () => {
  const typed = (b: () => ScreenBench): Block => ({
    glyphs: glyphsOf(['l', 's'], b().measure),
    cursor: 2,
  });
  const BATCH = 64 * 1024;

  test.each([
    ['a colour', '\x1b[31m', 1],
    ['a colour', '\x1b[31m', 3],
    ['a title', '\x1b]2;a title\x07', 7],
    ['a picture', '😀', 1],
    ['an accent', 'e\u0301', 1],
  ])('and not within %s (%j, %i)', async (_, sequence, within) => {
    const b: ScreenBench = screenBench(40, 10, () => typed(() => b));
    const before = 'a\r'.repeat(BATCH / 2).slice(0, BATCH - within);
    b.prints(`${before}${sequence}\n`);
    b.prints('end');
    const whole = screenBench();
    whole.prints(`${before.slice(-2)}${sequence}\nend`);
    const rows = await b.rows();
    expect(rows).toEqual((await whole.rows()).map((row, at) => (at === 1 ? `${row}ls` : row)));
  });
});

test.each([
  ['a colour', '\x1b[3', '1mred'],
  ['a mode', '\x1b[?2', '5lred'],
  ['a title', '\x1b]2;a ti', 'tle\x07red'],
  ['a title, at its end', '\x1b]2;a title\x1b', '\\red'],
  ['a set of letters', '\x1b(', 'Bred'],
])('what is typed is not drawn within %s that comes in two pieces', async (_, begun, rest) => {
  let text = '';
  const b: ScreenBench = screenBench(40, 10, () => {
    const glyphs = glyphsOf([...text], b.measure);
    return text === '' ? undefined : { glyphs, cursor: glyphs.length };
  });
  b.prints(begun);
  await b.settled();
  text = 'ls';
  b.screen.refresh();
  await b.settled();
  b.prints(rest);
  expect(await b.rows()).toEqual(['redls']);
});
