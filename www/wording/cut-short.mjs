/**
 * Owns the cutting of a text that is longer than there is room for. Does not know what it
 * says.
 */

/**
 * The text, or its beginning with a sign that there was more; at most `longest` units.
 * @param {string} text
 * @param {number} longest
 * @returns {string}
 */
export function cutShort(text, longest) {
  if (text.length <= longest) return text;
  // A character of two units is not cut in its midst.
  return `${text.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
