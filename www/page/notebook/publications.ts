/**
 * Owns what a publication says: its puzzle, its name, its points, and what a
 * whole notebook is worth. Does not know where publications come from.
 *
 * `INTRO.LOG=200@999999|35e6…` is publication LOG of the puzzle INTRO, and
 * worth the 200 points before the `@`. A puzzle's part that was published twice,
 * better the second time, counts once, with the better.
 */

export interface Worth {
  /** `INTRO`. */
  puzzle: string;
  /** `INTRO.LOG`. */
  name: string;
  points: number;
}

export interface PuzzleTotal {
  puzzle: string;
  points: number;
}

export function worthOf(text: string): Worth {
  const [name = '', rest = ''] = text.split('=');
  return {
    puzzle: name.split('.')[0] ?? '',
    name,
    points: Number.parseInt(rest, 10) || 0,
  };
}

/** In the order in which the puzzles came first. */
export function totals(texts: readonly string[]): PuzzleTotal[] {
  const best = new Map<string, Worth>();
  for (const text of texts) {
    const worth = worthOf(text);
    const known = best.get(worth.name);
    if (!known || known.points < worth.points) best.set(worth.name, worth);
  }
  const puzzles = new Map<string, number>();
  for (const { puzzle, points } of best.values()) {
    puzzles.set(puzzle, (puzzles.get(puzzle) ?? 0) + points);
  }
  return Array.from(puzzles, ([puzzle, points]) => ({ puzzle, points }));
}
