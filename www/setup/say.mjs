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
  if (milliseconds < 9_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 100) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
