/**
 * Owns the bench the line discipline is tested on: a headless terminal of a
 * given size, a machine played by the test, and the screen read back as rows.
 * Used by tests only.
 */
import { Terminal } from '@xterm/headless';
import { refuseLargeCounts } from '../screen/large-counts.ts';
import { answerOnly } from '../screen/questions.ts';
import { holdCursor } from '../screen/rewrapped-cursor.ts';
import { Screen } from '../screen/screen.ts';
import { widthMeasure } from '../screen/width.ts';
import { LineDiscipline } from './discipline.ts';

// The add-on unpacks its tables from the start of a buffer's memory, which is not
// where Node's pooled buffers begin; browsers have no such pool.
const node = globalThis as { Buffer?: { poolSize: number } };
if (node.Buffer) node.Buffer.poolSize = 0;
const { UnicodeGraphemesAddon } = await import('@xterm/addon-unicode-graphemes');

export interface Bench {
  terminal: Terminal;
  screen: Screen;
  line: LineDiscipline;
  /** What reached the machine: text, `<end>` for the end of input. */
  sent: string[];
  echoed: string[];
  bells: () => number;
  /** The program prints, and perhaps asks. */
  prints: (text: string | Uint8Array) => void;
  asks: (prompt?: string) => void;
  /** Keys, one after the other, as the terminal sends them. */
  type: (...keys: string[]) => void;
  settled: () => Promise<void>;
  /** All rows, from the first of the scrollback, without blanks at their ends and the end. */
  rows: () => Promise<string[]>;
  /** The cursor, counted from the first row of the scrollback. */
  cursor: () => Promise<{ row: number; column: number }>;
}

export const KEY = {
  enter: '\r',
  erase: '\x7f',
  left: '\x1b[D',
  right: '\x1b[C',
  up: '\x1b[A',
  down: '\x1b[B',
  home: '\x1b[H',
  end: '\x1b[F',
  delete: '\x1b[3~',
  wordLeft: '\x1b[1;5D',
  wordRight: '\x1b[1;5C',
  altErase: '\x1b\x7f',
  control: (letter: string): string => String.fromCharCode(letter.charCodeAt(0) & 31),
};

export function bench(columns = 40, rows = 10): Bench {
  const terminal = new Terminal({
    cols: columns,
    rows,
    convertEol: true,
    allowProposedApi: true,
    reflowCursorLine: true,
    scrollback: 5000,
  });
  const graphemes = new UnicodeGraphemesAddon();
  const measure = widthMeasure(graphemes);
  terminal.loadAddon(graphemes as unknown as Parameters<Terminal['loadAddon']>[0]);

  let areAnswered = true;
  answerOnly(terminal.parser, () => areAnswered);
  refuseLargeCounts(terminal.parser);

  const sent: string[] = [];
  const echoed: string[] = [];
  let bells = 0;
  const decoder = new TextDecoder();
  const screen: Screen = new Screen({
    glass: {
      get columns() {
        return terminal.cols;
      },
      get rows() {
        return terminal.rows;
      },
      cursorColumn: () => terminal.buffer.active.cursorX,
      holdCursor: () => holdCursor(terminal),
      answers: (areGiven) => {
        areAnswered = areGiven;
      },
      write: (text, drawn) => terminal.write(text, drawn),
    },
    compose: (c, r) => line.compose(c, r),
    drawn: () => {},
    afterPaint: (then) => void setTimeout(then, 0),
  });
  const line: LineDiscipline = new LineDiscipline({
    screen,
    measure,
    send: (bytes) => sent.push(decoder.decode(bytes)),
    endInput: () => sent.push('<end>'),
    echoed: (text) => echoed.push(text),
    bell: () => bells++,
    clearScreen: () => screen.action(() => terminal.clear()),
    changed: () => {},
  });

  line.started();

  const settled = async (): Promise<void> => {
    // An action is drawn last; one more write lets what it caused be drawn too.
    await new Promise<void>((done) => screen.action(done));
    await new Promise<void>((done) => terminal.write('', () => setTimeout(done, 0)));
    await new Promise<void>((done) => terminal.write('', done));
  };

  return {
    terminal,
    screen,
    line,
    sent,
    echoed,
    bells: () => bells,
    prints: (text) => line.output(typeof text === 'string' ? new TextEncoder().encode(text) : text),
    asks: (prompt) => {
      if (prompt !== undefined) line.output(new TextEncoder().encode(prompt));
      line.asked();
    },
    type: (...keys) => {
      for (const key of keys) line.keys(key);
    },
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
