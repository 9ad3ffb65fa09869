/** Which word of a line of very many rows a double click chooses. */
import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { longWordAt } from './long-word.ts';

const COLUMNS = 10;
/** As xterm has them. */
const SEPARATORS = ' ()[]{}\',"`';

/** The word at a cell of a terminal with this in it, and all the text it has. */
async function wordAt(
  text: string,
  column: number,
  row: number,
): Promise<{ column: number; row: number; cells: number } | undefined> {
  const terminal = new Terminal({
    cols: COLUMNS,
    rows: 3,
    scrollback: 10_000,
    convertEol: true,
    allowProposedApi: true,
  });
  await new Promise<void>((done) => terminal.write(text, done));
  return longWordAt(terminal.buffer.active, column, row, SEPARATORS);
}

test('a word of ten thousand rows is chosen whole, wherever it is clicked', async () => {
  const text = `above\n(${'a'.repeat(98_000)}) end`;
  const whole = { column: 1, row: 1, cells: 98_000 };
  expect(await wordAt(text, 1, 1)).toEqual(whole);
  expect(await wordAt(text, 5, 5_000)).toEqual(whole);
  expect(await wordAt(text, 0, 9_801)).toEqual(whole);
  expect(await wordAt(text, 4, 9_801)).toEqual({ column: 3, row: 9_801, cells: 3 });
});

test('no word is where it is empty, and beside the rows', async () => {
  const text = `${'a'.repeat(6_000)} b`;
  expect(await wordAt(text, 0, 600)).toBeUndefined();
  expect(await wordAt(text, 5, 600)).toBeUndefined();
  expect(await wordAt(text, 10, 300)).toBeUndefined();
  expect(await wordAt(text, 5, 700)).toBeUndefined();
});

test('a word ends where its line does, and a wide character is in it with both its cells', async () => {
  expect(await wordAt(`${'日a'.repeat(2_000)}\n日`, 3, 600)).toEqual({
    column: 0,
    row: 0,
    // Three pairs fill nine cells of a row, and what is wide does not fit into the tenth.
    cells: 666 * COLUMNS + 2 * 3,
  });
  expect(await wordAt(`${' '.repeat(6_002)}日\nb`, 3, 600)).toEqual({
    column: 2,
    row: 600,
    cells: 2,
  });
});

test('words of other lines are left to the terminal', async () => {
  expect(await wordAt('a'.repeat(5_000), 5, 250)).toBeUndefined();
  expect(await wordAt(`${'a'.repeat(6_000)}\nb`, 0, 600)).toBeUndefined();
});
