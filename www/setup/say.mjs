/**
 * Owns what the set-up prints: plain lines, one fact each. Does not decide
 * anything.
 */

/** @param {string} line */
export function say(line) {
  process.stdout.write(`${line}\n`);
}

/**
 * What is being made, and why it is needed. Printed before anything that takes
 * longer than a moment.
 * @param {string} what
 * @param {string} why
 */
export function announce(what, why) {
  say(`um32 set-up: ${what} (${why}).`);
}

/**
 * A length of time as a person would say it.
 * @param {number} milliseconds
 * @returns {string}
 */
export function duration(milliseconds) {
  const seconds = milliseconds / 1000;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (seconds < 100) return `${Math.round(seconds)} s`;
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}
