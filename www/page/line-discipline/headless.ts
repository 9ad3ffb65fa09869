/**
 * Owns the bench the line discipline is tested on: a screen on a headless
 * terminal of a given size, and a machine played by the test.
 * Used by tests only.
 */
import { type ScreenBench, screenBench } from '../screen/headless.ts';
import type { WidthsOptions } from '../screen/width.ts';
import { LineDiscipline } from './discipline.ts';

export interface Bench extends ScreenBench {
  line: LineDiscipline;
  /** What reached the machine: text, `<end>` for the end of input, `<keep>` where lines are kept. */
  sent: string[];
  echoed: string[];
  /** What may be handed over behind the latest of it. */
  ahead: () => string[];
  bells: () => number;
  interrupts: () => number;
  /** The program prints, and perhaps asks. */
  asks: (prompt?: string) => void;
  /** Keys, one after the other, as the terminal sends them. */
  type: (...keys: string[]) => void;
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

export function bench(columns = 40, rows = 10, lateWidths?: WidthsOptions): Bench {
  const shown = screenBench(columns, rows, (c, r) => line.compose(c, r), lateWidths);
  const { screen, terminal, measure } = shown;
  const sent: string[] = [];
  const echoed: string[] = [];
  let ahead: string[] = [];
  let bells = 0;
  let interrupts = 0;
  const decoder = new TextDecoder();
  const line: LineDiscipline = new LineDiscipline({
    screen,
    measure,
    send: (bytes, _, lines = []) => {
      sent.push(decoder.decode(bytes));
      ahead = lines.map((line) => decoder.decode(line.bytes));
    },
    keepLines: () => sent.push('<keep>'),
    endInput: () => sent.push('<end>'),
    echoed: (text) => echoed.push(text),
    bell: () => bells++,
    interrupted: () => interrupts++,
    clearScreen: () => screen.action(() => terminal.clear()),
    changed: () => {},
  });
  const prints = (text: string | Uint8Array): void =>
    line.output(typeof text === 'string' ? new TextEncoder().encode(text) : text);

  line.started();

  return {
    ...shown,
    line,
    sent,
    echoed,
    ahead: () => ahead,
    bells: () => bells,
    interrupts: () => interrupts,
    prints,
    asks: (prompt) => {
      if (prompt !== undefined) prints(prompt);
      line.asked();
    },
    type: (...keys) => {
      for (const key of keys) line.keys(key);
    },
  };
}
