/**
 * Owns what is known of all that a program has printed up to a moment: the hash
 * of every byte, the account last logged in to, the publications that passed.
 * Deliberately knows neither the machine nor where any of it is kept.
 *
 * The hash is of everything since the beginning, dumps included, so it cannot
 * be had from a moment alone; its state is small, and is kept with each moment.
 * Whoever goes on from there goes on with it.
 */
import { _SHA256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { PUBLICATION } from '../../session-log/umix-words.mjs';

/** What was printed since the beginning. */
interface Printed {
  sizeBytes: number;
  /** The first eight bytes of its SHA-256, as 16 hexadecimal digits. */
  hash: string;
  /** The hash's own state, to go on with. */
  state: Uint8Array;
}

/** The trail as it is kept with a moment. */
export interface TrailState {
  /** Empty before any login. */
  account: string;
  /** Absent where the beginning was not seen. */
  printed?: Printed;
}

/** A publication, when it passed. */
export interface Publication {
  /** `INTRO.LOG=200@999999|35e6…`. */
  text: string;
  account: string;
}

/** What is known at a moment that is reached, and the publications since the one before. */
export type SettledTrail = TrailState & { publications: Publication[] };

/** What the contest's programs say that is worth noting; the first group is an account. */
const NEWS = new RegExp(`logged in as ([A-Za-z0-9_-][\\w.-]*)|${PUBLICATION}`, 'g');
/** No piece of news is longer. */
const NEWS_MAX_CHARACTERS = 96;

const LATIN_1 = new TextDecoder('latin1');

export class OutputTrail {
  #hash: ResumableSha256 | undefined;
  #sizeBytes: number;
  #account: string;
  /** What may be the beginning of news. */
  #tail = '';
  #publications: Publication[] = [];

  /** Goes on from a moment of which this is known. */
  constructor(before: TrailState) {
    this.#account = before.account;
    this.#sizeBytes = before.printed?.sizeBytes ?? 0;
    this.#hash = before.printed && ResumableSha256.of(before.printed);
  }

  /** The trail of a program that begins. */
  static atBeginning(): OutputTrail {
    const trail = new OutputTrail({ account: '' });
    trail.#hash = new ResumableSha256();
    return trail;
  }

  /** The trail from a moment of which nothing is known. */
  static unknown(): OutputTrail {
    return new OutputTrail({ account: '' });
  }

  /** Nothing where the beginning was not seen. */
  get lastLogin(): { account?: string } {
    return this.#hash ? { account: this.#account } : {};
  }

  /** All that the program prints, dumps included. */
  printed(bytes: Uint8Array): void {
    this.#hash?.update(bytes);
    this.#sizeBytes += bytes.length;
  }

  /** What of it the terminal is given. */
  showed(bytes: Uint8Array): void {
    if (bytes.length > 0) this.#look(this.#tail + LATIN_1.decode(bytes), false);
  }

  /** A moment is reached: what is known by now, and the publications since the last one. */
  settle(): SettledTrail {
    this.#look(this.#tail, true);
    const publications = this.#publications;
    this.#publications = [];
    return {
      account: this.#account,
      ...(this.#hash && { printed: this.#hash.printed(this.#sizeBytes) }),
      publications,
    };
  }

  /** `isWhole`: nothing that could be a part of it follows. */
  #look(text: string, isWhole: boolean): void {
    let done = 0;
    for (const match of text.matchAll(NEWS)) {
      const end = match.index + match[0].length;
      // What follows may belong to it.
      if (end === text.length && !isWhole) {
        this.#tail = match[0];
        return;
      }
      done = end;
      if (match[1] !== undefined) this.#account = match[1].replace(/\.+$/, '');
      else this.#publications.push({ text: match[0], account: this.#account });
    }
    this.#tail = isWhole ? '' : text.slice(Math.max(done, text.length - NEWS_MAX_CHARACTERS));
  }
}

const WORDS = 8;
const BLOCK_BYTES = 64;
/** Its first part: the words, then the bytes hashed. */
const HEAD_BYTES = WORDS * 4 + 8;

/** A SHA-256 that can be put down and gone on with. */
class ResumableSha256 extends _SHA256 {
  static of({ state }: Printed): ResumableSha256 | undefined {
    const view = new DataView(state.buffer, state.byteOffset, state.byteLength);
    const length = view.byteLength < HEAD_BYTES ? -1 : view.getFloat64(WORDS * 4);
    const pos = state.length - HEAD_BYTES;
    // What does not fit together is not gone on with: a wrong hash is worse than none.
    if (length < 0 || length % BLOCK_BYTES !== pos) return undefined;
    const word = (nth: number): number => view.getUint32(nth * 4);
    const hash = new ResumableSha256();
    hash.set(word(0), word(1), word(2), word(3), word(4), word(5), word(6), word(7));
    hash.buffer.set(state.subarray(HEAD_BYTES));
    hash.length = length;
    hash.pos = pos;
    return hash;
  }

  printed(sizeBytes: number): Printed {
    const state = new Uint8Array(HEAD_BYTES + this.pos);
    const view = new DataView(state.buffer);
    for (const [nth, word] of this.get().entries()) view.setUint32(nth * 4, word);
    view.setFloat64(WORDS * 4, this.length);
    state.set(this.buffer.subarray(0, this.pos), HEAD_BYTES);
    const hash = bytesToHex(this.clone().digest().subarray(0, 8));
    return { sizeBytes, hash, state };
  }
}
