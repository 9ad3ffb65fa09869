/**
 * Owns the reading of what UMIX's `dump` prints: two capital hexadecimal digits
 * a byte, sixteen bytes a line. Deliberately does not know where a dump begins
 * or ends in the output.
 */

/**
 * The bytes of a dump; undefined where the text is none.
 * @param {Uint8Array} text
 */
export function parseHexDump(text) {
  const bytes = new Uint8Array(Math.ceil(text.length / 3));
  let length = 0;
  for (let at = 0; at < text.length; ) {
    const byte = text[at] ?? 0;
    if (isBlank(byte)) {
      at++;
      continue;
    }
    const high = digit(byte);
    const low = digit(text[at + 1]);
    const after = text[at + 2];
    // Two digits and no more: a word of capital letters is no byte.
    if (high < 0 || low < 0 || (after !== undefined && !isBlank(after))) return undefined;
    bytes[length++] = high * 16 + low;
    at += 2;
  }
  return bytes.subarray(0, length);
}

/** @param {number} byte */
function isBlank(byte) {
  return byte === 0x20 || byte === 0x0a;
}

/** @param {number | undefined} byte */
function digit(byte) {
  if (byte === undefined) return -1;
  if (byte >= 0x30 && byte <= 0x39) return byte - 0x30;
  return byte >= 0x41 && byte <= 0x46 ? byte - 0x41 + 10 : -1;
}
