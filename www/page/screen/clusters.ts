/**
 * Owns the bound on what stands in one cell of a terminal: marks and joiners
 * heap up on the character before them, and a program that prints them without
 * end would have one cell grow until the page stands still. Does not know what
 * prints, nor where.
 */

/** More than any script heaps on one character. */
const MOST = 32;
/** No character before this one joins another. */
const FIRST_JOINING = /[\u0300-\u{10ffff}]/u;
/** Marks, formats, tones of skin, parts of Hangul syllables, and two vowels of Thai and Lao. */
const JOINING =
  '[\\p{M}\\p{Cf}\\u{1f3fb}-\\u{1f3ff}\\u1100-\\u11ff\\ua960-\\ua97c\\ud7b0-\\ud7fb\\u0e33\\u0eb3]';
const HEAP = new RegExp(`(${JOINING}{${MOST}})${JOINING}+`, 'gu');
const HEAP_AT_END = new RegExp(`${JOINING}{1,${MOST}}$`, 'u');
/** Pictures in a chain, each joined to the one before. */
const CHAIN = new RegExp(
  `((?:\\p{Extended_Pictographic}[\\p{M}\\u{1f3fb}-\\u{1f3ff}]*\\u200d){${MOST - 1}}\\p{Extended_Pictographic})\\u200d`,
  'gu',
);

/** Reads text as it comes. */
export class Clusters {
  /** What was heaped up by the end of the text before. */
  #heap = '';

  /** The text without what is too much for a cell. */
  bounded(text: string): string {
    if (!FIRST_JOINING.test(text)) {
      if (text !== '') this.#heap = '';
      return text;
    }
    const bounded = (this.#heap + text).replace(HEAP, '$1');
    const fresh = bounded.slice(this.#heap.length);
    this.#heap = HEAP_AT_END.exec(bounded.slice(-4 * MOST))?.[0] ?? '';
    return fresh.replace(CHAIN, '$1');
  }
}
