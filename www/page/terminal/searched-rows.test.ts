/** What the search is shown of the terminal's rows: lines, none without end, none that is gone. */
import { Terminal } from '@xterm/headless';
import type { IBufferNamespace } from '@xterm/xterm';
import { expect, test } from 'vitest';
import { SearchedRows } from './searched-rows.ts';

/** A terminal of 3 rows, which keeps so many more. */
function emptyTerminal(columns: number, scrollback = 300): Terminal {
  return new Terminal({
    cols: columns,
    rows: 3,
    scrollback,
    convertEol: true,
    allowProposedApi: true,
  });
}

const written = (terminal: Terminal, text: string): Promise<void> =>
  new Promise((done) => terminal.write(text, done));

/** The rows of a terminal with this in it. */
async function rowsOf(
  text: string,
  columns = 5,
  terminal = emptyTerminal(columns),
): Promise<SearchedRows<{ buffer: IBufferNamespace }>> {
  await written(terminal, text);
  const rows = new SearchedRows(terminal as unknown as { buffer: IBufferNamespace });
  rows.lookAnew();
  return rows;
}

/** The rows that begin a line, of all that are seen. */
function starts({ terminal: { buffer } }: Awaited<ReturnType<typeof rowsOf>>): number[] {
  const { active } = buffer;
  return Array.from({ length: active.length }, (_, row) => row).filter(
    (row) => active.getLine(row)?.isWrapped === false,
  );
}

test('a line is over where the terminal has it so', async () => {
  const rows = await rowsOf('1\n2345678\n9');
  expect(starts(rows)).toEqual([0, 1, 3]);
  expect(rows.lineOf(2)).toBe('2345678   ');
  expect(rows.lineOf(3)).toBe('9    ');
});

test('what was printed since counts when it is looked at anew, and what was before does not', async () => {
  const terminal = emptyTerminal(5);
  const rows = await rowsOf('1\n2\n3\n4', 5, terminal);
  await written(terminal, '\x1b[2J\x1b[3J\x1b[Hlonger text\nend');
  rows.lookAnew();
  expect(starts(rows)).toEqual([0, 3]);
});

test('of a line with no end to it, as long as all that is kept, the search has parts', async () => {
  const rows = await rowsOf('a'.repeat(40 * 1000), 40);
  expect(starts(rows)).toEqual([0, 100, 200, 300]);
  expect(rows.lineOf(150)).toHaveLength(4_000);
  expect(rows.lineOf(302)).toHaveLength(3 * 40);
});

test('a part does not end in the midst of what is looked for', async () => {
  // Rows of 40: 'needle' goes over the end of the 100th, and the 200th is full with it.
  const text = `${'a'.repeat(3_997)}neEdle${'b'.repeat(3_991)}needle${'c'.repeat(40)}`;
  const rows = await rowsOf(text, 40);
  expect(starts(rows)).toEqual([0, 100, 200]);
  rows.lookAnew('Needle');
  expect(starts(rows)).toEqual([0, 101]);
  expect(rows.lineOf(100)).toContain('aneEdleb');
  // Without another text it is still that one; for another the ends are where they were.
  rows.lookAnew();
  expect(starts(rows)).toEqual([0, 101]);
  rows.lookAnew('a');
  expect(starts(rows)).toEqual([0, 100, 200]);
});

test('what is looked for is longer than a row, or goes over an edge that a wide character left', async () => {
  const rows = await rowsOf(
    `${'a'.repeat(3_994)}${'0123456789'}${'b'.repeat(20)}`,
    4,
    emptyTerminal(4, 2_000),
  );
  rows.lookAnew('0123456789');
  expect(starts(rows)).toEqual([0, 1_001]);
  const wide = await rowsOf(`${'a'.repeat(3_999)}日${'b'.repeat(20)}`, 5, emptyTerminal(5, 2_000));
  wide.lookAnew('a日b');
  expect(starts(wide)).toEqual([0, 801]);
});

test('where each row goes on with what is looked for, lines are over nevertheless', async () => {
  const rows = await rowsOf('abcde'.repeat(8_000), 40, emptyTerminal(40, 2_000));
  rows.lookAnew('ea');
  expect(starts(rows)).toEqual([0, 400, 800]);
});

test('there are no rows before the first and behind the last', async () => {
  const rows = await rowsOf(`${'a\n'.repeat(1000)}b`);
  const { active } = rows.terminal.buffer;
  expect(active.getLine(-1)).toBeUndefined();
  expect(active.getLine(active.length)).toBeUndefined();
  expect(active.getLine(active.length - 1)?.translateToString(true)).toBe('b');
});
