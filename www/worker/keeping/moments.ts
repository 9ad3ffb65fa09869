/**
 * Owns the names of moments: a chain of hashes from the image's through every
 * entry, so that equal beginnings have equal names, whichever session they are
 * in. Deliberately knows nothing of outputs: they follow from the input.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Entry, MomentId } from './records.ts';

/** So many are named in a few milliseconds. */
const PIECE_ENTRIES = 500;

/** The moment before any input: the image's own hash. */
function firstMoment(imageSha256: string): MomentId {
  return imageSha256;
}

/** The moment after so many entries of a log. */
export function momentAt(
  imageSha256: string,
  log: readonly Pick<Entry, 'moment'>[],
  entries: number,
): MomentId {
  return log[entries - 1]?.moment ?? firstMoment(imageSha256);
}

/** All moments of a log, the one before any input first. */
export function momentsOf(imageSha256: string, log: readonly Pick<Entry, 'moment'>[]): MomentId[] {
  return [firstMoment(imageSha256), ...log.map(({ moment }) => moment)];
}

/** A log, or a part of one that begins at the moment `first`, whose entries have no moments yet, each with the one that it leads to. */
export function withMoments<Bare extends Pick<Entry, 'bytes' | 'isEnd'>>(
  first: MomentId,
  entries: readonly Bare[],
): (Bare & { moment: MomentId })[] {
  let moment = first;
  return entries.map((entry) => {
    moment = momentAfter(moment, entry);
    return { ...entry, moment };
  });
}

/** As `withMoments`, for a log that may be long: `pause` comes between its pieces, for what else is to be done. */
export async function withMomentsByPieces<Bare extends Pick<Entry, 'bytes' | 'isEnd'>>(
  imageSha256: string,
  entries: readonly Bare[],
  pause: () => Promise<void>,
): Promise<(Bare & { moment: MomentId })[]> {
  const log: (Bare & { moment: MomentId })[] = [];
  for (let from = 0; from < entries.length; from += PIECE_ENTRIES) {
    if (from > 0) await pause();
    const piece = entries.slice(from, from + PIECE_ENTRIES);
    log.push(...withMoments(momentAt(imageSha256, log, from), piece));
  }
  return log;
}

/** The moment that `entry` leads to from `before`. */
export function momentAfter(
  before: MomentId,
  { bytes, isEnd }: Pick<Entry, 'bytes' | 'isEnd'>,
): MomentId {
  return bytesToHex(
    sha256
      .create()
      .update(hexToBytes(before))
      .update(Uint8Array.of(isEnd ? 1 : 0))
      .update(bytes)
      .digest(),
  );
}
