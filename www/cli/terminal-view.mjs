/**
 * Owns what a terminal showed of a session that is replayed, and the making of a
 * transcript and an asciicast of it: a file that was sent or fetched is one line,
 * as on the page. Does not know where they are written.
 */
import { FoldedLog, noteLine } from '../session-log/folded-log.mjs';
import { PlainText } from '../session-log/plain-text.mjs';
import { notedSize } from '../session-log/terminal-size.mjs';
import { unechoed } from '../session-log/typed-echo.mjs';

/** @typedef {import('../wasm/um32.js').SessionEntry} SessionEntry */
/** @typedef {import('../session-log/folded-log.mjs').Shown} Shown */

/** Text is made of a moment as a whole, but for a program that prints without end. */
const TEXT_BYTES = 1024 * 1024;

/**
 * Who is shown what stood on the terminal, in order.
 * @typedef {object} Viewer
 * @property {(line: string | undefined, entry: SessionEntry) => Promise<void>} typed `line`: as it was shown, if it was
 * @property {(bytes: Uint8Array) => Promise<void>} printed
 * @property {() => Promise<void>} ended
 */

/** The terminal itself: told of all that is printed and typed, it tells its viewers what was seen. */
export class TerminalView {
  #folded;
  #viewers;
  /** Entries typed. */
  #at = 0;
  /** What was printed in the midst of a file, since the last entry. */
  #held = /** @type {Uint8Array[]} */ ([]);
  /** @type {SessionEntry | undefined} */
  #last;

  /**
   * @param {readonly SessionEntry[]} log as far as it is replayed
   * @param {readonly Viewer[]} viewers
   */
  constructor(log, viewers) {
    this.#folded = new FoldedLog(log);
    this.#viewers = viewers;
  }

  /** @param {Uint8Array} bytes */
  async printed(bytes) {
    if (bytes.length === 0) return;
    if (this.#folded.isFolded(this.#at)) this.#held.push(bytes);
    else for (const viewer of this.#viewers) await viewer.printed(bytes);
  }

  /** @param {SessionEntry} entry */
  async typed(entry) {
    await this.#show(this.#reached());
    this.#at += 1;
    this.#last = entry;
    if (this.#folded.isFolded(this.#at)) return;
    for (const viewer of this.#viewers) await viewer.typed(entry.echo, entry);
  }

  async ended() {
    await this.#show(this.#reached() ?? this.#folded.left());
    for (const viewer of this.#viewers) await viewer.ended();
  }

  /** What is shown of a file, when this moment is its end. */
  #reached() {
    if (!this.#folded.isFolded(this.#at)) return undefined;
    const output = Buffer.concat(this.#held);
    this.#held = [];
    return this.#folded.shown(this.#at, { output, outputBytes: output.length });
  }

  /** @param {Shown | undefined} shown */
  async #show(shown) {
    if (shown?.note === undefined || !this.#last) return;
    for (const viewer of this.#viewers) {
      await viewer.typed(noteLine(shown.note), this.#last);
      await viewer.printed(shown.output);
    }
  }
}

/**
 * A transcript: text, as the page makes it.
 * @implements {Viewer}
 */
export class TranscriptText {
  #sink;
  #plain = new PlainText('utf-8');
  /** @type {Uint8Array[]} */
  #output = [];
  #outputBytes = 0;

  /** @param {import('./byte-sink.mjs').ByteSink} sink */
  constructor(sink) {
    this.#sink = sink;
  }

  /** @param {Uint8Array} bytes */
  async printed(bytes) {
    this.#output.push(bytes);
    this.#outputBytes += bytes.length;
    if (this.#outputBytes > TEXT_BYTES) await this.ended();
  }

  /** @param {string | undefined} line */
  async typed(line) {
    await this.ended();
    if (line !== undefined) await this.#sink.write(Buffer.from(`${line}\n`));
  }

  async ended() {
    const text = this.#plain.of(Buffer.concat(this.#output));
    this.#output = [];
    this.#outputBytes = 0;
    await this.#sink.write(Buffer.from(text));
  }
}

/**
 * What was on the terminal, piece by piece.
 * @implements {Viewer}
 */
export class CastPieces {
  /** @type {import('../wasm/um32.js').CastFields['pieces']} */
  #pieces = [];
  /** @type {Uint8Array[]} */
  #output = [];

  /** @param {Uint8Array} bytes */
  async printed(bytes) {
    this.#output.push(bytes);
  }

  /**
   * @param {string | undefined} line
   * @param {SessionEntry} entry
   */
  async typed(line, entry) {
    const shown = line ?? unechoed(entry);
    this.#pieces.push({
      output: Buffer.concat(this.#output),
      ...(shown !== undefined && { echo: shown }),
      date: entry.date,
    });
    this.#output = [];
  }

  async ended() {}

  /** @param {import('../wasm/um32.js').ReadSession} session */
  fields({ name, image, created, notes }) {
    return {
      title: name || image.name,
      ...notedSize(notes),
      created,
      pieces: [...this.#pieces, { output: Buffer.concat(this.#output) }],
    };
  }
}
