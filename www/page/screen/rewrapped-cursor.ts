/**
 * Owns the cursor's way through a change of the terminal's size. With another width
 * xterm wraps the lines anew and leaves the cursor in the column it was in; the program's
 * prompt may end elsewhere now. Does not know what is typed, nor any DOM.
 */
import type { IBuffer, IMarker } from '@xterm/headless';
import { goesOnIn, leavesEdge } from './wrapped-rows.ts';

/** A terminal of xterm's, in a page or without one. */
interface Rewrapping {
  readonly cols: number;
  readonly rows: number;
  readonly buffer: { readonly active: IBuffer };
  registerMarker(cursorYOffset?: number): IMarker | undefined;
}

/** Remembers the cursor's place in its line; the answer is what brings it there after another size. */
export function holdCursor(terminal: Rewrapping): () => string {
  const { cols: oldColumns } = terminal;
  const { active: buffer } = terminal.buffer;
  // Whatever is changed, xterm takes a cursor that hangs at the edge back onto the last character.
  const hangs = buffer.cursorX === oldColumns;
  // The alternate screen is never wrapped anew; a row of more columns is not full.
  if (buffer.type !== 'normal') {
    return () => {
      const { cols, buffer: now } = terminal;
      const isTakenBack = now.active.type === buffer.type && now.active.cursorX === cols - 1;
      return hangs && isTakenBack && cols <= oldColumns ? hanging(terminal) : '';
    };
  }
  const row = buffer.baseY + buffer.cursorY;
  let start = row;
  while (start > 0 && goesOnIn(buffer, start)) start--;
  let cells = buffer.cursorX;
  for (let above = start; above < row; above++) cells += cellsIn(buffer, above, oldColumns);
  const marker = terminal.registerMarker(start - row);
  return () => {
    const newStart = marker?.line ?? -1;
    marker?.dispose();
    if ((terminal.cols === oldColumns && !hangs) || newStart < 0) return '';
    return wayTo(terminal, newStart, cells);
  };
}

/** What moves the cursor to this many cells from the start of the line that begins in row `start`. */
function wayTo(terminal: Rewrapping, start: number, cells: number): string {
  const { active: buffer } = terminal.buffer;
  const { cols } = terminal;
  let row = start;
  let column = cells;
  while (goesOnIn(buffer, row + 1)) {
    const here = cellsIn(buffer, row, cols);
    if (column < here || (column === here && isLastAndEmpty(buffer, row + 1))) break;
    column -= here;
    row++;
  }
  const rows = Math.max(row, buffer.baseY) - (buffer.baseY + buffer.cursorY);
  let way = '';
  if (rows < 0) way += `\x1b[${-rows}A`;
  if (rows > 0) way += `\x1b[${rows}B`;
  if (column !== cols) return `${way}\x1b[${Math.min(column, cols - 1) + 1}G`;
  return way + hanging(terminal, row);
}

/** The row is full: printed again, its last character leaves the cursor hanging at the edge. */
function hanging(
  { buffer: { active: buffer }, cols }: Rewrapping,
  row = buffer.baseY + buffer.cursorY,
): string {
  const line = buffer.getLine(row);
  const last = line?.getCell(cols - 1)?.getWidth() === 0 ? cols - 2 : cols - 1;
  return `\x1b[${last + 1}G${line?.getCell(last)?.getChars() || ' '}`;
}

/** Cells of a row that is wrapped into the next: one less than all where a wide character did not fit. */
function cellsIn(buffer: IBuffer, row: number, columns: number): number {
  return leavesEdge(buffer, row) ? columns - 1 : columns;
}

/** Whether nothing of the line is in the row yet that it goes on in. */
function isLastAndEmpty(buffer: IBuffer, row: number): boolean {
  return !goesOnIn(buffer, row + 1) && buffer.getLine(row)?.translateToString(true) === '';
}
