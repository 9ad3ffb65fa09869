/**
 * Owns how many of a session's entries in force were said for files sent and fetched: nobody
 * typed those. A log is mostly looked at where it has grown. Deliberately knows nothing of what
 * is in an exchange (see exchange-log.mjs).
 */
import { findExchanges } from '../../session-log/exchange-log.mjs';
import type { Entry } from '../keeping/records.ts';

type LogEntry = Pick<Entry, 'bytes' | 'isEnd' | 'echo'>;

export class FileEntries {
  /** What stands before is counted: an exchange that may go on is not. */
  #settled = 0;
  #counted = 0;
  #seen = 0;

  /** Of the first `head` entries; up to where `head` was last, the log is the same as then, or `head` is less. */
  count(log: readonly LogEntry[], head: number): number {
    if (head < this.#seen) this.#settled = this.#counted = 0;
    this.#seen = head;
    let unsettled = 0;
    let settled = head;
    for (const { from, to, isCutOff } of findExchanges(log.slice(this.#settled, head))) {
      if (isCutOff) {
        unsettled = to - from;
        settled = this.#settled + from;
      } else this.#counted += to - from;
    }
    this.#settled = settled;
    return this.#counted + unsettled;
  }
}

/** Of a whole log. */
export function fileEntriesIn(log: readonly LogEntry[]): number {
  return new FileEntries().count(log, log.length);
}
