/**
 * Owns which bytes are which characters, as the person chooses: whoever reads a program's
 * output reads it so. Does not know what becomes of the text.
 */

/** @typedef {'utf-8' | 'latin-1'} CharacterSet */

/**
 * Reads a stream of bytes in this set. Latin-1 is the web's, in which 128 to 159 are
 * printable too; a byte order mark is a character like any other.
 * @param {CharacterSet} set
 */
export function decoderOf(set) {
  return new TextDecoder(set === 'utf-8' ? 'utf-8' : 'windows-1252', { ignoreBOM: true });
}
