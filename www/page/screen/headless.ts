/**
 * Owns the bench the screen is tested on: a headless terminal of a given size,
 * made as the page makes its own, and read back as rows. Does not know what is
 * typed (the test says what the screen is to draw of it). Used by tests only.
 */
import { Terminal } from '@xterm/headless';
import type { Measure } from './block.ts';
import { type Glass, glassOf } from './glass.ts';
import { Screen, type ScreenOptions } from './screen.ts';
import { Widths, type WidthsOptions } from './width.ts';

// The add-on unpacks its tables from the start of a buffer's memory, which is not
// where Node's pooled buffers begin; browsers have no such pool.
const node = globalThis as { Buffer?: { poolSize: number } };
if (node.Buffer) node.Buffer.poolSize = 0;
const { UnicodeGraphemesAddon: Addon } = await import('@xterm/addon-unicode-graphemes');
export const UnicodeGraphemesAddon = Addon;
export type UnicodeGraphemesAddon = InstanceType<typeof Addon>;

export interface ScreenBench {
  terminal: Terminal;
  glass: Glass;
  screen: Screen;
  measure: Measure;
  /** The program prints. */
  prints: (text: string | Uint8Array) => void;
  /** Bytes of what was printed that were told to be drawn, each time. */
  drawn: number[];
  settled: () => Promise<void>;
  /** All rows, from the first of the scrollback, without blanks at their ends and the end. */
  rows: () => Promise<string[]>;
  /** The cursor, counted from the first row of the scrollback. */
  cursor: () => Promise<{ row: number; column: number }>;
}

export function screenBench(
  columns = 40,
  rows = 10,
  compose: ScreenOptions['compose'] = () => undefined,
  lateWidths?: WidthsOptions,
): ScreenBench {
  const terminal = new Terminal({
    cols: columns,
    rows,
    convertEol: true,
    allowProposedApi: true,
    reflowCursorLine: true,
    scrollback: 5000,
  });
  const graphemes = new UnicodeGraphemesAddon();
  const widths = new Widths(
    terminal,
    lateWidths ?? { bring: async () => graphemes, missing: () => {} },
  );
  if (!lateWidths) widths.use(graphemes);

  const glass = glassOf(terminal);
  const drawn: number[] = [];
  const screen = new Screen({
    glass,
    widths,
    compose,
    drawn: (bytes) => drawn.push(bytes),
    afterPaint: (then) => void setTimeout(then, 0),
  });

  const settled = async (): Promise<void> => {
    // An action is drawn last; one more write lets what it caused be drawn too.
    await new Promise<void>((done) => screen.action(done));
    await new Promise<void>((done) => terminal.write('', () => setTimeout(done, 0)));
    await new Promise<void>((done) => terminal.write('', done));
  };

  return {
    terminal,
    glass,
    screen,
    measure: widths.measure,
    prints: (text) =>
      screen.output(typeof text === 'string' ? new TextEncoder().encode(text) : text),
    drawn,
    settled,
    rows: async () => {
      await settled();
      const found: string[] = [];
      const buffer = terminal.buffer.active;
      for (let row = 0; row < buffer.length; row++) {
        found.push((buffer.getLine(row)?.translateToString(true) ?? '').trimEnd());
      }
      while (found.at(-1) === '') found.pop();
      return found;
    },
    cursor: async () => {
      await settled();
      const buffer = terminal.buffer.active;
      return { row: buffer.baseY + buffer.cursorY, column: buffer.cursorX };
    },
  };
}
