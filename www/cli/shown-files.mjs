/**
 * Owns the files that are made of what a terminal showed of a replay: a transcript
 * and an asciicast, each where it is asked for. Does not know how they are made
 * (terminal-view.mjs), nor what is replayed.
 */
import { STANDARD, sinkTo } from './files.mjs';
import { CastPieces, TerminalView, TranscriptText } from './terminal-view.mjs';

/** @typedef {import('../wasm/um32.js').ReadSession} ReadSession */

/** The files of one replay; none where none is asked for. */
export class ShownFiles {
  /** Whether one of them is standard output, which then has nothing else. */
  takesStandardOutput;
  #session;
  #transcript;
  #asciicast;
  #cast = new CastPieces();
  #view;

  /**
   * Opens them now: nobody should learn after minutes that one has no place.
   * @param {ReadSession} session
   * @param {{ entries: number, transcript?: string, asciicast?: string }} options how many entries are replayed, and the files
   */
  constructor(session, { entries, transcript, asciicast }) {
    this.takesStandardOutput = transcript === STANDARD || asciicast === STANDARD;
    this.#session = session;
    this.#transcript = transcript === undefined ? undefined : sinkTo(transcript);
    this.#asciicast = asciicast === undefined ? undefined : sinkTo(asciicast);
    const viewers = [
      ...(this.#transcript ? [new TranscriptText(this.#transcript)] : []),
      ...(this.#asciicast ? [this.#cast] : []),
    ];
    this.#view =
      viewers.length > 0 ? new TerminalView(session.entries.slice(0, entries), viewers) : undefined;
  }

  /** @param {import('../wasm/um32.js').SessionEntry} entry */
  async typed(entry) {
    await this.#view?.typed(entry);
  }

  /** @param {Uint8Array} bytes */
  async printed(bytes) {
    await this.#view?.printed(bytes);
  }

  /** The replay is at its end, so the transcript is. */
  async ended() {
    await this.#view?.ended();
    await this.#transcript?.end();
  }

  /**
   * Writes the asciicast, which has all that was shown so far.
   * @param {import('./engine.mjs').Engine} engine
   */
  async writeAsciicast(engine) {
    await this.#asciicast?.write(engine.writeAsciicast(this.#cast.fields(this.#session)));
    await this.#asciicast?.end();
  }
}
