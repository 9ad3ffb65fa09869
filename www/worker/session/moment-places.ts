/**
 * Owns where the moments of a session are found in its log. That is asked for at every pause, and
 * a log may grow for days: what was looked through is not looked through again. Deliberately does
 * not know what a moment is wanted for.
 */
import type { Entry, MomentId } from '../keeping/records.ts';

type Log = readonly Pick<Entry, 'moment'>[];

export class MomentPlaces {
  #log: Log = [];
  readonly #places = new Map<MomentId, number>();
  /** So many entries were looked through. */
  #seen = 0;

  /** After how many entries of the log the moment comes. A log that is cut is another one; it only grows otherwise. */
  of(moment: MomentId, log: Log): number | undefined {
    if (log !== this.#log) {
      this.#log = log;
      this.#places.clear();
      this.#seen = 0;
    }
    for (let entry = log[this.#seen]; entry; entry = log[this.#seen]) {
      this.#seen += 1;
      this.#places.set(entry.moment, this.#seen);
    }
    return this.#places.get(moment);
  }
}
