/**
 * Owns the note that each session in a file with several has: which it is of how many, and
 * what is said of a file that has fewer or more. Does not know how sessions are put into files.
 */

/** The note's key. */
export const BUNDLE = 'bundle';

/**
 * The note's text.
 * @param {number} nth counted from 1
 * @param {number} all
 */
export function bundleNote(nth, all) {
  return `${nth}/${all}`;
}

/**
 * What is wrong with a file that has so many sessions, as the end of a sentence about it;
 * undefined when nothing is. A note that nobody's um32 wrote says nothing.
 * @param {Readonly<Record<string, string>> | undefined} notes those of its first session
 * @param {number} found
 */
export function lackOfSessions(notes, found) {
  const [, all] = /^\d{1,9}\/(\d{1,9})$/.exec(notes?.[BUNDLE] ?? '') ?? [];
  if (all === undefined || Number(all) === found) return undefined;
  return `has ${found} of its ${Number(all)} sessions: it was cut off or altered.`;
}
