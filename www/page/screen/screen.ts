/**
 * Owns the order of things on the terminal: the program's output, what the
 * person typed in between, and after both the line being typed, taken away
 * while output passes and drawn again after it. One batch is with the terminal
 * at a time, so that the cursor's column is known whenever the line is drawn.
 *
 * Does not know what is typed (it asks), what drives it, or any DOM: the glass
 * it draws on is xterm in the page and a headless one in the tests.
 */
import { lastLineAfter } from '../../session-log/prompts.mjs';
import { Attributes } from './attributes.ts';
import { Batch } from './batch.ts';
import type { Block } from './block.ts';
import { BoundedOutput } from './bounded-output.ts';
import { type CharacterSet, Decoder } from './characters.ts';
import { CANCEL } from './control-characters.ts';
import { Echo, FAINT } from './echo.ts';
import type { Glass } from './glass.ts';
import type { Widths } from './width.ts';

export interface ScreenOptions {
  glass: Glass;
  /** Text waits until they know it. */
  widths: Pick<Widths, 'knows' | 'learn'>;
  /** What is being typed right now, fitted to the screen; undefined for nothing. */
  compose: (columns: number, rows: number) => Block | undefined;
  /** This many bytes of output have reached the screen buffer. */
  drawn: (outputBytes: number) => void;
  /** Calls back when the browser has painted, or soon when it does not paint. */
  afterPaint: (then: () => void) => void;
}

type Task =
  /**
   * Decoded output; `bytes` is what it was, counted when the last of it is drawn.
   * What is past had its answers when it was printed.
   */
  | { kind: 'output'; text: string; bytes: number; isPast: boolean }
  | { kind: 'line'; text: string; block: Block | undefined }
  | { kind: 'note'; text: string }
  | { kind: 'action'; run: () => void };

/** So many colours that were mixed are remembered: some megabytes. */
const MOST_MIXED = 20_000;
/** While output floods, the line being typed is shown this often. */
const SHOW_EVERY_MS = 50;

export class Screen {
  readonly #options: ScreenOptions;
  readonly #echo: Echo;
  readonly #attributes = new Attributes();
  #characters: CharacterSet = 'utf-8';
  #decoder = new Decoder(this.#characters);
  #bounded = new BoundedOutput();
  readonly #tasks: Task[] = [];
  #isDrawing = false;
  #cursorColumn = 0;
  #lastLine = '';
  #shownAt = 0;

  constructor(options: ScreenOptions) {
    this.#options = options;
    this.#echo = new Echo(
      (text) => options.glass.write(text),
      () => this.#attributes.restore,
    );
  }

  /** The unfinished last line of the program's output, drawn or not: a prompt, if it asks. */
  get lastLine(): string {
    return this.#lastLine;
  }

  /** Bytes read from now on are read as this set. */
  useCharacters(set: CharacterSet): void {
    this.#characters = set;
    this.#decoder = new Decoder(set);
  }

  /** The program printed this, now or in the past. */
  output(bytes: Uint8Array, { isPast = false } = {}): void {
    const text = this.#bounded.of(this.#decoder.decode(bytes));
    this.#lastLine = lastLineAfter(this.#lastLine, text);
    this.#add({ kind: 'output', text, bytes: bytes.length, isPast });
  }

  /**
   * A typed line is done: `text` stays on the screen, with a line feed. `block`
   * is its picture where the whole line fits one, so that a line already drawn
   * is left standing instead of being drawn anew.
   */
  line(text: string, block: Block | undefined): void {
    this.#lastLine = '';
    this.#add({ kind: 'line', text, block: block && this.#knows(block) ? block : undefined });
  }

  /** The page's own word stands on the screen, in place of what was typed. */
  note(text: string): void {
    this.#lastLine = '';
    this.#add({ kind: 'note', text });
  }

  /** Does something to the terminal itself between batches, with the typed line out of the way. */
  action(run: () => void): void {
    this.#add({ kind: 'action', run });
  }

  /** Has `reset` clean the terminal: what the page draws brings no colours back from before. */
  clean(reset: () => void): void {
    this.action(() => {
      this.#attributes.reset();
      reset();
    });
  }

  /** A program begins, on a terminal that `reset` cleans; it does not go on from what another left unfinished. */
  begin(reset: () => void): void {
    this.#lastLine = '';
    this.#decoder = new Decoder(this.#characters);
    this.#bounded = new BoundedOutput();
    this.clean(reset);
  }

  /** What is typed has changed. */
  refresh(): void {
    if (!this.#isDrawing) this.#showTyping();
  }

  #add(task: Task): void {
    this.#tasks.push(task);
    if (!this.#isDrawing) this.#next();
  }

  #next(): void {
    const task = this.#tasks.shift();
    if (task === undefined) {
      this.#isDrawing = false;
      this.#showTyping();
      return;
    }
    this.#isDrawing = true;
    const { widths } = this.#options;
    if ('text' in task && !widths.knows(task.text)) {
      void widths.learn().then(() => this.#do(task));
    } else {
      this.#do(task);
    }
  }

  #do(task: Task): void {
    if (task.kind === 'output') this.#drawOutput(task);
    else if (task.kind === 'line') this.#drawLine(task);
    else if (task.kind === 'note') this.#drawNote(task.text);
    else this.#act(task.run);
  }

  #drawOutput(first: Extract<Task, { kind: 'output' }>): void {
    this.#echo.hide();
    const { widths } = this.#options;
    const { isPast } = first;
    const batch = new Batch();
    let [text, bytes] = ['', 0];
    this.#tasks.unshift(first);
    let [next] = this.#tasks;
    while (next?.kind === 'output' && next.isPast === isPast && widths.knows(next.text)) {
      const length = batch.take(next.text);
      text += next.text.slice(0, length);
      if (length < next.text.length) {
        this.#tasks[0] = { ...next, text: next.text.slice(length) };
        break;
      }
      bytes += next.bytes;
      this.#tasks.shift();
      [next] = this.#tasks;
    }
    this.#attributes.note(text);
    if (this.#attributes.mixed >= MOST_MIXED) {
      this.#attributes.mixed = 0;
      this.#options.glass.forgetColours();
    }
    this.#options.glass.answers(!isPast);
    this.#options.glass.write(this.#afterFullRow(text), () => {
      if (bytes > 0) this.#options.drawn(bytes);
      this.#settle();
    });
  }

  #drawLine({ text, block }: { text: string; block: Block | undefined }): void {
    const { glass } = this.#options;
    if (block !== undefined) {
      this.#draw(block);
      this.#echo.leave();
      glass.write('', () => this.#settle());
    } else {
      this.#echo.hide();
      glass.write(CANCEL + this.#afterFullRow(`${text}\r\n`), () => this.#settle());
    }
  }

  #drawNote(text: string): void {
    this.#echo.hide();
    const { glass } = this.#options;
    const note = `${FAINT}${text}${this.#attributes.restore}\r\n`;
    glass.write(this.#afterFullRow(note), () => this.#settle());
  }

  /** The text as it is to be written: one that ends a row the program has filled ends it from there. */
  #afterFullRow(text: string): string {
    return text !== '' && this.#echo.takeLeftFullRow() && /^[\r\n]/.test(text)
      ? `\x1b[A${text}`
      : text;
  }

  #act(run: () => void): void {
    this.#echo.hide();
    const { glass } = this.#options;
    glass.write('', () => {
      const back = glass.holdCursor();
      const { columns } = glass;
      run();
      // Where the row ends now, the cursor is brought.
      if (glass.columns !== columns) this.#echo.takeLeftFullRow();
      glass.write(back());
      // What was done may itself have written.
      glass.write('', () => this.#settle());
    });
  }

  /** A batch has reached the screen: on to the next, showing what is typed now and then. */
  #settle(): void {
    this.#cursorColumn = this.#options.glass.cursorColumn();
    if (this.#tasks.length > 0 && performance.now() - this.#shownAt > SHOW_EVERY_MS) {
      if (this.#showTyping()) {
        this.#options.afterPaint(() => this.#next());
        return;
      }
    }
    this.#next();
  }

  /** True when there was something to show, and it is shown. */
  #showTyping(): boolean {
    const { glass, widths, compose } = this.#options;
    const block = compose(glass.columns, glass.rows);
    if (block === undefined) {
      this.#echo.hide();
      return false;
    }
    if (!this.#knows(block)) {
      // It is composed anew, of characters as wide as they are.
      void widths.learn().then(() => this.refresh());
      return false;
    }
    this.#draw(block);
    this.#shownAt = performance.now();
    return true;
  }

  #knows({ glyphs }: Block): boolean {
    return glyphs.every(({ text }) => this.#options.widths.knows(text));
  }

  #draw(block: Block): void {
    if (this.#echo.isShown) {
      this.#echo.update(block);
    } else {
      this.#echo.show(block, this.#options.glass.columns, this.#cursorColumn);
      this.#cursorColumn = this.#echo.startColumn;
    }
  }
}
