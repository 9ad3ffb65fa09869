/**
 * Owns which line of a listing the finger is at, on the page and on the command line
 * alike. Does not know how a listing is made: that is the engine's.
 */

/**
 * @param {readonly string[]} listing such as `    47: [0x1000008b] r2 := m[r1][r3];`
 * @param {number} finger
 * @returns {{ line: string, isAtFinger: boolean }[]}
 */
export function markedListing(listing, finger) {
  return listing.map((line) => ({ line, isAtFinger: Number.parseInt(line, 10) === finger }));
}

/**
 * The same as lines of text: `>` before the finger's.
 * @param {readonly string[]} listing
 * @param {number} finger
 * @returns {string[]}
 */
export function markedLines(listing, finger) {
  return markedListing(listing, finger).map(
    ({ line, isAtFinger }) => `${isAtFinger ? '>' : ' '} ${line}`,
  );
}
