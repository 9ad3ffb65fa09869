/**
 * Owns the search through what the terminal has, and where it stands there. Comes when Find is
 * first opened: the search is a tenth of the page's code.
 */
import { SearchAddon } from '@xterm/addon-search';
import type { Terminal } from '@xterm/xterm';
import type { FoundHit } from '../../protocol.ts';
import { sameHit } from './same-hit.ts';
import { SearchedRows } from './searched-rows.ts';

/** No more are found, from the top on: what is counted from the newest is then unknown. */
const MOST_HITS = 1000;

export class TerminalSearch extends SearchAddon {
  readonly #terminal: Terminal;
  readonly #rows: SearchedRows<Terminal>;
  #at = -1;
  #count = 0;

  constructor(terminal: Terminal) {
    super({ highlightLimit: MOST_HITS });
    this.#terminal = terminal;
    this.#rows = new SearchedRows(terminal);
    terminal.loadAddon(this);
    this.onDidChangeResults(({ resultIndex, resultCount }) => {
      this.#at = resultIndex;
      this.#count = resultCount;
    });
  }

  override activate(): void {
    super.activate(this.#rows.terminal);
  }

  override findNext(...asked: Parameters<SearchAddon['findNext']>): boolean {
    this.#rows.lookAnew(asked[0]);
    return super.findNext(...asked);
  }

  override findPrevious(...asked: Parameters<SearchAddon['findPrevious']>): boolean {
    this.#rows.lookAnew(asked[0]);
    return super.findPrevious(...asked);
  }

  /** The place of the hit it stands at among the session's; the terminal stands after `head` lines. */
  nthOf(hits: readonly FoundHit[], head: number): number | undefined {
    const row = this.#terminal.getSelectionPosition()?.start.y;
    if (row === undefined || this.#at < 0 || this.#count >= MOST_HITS) return undefined;
    const newer = this.#count - 1 - this.#at;
    this.#rows.lookAnew();
    return sameHit(hits, head, { newer, count: this.#count, line: this.#rows.lineOf(row) });
  }
}
