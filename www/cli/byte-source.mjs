/**
 * Owns where a program's input comes from: a stream that is read only when the
 * program asks, whatever stands behind it (terminal, pipe, file, nothing).
 */

import { systemReason } from '../wording/system-reason.mjs';
import { HostError } from './complaint.mjs';
import { HungUp, isGone } from './hangup.mjs';

/** Reads a stream piece by piece, on demand. */
export class ByteSource {
  /** @type {() => import('node:stream').Readable} */
  #open;
  /** @type {import('node:stream').Readable | undefined} */
  #stream;
  #name;
  #ended = false;
  /** @type {unknown} */
  #error;
  /** Wakes the reader that waits. */
  #wake = () => {};

  /**
   * @param {() => import('node:stream').Readable} open called at the first read: a program that reads nothing touches nothing
   * @param {string} [name] what it is called where it cannot be read
   */
  constructor(open, name = 'The input') {
    this.#open = open;
    this.#name = name;
  }

  /**
   * The next piece: at least one byte, or undefined at the end.
   * @returns {Promise<Uint8Array | undefined>}
   */
  async read() {
    this.#stream ??= this.#begin();
    for (;;) {
      const piece = this.#stream.read();
      if (piece !== null && piece.length > 0) return piece;
      if (this.isTerminal() && isGone(0)) throw new HungUp();
      if (this.#error !== undefined) throw this.#unreadable(this.#error);
      if (this.#ended) return undefined;
      await new Promise((resolve) => {
        this.#wake = () => resolve(undefined);
      });
    }
  }

  /** Whether what is read was typed, and echoed. */
  isTerminal() {
    return this.#stream === process.stdin && process.stdin.isTTY;
  }

  /** Nothing more is wanted: an open stream would keep the process alive. */
  close() {
    this.#stream?.destroy();
  }

  #begin() {
    let stream;
    try {
      stream = this.#open();
    } catch (error) {
      throw this.#unreadable(error);
    }
    stream.on('readable', () => this.#wake());
    for (const event of ['end', 'close']) {
      stream.on(event, () => {
        this.#ended = true;
        this.#wake();
      });
    }
    stream.on('error', (error) => {
      this.#error = error;
      this.#wake();
    });
    return stream;
  }

  /** @param {unknown} error */
  #unreadable(error) {
    return new HostError(`${this.#name} cannot be read: ${systemReason(error)}.`);
  }
}
