/**
 * Owns the terminal's rows as the search sees them: which begin a line. xterm's search goes
 * from each row to the start of its line, a call within a call, and through all cells of it
 * once more, and looks beyond both ends of what the terminal has: a program that prints ten
 * thousand rows without a line feed would end it. So to the search a line is over after some
 * rows, and the first row begins one, though it may go on with what is no longer there.
 * Does not know what is looked for.
 */
import type { IBuffer, IBufferLine, IBufferNamespace } from '@xterm/xterm';

/**
 * Of a longer line a text is not found where it goes over the end of a part; the list of hits in
 * the whole session has it. Looking through 10,000 rows takes as many steps as cells here for
 * each of them: a second where nothing is found.
 */
const MOST_CELLS = 4_000;

export class SearchedRows<T extends { readonly buffer: IBufferNamespace }> {
  readonly #buffer: IBufferNamespace;
  /** Rows that begin a line, since they were last looked at. */
  readonly #starts = new Set<number>();
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

  /** Something may have been printed since. */
  lookAnew(): void {
    this.#starts.clear();
    const { active } = this.#buffer;
    let cells = MOST_CELLS;
    for (let row = 0; row < active.length; row++) {
      const line = active.getLine(row);
      const inRow = line?.length ?? 0;
      const isStart = cells + inRow > MOST_CELLS || line?.isWrapped !== true;
      if (isStart) this.#starts.add(row);
      cells = isStart ? inRow : cells + inRow;
    }
  }

  /** The whole line that the row belongs to. */
  lineOf(row: number): string {
    let first = row;
    while (this.#rowAt(first)?.isWrapped) first--;
    let line = this.#rowAt(first)?.translateToString() ?? '';
    for (let next = first + 1; this.#rowAt(next)?.isWrapped; next++) {
      line += this.#rowAt(next)?.translateToString() ?? '';
    }
    return line;
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
