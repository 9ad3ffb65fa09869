/**
 * Owns how a line goes on from row to row in xterm's buffer. Does not know what is done with the
 * rows.
 */
import type { IBuffer } from '@xterm/headless';

/** Whether the row goes on with the line above. Behind the last row xterm still gives rows that are gone. */
export function goesOnIn(buffer: IBuffer, row: number): boolean {
  return row > 0 && row < buffer.length && buffer.getLine(row)?.isWrapped === true;
}

/** Whether a wide character did not fit into the last cell of the row, and begins the next. */
export function leavesEdge(buffer: IBuffer, row: number): boolean {
  const line = buffer.getLine(row);
  const last = line?.getCell(line.length - 1);
  return (
    last?.getChars() === '' &&
    last.getWidth() === 1 &&
    goesOnIn(buffer, row + 1) &&
    buffer
      .getLine(row + 1)
      ?.getCell(0)
      ?.getWidth() === 2
  );
}
