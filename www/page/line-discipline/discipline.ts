/**
 * Owns the line discipline: what happens between a key and the machine's input.
 * It does what a Unix terminal's does (echo, erase, kill, end of input), and what
 * a person expects of a shell besides (cursor keys, history, search), because
 * the programs this is for echo nothing and edit nothing.
 *
 * A finished line is handed over only when the program asks for input, and its
 * echo appears right there, after the prompt. Until then it waits, shown faint
 * below the output: what is typed ahead, or pasted, stays in order and can still
 * be dropped. A line costs a message there and back; so of many that wait the first
 * ones go ahead, and are shown as each is said to be handed over.
 *
 * Does not know the DOM, xterm or the worker, nor how the screen draws what is
 * typed; characters outside the chosen set are refused with the bell rather than
 * sent as something else.
 *
 * Why not a package: `xterm-pty` (0.12) is a kernel's line discipline, faithful
 * to termios, but has no cursor keys, history or search, erases by bytes, and
 * passes each batch as spread arguments, which a long paste overflows.
 * `xterm-readline` (1.2) owns the prompt itself, listens only between its own
 * `read` calls (what is typed while the machine computes is lost), and puts a
 * pasted newline into the line instead of ending it. Neither redraws the line
 * when output arrives in its midst.
 */
import type { Block, Measure } from '../screen/block.ts';
import { type CharacterSet, chunks, encode, withBytes } from '../screen/characters.ts';
import { printable } from '../screen/control-characters.ts';
import type { Screen } from '../screen/screen.ts';
import { compose, finished, MOST_WAITING_SHOWN } from './compose.ts';
import { charactersOf } from './edit-line.ts';
import { type Gesture, readStrokes } from './keys.ts';
import { asksForLogin, asksForPassword } from './prompt.ts';
import { TypedLine } from './typed-line.ts';
import { WaitingLines } from './waiting-lines.ts';

export interface DisciplineOptions {
  screen: Screen;
  measure: Measure;
  /**
   * Bytes for the machine's console, and the line as the screen shows it, if it does; `ahead` are
   * lines that wait behind it: each that is handed over is told by `taken`.
   */
  send: (bytes: Uint8Array, echo?: string, ahead?: LineAhead[]) => void;
  /** Lines ahead that were not handed over are not to be. */
  keepLines: () => void;
  endInput: () => void;
  /** A line went to the program and stands on the screen, dots for a hidden one. */
  echoed: (text: string) => void;
  bell: () => void;
  /** ^C was pressed while the program computes, and there was nothing to drop. */
  interrupted: () => void;
  clearScreen: () => void;
  /** The line or the cursor in it changed, by whatever way. */
  changed: () => void;
}

/** A line that waits, as it would be sent. */
interface LineAhead {
  bytes: Uint8Array;
  echo: string;
}

export class LineDiscipline {
  readonly #options: DisciplineOptions;
  readonly #line: TypedLine;
  readonly #waiting = new WaitingLines();
  #isAsked = false;
  /** So many lines are to be taken back. */
  #backDue = 0;
  /** No program will read what is typed: none runs, or its input has ended. */
  #isOver = true;
  #isRaw = false;
  #characters: CharacterSet = 'utf-8';

  constructor(options: DisciplineOptions) {
    this.#options = options;
    this.#line = new TypedLine(() => options.bell());
  }

  get line(): { text: string; cursor: number } {
    return { text: this.#line.text, cursor: this.#line.cursorUnits };
  }

  get waitingCount(): number {
    return this.#waiting.length;
  }

  get isRaw(): boolean {
    return this.#isRaw;
  }

  /** True when ^K would kill something; otherwise the key is free. */
  get hasTextAfterCursor(): boolean {
    return !this.#line.atEnd;
  }

  /** In raw mode every key goes to the program as it comes, and nothing is echoed. */
  set raw(isRaw: boolean) {
    this.#isRaw = isRaw;
    this.#line.endSearch();
    this.#changed();
  }

  useCharacters(set: CharacterSet): void {
    this.#characters = set;
    this.#options.screen.useCharacters(set);
  }

  /** What is being typed, for the screen to draw. */
  compose(columns: number, rows: number): Block | undefined {
    if (this.#isRaw) return undefined;
    return compose(
      {
        characters: this.#line.characters,
        cursor: this.#line.cursor,
        hidden: this.#isHidden,
        waiting: this.#waiting.peek(MOST_WAITING_SHOWN),
        waitingCount: this.#waiting.length,
        search: this.#line.search,
      },
      columns,
      rows,
      this.#options.measure,
    );
  }

  /** The program printed something. */
  output(bytes: Uint8Array): void {
    this.#options.screen.output(bytes);
  }

  /** Something was done for the person at this prompt: a word stands in place of what was typed. */
  note(text: string): void {
    this.#options.screen.note(printable(text));
  }

  /** Shows what was printed and typed before, in a session that goes on. */
  recall(output: Uint8Array, echo: string | undefined): void {
    const { screen } = this.#options;
    screen.output(output, { isPast: true });
    if (echo === undefined) return;
    if (!this.#isHidden) this.#line.history.add(echo);
    screen.line(printable(echo), undefined);
  }

  /** A program begins. What was being typed stays. */
  started(): void {
    this.#isOver = false;
    this.#isAsked = false;
    this.#changed();
  }

  /** The program asks for input and has none left; `answer` is typed for the person before all that waits. */
  asked(answer?: string): void {
    this.#isAsked = true;
    this.#waiting.stay();
    if (this.#backDue > 0) this.#giveBack(this.#backDue);
    if (answer === undefined) this.#deliver();
    else this.#hand(answer, undefined);
    this.#changed();
  }

  /** A line was handed over that waited, or did until just now. */
  taken(echo: string): void {
    this.#waiting.wentAhead();
    this.#show(echo, undefined);
    this.#changed();
  }

  /** The program computes, is paused, or is not there: lines wait. */
  notAsked(): void {
    this.#isAsked = false;
  }

  /** Takes the line back that was finished last, if it waits still; the arrows have it. */
  takeBack(): boolean {
    if (!this.#waiting.areAllAhead) return this.#giveBack(1) > 0;
    // It may be on its way: that is known once the program asks.
    this.#backDue += 1;
    this.#options.keepLines();
    return true;
  }

  /** The program is over. Lines that never reached it can be had back with the arrows. */
  ended(): number {
    return this.#leave(true);
  }

  /** The program goes to another moment. Lines that waited were not for that one; those to come are. */
  left(): void {
    this.#leave(false);
  }

  /** Characters, control codes and escape sequences, as a terminal sends them for keys. */
  keys(data: string): void {
    if (this.#refuses()) return;
    if (this.#isRaw) {
      // The program's side of the console knows line feed as the end of a line.
      this.#sendRaw(data.replaceAll('\r', '\n'));
      return;
    }
    for (const stroke of readStrokes(data)) {
      if (stroke.kind === 'text') this.#line.insert(this.#accepted(stroke.text));
      else if (stroke.kind === 'gesture') this.#gesture(stroke.gesture);
    }
    this.#changed();
  }

  /** Text of any length from the clipboard; every line feed in it ends a line. */
  paste(text: string): void {
    if (this.#refuses()) return;
    const lines = this.#accepted(text.replace(/\r\n?/g, '\n'));
    if (this.#isRaw) {
      this.#sendRaw(lines);
      return;
    }
    this.#line.endSearch();
    const first = lines.indexOf('\n');
    if (first < 0) {
      this.#line.insert(lines);
    } else {
      this.#line.insert(lines.slice(0, first));
      this.#enter();
      const last = lines.lastIndexOf('\n');
      if (last > first) this.#waiting.addLines(lines.slice(first + 1, last + 1));
      this.#line.replace(lines.slice(last + 1));
      this.#deliver();
    }
    this.#changed();
  }

  /** Types a whole line for the person, who sees it; what was being typed is dropped. */
  typeLine(text: string): void {
    if (this.#refuses()) return;
    this.#line.endSearch();
    this.#line.replace(text);
    this.#enter();
    this.#changed();
  }

  /** Puts a line in place of the one being typed, as an input field holds it. */
  replaceLine(text: string, cursorUnits: number): void {
    this.#line.endSearch();
    if (!this.#refuses()) {
      const before = this.#accepted(text.slice(0, cursorUnits));
      this.#line.replace(this.#accepted(text), charactersOf(before).length);
    }
    this.#changed();
  }

  endInput(): void {
    if (this.#refuses()) return;
    if (this.#isRaw) {
      this.#isOver = true;
      this.#options.endInput();
      return;
    }
    this.#waiting.addEndOfInput();
    this.#deliver();
    this.#changed();
  }

  /** The prompt goes; a password that was begun at it would stand in clear at the next. */
  #leave(isOver: boolean): number {
    this.#isOver = isOver;
    this.#isAsked = false;
    if (this.#isHidden) {
      this.#line.drop();
    }
    return this.#giveBack();
  }

  /** Puts what waits last, or all, among the arrows' lines; not the line that a password was asked with. */
  #giveBack(most?: number): number {
    this.#backDue = 0;
    const back = this.#waiting.takeBack(most);
    this.#keepLines();
    const isFirstHidden = this.#isHidden && this.#waiting.length === 0;
    for (const given of back.slice(isFirstHidden ? 1 : 0)) {
      if (given.kind === 'line') this.#line.history.add(given.text);
    }
    this.#changed();
    return back.length;
  }

  #refuses(): boolean {
    if (this.#isOver) this.#options.bell();
    return this.#isOver;
  }

  get #isHidden(): boolean {
    return asksForPassword(this.#options.screen.lastLine);
  }

  #changed(): void {
    this.#options.screen.refresh();
    this.#options.changed();
  }

  #sendRaw(text: string): void {
    for (const chunk of chunks(text)) {
      const bytes = encode(this.#accepted(chunk), this.#characters);
      if (bytes.length > 0) this.#options.send(bytes);
    }
  }

  /** `text` without the characters that have no byte; the bell tells of them. */
  #accepted(text: string): string {
    const accepted = withBytes(text, this.#characters);
    if (accepted !== text) this.#options.bell();
    return accepted;
  }

  #gesture(gesture: Gesture): void {
    const isIdle = !this.#isAsked && this.#line.text === '' && this.#waiting.length === 0;
    switch (this.#line.gesture(gesture)) {
      case 'enter':
        this.#enter();
        break;
      case 'drop-line':
        this.#waiting.clear();
        this.#keepLines();
        if (isIdle) this.#options.interrupted();
        break;
      case 'end-of-input':
        this.endInput();
        break;
      case 'clear-screen':
        this.#options.clearScreen();
        break;
    }
  }

  #enter(): void {
    const block = this.#finishedBlock();
    const text = this.#line.take();
    if (this.#isHidden) this.#line.history.endWalk();
    else this.#line.history.add(text);
    if (this.#isAsked && this.#waiting.length === 0) {
      this.#hand(text, block);
    } else {
      this.#waiting.addLine(text);
      this.#deliver();
    }
  }

  /** Hands over the first that waits, if the program asks for it. */
  #deliver(): void {
    if (!this.#isAsked) return;
    const next = this.#waiting.take();
    if (next === undefined) return;
    if (next.kind === 'end-of-input') {
      this.#isAsked = false;
      this.#isOver = true;
      this.#options.endInput();
    } else {
      if (this.#isHidden) this.#line.history.forget(next.text);
      this.#hand(next.text, undefined, true);
    }
    this.#changed();
  }

  /** `isFirst`: of those that wait, which may follow it unasked. */
  #hand(text: string, block: Block | undefined, isFirst = false): void {
    const shown = this.#isHidden ? '•'.repeat(charactersOf(text).length) : text;
    const ahead = isFirst ? this.#linesAhead() : [];
    this.#isAsked = false;
    this.#show(shown, block);
    this.#options.send(this.#bytesOf(text), shown, ahead);
  }

  #show(text: string, block: Block | undefined): void {
    this.#options.screen.line(printable(text), block);
    this.#options.echoed(text);
  }

  #bytesOf(line: string): Uint8Array {
    return encode(`${line}\n`, this.#characters);
  }

  #linesAhead(): LineAhead[] {
    if (asksForLogin(this.#options.screen.lastLine)) return [];
    return this.#waiting.goAhead().map((text) => ({ bytes: this.#bytesOf(text), echo: text }));
  }

  /** What waits no more is not to be handed over. */
  #keepLines(): void {
    if (this.#waiting.dropsAhead()) this.#options.keepLines();
  }

  #finishedBlock(): Block | undefined {
    if (this.#waiting.length > 0 || this.#line.search) return undefined;
    return finished(this.#line.characters, this.#isHidden, this.#options.measure);
  }
}
