/**
 * Owns how control characters are shown: as terminals do, `^C`, instead of as they
 * would obey them; and the one that the page gives itself. Does not know what text they stand in.
 */

/** Ends an escape sequence that was only begun: what follows is no part of it. */
export const CANCEL = '\x18';

/** One control character: a caret, and the letter that Ctrl is held down with. */
export function caret(character: string): string {
  return `^${String.fromCharCode(character.charCodeAt(0) ^ 64)}`;
}

/** A text whose lines and tabs stay. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, caret);
}
