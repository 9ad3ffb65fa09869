/**
 * Owns how large a terminal can have been, for whoever reads a session's size from what
 * somebody made: its notes, or a cast of it. Does not know what is done with other sizes.
 */

/** Columns or rows: nobody's terminal has more. */
export const LARGEST_TERMINAL = 500;
