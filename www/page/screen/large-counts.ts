/**
 * Owns the bound on how often a program has the terminal do one thing by one
 * sequence: xterm scrolls, shifts lines and tabs as often as it is told, one by
 * one, and a number of nine digits has the page stand still for minutes.
 * Does not know what else a sequence means.
 */
import type { IParser } from '@xterm/headless';

/** No terminal has more rows or tab stops. */
const MOST = 500;
/** Insert and delete lines, scroll up and down, tab on and back. */
const COUNTED = ['L', 'M', 'S', 'T', 'I', 'Z'];

/** From now on sequences with a larger count are passed over. */
export function refuseLargeCounts(parser: IParser): void {
  for (const final of COUNTED) {
    parser.registerCsiHandler({ final }, ([count]) => typeof count === 'number' && count > MOST);
  }
}
