/**
 * Owns how much memory the sessions of one file may take together: each by itself is bounded
 * where it is read, and a file of some kilobytes can hold any number. Does not know how a
 * session is made up.
 */

/** @typedef {import('../wasm/um32.js').SessionFields} SessionFields */

/** Where the sessions that were read take more, no other is read beside them: as much as one may unpack to. */
export const MOST_BYTES = 2 ** 30;

/** What is said of a file with more. */
export const TOO_LARGE =
  'This file is larger than um32 takes: its sessions unpack to over 1 GiB together.';

/** About what an entry or a file takes, its bytes left out. */
const EACH_BYTES = 512;

/**
 * About how much memory a session takes that was read.
 * @param {SessionFields} session
 */
export function unpackedBytes({ image, entries, shelf = [] }) {
  const each = [...entries, ...shelf].reduce(
    (sum, { bytes }) => sum + EACH_BYTES + bytes.length,
    0,
  );
  return (image.bytes?.length ?? 0) + each;
}
