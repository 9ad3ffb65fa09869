/**
 * Owns what is made of many measurements: medians, spreads, ratios. Does not
 * measure or print anything.
 */

/**
 * @typedef {object} Summary
 * @property {number} median
 * @property {number} least
 * @property {number} most
 */

/**
 * @param {number[]} values at least one
 * @returns {Summary}
 */
export function summary(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const middle = sorted.length / 2;
  const upper = sorted[Math.floor(middle)] ?? Number.NaN;
  const lower = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  return {
    median: (lower + upper) / 2,
    least: sorted[0] ?? Number.NaN,
    most: sorted.at(-1) ?? Number.NaN,
  };
}

/**
 * The values that a quarter, a half and three quarters of all are below.
 * @param {number[]} values at least one
 * @returns {{ lower: number, median: number, upper: number }}
 */
export function quartiles(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
  return { lower: at(0.25), median: summary(values).median, upper: at(0.75) };
}

/**
 * Each round's time against the yardstick's of the same round: what slows the
 * machine for a minute slows both.
 * @param {number[]} values
 * @param {number[]} yardstick
 */
export function ratios(values, yardstick) {
  return values.flatMap((value, round) => {
    const unit = yardstick[round];
    return unit === undefined ? [] : [value / unit];
  });
}
