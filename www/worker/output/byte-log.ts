/**
 * Owns bytes that only ever grow at the end: a program's whole output, or a
 * dump. Large pieces are kept as they came (two logs can share one piece),
 * small ones are gathered in blocks. Above its cap a log drops its oldest
 * pieces, whole. Deliberately does not know what the bytes mean.
 */

/** Pieces from this size on are kept without copying. */
const SHARED_PIECE_BYTES = 16 * 1024;
/** Smaller ones are copied into blocks of this size. */
const BLOCK_BYTES = 64 * 1024;

/** An append-only run of bytes, up to a cap. */
export class ByteLog {
  readonly #capBytes: number;
  /** Views of what is kept, oldest first; the first `#dropped` are gone. */
  #pieces: Uint8Array[] = [];
  #dropped = 0;
  #keptBytes = 0;
  #appendedBytes = 0;
  #isBeginningLost = false;
  /** The block being filled; while it is open, the last piece is a view of its beginning. */
  #block: Uint8Array | undefined;
  #blockUsedBytes = 0;

  constructor(capBytes: number) {
    this.#capBytes = capBytes;
  }

  /** Bytes that can be had with `bytes`. */
  get keptBytes(): number {
    return this.#keptBytes;
  }

  /** Bytes ever appended. */
  get appendedBytes(): number {
    return this.#appendedBytes;
  }

  /** Whether something was dropped. */
  get truncated(): boolean {
    return this.#isBeginningLost || this.#keptBytes < this.#appendedBytes;
  }

  /** Something came before the log's beginning. */
  lose(): void {
    this.#isBeginningLost = true;
  }

  /** Adds `bytes`, which must not change afterwards: large ones are kept, not copied. */
  append(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.#appendedBytes += bytes.length;
    this.#keptBytes += bytes.length;
    if (bytes.length >= SHARED_PIECE_BYTES) {
      this.#block = undefined;
      this.#pieces.push(bytes);
    } else {
      this.#gather(bytes);
    }
    this.#dropOldest();
  }

  /** The kept bytes from `start` to `end` (both counted from the oldest kept byte), not to be changed. */
  pieces(start = 0, end = this.#keptBytes): Uint8Array[] {
    const views: Uint8Array[] = [];
    let position = 0;
    for (let index = this.#dropped; index < this.#pieces.length && position < end; index += 1) {
      const piece = this.#pieces[index] as Uint8Array;
      const from = Math.max(0, start - position);
      const to = Math.min(piece.length, end - position);
      if (from < to) views.push(piece.subarray(from, to));
      position += piece.length;
    }
    return views;
  }

  /** A copy of the kept bytes from `start` to `end`. */
  bytes(start = 0, end = this.#keptBytes): Uint8Array<ArrayBuffer> {
    return concatenate(this.pieces(start, end));
  }

  /** Forgets everything. */
  clear(): void {
    this.#pieces = [];
    this.#dropped = 0;
    this.#keptBytes = 0;
    this.#appendedBytes = 0;
    this.#isBeginningLost = false;
    this.#block = undefined;
  }

  #gather(bytes: Uint8Array): void {
    let rest = bytes;
    while (rest.length > 0) {
      if (this.#block && this.#blockUsedBytes < BLOCK_BYTES) {
        this.#pieces.pop();
      } else {
        this.#block = new Uint8Array(BLOCK_BYTES);
        this.#blockUsedBytes = 0;
      }
      const taken = rest.subarray(0, BLOCK_BYTES - this.#blockUsedBytes);
      this.#block.set(taken, this.#blockUsedBytes);
      this.#blockUsedBytes += taken.length;
      this.#pieces.push(this.#block.subarray(0, this.#blockUsedBytes));
      rest = rest.subarray(taken.length);
    }
  }

  #dropOldest(): void {
    while (this.#keptBytes > this.#capBytes && this.#dropped < this.#pieces.length - 1) {
      this.#keptBytes -= this.#pieces[this.#dropped]?.length ?? 0;
      this.#pieces[this.#dropped] = NOTHING;
      this.#dropped += 1;
    }
    // Closing the gap now and then keeps the list short without moving it on every call.
    if (this.#dropped > 1024) {
      this.#pieces.splice(0, this.#dropped);
      this.#dropped = 0;
    }
  }
}

const NOTHING = new Uint8Array(0);

/** All pieces in one new array. */
export function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let position = 0;
  for (const piece of pieces) {
    whole.set(piece, position);
    position += piece.length;
  }
  return whole;
}
