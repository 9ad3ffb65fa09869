/**
 * Owns the search for an earlier line, as it is typed letter by letter: what is
 * looked for, where the last hit was, and the line to go back to.
 * Does not know keys, nor the line editor.
 */
import { charactersOf } from './edit-line.ts';
import type { History } from './history.ts';

/** A line that was found, and the cursor (in characters) where the hit in it begins. */
export interface Hit {
  text: string;
  cursor: number;
}

export class HistorySearch {
  readonly #history: History;
  #part = '';
  #hasHit = true;
  #number: number | undefined;
  #before: string | undefined;

  constructor(history: History) {
    this.#history = history;
  }

  get isOn(): boolean {
    return this.#before !== undefined;
  }

  /** What is looked for, and whether there is such a line; undefined while no search is on. */
  get shown(): { part: string; found: boolean } | undefined {
    return this.isOn ? { part: this.#part, found: this.#hasHit } : undefined;
  }

  /** `line` is what a cancelled search goes back to. */
  begin(line: string): void {
    this.#part = '';
    this.#hasHit = true;
    this.#number = undefined;
    this.#before = line;
  }

  extend(text: string): Hit | undefined {
    return this.#find(this.#part + text);
  }

  shorten(): Hit | undefined {
    return this.#find(charactersOf(this.#part).slice(0, -1).join(''));
  }

  /** The hit before this one. */
  again(): Hit | undefined {
    return this.#find(this.#part, this.#number);
  }

  /** Ends the search with the line that was found. */
  end(): void {
    this.#before = undefined;
  }

  /** Ends the search with the line from before it. */
  cancel(): string {
    const line = this.#before ?? '';
    this.end();
    return line;
  }

  #find(part: string, before?: number): Hit | undefined {
    this.#part = part;
    const found = part === '' ? undefined : this.#history.find(part, before);
    this.#hasHit = found !== undefined || part === '';
    if (found === undefined) return undefined;
    this.#number = found.number;
    const start = found.line.indexOf(part);
    return { text: found.line, cursor: charactersOf(found.line.slice(0, start)).length };
  }
}
