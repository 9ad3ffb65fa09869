/**
 * Owns the program's colours and type: which attributes its output has left
 * switched on, so that what the page itself draws in between can put them back.
 * Does not know what an attribute means.
 */

/** The attributes' own sequence; and what resets the whole terminal, wholly or softly. */
const CHANGES = /\x1b\[([\d;:]*)m|\x1bc|\x1b\[!p/g;
const RESETS = /^0*(?:;|$)/;
/** A colour of red, green and blue. */
const MIXED = /[345]8[;:]2[;:]/;
/** A program that never resets its attributes is remembered only so far back. */
const MOST_SEQUENCES = 32;

export class Attributes {
  #sequences: string[] = [];
  /** Sequences so far that mix a colour. */
  mixed = 0;

  /** The program printed this, which ends in no midst of a sequence. */
  note(output: string): void {
    for (const [sequence, parameters = ''] of output.matchAll(CHANGES)) {
      if (RESETS.test(parameters)) this.reset();
      if (MIXED.test(parameters)) this.mixed += 1;
      if (parameters !== '' && parameters !== '0') this.#sequences.push(sequence);
      if (this.#sequences.length > MOST_SEQUENCES) this.#sequences.shift();
    }
  }

  /** All are switched off, by whatever way. */
  reset(): void {
    this.#sequences = [];
  }

  /** What brings the terminal back to the program's attributes from any others. */
  get restore(): string {
    return `\x1b[0m${this.#sequences.join('')}`;
  }
}
