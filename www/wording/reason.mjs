/**
 * Owns how what was thrown is put into words, on the page, in the worker, on the command
 * line and in the scripts alike. Does not know what was tried, nor what is said around it.
 */

/**
 * Why, as whoever threw it says; some of a browser's errors have a name and no message.
 * @param {unknown} error
 * @returns {string}
 */
export function reasonOf(error) {
  return error instanceof Error ? error.message || error.name : String(error);
}
