/**
 * Owns the figures of the meter line: when they are read and how old they may
 * be. Deliberately knows nothing of states or of what the figures are shown in.
 */
import { type Meters, NO_METERS } from '../../protocol.ts';
import type { MachinePort } from './machine-port.ts';
import type { SlicePacer } from './slice-pacer.ts';

/** `meters` events at most this often. */
const METERS_INTERVAL_MS = 250;
/** Counting arrays looks at all of them, so while running it is done at most this often. */
const CENSUS_INTERVAL_MS = 1000;
/** And this often where a program asks that may be answered at once. */
const ASKING_CENSUS_INTERVAL_MS = 250;

/** Reads a machine's figures. */
export class MeterReader {
  readonly #pacer: SlicePacer;
  #last: Meters = NO_METERS;
  #busyMs = 0;
  #readMs = Number.NEGATIVE_INFINITY;
  #censusMs = Number.NEGATIVE_INFINITY;
  /** The last figures are. */
  #isExact = true;

  constructor(pacer: SlicePacer) {
    this.#pacer = pacer;
  }

  /** Another program begins, or the same one anew. */
  restart(): void {
    this.#last = NO_METERS;
    this.#busyMs = 0;
    this.#censusMs = Number.NEGATIVE_INFINITY;
  }

  /** A program that awaited input has some. */
  inputArrived(): void {
    this.#busyMs = 0;
  }

  /** A slice took `sliceMs`; in it the program may have asked for input and got it from the queue. */
  addBusy(sliceMs: number, inputRead: boolean): void {
    this.#busyMs = inputRead ? sliceMs : this.#busyMs + sliceMs;
  }

  /** All figures, exact. Without a machine, those of the last one since `restart`. */
  read(machine: MachinePort | undefined, nowMs: number): Meters {
    return this.#read(machine, nowMs, 0);
  }

  /** The figures of a program that may go on at once. */
  readInPassing(machine: MachinePort | undefined, nowMs: number): Meters {
    return this.#read(machine, nowMs, ASKING_CENSUS_INTERVAL_MS);
  }

  /** Exact figures, where the last ones were read in passing. */
  readAfter(machine: MachinePort | undefined, nowMs: number): Meters | undefined {
    return this.#isExact ? undefined : this.#read(machine, nowMs, 0);
  }

  /** The figures, if the last ones are old enough for the page to want new ones. */
  readIfDue(machine: MachinePort | undefined, nowMs: number): Meters | undefined {
    return nowMs - this.#readMs < METERS_INTERVAL_MS
      ? undefined
      : this.#read(machine, nowMs, CENSUS_INTERVAL_MS);
  }

  #read(machine: MachinePort | undefined, nowMs: number, censusIntervalMs: number): Meters {
    this.#readMs = nowMs;
    if (!machine) return this.#last;
    let { liveArrays, memoryBytes } = this.#last;
    this.#isExact = nowMs - this.#censusMs >= censusIntervalMs;
    if (this.#isExact) {
      this.#censusMs = nowMs;
      liveArrays = machine.liveArrays();
      memoryBytes = machine.memoryBytes();
    }
    this.#last = {
      instructionsDone: machine.instructions(),
      instructionsPerSecond: this.#pacer.instructionsPerSecond,
      liveArrays,
      memoryBytes,
      busyMs: this.#busyMs,
      pendingInputBytes: machine.pendingInput(),
    };
    return this.#last;
  }
}
