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

/**
 * A register; or a platter of whichever array has that identifier.
 * @typedef {{ register: number } | { identifier: number, offset: number }} Watched
 */

/**
 * How something watched has changed: nothing `was` there or `is` there where there is no such platter.
 * @typedef {{ watched: Watched, was?: number, is?: number }} Change
 */

/**
 * An instruction that changed what is watched.
 * @typedef {{ finger: number, platter: number, instruction: string, changes: Change[] }} Changed
 */

/** In place of a register's offset: no array reaches as far. */
const OF_A_REGISTER = 0xffffffff;

/**
 * What is watched, as `Machine.runTo()` takes it.
 * @param {readonly Watched[]} watched
 */
export function watchedWords(watched) {
  const words = watched.flatMap((one) =>
    'register' in one ? [one.register, OF_A_REGISTER] : [one.identifier, one.offset],
  );
  return Uint32Array.from(words);
}

/**
 * What an instruction changed of these, as `Machine.changed()` tells it; nothing where it changed none.
 * @param {Float64Array} numbers
 * @param {readonly Watched[]} watched
 * @param {(platter: number) => string} meaning a platter in notation
 * @returns {Changed | undefined}
 */
export function changedIn([finger, platter = 0, ...numbers], watched, meaning) {
  if (finger === undefined) return undefined;
  /** @type {Change[]} */
  const changes = [];
  for (let at = 0; at < numbers.length; at += 3) {
    const [nth = 0, was = -1, is = -1] = numbers.slice(at);
    const one = watched[nth];
    if (one) changes.push({ watched: one, ...(was >= 0 && { was }), ...(is >= 0 && { is }) });
  }
  return { finger, platter, instruction: meaning(platter), changes };
}
