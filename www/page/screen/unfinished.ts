/**
 * Owns what the terminal takes as one thing, and is only begun at the end of a text: an
 * escape sequence, or the first half of a character. Whatever is drawn within it breaks
 * it, and its rest is shown as text. Does not know what a sequence means.
 */

/** A longer string, a title perhaps, is given as it comes. */
const MOST_CHARACTERS = 256;
const UNFINISHED =
  // Escape alone or with what it chooses a set by, CSI, the strings, and half a character.
  /(?:\x1b[ -/]{0,2}|(?:\x1b\[|\x9b)[0-?]{0,60}[ -/]{0,2}|(?:\x1b[\]P_^X]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x9c]{0,250}\x1b?|[\ud800-\udbff])$/;

/** How many characters at the end of the text are the beginning of something. */
export function unfinishedCharacters(text: string): number {
  return UNFINISHED.exec(text.slice(-MOST_CHARACTERS))?.[0].length ?? 0;
}
