/**
 * Owns the names of moments: a chain of hashes from the image's through every
 * entry, so that equal beginnings have equal names, whichever session they are
 * in. Deliberately knows nothing of outputs: they follow from the input.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, hexToBytes } from '@noble/hashes/utils.js';
import type { Entry, MomentId } from './records.ts';

/** The moment before any input: the image's own hash. */
export function firstMoment(imageSha256: string): MomentId {
  return imageSha256;
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
