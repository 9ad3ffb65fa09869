/**
 * Owns the session file that is written while a program runs: what was typed,
 * line by line, with the counts of instructions, and a mark at each. Does not
 * know where input comes from.
 */
import { randomUUID } from 'node:crypto';
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { PROMPT_BYTES } from '../session-log/prompts.mjs';
import { echoOf } from '../session-log/typed-echo.mjs';
import { HostError } from './complaint.mjs';
import { whyUnwritable } from './files.mjs';

/** @typedef {import('../wasm/um32.js').SessionFields} SessionFields */

/** What is typed reaches the file within this time, and at the end. */
const SAVE_MS = 1000;

const LINE_FEED = 10;

/**
 * The file beside a session file in which it is written.
 * @param {string} path
 */
export function partOf(path) {
  return `${path}.part`;
}

/**
 * Where a session file is written: behind links, so that these stay what they are. Only
 * a file can be replaced by another.
 * @param {string} path
 */
export function placeOfSession(path) {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there === undefined) return path;
    if (there.isFile()) return realpathSync.native(path);
    if (there.isDirectory()) throw Object.assign(new Error(), { code: 'EISDIR' });
    throw new Error('it is not a file but a device or the like');
  } catch (error) {
    throw unwritable(path, error);
  }
}

/**
 * @param {string} path
 * @param {unknown} error
 */
function unwritable(path, error) {
  return new HostError(`The session ${path} cannot be written: ${whyUnwritable(path, error)}.`);
}

/** @param {string} path of a file that may not be there */
function remove(path) {
  try {
    rmSync(path, { force: true });
  } catch {
    // Why the session cannot be written says it all.
  }
}

/** A session being written. */
export class Recording {
  #engine;
  #path;
  /** @type {SessionFields & Required<Pick<SessionFields, 'marks'>>} */
  #session;
  #output;
  #outputTail = Buffer.alloc(0);
  /** The pieces of the last entry, whose line has no end yet. @type {Uint8Array[]} */
  #begun = [];
  /** What was printed before them. */
  #before = Buffer.alloc(0);
  /** @type {NodeJS.Timeout | undefined} */
  #saving;
  /** Why it could not be written last. @type {unknown} */
  #trouble;

  /**
   * @param {import('./engine.mjs').Engine} engine
   * @param {string} path
   * @param {{ image: Uint8Array, program: string, includeImage: boolean }} options `image` as the machine reads it
   */
  constructor(engine, path, { image, program, includeImage }) {
    this.#engine = engine;
    this.#path = path;
    this.#output = new engine.OutputHash();
    const name = basename(program);
    this.#session = {
      id: randomUUID(),
      name: '',
      created: Date.now(),
      image: {
        sha256: engine.sha256Hex(image),
        sizeBytes: image.length,
        name,
        ...(includeImage && { bytes: image }),
      },
      entries: [],
      marks: [],
    };
    // Now: nobody should learn after an hour that the file has no place.
    this.save();
  }

  /** @param {Uint8Array} bytes what the program printed */
  printed(bytes) {
    if (bytes.length === 0) return;
    this.#output.update(bytes);
    const tail = Buffer.concat([this.#outputTail, bytes.subarray(-PROMPT_BYTES)]);
    this.#outputTail = tail.subarray(-PROMPT_BYTES);
  }

  /**
   * The program asked, or is over.
   * @param {number} instructions
   */
  mark(instructions) {
    const { entries, marks } = this.#session;
    marks.push({
      entries: entries.length,
      instructions,
      outputBytes: this.#output.bytes(),
      outputHash: this.#output.hex(),
    });
  }

  /**
   * The program asked, and is given this: a line, or a piece of one, of which the others are
   * of the same entry. A pipe cuts long lines, and it is to be replayed as one.
   * @param {import('./playing.mjs').Piece} piece
   * @param {number} instructions
   */
  given({ bytes, isEnd }, instructions) {
    if (this.#trouble !== undefined) throw this.#trouble;
    if (this.#begun.length === 0 || isEnd) {
      this.#endLine();
      this.mark(instructions);
      this.#before = this.#outputTail;
      const date = Date.now();
      this.#session.entries.push({ bytes: new Uint8Array(0), isEnd, instructions, date });
    }
    if (!isEnd) {
      this.#begun.push(Uint8Array.from(bytes));
      if (bytes.at(-1) === LINE_FEED) this.#endLine();
    }
    // A timer keeps no process alive that has nothing else to do: the end saves, too.
    this.#saving ??= setTimeout(() => this.#saveSoon(), SAVE_MS).unref();
  }

  /** Whatever comes next is an entry of its own. */
  #endLine() {
    this.#joinPieces();
    this.#begun = [];
  }

  /** The last entry is what there is of its line. */
  #joinPieces() {
    const entry = this.#session.entries.at(-1);
    if (!entry || this.#begun.length === 0) return;
    const bytes = Buffer.concat(this.#begun);
    this.#begun = [bytes];
    entry.bytes = Uint8Array.from(bytes);
    const echo = echoOf(bytes, this.#before);
    if (echo === undefined) delete entry.echo;
    else entry.echo = echo;
  }

  /** Nobody waits for this one: whoever gives the next entry is told. */
  #saveSoon() {
    try {
      this.save();
    } catch (error) {
      this.#trouble = error;
    }
  }

  /** Writes the file; one that is there is replaced whole or not at all. */
  save() {
    clearTimeout(this.#saving);
    this.#saving = undefined;
    this.#joinPieces();
    const beside = partOf(this.#path);
    try {
      writeFileSync(beside, this.#engine.writeSession(this.#session));
      renameSync(beside, this.#path);
    } catch (error) {
      // What there is of it is of no use, and takes room where that is short.
      remove(beside);
      throw unwritable(this.#path, error);
    }
  }
}

/** A source's input line by line, what there is of one, so that each line is an entry of its own. */
export class Lines {
  #source;
  /** @type {Uint8Array} */
  #waiting = new Uint8Array(0);

  /** @param {import('./byte-source.mjs').ByteSource} source */
  constructor(source) {
    this.#source = source;
  }

  /** @returns {Promise<Uint8Array | undefined>} */
  async read() {
    if (this.#waiting.length === 0) {
      const piece = await this.#source.read();
      if (!piece) return undefined;
      this.#waiting = piece;
    }
    const end = this.#waiting.indexOf(LINE_FEED) + 1 || this.#waiting.length;
    const line = this.#waiting.subarray(0, end);
    this.#waiting = this.#waiting.subarray(end);
    return line;
  }
}
