/**
 * Owns the moments of a session that its worker knows by heart: those gone
 * through here, as far as they take little memory, and which of them wait to be
 * written. Deliberately knows no store.
 */
import {
  type KeptPublication,
  MOMENTS_AT_ONCE,
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
  /** The same, with publications. */
  #unpublished: Moment[] = [];
  /** Those that were written and are held, the one that was written first first. */
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
    (isPublished(moment) ? this.#unpublished : this.#unwritten).push(moment);
  }

  /** Some wait to be written. */
  get isBehind(): boolean {
    return this.#unwritten.length + this.#unpublished.length > 0;
  }

  /**
   * Those to be written next: with publications first, in their order, for the first of equal ones
   * counts; of the others the latest, which whoever comes back sees first. What comes meanwhile is
   * the next write's.
   */
  get unwritten(): readonly Moment[] {
    const published = this.#unpublished.slice(0, MOMENTS_AT_ONCE);
    const rest = MOMENTS_AT_ONCE - published.length;
    return [...published, ...(rest > 0 ? this.#unwritten.slice(-rest) : [])];
  }

  /** These have been written, which waited. */
  wrote(moments: readonly Moment[]): void {
    const published = moments.filter(isPublished).length;
    this.#unpublished.splice(0, published);
    const [first] = moments.slice(published);
    // From the end: of very many they are the last.
    if (first)
      this.#unwritten.splice(this.#unwritten.lastIndexOf(first), moments.length - published);
    this.#written.push(...moments);
    for (const moment of moments) this.#writtenBytes += bytesOf(moment);
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

  /** They are no session's any more. */
  forget(ids: readonly MomentId[]): void {
    const gone = new Set(ids);
    const isOther = ({ id }: Moment): boolean => !gone.has(id);
    for (const id of gone) this.#known.delete(id);
    this.#unwritten = this.#unwritten.filter(isOther);
    this.#unpublished = this.#unpublished.filter(isOther);
  }

  /** What was written is gone: all that are known wait again. */
  lost(): void {
    const all = [...this.#known.values()];
    this.#unpublished = all.filter(isPublished);
    this.#unwritten = all.filter((moment) => !isPublished(moment));
    this.#written = [];
    this.#writtenBytes = 0;
  }

  get publications(): KeptPublication[] {
    return [...this.#known.values()].flatMap(publicationsOf);
  }
}

function isPublished({ publications }: Moment): boolean {
  return publications !== undefined;
}

function bytesOf({ output }: Moment): number {
  return output.length + MOMENT_BYTES;
}
