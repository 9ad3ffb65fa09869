/**
 * Owns where a command's output goes: a stream that is never given more than it
 * takes, and that may be closed by its reader at any moment (`| head`). One that was
 * closed before (`>&-`) is not told from /dev/null: Node puts that in its place as it
 * starts, opened as those open it who want no output.
 */

import { codeOf, systemReason } from '../wording/system-reason.mjs';
import { HostError } from './complaint.mjs';
import { HungUp, isGone } from './hangup.mjs';
import { wasShown } from './terminal-line.mjs';

/** The reader went away. Not worth a word: it has what it wanted. */
export class OutputClosed extends Error {
  exitCode = 2;
}

/**
 * Prints a text that is there as a whole.
 * @param {string} text
 */
export async function print(text) {
  const sink = new ByteSink(process.stdout);
  await sink.write(text);
  await sink.end();
}

/** Ends the process where nobody takes what was printed: Node's own way out waits for that. */
export function leaveUnread() {
  if (process.stdout.writableLength > 0) process.exit();
}

/** Writes to a stream, waiting while it is full. */
export class ByteSink {
  /** @type {import('node:stream').Writable} */
  #stream;
  #name;
  /** @type {unknown} */
  #error;
  /** Wakes the writer that waits. */
  #wake = () => {};

  /**
   * @param {import('node:stream').Writable} stream
   * @param {string} [name] what it is called where it cannot be written
   */
  constructor(stream, name = 'The output') {
    this.#stream = stream;
    this.#name = name;
    stream.on('drain', () => this.#wake());
    stream.on('finish', () => this.#wake());
    stream.on('error', (error) => {
      this.#error = error;
      this.#wake();
    });
  }

  /**
   * Writes all of it; comes back when the stream can take more.
   * @param {Uint8Array | string} bytes
   */
  async write(bytes) {
    this.#check();
    if (bytes.length === 0) return;
    if (this.#stream === process.stdout) wasShown(bytes);
    if (!this.#stream.write(bytes)) await this.#wait();
    this.#check();
  }

  /** Comes back when everything is written; a file is closed, standard output stays open. */
  async end() {
    this.#check();
    if (this.#stream === process.stdout) {
      // The callback of an empty write comes after all that was written before.
      await new Promise((resolve) => {
        this.#wake = () => resolve(undefined);
        this.#stream.write('', () => resolve(undefined));
      });
    } else {
      this.#stream.end();
      await this.#wait();
    }
    this.#check();
  }

  #wait() {
    return new Promise((resolve) => {
      this.#wake = () => resolve(undefined);
    });
  }

  #check() {
    if (this.#error === undefined) return;
    if (codeOf(this.#error) === 'EPIPE') throw new OutputClosed();
    if (this.#stream === process.stdout && isGone(1)) throw new HungUp();
    throw new HostError(`${this.#name} cannot be written: ${systemReason(this.#error)}.`);
  }
}
