/**
 * Owns every message between the page and a bench worker: types only, no
 * logic. The session's worker has protocol.ts.
 */
import type { EngineName } from './protocol.ts';

/**
 * What the page asks of a bench worker: runs each program in both engines, from its beginning
 * until it stops or asks for input. One such command to a worker; ending the worker stops it.
 */
export interface BenchCommand {
  type: 'compare';
  programs: BenchProgram[];
}

export interface BenchProgram {
  name: string;
  bytes: Uint8Array;
  /** Unpacked and assembled already, whatever its name says. */
  isImage?: boolean;
}

/** One engine's time for a program. */
export interface BenchTime {
  engine: EngineName;
  /** The median of the rounds; from the image's bytes to the last byte of output, compiling included. */
  ms: number;
  rounds: number;
}

/** Both engines did the same: this is what. */
export interface BenchResult {
  name: string;
  /** `cut`: it would have gone on, the bench did not. */
  ending: 'halted' | 'failed' | 'awaiting-input' | 'cut';
  instructions: number;
  outputBytes: number;
  /** One time only where the browser cannot run translated code. */
  times: BenchTime[];
}

/** What a bench worker tells the page. */
export type BenchEvent =
  /** At most ten times a second. `instructionsTotal` is known from the second run of a program on. */
  | {
      type: 'bench-progress';
      name: string;
      engine: EngineName;
      round: number;
      instructionsDone: number;
      instructionsTotal?: number;
    }
  | { type: 'bench-result'; result: BenchResult }
  /** This program could not be measured; the others are. */
  | { type: 'bench-trouble'; name: string; sentence: string }
  | { type: 'bench-done' };
