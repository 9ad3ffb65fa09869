/**
 * Owns the order of what changes what runs: one after the other, each to its
 * end. Deliberately knows nothing of what that is.
 */
export class Turns {
  readonly #trouble: (error: unknown) => void;
  #last: Promise<void> = Promise.resolve();
  #departures = 0;
  /** So many of them, the first ones, lead to what something else takes the place of. */
  #overruled = 0;
  /** Turns to come that leave what is there, and what came after them and is for what they lead to. */
  #awaited = 0;

  /** `trouble` is told what went wrong in a turn; the next ones are left alone. */
  constructor(trouble: (error: unknown) => void) {
    this.#trouble = trouble;
  }

  take(act: () => Promise<void>): void {
    this.#last = this.#last.then(act).catch(this.#trouble);
  }

  /** As `take`, for what puts another program in the place of what is there, or will be. */
  replace(act: () => Promise<void>): void {
    this.#overruled = this.#departures;
    this.#takeAwaited(act);
  }

  /** As `take`, for what leaves the moment that is there; `over` is told when that is done, or failed. */
  depart(act: () => Promise<void>, over: () => void): void {
    this.#departures += 1;
    this.#takeAwaited(async () => {
      try {
        await act();
      } finally {
        this.#departures -= 1;
        this.#overruled = Math.max(0, this.#overruled - 1);
        over();
      }
    });
  }

  /**
   * Acts at once; where what is there is being left, once that is over, for what comes on
   * the way is for where it leads; and never before what came earlier.
   */
  arrived(act: () => void): void {
    if (this.#awaited === 0) act();
    else this.#takeAwaited(async () => act());
  }

  /** A turn that what comes meanwhile waits for. */
  #takeAwaited(act: () => Promise<void>): void {
    this.#awaited += 1;
    this.take(async () => {
      try {
        await act();
      } finally {
        this.#awaited -= 1;
      }
    });
  }

  /** Whether the moment that is there is being left, or will be by a turn to come. */
  get hasDeparture(): boolean {
    return this.#departures > 0;
  }

  /** Nobody wants to be where the departure leads that is under way: what is to come takes its place. */
  get isOverruled(): boolean {
    return this.#overruled > 0;
  }
}
