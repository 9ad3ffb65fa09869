/**
 * Owns the program's colours and type: which attributes its output has left
 * switched on, so that what the page itself draws in between can put them back.
 * Does not know what an attribute means.
 */

const SGR = /\x1b\[([\d;:]*)m/g;
const UNFINISHED = /\x1b(?:\[[\d;:]*)?$/;
const RESETS = /^0*(?:;|$)/;
/** A program that never resets its attributes is remembered only so far back. */
const MOST_SEQUENCES = 32;

export class Attributes {
  #sequences: string[] = [];
  #unfinished = '';

  /** The program printed this. */
  note(output: string): void {
    const text = this.#unfinished + output;
    this.#unfinished = UNFINISHED.exec(text.slice(-64))?.[0] ?? '';
    for (const [sequence, parameters = ''] of text.matchAll(SGR)) {
      if (RESETS.test(parameters)) this.#sequences = [];
      if (parameters !== '' && parameters !== '0') this.#sequences.push(sequence);
      if (this.#sequences.length > MOST_SEQUENCES) this.#sequences.shift();
    }
  }

  /** What brings the terminal back to the program's attributes from any others. */
  get restore(): string {
    return `\x1b[0m${this.#sequences.join('')}`;
  }
}
