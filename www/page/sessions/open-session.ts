/**
 * Owns what the page knows of the loaded program's session: how far it is, what was typed
 * that is not in it yet, and whether it is kept; so, what would be lost. Does not know the
 * program.
 */
import type { SessionEvent } from '../../protocol.ts';

/** Its id, its entries, how many of them are in force. */
export interface Kept {
  id: string;
  entries: number;
  head: number;
  isKept: boolean;
}

const NOT_TOLD: Readonly<Kept> = { id: '', entries: 0, head: 0, isKept: true };

export class OpenSession {
  #kept: Readonly<Kept> = NOT_TOLD;
  #hasBeenTypedTo = false;
  /** Something was typed that the worker has not told the session with. */
  #isBeingTypedTo = false;
  /** Sessions are in memory alone, where nothing but closing the tab ends them; and there are some. */
  #isInMemory = false;
  #hasLinesInMemory = false;
  /** Others were left with lines that are not kept. */
  #hasLeftUnkept = false;

  get kept(): Readonly<Kept> {
    return this.#kept;
  }

  /** Its program given up, something of the person's would be lost. */
  get isPrecious(): boolean {
    const hasLines = this.#hasBeenTypedTo || this.#kept.entries > 0;
    return hasLines && !this.#kept.isKept && !this.#isInMemory;
  }

  /** There are lines in other sessions, too, that end with the tab. */
  get endsWithTab(): boolean {
    return this.#hasLeftUnkept || (this.#isInMemory && this.#hasLinesInMemory);
  }

  get hasBefore(): boolean {
    return this.#isBeingTypedTo || this.#kept.head > 0;
  }

  get hasAfter(): boolean {
    return this.#kept.head < this.#kept.entries;
  }

  /** A program begins, whose session is still to be told. */
  begins(): void {
    this.#kept = NOT_TOLD;
    this.#hasBeenTypedTo = false;
  }

  typedTo(): void {
    this.#hasBeenTypedTo = true;
    this.#isBeingTypedTo = true;
  }

  inputEnded(): void {
    this.#isBeingTypedTo = true;
  }

  filesSent(): void {
    this.#hasBeenTypedTo = true;
  }

  heard(event: SessionEvent): void {
    switch (event.type) {
      case 'session': {
        const { id, entries, head } = event;
        this.#isBeingTypedTo = false;
        this.#kept = { ...this.#kept, id, entries, head };
        this.#hasLinesInMemory ||= entries > 0;
        break;
      }
      case 'keeping':
        this.#kept = { ...this.#kept, isKept: event.isKept || event.isProgramOnly === true };
        this.#isInMemory = event.why === 'in-memory';
        break;
      case 'left-unkept':
        this.#hasLeftUnkept = event.isUnkept;
        break;
    }
  }

  /** The worker died: what was not kept is lost by now. */
  lost(): void {
    this.#kept = { ...this.#kept, isKept: true };
    this.#hasLinesInMemory = false;
    this.#hasLeftUnkept = false;
    this.#isBeingTypedTo = false;
  }
}
