/**
 * Owns the block of typed text on the terminal: it draws a block where the
 * cursor stands, changes it by the least that differs (a screen reader then
 * speaks only what is new), and takes it away again without a trace, cursor
 * back where the program left it.
 * Does not know when a block is shown, nor what it says.
 */
import { type Block, type Placement, type Position, place } from './block.ts';

const EMPTY: Block = { glyphs: [], cursor: 0 };
/** The page's own words: bright black, which the page's theme makes a soft colour that can be read. */
export const FAINT = '\x1b[0;90m';
const ERASE_TO_RIGHT = '\x1b[K';
const ERASE_ROW = '\x1b[2K';

export class Echo {
  readonly #write: (text: string) => void;
  /** Brings the program's own attributes back. */
  readonly #restore: () => string;
  #columns = 80;
  #startColumn = 0;
  #shown: Placement | undefined;
  #hasLeftFullRow = false;
  /** Where the terminal's cursor is, counted from the block's first row. */
  #at: Position = { row: 0, column: 0 };

  constructor(write: (text: string) => void, restore: () => string) {
    this.#write = write;
    this.#restore = restore;
  }

  get isShown(): boolean {
    return this.#shown !== undefined;
  }

  /** The column the block starts in, and to which `hide` returns. */
  get startColumn(): number {
    return this.#startColumn;
  }

  /** Draws a block at the cursor, which stands at `startColumn` (`columns` when a wrap is pending). */
  show(block: Block, columns: number, startColumn: number): void {
    let start = startColumn;
    if (start >= columns) {
      // A blank makes it wrap: what is typed belongs to the program's line, in a wider terminal too.
      this.#write(` \r${eraseCells(1)}`);
      this.#hasLeftFullRow = true;
      start = 0;
    }
    this.#columns = columns;
    this.#startColumn = start;
    this.#at = { row: 0, column: start };
    this.#shown = place(EMPTY, columns, start);
    this.#change(block);
  }

  update(block: Block): void {
    if (this.#shown !== undefined) this.#change(block);
  }

  /** Takes the block away; the cursor is back where it was before `show`. */
  hide(): void {
    if (this.#shown === undefined) return;
    this.#change(EMPTY);
    this.#shown = undefined;
  }

  /**
   * True once when the block before began on a row of its own, because the
   * program had filled one to the edge without ending it. If the program now
   * ends that row, it must do so from there.
   */
  takeLeftFullRow(): boolean {
    const has = this.#hasLeftFullRow;
    this.#hasLeftFullRow = false;
    return has;
  }

  /** Leaves the block on the screen for good, the cursor at the start of the row below. */
  leave(): void {
    if (this.#shown === undefined) return;
    const { glyphs, end, endsAtEdge } = this.#shown;
    // One that fills its last row has gone on to the next already, and so has an empty one after
    // a row the program filled; but in a wider terminal that row would belong to the line. A line
    // feed parts them.
    const isThere = endsAtEdge || (this.#hasLeftFullRow && glyphs.length === 0);
    const last = isThere ? { row: end.row - 1, column: 0 } : end;
    this.#write(`${this.#moveTo(last)}\r\n`);
    this.#shown = undefined;
    this.#hasLeftFullRow = false;
  }

  #change(block: Block): void {
    const old = this.#shown ?? place(EMPTY, this.#columns, this.#startColumn);
    const next = place(block, this.#columns, this.#startColumn);
    this.#shown = next;
    const first = firstDifference(old, next);
    let out = '';
    if (first < next.glyphs.length || first < old.glyphs.length) {
      out += this.#moveTo(this.#printsFrom(next, first));
      out += this.#print(next, first);
      out += this.#eraseAfter(next.end, old.end);
    }
    out += this.#moveTo(next.cursor);
    if (out !== '') this.#write(out);
  }

  /**
   * Where the terminal prints the glyph of this number from. One that is too wide for what is left
   * of a row it takes to the next by itself, which may not be there yet.
   */
  #printsFrom({ glyphs, end }: Placement, number: number): Position {
    const glyph = glyphs[number];
    if (glyph === undefined) return end;
    const before = glyphs[number - 1];
    if (before?.text === '\n') return glyph;
    const row = before?.row ?? 0;
    const column = before ? before.column + before.width : this.#startColumn;
    return glyph.row > row && column < this.#columns ? { row, column } : glyph;
  }

  #print(next: Placement, first: number): string {
    let out = '';
    let faint = false;
    for (let number = first; number < next.glyphs.length; number++) {
      const glyph = next.glyphs[number];
      if (glyph === undefined) break;
      if (glyph.faint !== faint) {
        out += glyph.faint ? FAINT : this.#restore();
        faint = glyph.faint;
      }
      out += glyph.text === '\n' ? `${ERASE_TO_RIGHT}\r\n` : glyph.text;
    }
    if (faint) out += this.#restore();
    // A row filled to the edge leaves the terminal's cursor hanging on its last
    // column; a blank makes it wrap, as the next typed character will.
    if (next.endsAtEdge && first < next.glyphs.length) out += ' \r';
    this.#at = { ...next.end };
    return out;
  }

  #eraseAfter(end: Position, oldEnd: Position): string {
    if (oldEnd.row < end.row || (oldEnd.row === end.row && oldEnd.column <= end.column)) return '';
    let out = eraseCells(this.#columns - end.column);
    for (let row = end.row + 1; row <= oldEnd.row; row++) {
      out += `\x1b[B${ERASE_ROW}`;
      this.#at.row = row;
    }
    return out;
  }

  #moveTo(target: Position): string {
    let out = '';
    const rows = target.row - this.#at.row;
    if (rows < 0) out += `\x1b[${-rows}A`;
    if (rows > 0) out += `\x1b[${rows}B`;
    if (target.column !== this.#at.column) out += `\x1b[${target.column + 1}G`;
    this.#at = { row: target.row, column: target.column };
    return out;
  }
}

/** From the cursor on. Erasing to the end of the row would part one that is wrapped from its line. */
function eraseCells(count: number): string {
  return `\x1b[${count}X`;
}

function firstDifference(old: Placement, next: Placement): number {
  const most = Math.min(old.glyphs.length, next.glyphs.length);
  for (let number = 0; number < most; number++) {
    const a = old.glyphs[number];
    const b = next.glyphs[number];
    if (
      a?.text !== b?.text ||
      a?.row !== b?.row ||
      a?.column !== b?.column ||
      a?.faint !== b?.faint
    ) {
      return number;
    }
  }
  return most;
}
