/**
 * Owns the line being typed, with the lines typed before it: edits, the walk
 * with the arrows, the search. Does not know the screen, nor when a line goes to
 * the program.
 */
import { EditLine } from './edit-line.ts';
import { EDITS, isEdit } from './edits.ts';
import { History } from './history.ts';
import { HistorySearch, type Hit } from './history-search.ts';
import type { Gesture } from './keys.ts';

/** A gesture that is about more than the line. */
export type FurtherGesture = 'enter' | 'drop-line' | 'end-of-input' | 'clear-screen';

export class TypedLine {
  readonly history = new History();
  readonly #line = new EditLine();
  readonly #search = new HistorySearch(this.history);
  readonly #bell: () => void;

  constructor(bell: () => void) {
    this.#bell = bell;
  }

  get text(): string {
    return this.#line.text;
  }

  get characters(): readonly string[] {
    return this.#line.characters;
  }

  /** In characters. */
  get cursor(): number {
    return this.#line.cursor;
  }

  /** In units of the text, as an input field counts. */
  get cursorUnits(): number {
    return this.#line.cursorUnits;
  }

  get atEnd(): boolean {
    return this.#line.atEnd;
  }

  /** What is searched for; undefined while nothing is. */
  get search(): HistorySearch['shown'] {
    return this.#search.shown;
  }

  /** Ends the search with the line that was found. */
  endSearch(): void {
    this.#search.end();
  }

  /** Puts a text in the line's place; a search goes on. */
  replace(text: string, cursor?: number): void {
    this.#line.replace(text, cursor);
  }

  /** Puts a text into the line, or looks for it while something is searched for. */
  insert(text: string): void {
    if (this.#search.isOn) this.#show(this.#search.extend(text));
    else this.#line.insert(text);
  }

  /** Gives the line, which is empty then. */
  take(): string {
    return this.#line.take();
  }

  /** Drops the line, and any search or walk that led to it. */
  drop(): void {
    this.#search.end();
    this.history.endWalk();
    this.#line.replace('');
  }

  /** Does to the line what the gesture says; gives it back where more is to be done. */
  gesture(gesture: Gesture): FurtherGesture | undefined {
    if (this.#search.isOn && this.#searchGesture(gesture)) return undefined;
    const line = this.#line;
    if (isEdit(gesture)) {
      line[EDITS[gesture]]();
      return undefined;
    }
    switch (gesture) {
      case 'older':
      case 'newer':
      case 'oldest':
      case 'newest':
        this.#recall(this.history[gesture](line.text));
        return undefined;
      case 'search':
        this.#search.begin(line.text);
        return undefined;
      case 'cancel':
        return undefined;
      case 'drop-line':
        this.drop();
        return gesture;
      case 'end-of-input':
        if (line.isEmpty) return gesture;
        line.eraseNext();
        return undefined;
      default:
        return gesture;
    }
  }

  #recall(text: string | undefined): void {
    if (text === undefined) this.#bell();
    else this.#line.replace(text);
  }

  /** True when the search has used the gesture up. */
  #searchGesture(gesture: Gesture): boolean {
    switch (gesture) {
      case 'search':
        this.#show(this.#search.again());
        return true;
      case 'erase':
        this.#show(this.#search.shorten());
        return true;
      case 'cancel':
      case 'drop-line':
        this.#line.replace(this.#search.cancel());
        return true;
      default:
        // Any other key takes the line that was found, and does its own work on it.
        this.#search.end();
        return false;
    }
  }

  #show(hit: Hit | undefined): void {
    if (hit) this.#line.replace(hit.text, hit.cursor);
    else if (!this.#search.shown?.found) this.#bell();
  }
}
