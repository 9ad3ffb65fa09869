/**
 * Owns which registers an instruction reads, by the specification's figures 2
 * and 3: A, B and C are three bits each. Only for showing a failure.
 */

export interface RegisterRead {
  /** A, B or C in the instruction. */
  role: 'A' | 'B' | 'C';
  register: number;
}

/** What each operator reads, by its number; those left out read nothing. */
const READ: Readonly<Record<number, readonly ('A' | 'B' | 'C')[]>> = {
  0: ['B', 'C'],
  1: ['B', 'C'],
  2: ['A', 'B', 'C'],
  3: ['B', 'C'],
  4: ['B', 'C'],
  5: ['B', 'C'],
  6: ['B', 'C'],
  8: ['C'],
  9: ['C'],
  10: ['C'],
  12: ['B', 'C'],
};

const SHIFT = { A: 6, B: 3, C: 0 } as const;

export function registersRead(platter: number): RegisterRead[] {
  return (READ[platter >>> 28] ?? []).map((role) => ({
    role,
    register: (platter >>> SHIFT[role]) & 7,
  }));
}
