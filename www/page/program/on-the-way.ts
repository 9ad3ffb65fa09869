/**
 * Owns whether the machine is on its way elsewhere: to another moment, to its beginning, or to
 * another program. Does not know how it gets there.
 */
export class OnTheWay {
  /** Numbers of the last departure, and of the last one that has been gone. */
  #departure = 0;
  #arrived = 0;
  #isRestarting = false;
  /** Number of the file that is to take the place of what is loaded, and is not there yet; else 0. */
  #replacing = 0;

  get isOn(): boolean {
    return this.#isRestarting || this.#replacing > 0 || this.#arrived < this.#departure;
  }

  get isRestarting(): boolean {
    return this.#isRestarting;
  }

  restarts(): void {
    this.#isRestarting = true;
  }

  /** To the program in the file of this number. */
  replaces(load: number): void {
    this.#replacing = load;
  }

  /** To another moment; gives the departure's number. */
  departs(): number {
    this.#departure += 1;
    return this.#departure;
  }

  /** At another moment, by the departure of this number, if by any. */
  arrived(departure = this.#arrived): void {
    this.#arrived = departure;
  }

  /** A program begins: the same again, or that of the file of this number. */
  began(load: number | undefined): void {
    this.#isRestarting = false;
    this.stays(load);
  }

  /** The file of this number takes no place, or has taken it; whether it was waited for. */
  stays(load: number | undefined): boolean {
    const wasAwaited = load !== undefined && load === this.#replacing;
    if (wasAwaited) this.#replacing = 0;
    return wasAwaited;
  }

  /** There is nothing that could get anywhere. */
  ends(): void {
    this.#arrived = this.#departure;
    this.#isRestarting = false;
    this.#replacing = 0;
  }
}
