/**
 * Owns the choice of which checkpoints to keep when they take more room than
 * they may. Deliberately knows nothing of what is in one; logs are never thinned.
 */
import type { CheckpointFacts, MomentId } from './records.ts';

/** Room for the checkpoints of one image, in bytes. */
export const CHECKPOINT_BUDGET_BYTES = 96 * 1024 * 1024;

/**
 * The checkpoints to give up so that the rest fits `budgetBytes`: one after the
 * other the one that costs least to be without. What it costs is the number of
 * instructions a replay from the one before would take, weighed by how far
 * back it stands: the way to a recent moment is asked for more often. `spared`
 * is kept whatever it takes, and the program's first request for input as long
 * as there is another: every new session begins there.
 */
export function toThin(
  checkpoints: readonly CheckpointFacts[],
  budgetBytes: number,
  spared?: MomentId,
): MomentId[] {
  const kept = checkpoints.toSorted((a, b) => a.instructions - b.instructions);
  const latest = kept.at(-1)?.instructions ?? 0;
  let sizeBytes = kept.reduce((sum, checkpoint) => sum + checkpoint.sizeBytes, 0);
  const given: MomentId[] = [];
  while (sizeBytes > budgetBytes) {
    let cheapest = -1;
    let least = Number.POSITIVE_INFINITY;
    kept.forEach(({ instructions, moment, image }, index) => {
      if (moment === spared) return;
      const before = kept[index - 1]?.instructions ?? 0;
      const age = latest - instructions;
      const isFirst = moment === image;
      const cost = isFirst ? Number.MAX_VALUE : (instructions - before + 1) / (age + 1);
      if (cost >= least) return;
      least = cost;
      cheapest = index;
    });
    const [gone] = cheapest < 0 ? [] : kept.splice(cheapest, 1);
    if (!gone) break;
    given.push(gone.moment);
    sizeBytes -= gone.sizeBytes;
  }
  return given;
}
