/**
 * Owns what page and worker say of a program that stands still: where, how it came there, what
 * lies in its arrays, and the places and changes it is to be paused at. Types alone.
 *
 * Deliberately knows no message: those are in protocol.ts, from where all this is to be had.
 */

/** What is known of the array that a failing instruction named. */
export interface ArrayKnowledge {
  identifier: number;
  /** `active` arrays have a capacity, the others none; `inactive`: which of the two is not known any more. */
  state: 'active' | 'abandoned' | 'never-allocated' | 'inactive';
  capacityPlatters?: number;
  offset?: number;
}

/** A part of an array: so many platters at most, from the offset on. */
export interface ArrayLook {
  identifier: number;
  offset: number;
  platters: number;
}

/** What was seen of it: none where there is no such array, or it ends before. */
export interface ArrayPart extends ArrayKnowledge {
  offset: number;
  platters: number[];
}

/** A register that an instruction reads, and the specification's letter for it. */
export interface RegisterRead {
  letter: string;
  register: number;
}

/** The instruction that a machine at rest would do next. */
export interface Position {
  finger: number;
  platter: number;
  /** The platter's disassembly. */
  instruction: string;
  /** The line of the source that was opened, by its number. */
  source?: string;
  /** What it reads. */
  reads: RegisterRead[];
  /** What stands around it in the 0 array, a line of a listing each. */
  listing: string[];
  registers: number[];
}

/**
 * How a paused program came where it stands; `nowhere`: it was to run back and had no place to run
 * back to, so that it stands where it did.
 */
export interface Approach {
  by: 'step' | 'run-to' | 'stop-at' | 'step-back' | 'run-back' | 'watch' | 'nowhere';
  /** So many further on, or back. */
  instructions: number;
  /** Registers that hold something else than before, and what they held. */
  changed: { register: number; was: number }[];
  /** What the last instruction changed of what is watched: where it came there by that, or back to it. */
  watched?: Changed;
}

/**
 * An instruction of the 0 array: by its offset, as the first one of a line of the source, or of those
 * below it, or by a label of the source.
 */
export type Place = { finger: number } | { line: number } | { label: string };

/** An instruction of the 0 array, and the line of the source that it came from when it was named. */
export interface KeptPlace {
  finger: number;
  source?: string;
}

/**
 * A register; or a platter of whichever array has that identifier. That it is abandoned, or another
 * is allocated, is a change too: from what was there to nothing, or the other way.
 */
export type Watched = { register: number } | { identifier: number; offset: number };

/** Something that is watched, and what is there; nothing where there is no such platter. */
export interface KeptWatch {
  watched: Watched;
  value?: number;
}

/** How something watched has changed: nothing `was` there or `is` there where there is no such platter. */
export interface Change {
  watched: Watched;
  was?: number;
  is?: number;
}

/** An instruction that changed what is watched, as it was then. */
export interface Changed {
  finger: number;
  platter: number;
  instruction: string;
  source?: string;
  /** One at least. */
  changes: Change[];
}
