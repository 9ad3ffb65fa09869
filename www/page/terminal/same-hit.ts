/**
 * Owns which of the session's hits is the one that Find stands at in the terminal. The
 * terminal knows rows, the session lines: they are matched by their order, counted from the
 * newest, and by their text. Does not know how either is searched.
 */
import type { FoundHit } from '../../protocol.ts';

/** A hit in the terminal. */
export interface TerminalHit {
  /** How many of the terminal's hits are below it. */
  newer: number;
  /** How many the terminal has. */
  count: number;
  /** The whole line, over all its rows. */
  line: string;
}

/**
 * Its place among the session's hits, which are given the newest first; undefined where it is none
 * of them. The terminal stands after `head` lines, and shows nothing of later ones.
 */
export function sameHit(
  hits: readonly FoundHit[],
  head: number,
  { newer, count, line }: TerminalHit,
): number | undefined {
  const first = hits.findIndex(({ entries }) => entries <= head);
  if (first < 0) return undefined;
  const wanted = first + newer;
  if (count === hits.length - first) return wanted;
  // One of them has less than the other: a screen that was cleared, a line that was drawn over.
  const plain = evened(line);
  let nearest: number | undefined;
  for (let nth = first; nth < hits.length; nth++) {
    const hit = hits[nth];
    const isNearer = nearest === undefined || Math.abs(nth - wanted) < Math.abs(nearest - wanted);
    if (hit && isNearer && isIn(hit, plain)) nearest = nth;
  }
  return nearest;
}

function isIn({ before, hit, after }: FoundHit, line: string): boolean {
  // Of a long line the session tells but a part.
  return line.includes(evened(`${before.replace(/^…/, '')}${hit}${after}`));
}

/** The terminal has blanks for tabs and behind a line's end. */
function evened(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
