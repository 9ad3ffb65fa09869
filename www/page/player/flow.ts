/**
 * Owns the way of a cast's output to its terminal: piece by piece, each when the
 * one before is drawn, however much comes at once. Does not know when it comes.
 */

import { Clusters } from '../line-discipline/clusters.ts';

export interface FlowGlass {
  /** Takes text; `drawn` is called when all of it has reached the screen. */
  write: (text: string, drawn: () => void) => void;
}

/** A terminal takes much more at once, but refuses what is too much. */
const PIECE_CHARACTERS = 1 << 18;
/** Makes a terminal as it was at first, in its turn among what is written. */
const RESET = '\x1bc';

export class Flow {
  readonly #glass: FlowGlass;
  readonly #clusters = new Clusters();
  #waiting: string[] = [];
  #isWriting = false;

  constructor(glass: FlowGlass) {
    this.#glass = glass;
  }

  write(output: string): void {
    const text = this.#clusters.bounded(output);
    for (let at = 0; at < text.length; at += PIECE_CHARACTERS) {
      this.#waiting.push(text.slice(at, at + PIECE_CHARACTERS));
    }
    if (!this.#isWriting) this.#next();
  }

  /** A clean terminal; what was not drawn by now never is. */
  reset(): void {
    this.#waiting = [RESET];
    if (!this.#isWriting) this.#next();
  }

  #next(): void {
    const piece = this.#waiting.shift();
    this.#isWriting = piece !== undefined;
    if (piece !== undefined) this.#glass.write(piece, () => this.#next());
  }
}
