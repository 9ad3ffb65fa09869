/**
 * Owns how control characters are shown: as terminals do, `^C`, instead of as they
 * would obey them. Does not know what text they stand in.
 */

/** One control character: a caret, and the letter that Ctrl is held down with. */
export function caret(character: string): string {
  return `^${String.fromCharCode(character.charCodeAt(0) ^ 64)}`;
}

/** A text whose lines and tabs stay. */
export function printable(text: string): string {
  return text.replace(/[\x00-\x08\x0b-\x1f\x7f]/g, caret);
}
