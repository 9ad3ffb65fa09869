/**
 * Owns the glass that the screen draws on: what it must be able to do, and how an
 * xterm does it, the page's or a headless one of the tests. Does not know what is
 * drawn.
 */
import type { Terminal } from '@xterm/headless';
import { letGoAtResets } from './clean-slate.ts';
import { refuseLargeCounts } from './large-counts.ts';
import { answerOnly } from './questions.ts';
import { holdCursor } from './rewrapped-cursor.ts';

/** The terminal, as far as it matters here. */
export interface Glass {
  readonly columns: number;
  readonly rows: number;
  /** The cursor's column, equal to `columns` while a wrap is pending. */
  cursorColumn(): number;
  /** Remembers where in its line the cursor stands; the answer brings it there, if lines were wrapped anew. */
  holdCursor(): () => string;
  /** Whether the terminal answers what the text written from now on asks it. */
  answers(areGiven: boolean): void;
  /** Colours that were mixed are forgotten, where the terminal remembers each. */
  forgetColours(): void;
  /** Takes text; `drawn` is called when all of it has reached the screen buffer. */
  write(text: string, drawn?: () => void): void;
}

/** To be asked once for each terminal: from then on it answers and counts as the screen needs. */
export function glassOf(
  xterm: Pick<
    Terminal,
    'buffer' | 'cols' | 'markers' | 'options' | 'parser' | 'registerMarker' | 'rows' | 'write'
  >,
): Glass {
  let areAnswered = true;
  answerOnly(xterm.parser, () => areAnswered);
  refuseLargeCounts(xterm.parser);
  letGoAtResets(xterm);
  return {
    get columns() {
      return xterm.cols;
    },
    get rows() {
      return xterm.rows;
    },
    cursorColumn: () => xterm.buffer.active.cursorX,
    holdCursor: () => holdCursor(xterm),
    answers: (areGiven) => {
      areAnswered = areGiven;
    },
    forgetColours() {
      const { options } = xterm;
      const { minimumContrastRatio = 1 } = options;
      // xterm keeps what each pair of letters and ground came to until the ratio is another.
      options.minimumContrastRatio = minimumContrastRatio + 1;
      options.minimumContrastRatio = minimumContrastRatio;
    },
    write: (text, drawn) => xterm.write(text, drawn),
  };
}
