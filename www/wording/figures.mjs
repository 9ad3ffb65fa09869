/**
 * Owns how figures are written in full, on the page and on the command line alike.
 * Does not know the page's short ones, nor what is counted.
 */

/**
 * Every digit, in threes: `16,165,004`.
 * @param {number} value
 */
export function exact(value) {
  return value.toLocaleString('en-US');
}

/**
 * What the machine says in a sentence, its figures written so. Reports have it as it was.
 * @param {string} sentence
 */
export function withExact(sentence) {
  return sentence.replace(/\b\d{4,}\b/g, (figure) => exact(Number(figure)));
}

/**
 * Such as `1 platter` and `2,000 platters`.
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function counted(count, one, many = `${one}s`) {
  return `${exact(count)} ${count === 1 ? one : many}`;
}

/**
 * A platter's bits: `0xd2000002`.
 * @param {number} platter
 */
export function hexadecimal(platter) {
  return `0x${(platter >>> 0).toString(16).padStart(8, '0')}`;
}

/**
 * What a platter may have been meant as, besides its number: a negative one, `-1`, or a character as
 * in notation, `'A'`; nothing where it is neither.
 * @param {number} value
 */
export function reading(value) {
  // Of those that do not print only the line feed is usual: the others are numbers, mostly.
  const isCharacter = (value > 31 && value < 127) || value === 10;
  if (!isCharacter) return negative(value);
  return `'${JSON.stringify(String.fromCharCode(value)).slice(1, -1)}'`;
}

/**
 * Of those that begin with other bits many are instructions.
 * @param {number} value
 */
function negative(value) {
  return value < 0xf0000000 ? '' : exact(value - 2 ** 32);
}

/**
 * A platter's number, and what it may have been meant as: `65 ('A')`.
 * @param {number} value
 */
export function withReading(value) {
  const meant = reading(value);
  return `${exact(value)}${meant && ` (${meant})`}`;
}

/**
 * A platter's number and bits, and the negative number they may be: `16 (0x00000010)`.
 * @param {number} value
 */
export function figures(value, meant = negative(value)) {
  return `${exact(value)} (${hexadecimal(value)}${meant && `, ${meant}`})`;
}
