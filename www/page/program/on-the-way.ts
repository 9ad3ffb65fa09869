/**
 * Owns whether the machine is on its way elsewhere: to another moment, to its beginning, or to
 * another program. Does not know how it gets there.
 */
import type { DepartureCommand } from '../../protocol.ts';

/**
 * How a program comes to begin: once more, or to be gone on with some instructions before; undefined
 * of any other way.
 */
export type Beginning = 'restart' | 'back' | undefined;

export class OnTheWay {
  /** Numbers of the last departure, and of the last one that has been gone. */
  #departure = 0;
  #arrived = 0;
  /** What the last departure asked for. */
  #asked: DepartureCommand['type'] | undefined;
  #isRestarting = false;
  /** Number of the file that is to take the place of what is loaded, and is not there yet; else 0. */
  #replacing = 0;

  get isOn(): boolean {
    return this.#isRestarting || this.#replacing > 0 || this.#arrived < this.#departure;
  }

  /** How a program would begin now. */
  get beginning(): Beginning {
    if (this.#isRestarting) return 'restart';
    return this.#arrived < this.#departure && this.#asked?.endsWith('back') ? 'back' : undefined;
  }

  restarts(): void {
    this.#isRestarting = true;
  }

  /** To the program in the file of this number. */
  replaces(load: number): void {
    this.#replacing = load;
  }

  /** To another moment; gives the departure's number. */
  departs(asked: DepartureCommand['type']): number {
    this.#asked = asked;
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
