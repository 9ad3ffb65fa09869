/**
 * Owns how much output the terminal is given at once: so much that it flows, so
 * little that the page answers in between. Does not know what the output says.
 */
import { unfinishedCharacters } from './unfinished.ts';

/** More than this at once would keep the terminal from answering. */
const CHARACTERS = 64 * 1024;
/** Makes the terminal as it was at first: nothing is seen any more of what came before. */
export const RESET = '\x1bc';
/** What does that, changes the screen, or moves many lines or characters: a millisecond each. */
const COSTLY =
  /\x1bc|\x1b\[\?(?:47|104[79])[hl]|(?:\x1b\[|\x9b)(?:\d{2,}(?:[;:][\d;:]*)?[LMST]|\d{3,}(?:[;:][\d;:]*)?[IZb])/g;
const MOST_COSTLY = 8;

/**
 * What is left of a flood of resets: nobody saw what stood before the last one. Fewer are
 * left alone, for a program may have asked the terminal something in between.
 */
export function withoutErased(text: string): string {
  let resets = 0;
  for (let at = text.indexOf(RESET); at >= 0 && resets <= MOST_COSTLY; resets++) {
    at = text.indexOf(RESET, at + RESET.length);
  }
  return resets > MOST_COSTLY ? text.slice(text.lastIndexOf(RESET)) : text;
}

export class Batch {
  #characters = 0;
  #costly = 0;

  /** Takes as much of the text's beginning as it has room for: so many characters. */
  take(text: string): number {
    const length = this.#room(fitting(text, CHARACTERS - this.#characters));
    this.#characters += length;
    return length;
  }

  #room(text: string): number {
    for (const { index, 0: sequence } of text.matchAll(COSTLY)) {
      if (this.#costly === MOST_COSTLY) return index;
      this.#costly += 1;
      if (this.#costly === MOST_COSTLY) return index + sequence.length;
    }
    return text.length;
  }
}

/** So much of the text's beginning, cut where nothing is torn apart. */
function fitting(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const cut = text.slice(0, characters);
  return cut.slice(0, cut.length - unfinishedCharacters(cut));
}
