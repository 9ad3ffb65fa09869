/**
 * Owns one run of one program in the wasm machine, timed: the same code in Node
 * and in a browser's worker. Does not know where the bytes come from or what
 * becomes of the output.
 */

/** Instructions a call of the machine: like the page, it is left every now and then. */
const BUDGET_INSTRUCTIONS = 5_000_000;
/** Bytes of output after which the machine is left. */
const OUTPUT_BYTES = 1024 * 1024;

/**
 * @typedef {object} Played
 * @property {number} ms from the image's bytes to the last byte of output
 * @property {number} instructions
 * @property {Uint8Array[]} output
 */

/**
 * @param {Pick<typeof import('../../www/wasm/um32.js'), 'Machine' | 'Stop'>} engine initialised
 * @param {Uint8Array} image
 * @param {Uint8Array} input its end follows
 * @param {boolean} translates or the interpreter does it all
 * @returns {Played}
 */
export function play({ Machine, Stop }, image, input, translates) {
  const began = performance.now();
  const machine = new Machine(image, 'program.um');
  if (translates && !machine.translate()) throw new Error('this host has no wasm tail calls');
  machine.setOutputCapacity(OUTPUT_BYTES);
  machine.pushInput(input);
  machine.endInput();
  /** @type {Uint8Array[]} */
  const output = [];
  for (;;) {
    const stop = machine.run(BUDGET_INSTRUCTIONS);
    const bytes = machine.takeOutput();
    if (bytes.length > 0) output.push(bytes);
    if (stop === Stop.Halted) break;
    if (stop !== Stop.BudgetSpent && stop !== Stop.OutputFull) {
      throw new Error(machine.failure()?.sentence ?? machine.hostError() ?? `it stopped: ${stop}`);
    }
  }
  const ms = performance.now() - began;
  return { ms, instructions: machine.instructions(), output };
}
