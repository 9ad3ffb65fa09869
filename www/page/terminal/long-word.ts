/**
 * Owns the choosing of a word in a line of very many rows. On a double click xterm goes from row to
 * row of a word by a call within a call: one of some thousand rows would end it, and nothing be
 * chosen. Words of other lines are xterm's. Comes with the first press of a mouse. Does not know
 * what becomes of what is chosen.
 */
import type { IBuffer, Terminal } from '@xterm/xterm';
import { goesOnIn, leavesEdge } from '../screen/wrapped-rows.ts';

/** xterm manages several thousand; other browsers may have less room for calls. */
const MOST_ROWS = 500;

/** A double click in `place` on such a line chooses the word there. */
export function chooseLongWords(place: HTMLElement, xterm: Terminal): void {
  const chosen = (event: MouseEvent): void => {
    const { buffer, cols, modes, options, rows } = xterm;
    if (event.detail !== 2 || event.button !== 0 || modes.mouseTrackingMode !== 'none') return;
    const screen = place.querySelector('.xterm-screen')?.getBoundingClientRect();
    if (!screen) return;
    const column = Math.floor(((event.clientX - screen.left) * cols) / screen.width);
    const row = Math.floor(((event.clientY - screen.top) * rows) / screen.height);
    const { active } = buffer;
    const word = longWordAt(active, column, active.viewportY + row, options.wordSeparator);
    if (!word) return;
    event.preventDefault();
    event.stopPropagation();
    xterm.select(word.column, word.row, word.cells);
    xterm.focus();
  };
  place.addEventListener('mousedown', chosen, { capture: true });
}

/** The word in this cell; undefined where its line has not very many rows, and where no word is. */
export function longWordAt(
  buffer: IBuffer,
  column: number,
  row: number,
  separators = '',
): { column: number; row: number; cells: number } | undefined {
  let [first, last] = [row, row];
  while (goesOnIn(buffer, first)) first--;
  while (goesOnIn(buffer, last + 1)) last++;
  const columns = buffer.getLine(row)?.length ?? 0;
  if (last - first < MOST_ROWS || column < 0 || column >= columns) return undefined;

  const used = buffer.getNullCell();
  const isInWord = (cell: number): boolean => {
    const row = first + Math.floor(cell / columns);
    if (cell < 0 || row > last) return false;
    const it = buffer.getLine(row)?.getCell(cell % columns, used);
    // The second cell of a wide character is part of it.
    if (it?.getWidth() === 0) return true;
    const text = it?.getChars() ?? '';
    if (text !== '') return !separators.includes(text);
    return cell % columns === columns - 1 && leavesEdge(buffer, row);
  };
  const chosen = (row - first) * columns + column;
  if (!isInWord(chosen)) return undefined;
  let [start, end] = [chosen, chosen + 1];
  while (isInWord(start - 1)) start--;
  while (isInWord(end)) end++;
  return {
    column: start % columns,
    row: first + Math.floor(start / columns),
    cells: end - start,
  };
}
