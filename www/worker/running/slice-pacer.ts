/**
 * Owns how long the machine may run before the worker looks at its messages: a
 * slice of about 10 ms, made of short runs. The time is looked at after every
 * run, so a machine that is suddenly ten times slower than expected overshoots
 * by a few milliseconds at most. Deliberately knows neither the machine nor
 * the clock: it is told instructions and times.
 */

/** How long a slice should take. */
export const SLICE_MS = 10;
/** How long one run inside a slice should take. At 4 G instructions per second the calls cost less than 1%. */
const RUN_MS = 0.4;
/** The first run ever, before any speed is known: about 0.1 ms in an interpreter. */
const FIRST_RUN_INSTRUCTIONS = 20_000;
/** Small enough to end in time on any machine, large enough that the call is worth it. */
const MIN_RUN_INSTRUCTIONS = 1_000;
/** Less than this is not told apart from nothing by the clocks of browsers. */
const CLOCK_MS = 0.1;
/** How fast the estimate may rise from one run to the next, when it proves too low. */
const GROWTH = 2;
/** The smoothed speed follows the machine with this time constant, in milliseconds of computing. */
const SMOOTHING_MS = 1000;

/** Decides the budgets of runs, slice by slice, from what earlier runs took. */
export class SlicePacer {
  #runInstructions = FIRST_RUN_INSTRUCTIONS;
  /** Whether any run of this program took long enough to be seen. */
  #measured = false;
  #sliceStartMs = 0;
  #lastMs = 0;
  /** What the speed is measured over: runs too short for the clock are added up. */
  #sampleInstructions = 0;
  #sampleMs = 0;
  #smoothedPerMs = 0;
  #smoothedWeightMs = 0;
  #smoothedInstructions = 0;

  /** A slice begins. */
  begin(nowMs: number): void {
    this.#sliceStartMs = nowMs;
    this.#lastMs = nowMs;
    this.#sampleInstructions = 0;
    this.#sampleMs = 0;
  }

  /** Instructions for the next run of this slice; 0 when the slice is over. */
  budget(nowMs: number): number {
    const leftMs = SLICE_MS - (nowMs - this.#sliceStartMs);
    // Half a run too long is closer to the aim than half a run too short.
    return leftMs > RUN_MS / 2 ? this.#runInstructions : 0;
  }

  /** A run of this slice did `instructions` and ended at `nowMs`. */
  note(instructions: number, nowMs: number): void {
    // A clock set back, or coarse enough to repeat itself, must not stall or divide by zero.
    const tookMs = Math.max(0, nowMs - this.#lastMs);
    this.#lastMs = nowMs;
    this.#sampleInstructions += instructions;
    this.#sampleMs += tookMs;
    this.#smooth(instructions, tookMs);

    if (this.#sampleMs < CLOCK_MS) {
      if (!this.#measured) this.#runInstructions *= GROWTH;
      return;
    }
    this.#measured = true;
    // Slower than thought is believed at once, faster only step by step.
    const aim = (this.#sampleInstructions / this.#sampleMs) * RUN_MS;
    this.#runInstructions = Math.max(
      MIN_RUN_INSTRUCTIONS,
      Math.floor(Math.min(aim, this.#runInstructions * GROWTH)),
    );
    if (this.#sampleMs >= RUN_MS) {
      this.#sampleInstructions = 0;
      this.#sampleMs = 0;
    }
  }

  /** Milliseconds from the slice's begin to its last run's end. */
  get sliceMs(): number {
    return Math.max(0, this.#lastMs - this.#sliceStartMs);
  }

  /** Instructions per second of computing, smoothed over about a second; 0 before anything ran. */
  get instructionsPerSecond(): number {
    return this.#smoothedPerMs * 1000;
  }

  /** Another program: nothing is known of its speed. */
  forget(): void {
    this.#runInstructions = FIRST_RUN_INSTRUCTIONS;
    this.#measured = false;
    this.#smoothedInstructions = 0;
    this.#smoothedPerMs = 0;
    this.#smoothedWeightMs = 0;
  }

  /**
   * Exponential mean weighted by time; until a time constant has passed, the
   * plain mean of all there is. Runs that the clock cannot see are added to the next.
   */
  #smooth(instructions: number, tookMs: number): void {
    this.#smoothedInstructions += instructions;
    if (tookMs <= 0) return;
    const weightMs = Math.min(SMOOTHING_MS, this.#smoothedWeightMs + tookMs);
    const share = Math.min(1, tookMs / weightMs);
    const perMs = this.#smoothedInstructions / tookMs;
    this.#smoothedPerMs += (perMs - this.#smoothedPerMs) * share;
    this.#smoothedWeightMs = weightMs;
    this.#smoothedInstructions = 0;
  }
}
