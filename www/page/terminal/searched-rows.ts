/**
 * Owns the terminal's rows as the search sees them: which begin a line. xterm's search goes
 * from each row to the start of its line, a call within a call, and through all cells of it
 * once more, and looks beyond both ends of what the terminal has: a program that prints ten
 * thousand rows without a line feed would end it. So to the search a line is over after some
 * rows, though not where the text that is looked for would be cut, and the first row begins one,
 * though it may go on with what is no longer there.
 * Does not know where the text is found.
 */
import type { IBuffer, IBufferLine, IBufferNamespace } from '@xterm/xterm';
import { goesOnIn, leavesEdge } from '../screen/wrapped-rows.ts';

/**
 * Looking through 10,000 rows takes as many steps as cells here for each of them: a second where
 * nothing is found.
 */
const MOST_CELLS = 4_000;
/** Where the text goes over the end of each row of so many one of its many hits is lost. */
const MOST_CELLS_FOR_TEXT = 4 * MOST_CELLS;

export class SearchedRows<T extends { readonly buffer: IBufferNamespace }> {
  readonly #buffer: IBufferNamespace;
  /** Rows that begin a line, since they were last looked at. */
  readonly #starts = new Set<number>();
  #text = '';
  /** The terminal, with lines as the search is to see them. */
  readonly terminal: T;

  constructor(terminal: T) {
    const { buffer } = terminal;
    this.#buffer = buffer;
    const getLine = (row: number): IBufferLine | undefined => this.#rowAt(row);
    const seen = seenWith(buffer, {
      get active(): IBuffer {
        return seenWith(buffer.active, { getLine });
      },
    });
    this.terminal = seenWith<{ buffer: IBufferNamespace }>(terminal, { buffer: seen }) as T;
  }

  /** This is looked for now, and something may have been printed since. */
  lookAnew(text = this.#text): void {
    this.#text = text.toLowerCase();
    this.#starts.clear();
    const { active } = this.#buffer;
    let cells = 0;
    for (let row = 0; row < active.length; row++) {
      cells += active.getLine(row)?.length ?? 0;
      if (goesOnIn(active, row) && (cells <= MOST_CELLS || this.#isCutBefore(row, cells))) continue;
      this.#starts.add(row);
      cells = active.getLine(row)?.length ?? 0;
    }
  }

  /** The whole line that the row belongs to. */
  lineOf(row: number): string {
    let first = row;
    while (this.#rowAt(first)?.isWrapped) first--;
    let line = this.#textOf(first);
    for (let next = first + 1; this.#rowAt(next)?.isWrapped; next++) line += this.#textOf(next);
    return line;
  }

  /** Whether what is looked for would be cut if a part of so many cells ended before the row. */
  #isCutBefore(row: number, cells: number): boolean {
    if (cells > MOST_CELLS_FOR_TEXT) return false;
    const { active } = this.#buffer;
    const most = this.#text.length - 1;
    let [before, after] = ['', ''];
    for (let above = row - 1; before.length < most; above--) {
      before = this.#textOf(above) + before;
      if (!goesOnIn(active, above)) break;
    }
    for (let next = row; after.length < most && goesOnIn(active, next); next++) {
      after += this.#textOf(next);
    }
    const around = before.slice(-most) + after.slice(0, most);
    return most > 0 && around.toLowerCase().includes(this.#text);
  }

  /** What is in the row, without a cell at its end that a wide character did not fit into. */
  #textOf(row: number): string {
    const { active } = this.#buffer;
    const text = active.getLine(row)?.translateToString() ?? '';
    return leavesEdge(active, row) ? text.slice(0, -1) : text;
  }

  /** Outside of what there is xterm gives rows that are gone, or those of the other end. */
  #rowAt(row: number): IBufferLine | undefined {
    const { active } = this.#buffer;
    if (row < 0 || row >= active.length) return undefined;
    const line = active.getLine(row);
    return line && seenWith(line, { isWrapped: !this.#starts.has(row) });
  }
}

/** It, with some of its members as given. */
function seenWith<T extends object>(it: T, members: Partial<T>): T {
  return Object.create(it, Object.getOwnPropertyDescriptors(members)) as T;
}
