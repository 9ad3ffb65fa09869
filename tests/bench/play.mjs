/**
 * Owns one run of one program in the wasm machine, timed: the same code in Node
 * and in a browser's worker. Does not know where the bytes come from or what
 * becomes of the output.
 */

/** Bytes of output after which the machine is left. */
const OUTPUT_BYTES = 1024 * 1024;

/**
 * How long the machine kept the worker from its messages, in milliseconds.
 * @typedef {object} Slices
 * @property {number} count
 * @property {number} median
 * @property {number} p99
 * @property {number} worst
 *
 * @typedef {object} Played
 * @property {number} ms from the image's bytes to the last byte of output
 * @property {number} instructions
 * @property {Slices} slices
 * @property {Uint8Array[]} output
 *
 * @typedef {import('../../www/worker/running/slice-pacer.ts').SlicePacer} SlicePacer
 */

/**
 * @param {Pick<typeof import('../../www/wasm/um32.js'), 'Machine' | 'Stop'>} engine initialised
 * @param {Uint8Array} image
 * @param {Uint8Array} input its end follows, unless it `leaves`
 * @param {{ translates: boolean, leaves: boolean }} how without `translates` the interpreter does it
 *   all; with `leaves` it ends where the program asks for more input than there is
 * @param {SlicePacer} pacer a new one
 * @returns {Played}
 */
export function play({ Machine, Stop }, image, input, { translates, leaves }, pacer) {
  const began = performance.now();
  const machine = new Machine(image, 'program.um');
  if (translates && !machine.translate()) throw new Error('this host has no wasm tail calls');
  machine.setOutputCapacity(OUTPUT_BYTES);
  machine.pushInput(input);
  if (!leaves) machine.endInput();
  /** @type {Uint8Array[]} */
  const output = [];
  /** @type {number[]} */
  const slices = [];
  /** @type {number | undefined} */
  let stop;
  const end = leaves ? Stop.AwaitingInput : Stop.Halted;
  while (stop !== end) {
    const sliceBegan = performance.now();
    pacer.begin(sliceBegan);
    stop = slice(machine, Stop.BudgetSpent, pacer);
    const bytes = machine.takeOutput();
    if (bytes.length > 0) output.push(bytes);
    slices.push(performance.now() - sliceBegan);
    if (stop !== end && stop !== Stop.BudgetSpent && stop !== Stop.OutputFull) {
      throw new Error(machine.failure()?.sentence ?? machine.hostError() ?? `it stopped: ${stop}`);
    }
  }
  const ms = performance.now() - began;
  return { ms, instructions: machine.instructions(), slices: told(slices), output };
}

/**
 * Short runs until the pacer says that the slice is over, or the machine stops.
 * @param {import('../../www/wasm/um32.js').Machine} machine
 * @param {number} budgetSpent
 * @param {SlicePacer} pacer
 * @returns {number} the last stop
 */
function slice(machine, budgetSpent, pacer) {
  let stop = budgetSpent;
  let now = performance.now();
  let budget = pacer.budget(now);
  while (budget > 0 && stop === budgetSpent) {
    const before = machine.instructions();
    stop = machine.run(budget);
    now = performance.now();
    pacer.note(machine.instructions() - before, now);
    budget = pacer.budget(now);
  }
  return stop;
}

/**
 * @param {number[]} slices at least one
 * @returns {Slices}
 */
function told(slices) {
  const sorted = slices.toSorted((one, other) => one - other);
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
  return { count: slices.length, median: at(0.5), p99: at(0.99), worst: at(1) };
}
