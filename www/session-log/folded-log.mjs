/**
 * Owns the reading of a session's moments in order with each file that was sent
 * or fetched as one line, as the terminal had it. Deliberately does not know
 * where moments come from, nor what becomes of what is shown.
 */
import { findExchanges, noteOf, shownOf } from './exchange-log.mjs';

/** @typedef {import('./exchange-log.mjs').LogEntry} LogEntry */
/** @typedef {import('./exchange-log.mjs').Reply} Reply */

/**
 * What stands for a moment: the line that stands for the file that was moved up
 * to it, if one was, and what is shown as printed.
 * @typedef {{ note?: string, output: Uint8Array }} Shown
 */

export class FoldedLog {
  /** Those that are not over yet, the next one first. */
  #exchanges;
  /** @type {(Reply | undefined)[]} */
  #replies = [];

  /** @param {readonly LogEntry[]} log as far as it is to be read */
  constructor(log) {
    this.#exchanges = findExchanges(log);
  }

  /**
   * Whether the moment after `at` entries is in a file's way, or its end.
   * @param {number} at
   */
  isFolded(at) {
    const [next] = this.#exchanges;
    return next !== undefined && at > next.from;
  }

  /**
   * What is shown of the moment after `at` entries, each met once and in order;
   * undefined in the midst of a file.
   * @param {number} at
   * @param {Reply | undefined} reply what it printed
   * @returns {Shown | undefined}
   */
  shown(at, reply) {
    const [next] = this.#exchanges;
    if (!next || at <= next.from) return { output: reply?.output ?? new Uint8Array(0) };
    this.#replies.push(reply);
    return at < next.to ? undefined : this.#over(next);
  }

  /**
   * What is shown of a file in whose midst the reading ends.
   * @returns {Shown | undefined}
   */
  left() {
    const [next] = this.#exchanges;
    if (!next || this.#replies.length === 0) return undefined;
    return this.#over({ ...next, isCutOff: true });
  }

  /**
   * @param {import('./exchange-log.mjs').Exchange} exchange
   * @returns {Shown}
   */
  #over(exchange) {
    const replies = this.#replies;
    this.#replies = [];
    this.#exchanges.shift();
    return { note: noteOf(exchange, replies), output: shownOf(exchange, replies) };
  }
}

/**
 * The line as it stands on the terminal.
 * @param {string} note
 */
export function noteLine(note) {
  return `[${note}]`;
}
