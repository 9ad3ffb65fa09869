/**
 * Owns how the names in a file or a link that somebody made are taken: as one
 * line of text, not too long, that goes in the direction of what is around it.
 * Does not know what is named.
 */
import { cutShort } from '../wording/cut-short.mjs';

/** As long as the page lets a person make one. */
const LONGEST = 120;
/** Marks that turn the direction of all that follows. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** What steers a terminal, and what ends a line. */
const CONTROLS = /[\p{Cc}\p{Zl}\p{Zp}]+/gu;

/**
 * The name, as it can be shown anywhere.
 * @param {string} name
 * @returns {string}
 */
export function givenName(name) {
  return cutShort(name.replace(DIRECTIONS, '').replace(CONTROLS, ' ').trim(), LONGEST);
}
