/**
 * Owns what was seen in arrays where the program last stood still, so that what it changed since is
 * told. Does not know what is shown: of what was not looked at nothing is known.
 */
import type { ArrayPart } from '../../../protocol.ts';

/** By identifier, then by offset. */
type Seen = Map<number, Map<number, number>>;

export class SeenPlatters {
  /** Instructions done where it stands. */
  #stop = 0;
  #here: Seen = new Map();
  #before: Seen = new Map();

  /** Another program. */
  forget(): void {
    this.#here = new Map();
    this.#before = new Map();
  }

  /** This is there after so many instructions. What stood there before, of each offset that holds something else now. */
  see({ identifier, offset, platters }: ArrayPart, stop: number): Map<number, number> {
    if (stop < this.#stop) this.forget();
    if (stop > this.#stop) {
      this.#before = this.#here;
      this.#here = new Map();
    }
    this.#stop = stop;
    const before = this.#before.get(identifier);
    const here = this.#here.get(identifier) ?? new Map<number, number>();
    this.#here.set(identifier, here);
    const changed = new Map<number, number>();
    for (const [at, platter] of platters.entries()) {
      here.set(offset + at, platter);
      const was = before?.get(offset + at);
      if (was !== undefined && was !== platter) changed.set(offset + at, was);
    }
    return changed;
  }
}
