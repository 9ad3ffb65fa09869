/**
 * Owns the doing over of a run that failed, with the same input, to learn what led there.
 * Does not know how that is told.
 */
import { deedsIn } from '../wording/led-here.mjs';
import { isFailedSo } from './ending.mjs';

/** @typedef {import('../wording/led-here.mjs').Deed} Deed */
/** @typedef {import('./ending.mjs').FailureReport} FailureReport */
/** @typedef {import('./ending.mjs').SourceLine} SourceLine */
/** @typedef {import('./playing.mjs').Piece} Piece */

/** Who waits for the words is not kept waiting for seconds. */
const MOST_INSTRUCTIONS = 1_000_000_000;
/** So many are looked at one by one, the last, which takes most of the time. */
const MOST_SEEN = 10_000_000;
/** More input is not kept for it. */
const MOST_BYTES = 64 * 1024 * 1024;

/** The input that a run was given, as long as it may be wanted again. */
export class GivenInput {
  /** @type {Piece[]} */
  #pieces = [];
  #bytes = 0;

  /** @param {Piece} piece */
  gave(piece) {
    this.#bytes += piece.bytes.length;
    if (this.isWhole) this.#pieces.push(piece);
    else this.#pieces = [];
  }

  get isWhole() {
    return this.#bytes <= MOST_BYTES;
  }

  /** In order. */
  get pieces() {
    return this.#pieces;
  }
}

/**
 * What was the last to be done of each kind before the failure after so many instructions, but
 * for the first `unseen`; undefined where that would take too long. The machine that failed is lost.
 * @param {import('./engine.mjs').Engine} engine
 * @param {{ image: Uint8Array, sourceLine: SourceLine | undefined }} program
 * @param {GivenInput} given
 * @param {{ failed: FailureReport, instructions: number }} ending
 * @returns {{ deeds: Deed[], unseen: number } | undefined}
 */
export function deedsBefore(engine, { image, sourceLine }, given, { failed, instructions }) {
  if (instructions > MOST_INSTRUCTIONS || !given.isWhole) return undefined;
  try {
    // In memory of its own: two machines have no room in one.
    engine.__wbg_reset_state();
    const machine = engine.Machine.ofImage(image);
    machine.translate();
    const pieces = given.pieces.values();
    const unseen = Math.max(0, instructions - MOST_SEEN);
    if (!runTo(engine, machine, pieces, unseen)) return undefined;
    machine.trace(failed.array?.identifier, failed.finger);
    if (!runTo(engine, machine, pieces, instructions)) return undefined;
    const deeds = deedsIn(machine.deeds(), engine.meaning);
    machine.run(1);
    if (!isFailedSo(machine, failed)) return undefined;
    const withLine = (/** @type {Deed} */ deed) => {
      return { ...deed, source: sourceLine?.(deed.finger, deed.platter) };
    };
    return { deeds: deeds.map(withLine), unseen };
  } catch {
    // The failure is told all the same.
    return undefined;
  }
}

/**
 * Does so many instructions; false where the machine stops before.
 * @param {import('./engine.mjs').Engine} engine
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {Iterator<Piece, undefined>} pieces its input
 * @param {number} instructions
 */
function runTo({ Stop }, machine, pieces, instructions) {
  while (machine.instructions() < instructions) {
    const stop = machine.run(instructions - machine.instructions());
    machine.takeOutput();
    if (stop === Stop.AwaitingInput) feed(machine, pieces.next().value);
    else if (stop !== Stop.BudgetSpent && stop !== Stop.OutputFull) return false;
  }
  return true;
}

/**
 * @param {import('../wasm/um32.js').Machine} machine
 * @param {Piece | undefined} piece
 */
function feed(machine, piece) {
  if (!piece || piece.isEnd) machine.endInput();
  else machine.pushInput(piece.bytes);
}
