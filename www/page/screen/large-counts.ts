/**
 * Owns the bound on how often a program has the terminal do one thing by one
 * sequence: xterm scrolls, shifts lines, tabs and repeats as often as it is told,
 * one by one, and a number of nine digits has the page stand still for minutes.
 * Does not know what else a sequence means.
 */
import type { IParser } from '@xterm/headless';
import { LARGEST_TERMINAL } from '../../session-log/terminal-size.mjs';
import { unfinishedCharacters } from './unfinished.ts';

/**
 * Insert and delete lines, scroll up and down, tab on and back, repeat the character before.
 * Characters inserted, deleted and erased are counted too, but never beyond their row.
 */
const COUNTED = 'LMSTIZb';
const COUNT = new RegExp(`(\\x1b\\[|\\x9b)(\\d{3,})((?:[;:][\\d;:]*)?[${COUNTED}])`, 'g');

/** Reads text as it comes. */
export class LargeCounts {
  #unfinished = '';

  /**
   * The text with no count larger than any terminal has rows or columns: nothing more is
   * seen to be done. A sequence that has no end yet comes with what ends it.
   */
  bounded(text: string): string {
    const whole = this.#unfinished + text;
    const end = whole.length - unfinishedCharacters(whole);
    this.#unfinished = whole.slice(end);
    return whole
      .slice(0, end)
      .replace(
        COUNT,
        (_, begin: string, count: string, end: string) =>
          begin + Math.min(Number(count), LARGEST_TERMINAL) + end,
      );
  }
}

/** Whatever else reads as a count that is too large, with control characters in its midst or endless, is passed over. */
export function refuseLargeCounts(parser: IParser): void {
  for (const final of COUNTED) {
    parser.registerCsiHandler(
      { final },
      ([count]) => typeof count === 'number' && count > LARGEST_TERMINAL,
    );
  }
}
