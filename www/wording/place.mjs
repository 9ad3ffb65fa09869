/**
 * Owns how a person names an instruction, on the page and on the command line alike: by where the
 * finger stands, as the page writes it or as programmers do, or by a line of the source. Does not
 * know whether there is such a one.
 */

/**
 * As the page writes it or as programmers do, `1,234` or `0x4d2`; nothing where it is no number of 32 bits.
 * @param {string} text
 * @returns {number | undefined}
 */
export function numberOf(text) {
  const word = text.trim().toLowerCase();
  const isNumber = /^(0x[\da-f]+|\d[\d,]*)$/.test(word);
  const number = isNumber ? Number(word.replaceAll(',', '')) : Number.NaN;
  return number < 2 ** 32 ? number : undefined;
}

/**
 * `12`, `1,234`, `0x4d2` or `line 12`; nothing where it is none of these.
 * @param {string} text
 * @returns {{ finger: number } | { line: number } | undefined}
 */
export function placeOf(text) {
  const words = text.trim().toLowerCase();
  const line = /^line\s*(\d+)$/.exec(words)?.[1];
  if (line !== undefined) return { line: Number(line) };
  const finger = numberOf(words);
  return finger === undefined ? undefined : { finger };
}
