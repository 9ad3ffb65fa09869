/** Owns the check of the terminal's text: lines as they were printed, and where each row of them is. */
import { Terminal } from '@xterm/headless';
import { expect, test } from 'vitest';
import { wholeLines } from './whole-lines.ts';

async function linesOf(printed: string): Promise<ReturnType<typeof wholeLines>> {
  const terminal = new Terminal({ cols: 5, rows: 6, convertEol: true, allowProposedApi: true });
  await new Promise<void>((drawn) => terminal.write(printed, drawn));
  return wholeLines(terminal.buffer.active);
}

test('rows that go on are one line, with the blanks between words that ended a row', async () => {
  const { lines, lineOfRow } = await linesOf('one\nand  two five\n\nlast');
  expect(lines).toEqual(['one', 'and  two five', '', 'last']);
  expect(lineOfRow).toEqual([0, 1, 1, 1, 2, 3]);
});

test('where a wide character did not fit into a row, no blank is in the line', async () => {
  const { lines, lineOfRow } = await linesOf('abcd\u4e2de');
  expect(lines).toEqual(['abcd\u4e2de']);
  expect(lineOfRow.slice(0, 2)).toEqual([0, 0]);
});

test('blanks at the ends of lines and empty rows at the foot are left out', async () => {
  const { lines, lineOfRow } = await linesOf('a  \n');
  expect(lines).toEqual(['a']);
  expect(lineOfRow).toHaveLength(6);
});

test('nothing printed is one empty line', async () => {
  expect((await linesOf('')).lines).toEqual(['']);
});
