/**
 * Owns how what the engine reports in words and bits is read, by the page's worker and the command
 * line alike. Does not know what is told of it.
 */

/**
 * What is known of an array.
 * @typedef {object} ReportedArray
 * @property {number} identifier
 * @property {'active' | 'abandoned' | 'never-allocated' | 'inactive'} state
 * @property {number} [capacityPlatters]
 * @property {number} [offset]
 */

/**
 * The four words that a failure's report has of an array: `10 abandoned  1`.
 * @param {string} words
 * @returns {ReportedArray}
 */
export function arrayIn(words) {
  const [identifier, state, capacity, offset] = words.split(' ');
  return {
    identifier: Number(identifier),
    state: /** @type {ReportedArray['state']} */ (state),
    ...(capacity && { capacityPlatters: Number(capacity) }),
    ...(offset && { offset: Number(offset) }),
  };
}

/**
 * What an instruction reads, `B1C3`, one by one: the specification's letter, and the register.
 * @param {string} reads
 * @returns {{ letter: string, register: number }[]}
 */
export function readsIn(reads) {
  const each = [...reads.matchAll(/(.)(.)/g)];
  return each.map(([, letter = '', register]) => ({ letter, register: Number(register) }));
}

/** What allocates. */
const ALLOCATION = 8;

/**
 * The register with the size of the array that an instruction asks for, if it asks for one.
 * @param {number} platter
 */
export function sizeRegisterOf(platter) {
  return platter >>> 28 === ALLOCATION ? platter & 7 : undefined;
}
