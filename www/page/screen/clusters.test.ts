/** Owns the check that no output heaps up in one cell without end, and that scripts are left as they are. */
import { expect, test } from 'vitest';
import { Clusters } from './clusters.ts';
import { screenBench } from './headless.ts';

const HEAPS = [
  '\u0301',
  '\u1100',
  '\u200d',
  '\ufe0f',
  '\u{e0061}',
  '\u{1f3fb}',
  '\u0600',
  '\u0e33',
  '\u202e',
  '👩\u200d',
];

test.each(HEAPS)('%j printed without end does not grow in one cell', async (heap) => {
  const b = screenBench();
  for (const piece of ['a', heap.repeat(700), heap, heap, heap.repeat(300)]) b.prints(piece);
  await b.settled();
  const buffer = b.terminal.buffer.active;
  let longest = 0;
  for (let row = 0; row < buffer.length; row++) {
    for (let column = 0; column < b.terminal.cols; column++) {
      longest = Math.max(longest, buffer.getLine(row)?.getCell(column)?.getChars().length ?? 0);
    }
  }
  expect(longest).toBeLessThan(300);
});

test.each([
  'plain, café, cafe\u0301',
  '👩🏽‍🚀 👨‍👩‍👧‍👦 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 🇩🇪',
  'हिन्दी ไทยน้ำ 한국어 \u1112\u1161\u11ab tiếng Việt',
  '👍'.repeat(200),
  `Z${'\u0301\u0302\u0303'.repeat(8)}algo`,
])('%j is left as it is, however it is cut', (text) => {
  expect(new Clusters().bounded(text)).toBe(text);
  const clusters = new Clusters();
  expect([...text].map((character) => clusters.bounded(character)).join('')).toBe(text);
});

test('what comes in small pieces heaps up no higher', () => {
  const clusters = new Clusters();
  let text = '';
  for (let piece = 0; piece < 1000; piece++) text += clusters.bounded('\u0301');
  expect(text).toBe('\u0301'.repeat(32));
  expect(clusters.bounded('')).toBe('');
  expect(clusters.bounded('\u0301'), 'nothing came between').toBe('');
  expect(clusters.bounded('a\u0301')).toBe('a\u0301');
});
