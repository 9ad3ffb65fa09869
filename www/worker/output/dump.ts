/**
 * Owns the catching of program dumps: watches a program's output for the
 * sentence that announces one, keeps what follows as raw bytes until the
 * program next stops, and gives back what the terminal should show instead.
 * Deliberately knows neither the machine nor the page, and looks at no clock.
 *
 * The announcement itself is shown. What follows it is held until it is known
 * to be binary or text: text is shown after all, nothing is ever swallowed.
 */

import { ANNOUNCEMENT as WORDS } from '../../session-log/dump-announcement.mjs';
import { KNOWN_IMAGES, type KnownImage, recognise, sha256Hex } from '../known-programs.ts';
import { ByteLog, concatenate } from './byte-log.ts';
import {
  AFTER_KNOWN_MAX_BYTES,
  DIALOGUE_MAX_BYTES,
  dialogueBytes,
  isTextSoFar,
  TEXT_PROOF_BYTES,
} from './dump-boundary.ts';

export const ANNOUNCEMENT = new TextEncoder().encode(WORDS);

/** A dump is kept up to this size: four times the largest image known. */
const DUMP_MAX_BYTES = 64 * 1024 * 1024;

/** A complete dump. */
export interface CaughtDump {
  /** Its pieces in order, shared with whoever else keeps the output; not to be changed. */
  pieces: Uint8Array[];
  sizeBytes: number;
  sha256: string;
  known: KnownImage | undefined;
  /** It was longer than is kept; `pieces` are its beginning. */
  truncated: boolean;
}

/** What `settle` found. */
export interface Settled {
  /** For the terminal: text that was held, or the dialogue after the dump. */
  shown: Uint8Array;
  dump?: CaughtDump;
}

type Phase =
  /** No announcement yet. */
  | 'watching'
  /** Announced; what follows is held until it is known what it is. */
  | 'undecided'
  /** What follows is binary and is caught. */
  | 'catching';

const NOTHING = new Uint8Array(0);

/** A streaming matcher for one program's output. */
export class DumpCatcher {
  #phase: Phase = 'watching';
  /** Bytes of the announcement seen so far. */
  #matchedBytes = 0;
  #held: number[] = [];
  #caught = new ByteLog(Number.POSITIVE_INFINITY);
  /** The latest bytes past `maxBytes`, for the dialogue at their end. */
  readonly #surplus = new ByteLog(2 * DIALOGUE_MAX_BYTES);
  readonly #maxBytes: number;

  constructor(maxBytes = DUMP_MAX_BYTES) {
    this.#maxBytes = maxBytes;
  }

  /** Whether a dump is being caught now: its bytes need no credit. */
  get catching(): boolean {
    return this.#phase === 'catching';
  }

  /** Bytes caught of the dump that is being caught. */
  get caughtBytes(): number {
    return this.#caught.keptBytes;
  }

  /** Takes a piece of output, not to be changed afterwards; gives what to show of it, in order. */
  feed(bytes: Uint8Array): Uint8Array {
    if (this.#phase === 'catching') {
      this.#catch(bytes);
      return NOTHING;
    }
    if (this.#phase === 'undecided') return this.#hold(bytes);
    const end = this.#findAnnouncement(bytes);
    if (end < 0) return bytes;
    this.#phase = 'undecided';
    const rest = this.#hold(bytes.subarray(end));
    return rest.length === 0 ? bytes.subarray(0, end) : concatenate([bytes.subarray(0, end), rest]);
  }

  /**
   * The program stopped (awaits input, halted, failed): what was held is
   * text, what was caught is complete.
   */
  settle(): Settled {
    if (this.#phase === 'undecided') return { shown: this.release() };
    if (this.#phase === 'watching') return { shown: NOTHING };
    const truncated = this.#surplus.appendedBytes > 0;
    const settled = truncated ? this.#settleTruncated() : this.#settleWhole();
    this.#watch();
    return settled;
  }

  /** Gives up waiting for the held bytes to show what they are: they are text. */
  release(): Uint8Array {
    if (this.#phase !== 'undecided') return NOTHING;
    const held = Uint8Array.from(this.#held);
    this.#watch();
    return held.length === 0 ? NOTHING : this.feed(held);
  }

  #watch(): void {
    this.#phase = 'watching';
    this.#matchedBytes = 0;
    this.#held = [];
    this.#caught = new ByteLog(Number.POSITIVE_INFINITY);
    this.#surplus.clear();
  }

  /** Where the announcement ends in `bytes`, or -1; remembers a beginning of it at their end. */
  #findAnnouncement(bytes: Uint8Array): number {
    const first = ANNOUNCEMENT[0] as number;
    let at = 0;
    while (at < bytes.length) {
      if (this.#matchedBytes === 0) {
        at = bytes.indexOf(first, at);
        if (at < 0) return -1;
      }
      if (bytes[at] === ANNOUNCEMENT[this.#matchedBytes]) {
        this.#matchedBytes += 1;
        at += 1;
        if (this.#matchedBytes === ANNOUNCEMENT.length) return at;
      } else {
        // Its first letter, U, does not come again in it: a mismatch never begins inside a match.
        this.#matchedBytes = 0;
      }
    }
    return -1;
  }

  /** Holds `bytes` until they are known to be binary or text; gives what is to be shown. */
  #hold(bytes: Uint8Array): Uint8Array {
    const looked = Math.min(bytes.length, TEXT_PROOF_BYTES - this.#held.length);
    for (let count = 1; count <= looked; count += 1) {
      this.#held.push(bytes[count - 1] as number);
      if (isTextSoFar(Uint8Array.from(this.#held))) continue;
      this.#phase = 'catching';
      this.#catch(Uint8Array.from(this.#held));
      this.#held = [];
      this.#catch(bytes.subarray(count));
      return NOTHING;
    }
    if (this.#held.length < TEXT_PROOF_BYTES) return NOTHING;
    const text = Uint8Array.from(this.#held);
    this.#watch();
    return this.feed(concatenate([text, bytes.subarray(looked)]));
  }

  #catch(bytes: Uint8Array): void {
    const room = this.#maxBytes - this.#caught.keptBytes;
    this.#caught.append(bytes.subarray(0, room));
    this.#surplus.append(bytes.subarray(room));
  }

  #settleWhole(): Settled {
    const total = this.#caught.keptBytes;
    for (const image of KNOWN_IMAGES) {
      const after = total - image.sizeBytes;
      if (image.sha256 === undefined || after < 0 || after > AFTER_KNOWN_MAX_BYTES) continue;
      const pieces = this.#caught.pieces(0, image.sizeBytes);
      if (sha256Hex(pieces) !== image.sha256) continue;
      return { shown: this.#caught.bytes(image.sizeBytes), dump: asDump(pieces, image.sha256) };
    }
    const tail = this.#caught.bytes(Math.max(0, total - DIALOGUE_MAX_BYTES - 4));
    const end = total - dialogueBytes(tail, total);
    const pieces = this.#caught.pieces(0, end);
    return { shown: this.#caught.bytes(end), dump: asDump(pieces, sha256Hex(pieces)) };
  }

  #settleTruncated(): Settled {
    const tail = this.#surplus.bytes();
    const dialogue = dialogueBytes(tail, this.#maxBytes + this.#surplus.appendedBytes);
    const pieces = this.#caught.pieces();
    return {
      shown: tail.slice(tail.length - dialogue),
      dump: { ...asDump(pieces, sha256Hex(pieces)), truncated: true },
    };
  }
}

function asDump(pieces: Uint8Array[], sha256: string): CaughtDump {
  return {
    pieces,
    sizeBytes: pieces.reduce((sum, piece) => sum + piece.length, 0),
    sha256,
    known: recognise(pieces, sha256),
    truncated: false,
  };
}
