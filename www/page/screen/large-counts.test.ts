/** Owns the check that no single sequence keeps the page from answering, and that each is done as far as it is seen. */
import { expect, test } from 'vitest';
import { LARGEST_TERMINAL } from '../../session-log/terminal-size.mjs';
import { Batch } from './batch.ts';
import { screenBench } from './headless.ts';
import { LargeCounts } from './large-counts.ts';

const SEEN: [final: string, rows: string[]][] = [
  ['L', ['one', 'two', '.']],
  ['M', ['one', 'two', '.']],
  ['S', ['', '', '    .']],
  ['T', ['', '', '    .']],
  ['I', ['one', 'two', `here${' '.repeat(35)}.`]],
  ['Z', ['one', 'two', '.ere']],
];
const COUNTS = ['100000000', '99999999999', '0000100000000', '100000000;7', '100000000:7'];

// Done one by one they would take minutes: the test would run out of its time.
test.each(COUNTS)('%s of anything is done as far as it is seen', async (count) => {
  for (const [final, rows] of SEEN) {
    for (const begin of ['\x1b[', '\x9b']) {
      const b = screenBench();
      b.prints(`one\ntwo\nhere${`${begin}${count}${final}`.repeat(5)}.`);
      expect(await b.rows(), final).toEqual(rows);
    }
  }
});

test('a character is repeated as often as the largest terminal has columns', async () => {
  const b = screenBench(LARGEST_TERMINAL + 100);
  b.prints('a\x1b[2147483647b.');
  expect(await b.rows()).toEqual([`${'a'.repeat(LARGEST_TERMINAL + 1)}.`]);
});

test('a count in pieces is read as a whole', async () => {
  const b = screenBench();
  for (const piece of ['one\n\x1b', '[', '1', '000', '00000', 'S', '.']) b.prints(piece);
  expect(await b.rows()).toEqual(['', '.']);
});

test('one with a control character in its midst, or without end, does nothing', async () => {
  const b = screenBench();
  b.prints(`one\n\x1b[100000\n000S`);
  for (let piece = 0; piece < 10; piece++)
    b.prints(`${piece === 0 ? '\x1b[' : ''}${'9'.repeat(50)}`);
  b.prints('S.');
  expect(await b.rows()).toEqual(['one', '', '.']);
});

// Read over and over it would take hours.
test('digits without end are read once', () => {
  const text = `\x1b[${'9'.repeat(1_000_000)}`;
  expect(new LargeCounts().bounded(text)).toBe(text);
  expect(new Batch().take(text)).toBeGreaterThan(0);
});

test.each([
  '\x1b[999;999H\x1b[6n',
  '\x1b[2004h\x1b[38;5;1000m',
  '\x1b[?1049h',
  '\x1b[500P',
  '1000S',
])('%j is left as it is, however it is cut', (text) => {
  expect(new LargeCounts().bounded(text)).toBe(text);
  const counts = new LargeCounts();
  expect([...text].map((character) => counts.bounded(character)).join('')).toBe(text);
});

test('what had no end yet is gone with the program', async () => {
  const b = screenBench();
  b.prints('\x1b[10');
  b.screen.begin(() => b.terminal.reset());
  b.prints('S and so on');
  expect(await b.rows()).toEqual(['S and so on']);
});

test('lines are inserted, deleted and scrolled as often as there are any', async () => {
  const b = screenBench(20, 4);
  b.prints('1\n2\n3\n4\x1b[H\x1b[1L');
  expect(await b.rows()).toEqual(['', '1', '2', '3']);
  b.prints('\x1b[2M');
  expect(await b.rows()).toEqual(['2', '3']);
  b.prints('\x1b[500L');
  expect(await b.rows()).toEqual([]);
});
