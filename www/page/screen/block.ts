/**
 * Owns the picture of what is being typed: glyphs in a row, with a place for
 * each on a screen of a given width. The terminal wraps as it prints; this
 * knows where it will.
 * Does not write anything, and does not know what the glyphs stand for.
 */
import { caret } from './control-characters.ts';

/** Columns that a piece of text takes on the terminal at hand. */
export type Measure = (text: string) => number;

export interface Glyph {
  /** What is printed; a line feed ends the row, a tab goes on to the next stop. */
  text: string;
  /** Columns; of no meaning for a line feed or a tab. */
  width: number;
  faint: boolean;
}

export interface Block {
  glyphs: Glyph[];
  /** The cursor stands before the glyph of this number, or after the last. */
  cursor: number;
}

export interface Position {
  row: number;
  column: number;
}

interface PlacedGlyph extends Position {
  text: string;
  width: number;
  faint: boolean;
}

/** A block with a place for each glyph, counted from the row it starts on. */
export interface Placement {
  glyphs: PlacedGlyph[];
  end: Position;
  cursor: Position;
  /** The last glyph fills its row to the edge, so that `end` is on a row of its own. */
  endsAtEdge: boolean;
}

const TAB_STOP_COLUMNS = 8;

/** Control characters are shown as terminals do, `^C`; a hidden character as a dot. */
export function glyphsOf(
  characters: readonly string[],
  measure: Measure,
  { faint = false, hidden = false } = {},
): Glyph[] {
  return characters.map((character) => {
    if (hidden) return { text: '•', width: 1, faint };
    if (character === '\t') return { text: '\t', width: 0, faint };
    const code = character.charCodeAt(0);
    if (code < 32 || code === 127) {
      return { text: caret(character), width: 2, faint };
    }
    return { text: character, width: measure(character), faint };
  });
}

export function place(block: Block, columns: number, startColumn: number): Placement {
  let row = 0;
  let column = startColumn;
  const glyphs = block.glyphs.map((glyph): PlacedGlyph => {
    if (glyph.text === '\n') {
      const placed = { ...glyph, width: 0, row, column };
      row++;
      column = 0;
      return placed;
    }
    if (column >= columns || column + glyph.width > columns) {
      row++;
      column = 0;
    }
    const placed = { ...glyph, row, column };
    if (glyph.text === '\t') {
      // A tab is drawn as blanks, because a terminal's own would leave old text standing.
      placed.width = Math.min(TAB_STOP_COLUMNS - (column % TAB_STOP_COLUMNS), columns - column);
      placed.text = ' '.repeat(placed.width);
    }
    column += placed.width;
    return placed;
  });
  const endsAtEdge = column >= columns;
  const end = endsAtEdge ? { row: row + 1, column: 0 } : { row, column };
  const under = glyphs[block.cursor];
  return {
    glyphs,
    end,
    cursor: under === undefined ? end : { row: under.row, column: under.column },
    endsAtEdge,
  };
}

/** A stretch of characters around the cursor, and whether something was cut off at either side. */
export interface Excerpt {
  characters: readonly string[];
  cursor: number;
  cutBefore: boolean;
  cutAfter: boolean;
}

/**
 * The part of a line that fits into `room` columns and holds the cursor: a line
 * may be longer than the screen. It moves in steps, so that typing on does not
 * redraw everything each time.
 */
export function excerpt(
  characters: readonly string[],
  cursor: number,
  room: number,
  measure: Measure,
): Excerpt {
  const widthOf = (index: number): number => {
    const character = characters[index] ?? '';
    // Tabs take up to a whole stop; control characters are drawn with two signs.
    return character === '\t' ? TAB_STOP_COLUMNS : character < ' ' ? 2 : measure(character);
  };
  let total = 0;
  for (let index = 0; index < characters.length && total <= room; index++) total += widthOf(index);
  if (total <= room) return { characters, cursor, cutBefore: false, cutAfter: false };

  const step = Math.max(1, Math.floor(room / (4 * TAB_STOP_COLUMNS)));
  const anchor = Math.floor(cursor / step) * step;
  let used = 0;
  let from = anchor;
  while (from > 0 && used + widthOf(from - 1) <= (room * 3) / 4) used += widthOf(--from);
  let to = anchor;
  while (to < characters.length && used + widthOf(to) <= room) used += widthOf(to++);
  return {
    characters: characters.slice(from, to),
    cursor: cursor - from,
    cutBefore: from > 0,
    cutAfter: to < characters.length,
  };
}
