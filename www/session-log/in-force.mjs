/**
 * Owns the note of a session's file that says how many of its entries are in force, where others
 * were taken back and can be done again. Does not know what is done with those.
 */

/** The note's key. */
const IN_FORCE = 'in force';

/**
 * The note of a session of which so many entries are in force; none where all are.
 * @param {number} head
 * @param {number} entries
 * @returns {Record<string, string>}
 */
export function inForceNote(head, entries) {
  return head < entries ? { [IN_FORCE]: String(head) } : {};
}

/**
 * How many of so many entries are in force. A note that nobody's um32 wrote says nothing.
 * @param {Readonly<Record<string, string>> | undefined} notes
 * @param {number} entries
 */
export function entriesInForce(notes, entries) {
  const [digits] = /^\d{1,9}$/.exec(notes?.[IN_FORCE] ?? '') ?? [];
  return digits === undefined ? entries : Math.min(Number(digits), entries);
}
