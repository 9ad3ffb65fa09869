/**
 * Owns the moments of a session that its worker knows by heart: those gone
 * through here, and which of them wait to be written. Deliberately knows no store.
 */
import {
  type KeptPublication,
  type Moment,
  type MomentId,
  publicationsOf,
} from '../keeping/records.ts';

export class KnownMoments {
  readonly #known = new Map<MomentId, Moment>();
  #unwritten: Moment[] = [];

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
    this.#unwritten = this.#unwritten.slice(moments);
  }

  /** What was written is gone: all wait again. */
  lost(): void {
    this.#unwritten = [...this.#known.values()];
  }

  get publications(): KeptPublication[] {
    return [...this.#known.values()].flatMap(publicationsOf);
  }
}
