/**
 * Owns the moments of a session that its worker knows by heart: those gone
 * through here, as far as they take little memory, and which of them wait to be
 * written. Deliberately knows no store.
 */
import {
  type KeptPublication,
  type Moment,
  type MomentId,
  publicationsOf,
} from '../keeping/records.ts';

/** Of those that are written no more is held: a session may go on for days, and the store has them. */
export const KNOWN_BYTES = 64 * 1024 * 1024;
/** What a moment takes besides its output, about. */
const MOMENT_BYTES = 1024;

export class KnownMoments {
  readonly #known = new Map<MomentId, Moment>();
  #unwritten: Moment[] = [];
  /** Those that were written and are held, the oldest first. */
  #written: Moment[] = [];
  #writtenBytes = 0;

  has(id: MomentId): boolean {
    return this.#known.has(id);
  }

  get(id: MomentId): Moment | undefined {
    return this.#known.get(id);
  }

  add(moment: Moment): void {
    this.#known.set(moment.id, moment);
    this.#unwritten.push(moment);
  }

  /** As they are now: what comes while these are written is the next write's. */
  get unwritten(): readonly Moment[] {
    return [...this.#unwritten];
  }

  /** So many of those that waited have been written. */
  wrote(moments: number): void {
    for (const moment of this.#unwritten.slice(0, moments)) {
      this.#written.push(moment);
      this.#writtenBytes += bytesOf(moment);
    }
    this.#unwritten = this.#unwritten.slice(moments);
    this.#forgetOldest();
  }

  #forgetOldest(): void {
    let oldest = 0;
    for (; this.#writtenBytes > KNOWN_BYTES; oldest++) {
      const moment = this.#written[oldest];
      if (!moment) break;
      this.#writtenBytes -= bytesOf(moment);
      // Come to again, another stands for it.
      if (this.#known.get(moment.id) === moment) this.#known.delete(moment.id);
    }
    this.#written.splice(0, oldest);
  }

  /** What was written is gone: all that are known wait again. */
  lost(): void {
    this.#unwritten = [...this.#known.values()];
    this.#written = [];
    this.#writtenBytes = 0;
  }

  get publications(): KeptPublication[] {
    return [...this.#known.values()].flatMap(publicationsOf);
  }
}

function bytesOf({ output }: Moment): number {
  return output.length + MOMENT_BYTES;
}
