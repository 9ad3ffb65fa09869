/**
 * Owns how large a terminal was, for whoever notes a session's size, or reads it from what
 * somebody made: its notes, or a cast of it. Does not know what is shown in it.
 */

/** Columns or rows: nobody's terminal has more. */
export const LARGEST_TERMINAL = 500;

/** The size where none is told: that of terminals since the VT100. */
const USUAL = { columns: 80, rows: 24 };

/**
 * The size that was noted, as far as it can be one.
 * @param {unknown} columns a number, or a number's digits
 * @param {unknown} rows likewise
 */
export function terminalSize(columns, rows) {
  return { columns: sizeOf(columns) ?? USUAL.columns, rows: sizeOf(rows) ?? USUAL.rows };
}

/**
 * The notes of a session's file that tell it, for whoever makes a recording of it.
 * @param {{ columns: number, rows: number }} terminal
 * @returns {Record<string, string>}
 */
export function sizeNotes({ columns, rows }) {
  return { columns: String(columns), rows: String(rows) };
}

/**
 * The size that these notes tell.
 * @param {Record<string, string>} notes
 */
export function notedSize({ columns, rows }) {
  return terminalSize(columns, rows);
}

/** @param {unknown} noted */
function sizeOf(noted) {
  if (typeof noted !== 'number' && typeof noted !== 'string') return undefined;
  const size = Math.floor(Number(noted));
  return size >= 1 && size <= LARGEST_TERMINAL ? size : undefined;
}
