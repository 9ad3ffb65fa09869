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
