/**
 * Owns the order of what changes what runs: one after the other, each to its
 * end. Deliberately knows nothing of what that is.
 */
export class Turns {
  readonly #trouble: (sentence: string) => void;
  #last: Promise<void> = Promise.resolve();
  #departures = 0;

  /** `trouble` is told what went wrong in a turn; the next ones are left alone. */
  constructor(trouble: (sentence: string) => void) {
    this.#trouble = trouble;
  }

  take(act: () => Promise<void>): void {
    this.#last = this.#last.then(act).catch((error: unknown) => {
      this.#trouble(error instanceof Error ? error.message : String(error));
    });
  }

  /** As `take`, for what leaves the moment that is there. */
  depart(act: () => Promise<void>): void {
    this.#departures += 1;
    this.take(() => {
      this.#departures -= 1;
      return act();
    });
  }

  /** Whether the moment that is there will be left by a turn that has not come yet. */
  get hasDeparture(): boolean {
    return this.#departures > 0;
  }
}
