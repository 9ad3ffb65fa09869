/** Owns how a number of things is written. */

/**
 * Such as `1 platter` and `2,000 platters`.
 * @param {number} count
 * @param {string} one
 * @param {string} many
 */
export function counted(count, one, many = `${one}s`) {
  return `${figure(count)} ${count === 1 ? one : many}`;
}

/** @param {number} value */
export function figure(value) {
  return value.toLocaleString('en');
}
