/**
 * Owns the reading of a program's output so that no part of it can have the terminal
 * stand still. Does not know what draws it, nor when.
 */
import { withoutErased } from './batch.ts';
import { Clusters } from './clusters.ts';
import { LargeCounts } from './large-counts.ts';

/** Reads one program's output as it comes: another begins with another of these. */
export class BoundedOutput {
  readonly #clusters = new Clusters();
  readonly #counts = new LargeCounts();

  /** The text as the terminal may have it; what is only begun comes with what ends it. */
  of(text: string): string {
    return withoutErased(this.#clusters.bounded(this.#counts.bounded(text)));
  }
}
