/**
 * Owns what the way from a checkpoint costs, and the choice of which checkpoints
 * to keep when they take more room than they may. Deliberately knows nothing of
 * what is in one; logs are never thinned.
 */
import type { CheckpointFacts, MomentId } from './records.ts';

/** Room for the checkpoints of one image, in bytes. An hour of UMIX's adventure takes all of it. */
export const CHECKPOINT_BUDGET_BYTES = 384 * 1024 * 1024;
/** Instructions that a replay does in the time it takes to read and unpack a byte of a checkpoint. */
const UNPACKING_INSTRUCTIONS = 3;

/** And in the time it takes to hand over an entry, and to make its moment. */
const ENTRY_INSTRUCTIONS = 20_000;

/** What a replay from the beginning takes to come after so many entries, in instructions. */
export function replayed(instructions: number, entries: number): number {
  return instructions + entries * ENTRY_INSTRUCTIONS;
}

/** What it takes to be at `instructions`, from a checkpoint at or before it, in instructions of a replay. */
export function wayFrom(
  from: { instructions: number; sizeBytes: number } | undefined,
  instructions: number,
): number {
  return from
    ? UNPACKING_INSTRUCTIONS * from.sizeBytes + instructions - from.instructions
    : instructions;
}

/**
 * The checkpoints to give up so that the rest fits `budgetBytes`: one after the
 * other the one whose room is worth least. What it is worth is the longest way
 * there would be without it, from the one before it in the session that took
 * both; squared, for it is the longest ways that are to be short. A machine that
 * has just tidied its heap makes a small checkpoint, and so a cheap one.
 * `spared` is kept whatever it takes, and the program's first request for input
 * as long as there is another: every new session begins there.
 */
export function toThin(
  checkpoints: readonly CheckpointFacts[],
  budgetBytes: number,
  spared?: MomentId,
): MomentId[] {
  const kept = checkpoints.toSorted((a, b) => a.instructions - b.instructions);
  let sizeBytes = sizeOf(kept);
  const given: MomentId[] = [];
  while (sizeBytes > budgetBytes) {
    let cheapest = -1;
    let least = Number.POSITIVE_INFINITY;
    kept.forEach((checkpoint, index) => {
      if (checkpoint.moment === spared) return;
      const worth = worthOf(checkpoint, kept);
      if (worth >= least) return;
      least = worth;
      cheapest = index;
    });
    const [gone] = cheapest < 0 ? [] : kept.splice(cheapest, 1);
    if (!gone) break;
    given.push(gone.moment);
    sizeBytes -= gone.sizeBytes;
  }
  return given;
}

/**
 * The checkpoints to give up so that those of all images fit `budgetBytes`: of the image first that
 * nobody went on with for longest. `images` has them in their order, the latest first; of the
 * latest none are given up.
 */
export function toForget(
  checkpoints: readonly CheckpointFacts[],
  images: readonly string[],
  budgetBytes: number,
): MomentId[] {
  const [, ...others] = new Set([...images, ...checkpoints.map(({ image }) => image)]);
  let excessBytes = sizeOf(checkpoints) - budgetBytes;
  const given: MomentId[] = [];
  for (const image of others.reverse()) {
    if (excessBytes <= 0) break;
    const its = checkpoints.filter((checkpoint) => checkpoint.image === image);
    const gone = new Set(toThin(its, Math.max(0, sizeOf(its) - excessBytes)));
    excessBytes -= sizeOf(its.filter(({ moment }) => gone.has(moment)));
    given.push(...gone);
  }
  return given;
}

export function sizeOf(checkpoints: readonly CheckpointFacts[]): number {
  return checkpoints.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

/** `kept` by ascending instructions. */
function worthOf(checkpoint: CheckpointFacts, kept: readonly CheckpointFacts[]): number {
  const { moment, image, instructions, session, sizeBytes } = checkpoint;
  if (moment === image) return Number.MAX_VALUE;
  // All sessions of a program have its first moment in common.
  const ofIts = kept.filter((other) => other.session === session || other.moment === image);
  const index = ofIts.indexOf(checkpoint);
  const before = ofIts[index - 1];
  // After the last one the session goes on: as far again, for all we know.
  const next = ofIts[index + 1]?.instructions ?? 2 * instructions - (before?.instructions ?? 0);
  return wayFrom(before, next) ** 2 / sizeBytes;
}
