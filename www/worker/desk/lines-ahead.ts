/**
 * Owns the lines that wait at the page and may be handed over without asking it for each: many
 * that were pasted would else wait for as many messages there and back. Deliberately knows
 * neither log nor machine, nor when one may be taken.
 */
import type { LinesAhead as Given } from '../../protocol.ts';

type Line = Given['lines'][number];

export class LinesAhead {
  #lines: readonly Line[] = [];
  #taken = 0;
  #number: number | undefined;

  /** Of the last that came. */
  get number(): number | undefined {
    return this.#number;
  }

  get areThere(): boolean {
    return this.#taken < this.#lines.length;
  }

  came({ number, lines }: Given): void {
    this.#number = number;
    this.#lines = lines;
    this.#taken = 0;
  }

  take(): Line | undefined {
    const line = this.#lines[this.#taken];
    if (line) this.#taken += 1;
    return line;
  }

  /** They are the page's alone again. */
  clear(): void {
    this.#lines = [];
    this.#taken = 0;
  }
}
