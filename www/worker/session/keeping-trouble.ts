/**
 * Owns whether a session is kept at present, the sentence that says what of it
 * is not, and how soon the store is asked again. Deliberately knows neither
 * which store it is nor what is in a session.
 */

import type { UnkeptReason } from '../../session-protocol.ts';
import { reasonOf } from '../../wording/reason.mjs';
import { KeepingError } from '../keeping/records.ts';

/** A full disk is not asked again more often than this. */
export const RETRY_MS = 5_000;

export interface KeepingListener {
  /** Whether everything is written; the sentence says what is not, and why; `isProgramOnly`: every line is. */
  keeping(isKept: boolean, sentence: string, why?: UnkeptReason, isProgramOnly?: boolean): void;
  nowMs(): number;
}

/** How many entries a session has, and how many of them are written. */
export interface WrittenEntries {
  entries: number;
  written: number;
}

export class KeepingTrouble {
  readonly #listener: KeepingListener;
  readonly #figures: () => WrittenEntries;
  /** Every line is written. */
  #isKept = true;
  /** Why the program is not. */
  #lack: KeepingError | undefined;
  /** Why the last write failed. */
  #reason = '';
  #why: UnkeptReason = 'refused';
  #failedMs = Number.NEGATIVE_INFINITY;

  constructor(listener: KeepingListener, figures: () => WrittenEntries) {
    this.#listener = listener;
    this.#figures = figures;
  }

  /** Every line is written, or about to be. */
  get isKept(): boolean {
    return this.#isKept;
  }

  /** What only saves time may be kept, too. */
  get hasRoom(): boolean {
    return this.#isKept && this.#lack?.why !== 'no-room';
  }

  /** True, and said, when the store has just refused and is not to be asked yet. */
  rests(): boolean {
    if (this.#isKept) return false;
    if (this.#listener.nowMs() - this.#failedMs >= RETRY_MS) return false;
    this.#say();
    return true;
  }

  /** All is written, or all but the program; `lack` is why that is not. */
  over(lack: KeepingError | undefined): void {
    if (this.#isKept && lack?.message === this.#lack?.message) return;
    this.#isKept = true;
    this.#lack = lack;
    if (lack) this.#sayLack(lack);
    else this.#listener.keeping(true, '');
  }

  /** A write failed. */
  failed(error: unknown): void {
    this.#isKept = false;
    this.#failedMs = this.#listener.nowMs();
    this.#why = error instanceof KeepingError ? error.why : 'refused';
    this.#reason = reasonOf(error);
    this.#say();
  }

  /** Says it once more, if there is trouble: to a page that has begun anew. */
  tell(): void {
    if (!this.#isKept) this.#say();
    else if (this.#lack) this.#sayLack(this.#lack);
  }

  #sayLack({ message, why }: KeepingError): void {
    const lines = why === 'no-room' ? 'kept as long as there is room' : 'kept all the same';
    const sentence = `${message} What is typed is ${lines}; to continue it another time, open the program’s file first.`;
    this.#listener.keeping(false, sentence, why, true);
  }

  #say(): void {
    const { entries, written } = this.#figures();
    const lines = entries - written;
    const what =
      written === 0
        ? 'Nothing of this session is kept: closing the tab would lose it.'
        : lines === 0
          ? 'All typed lines are kept, but what the program printed last is not.'
          : `${lines === 1 ? 'The last typed line is' : `The last ${lines} typed lines are`} not kept: closing the tab would lose ${lines === 1 ? 'it' : 'them'}. All before is safe.`;
    this.#listener.keeping(false, `${this.#reason} ${what}`, this.#why);
  }
}
