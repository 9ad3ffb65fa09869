/**
 * Owns how a shared session and its program are named, on the page and on the
 * command line. Does not know what is in a link's text; the engine reads that.
 */

/** What a link's fragment begins with. */
export const FRAGMENT = '#session=';

/** So much of a hash tells programs apart. */
const HASH_DIGITS = 16;

/**
 * A program's hash, as people are told it.
 * @param {string} sha256
 * @returns {string}
 */
export function hashWords(sha256) {
  return `SHA-256 ${sha256.slice(0, HASH_DIGITS)}…`;
}
