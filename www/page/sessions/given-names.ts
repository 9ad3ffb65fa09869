/**
 * Owns the names that the person has just given to sessions, until a list is told
 * that has them: one that was on its way is older. Does not know who keeps them.
 */
import type { SessionSummary } from '../../protocol.ts';

export class GivenNames {
  #last = 0;
  readonly #given = new Map<string, { name: string; rename: number }>();

  /** Gives the number of this renaming, which later lists tell. */
  give(id: string, name: string): number {
    this.#last += 1;
    this.#given.set(id, { name, rename: this.#last });
    return this.#last;
  }

  /** A list was told that has all renamings up to this one. */
  arrived(renamed: number): void {
    for (const [id, { rename }] of this.#given) if (rename <= renamed) this.#given.delete(id);
  }

  /** What was not heard of is not waited for any more. */
  forget(): void {
    this.#given.clear();
  }

  of({ id, name }: SessionSummary): string {
    return this.#given.get(id)?.name ?? name;
  }
}
