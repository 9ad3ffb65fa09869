/**
 * Owns the comparison of a replay with its session: instructions at every entry,
 * and what was printed at every mark. Does not know how a replay is done.
 */

import { counted, exact } from '../wording/figures.mjs';

/** @typedef {import('../wasm/um32.js').ReadSession} ReadSession */

/** A replay being compared. */
export class Verification {
  /** The first difference, as a sentence. @type {string | undefined} */
  difference;
  #session;
  #output;
  #compared = 0;
  /** The next mark to compare. */
  #mark = 0;

  /**
   * @param {import('./engine.mjs').Engine} engine
   * @param {ReadSession} session
   */
  constructor(engine, session) {
    this.#session = session;
    this.#output = new engine.OutputHash();
  }

  /** @param {Uint8Array} bytes */
  printed(bytes) {
    this.#output.update(bytes);
  }

  /**
   * The program asks for input, having had so many entries.
   * @param {number} entries
   * @param {number} instructions
   */
  asked(entries, instructions) {
    this.#compare(entries, instructions);
    const entry = this.#session.entries[entries];
    if (entry && entry.instructions !== instructions) {
      this.#differs(
        entries,
        `the program asked at instruction ${exact(instructions)}, and at ${exact(entry.instructions)} when it was recorded`,
      );
    }
  }

  /**
   * The program is over, having had so many entries.
   * @param {number} entries
   * @param {number} instructions
   */
  over(entries, instructions) {
    this.#compare(entries, instructions);
    const left = this.#session.entries.length - entries;
    if (left > 0) this.#differs(entries, `the program was over, with ${entriesText(left)} left`);
  }

  /** @param {number} entries how many the replay has delivered */
  sentence(entries) {
    if (this.difference !== undefined) return this.difference;
    const marks = this.#session.marks.length;
    if (marks === 0) {
      return `Nothing differs in ${entriesText(entries)}, but the session has no marks to compare output with.`;
    }
    return `The same at ${exact(this.#compared)} of ${counted(marks, 'mark')}, through ${entriesText(entries)}.`;
  }

  /**
   * @param {number} entries
   * @param {number} instructions
   */
  #compare(entries, instructions) {
    const { marks } = this.#session;
    for (; ; this.#mark++) {
      const mark = marks[this.#mark];
      if (!mark || mark.entries > entries) return;
      const bytes = this.#output.bytes();
      if (mark.instructions !== instructions) {
        this.#differs(
          entries,
          `it came to instruction ${exact(instructions)}, and to ${exact(mark.instructions)} when it was recorded`,
        );
      } else if (mark.outputBytes !== bytes) {
        this.#differs(
          entries,
          `it printed ${counted(bytes, 'byte')} up to instruction ${exact(instructions)}, and ${exact(mark.outputBytes)} when it was recorded`,
        );
      } else if (mark.outputHash !== this.#output.hex()) {
        this.#differs(
          entries,
          `the ${counted(bytes, 'byte')} it printed up to instruction ${exact(instructions)} ${bytes === 1 ? 'is another' : 'are others'} (hash ${this.#output.hex()}, ` +
            `recorded ${mark.outputHash})`,
        );
      } else {
        this.#compared += 1;
      }
    }
  }

  /**
   * @param {number} entries
   * @param {string} what
   */
  #differs(entries, what) {
    const entry = this.#session.entries[entries - 1];
    const line = entry?.echo ? ` (${JSON.stringify(entry.echo)})` : '';
    const place = entries === 0 ? 'before any input' : `after entry ${exact(entries)}${line}`;
    this.difference ??= `The replay differs ${place}: ${what}.`;
  }
}

/** @param {number} entries */
function entriesText(entries) {
  return counted(entries, 'entry', 'entries');
}
