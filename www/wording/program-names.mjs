/**
 * Owns what the names of programs' files end in, and how a file is called that has something
 * of a program. Does not know what is in it.
 */

/** A program, packed or plain, or its source; each perhaps in gzip. */
const ENDING = /\.um[zs]?(?:\.gz)?$/i;

/** A program's source, which the engine assembles by this name alone. */
const SOURCE_ENDING = /\.ums$/i;

/**
 * Whether a file is named as sources are.
 * @param {string} name
 */
export function isSource(name) {
  return SOURCE_ENDING.test(name);
}

/**
 * Whether a file is named as programs are.
 * @param {string} name
 */
export function hasProgramEnding(name) {
  return ENDING.test(name);
}

/**
 * `cave.ums` and `umix.um.gz` are `cave` and `umix`.
 * @param {string} name
 */
export function withoutEnding(name) {
  return name.replace(ENDING, '');
}

/** What stands between the words of a name: neither letters, in whatever script, nor digits. */
const BETWEEN_WORDS = /[^\p{L}\p{M}\p{N}_.-]+/gu;

/**
 * What files about a program begin with: of `my cave.ums`, `my-cave`. Never with a dash,
 * which a command would take for an option's, nor with a dot, which hides files.
 * @param {string} name
 * @param {string} otherwise where nothing of the name is left
 */
export function fileStem(name, otherwise) {
  const plain = withoutEnding(name).normalize('NFC').replace(BETWEEN_WORDS, '-');
  return plain.replace(/^[.-]+|-+$/g, '') || otherwise;
}
