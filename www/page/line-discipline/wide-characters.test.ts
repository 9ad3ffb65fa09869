/**
 * Owns the check of characters that take two columns where a row has one left: the terminal
 * goes on in the next row, and the line that is typed goes with it.
 */
import { expect, test } from 'vitest';
import { bench, KEY } from './headless.ts';

const COLUMNS = 9;

/** A prompt that is asked at, on the screen's last row or above it. */
async function asking(prompt: string, screenRows: number) {
  const made = bench(COLUMNS, screenRows);
  made.asks(`1\n2\n3\n${prompt}`);
  await made.settled();
  return made;
}

test.each([
  ['in the midst of the screen', 12],
  ['at its foot', 4],
])('one that does not fit behind the prompt, %s', async (_, screenRows) => {
  const b = await asking('in full:', screenRows);
  b.type('日');
  expect(await b.rows()).toEqual(['1', '2', '3', 'in full:', '日']);
  b.type('b', KEY.enter);
  expect(await b.rows()).toEqual(['1', '2', '3', 'in full:', '日b']);
});

test.each([
  ['in the midst of the screen', 12],
  ['at its foot', 4],
])('one that does not fit behind other characters, %s', async (_, screenRows) => {
  const b = await asking('% ', screenRows);
  b.type(...'abcdef');
  await b.settled();
  b.type('日');
  expect(await b.rows()).toEqual(['1', '2', '3', '% abcdef', '日']);
  b.type(KEY.erase, 'g', '本', KEY.enter);
  expect(await b.rows()).toEqual(['1', '2', '3', '% abcdefg', '本']);
});

test('it leaves nothing behind of what stood in the column that it does not fit', async () => {
  const b = await asking('in full:', 12);
  b.type('a');
  await b.settled();
  b.type(KEY.home, '日', KEY.end, KEY.erase, KEY.enter);
  expect(await b.rows()).toEqual(['1', '2', '3', 'in full:', '日']);
});

test('a line with one is one line where the screen becomes wider', async () => {
  const b = await asking('in full:', 4);
  b.type('日', KEY.enter);
  await b.settled();
  b.terminal.resize(20, 4);
  expect(await b.rows()).toEqual(['1', '2', '3', 'in full:日']);
});
