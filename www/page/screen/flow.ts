/**
 * Owns the way of output to a terminal that nobody types to: batch by batch, each
 * when the one before is drawn, however much comes at once. Does not know what
 * it is the output of, nor when it comes.
 */
import { Batch, RESET } from './batch.ts';
import { BoundedOutput } from './bounded-output.ts';

export interface FlowGlass {
  /** Takes text; `drawn` is called when all of it has reached the screen. */
  write: (text: string, drawn: () => void) => void;
}

export class Flow {
  readonly #glass: FlowGlass;
  #bounded = new BoundedOutput();
  #waiting: string[] = [];
  #isWriting = false;

  constructor(glass: FlowGlass) {
    this.#glass = glass;
  }

  write(output: string): void {
    this.#waiting.push(this.#bounded.of(output));
    if (!this.#isWriting) this.#next();
  }

  /** A clean terminal; what was not drawn by now never is. */
  reset(): void {
    this.#bounded = new BoundedOutput();
    this.#waiting = [RESET];
    if (!this.#isWriting) this.#next();
  }

  #next(): void {
    const text = this.#waiting.shift();
    this.#isWriting = text !== undefined;
    if (text === undefined) return;
    const length = new Batch().take(text);
    if (length < text.length) this.#waiting.unshift(text.slice(length));
    this.#glass.write(text.slice(0, length), () => this.#next());
  }
}
