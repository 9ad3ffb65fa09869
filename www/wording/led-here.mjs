/**
 * Owns how it is told, on the page and on the command line alike, which instructions led to
 * where a program failed. Does not know how they are found.
 */
import { counted, exact, hexadecimal, withReading } from './figures.mjs';

/**
 * An instruction that was the last to do something.
 * @typedef {object} Deed
 * @property {string} name what it did: set a register, `r3`; `allocated` or `abandoned` the array
 *   that the failure is about, `amended` the platter at the finger; `loaded` a program from another
 *   array, `jumped`; or it was just the last to be `done`
 * @property {number} finger where it stood in the 0 array of then
 * @property {number} platter
 * @property {string} instruction it in notation
 * @property {string | undefined} [source] the line of its source
 * @property {number} instructions done before it
 * @property {number} value what was set or amended to, the capacity, the identifier loaded from, the
 *   finger jumped to
 */

/** The names, in the order of the engine's numbers. */
const NAMES = [
  ...['r0', 'r1', 'r2', 'r3', 'r4', 'r5', 'r6', 'r7'],
  ...['allocated', 'abandoned', 'amended', 'loaded', 'jumped', 'done'],
];

/**
 * The engine's numbers, five for each.
 * @param {Float64Array} numbers as `Machine.deeds()` gives them
 * @param {(platter: number) => string} meaning a platter in notation
 * @returns {Deed[]}
 */
export function deedsIn(numbers, meaning) {
  const deeds = [];
  for (let at = 0; at < numbers.length; at += 5) {
    const [kind = 0, finger = 0, platter = 0, instructions = 0, value = 0] = numbers.subarray(at);
    const instruction = meaning(platter);
    deeds.push({ name: NAMES[kind] ?? '', finger, platter, instruction, instructions, value });
  }
  return deeds;
}

/**
 * What is told of one, or that there is none.
 * @typedef {{ term: string, text: string, deed?: Deed }} Led
 */

/**
 * @typedef {object} Failed
 * @property {string} kind
 * @property {{ letter: string, register: number }[]} reads what the instruction reads
 * @property {{ identifier: number, state: string } | undefined} [array] the one it names
 */

/** Failures of the finger: what matters is how it came there. */
const OF_THE_FINGER = ['finger-out-of-range', 'invalid-instruction'];

/**
 * The registers that a failure is about; those that were to be read besides are not.
 * @type {Record<string, string>}
 */
const LETTERS = { 'division-by-zero': 'C', 'load-inactive-array': 'B' };

/**
 * What led to a failure after so many instructions.
 * @param {Failed} failure
 * @param {readonly Deed[]} deeds of all that were done before it, but for the first `unseen`
 * @param {number} done
 * @param {number} unseen
 * @returns {Led[]}
 */
export function ledHere(failure, deeds, done, unseen) {
  const named = (/** @type {string} */ name) => deeds.find((deed) => deed.name === name);
  const row = (
    /** @type {string} */ term,
    /** @type {string} */ besides,
    /** @type {Deed} */ deed,
  ) => ({
    term,
    text: `${counted(done - deed.instructions, 'instruction')} before, ${besides}${placeOf(deed)}`,
    deed,
  });
  const last = named('done');
  const jump = named('jumped');
  /** @type {Led[]} */
  const led = [];
  // Of an active one it is what became of another before; of one that the machine no more knows
  // anything of, what was done to it still tells.
  const abandoned = failure.array?.state !== 'active' && named('abandoned');
  if (abandoned) led.push(row('Abandoned', '', abandoned));
  const allocated = named('allocated');
  if (allocated) {
    led.push(row('Allocated', `with ${counted(allocated.value, 'platter')}, `, allocated));
  }
  const isOfFinger = OF_THE_FINGER.includes(failure.kind);
  const isJump = last?.instructions === jump?.instructions;
  if (isOfFinger && last) led.push(row(isJump ? 'Jumped from' : 'Ran on from', '', last));
  for (const register of isOfFinger ? targetOf(isJump ? jump : undefined) : registersOf(failure)) {
    const set = named(`r${register}`);
    if (set) led.push(row(`r${register} set`, `to ${withReading(set.value)}, `, set));
    else if (unseen === 0) {
      led.push({ term: `r${register} set`, text: 'never: it has been 0 since the beginning' });
    }
  }
  const loaded = named('loaded');
  if (isOfFinger && jump && !isJump && jump.instructions !== loaded?.instructions) {
    led.push(row('Last jump', `to ${exact(jump.value)}, `, jump));
  }
  const amended = named('amended');
  if (amended) led.push(row('Written', `${hexadecimal(amended.value)}, `, amended));
  if (loaded) {
    const from = `from array ${exact(loaded.value)}, in place of what the file has, `;
    led.push(row('Loaded', from, loaded));
  }
  return led;
}

/**
 * `at 47, line 91: unmap m[r1]`, or the same without a line.
 * @param {Deed} deed
 */
function placeOf({ finger, source, instruction }) {
  return `at ${exact(finger)}${source === undefined ? ':' : `, ${source.replace(/:.*$/s, ':')}`} ${instruction}`;
}

/**
 * The register that a jump took its target from.
 * @param {Deed | undefined} jump
 */
function targetOf(jump) {
  return jump ? [jump.platter & 7] : [];
}

/**
 * Each once.
 * @param {Failed} failure
 */
function registersOf({ kind, reads }) {
  // What was to be stored is of no matter.
  const letters = LETTERS[kind] ?? (reads.length === 3 ? 'AB' : 'ABC');
  const about = reads.filter(({ letter }) => letters.includes(letter));
  return new Set(about.map(({ register }) => register));
}
