/**
 * Owns the running of a machine: slices short enough that ctrl-C and a reader
 * that went away are noticed, output passed on, input fetched when the program
 * asks. Does not know where either comes from or goes to.
 */
import { OutputClosed } from './byte-sink.mjs';
import { trapped } from './engine.mjs';
import { HungUp, onHangup } from './hangup.mjs';
import { wasShown } from './terminal-line.mjs';

/** @typedef {import('../wasm/um32.js').Machine} Machine */
/** @typedef {import('./ending.mjs').End} End */

/**
 * What the program is given when it asks: bytes, or the end of input.
 * @typedef {{ bytes: Uint8Array, isEnd: boolean }} Piece
 */

/**
 * What a machine is connected to.
 * @typedef {object} Connections
 * @property {() => Promise<Piece | undefined>} input called when the program asks; undefined leaves it there
 * @property {(bytes: Uint8Array) => Promise<void>} output called with what was printed
 * @property {() => Promise<void>} flush called once, at the end
 * @property {number} [untilInstructions] the count at which to leave it
 * @property {import('./stops.mjs').Stops} [stops] where it is to stop
 */

/**
 * Between runs output is passed on and ctrl-C is noticed: often enough for a
 * person, seldom enough to cost nothing.
 */
const RUN_MS = 50;
const FIRST_RUN_INSTRUCTIONS = 1_000_000;
/** A run ends early when so much output waits. */
const OUTPUT_BYTES = 1024 * 1024;

/** ctrl-C, and what timeout(1) and a shutdown send. */
const INTERRUPTIONS = /** @type {const} */ (['SIGINT', 'SIGTERM']);
/** @typedef {(typeof INTERRUPTIONS)[number] | 'SIGHUP'} Interruption */

/**
 * Whoever reads the output may have stopped for good: once a signal has come it is waited for
 * no longer than this. It is a second, so that a slow reader has all of it.
 */
const READER_MS = 1000;

/** What a terminal shows where it is pressed. */
const CONTROL_C = '^C';

/** One machine, from where it is to its end. */
export class Playing {
  /** Milliseconds spent in the machine, waiting for input and output not counted. */
  computingMs = 0;
  /** The signal that ended it, if one did. @type {Interruption | undefined} */
  interruptedBy;
  #engine;
  #machine;
  #connections;
  #budgetInstructions = FIRST_RUN_INSTRUCTIONS;
  /** Stops waiting, for input or for a reader, when a signal comes. */
  #interrupt = () => {};

  /**
   * @param {import('./engine.mjs').Engine} engine
   * @param {Machine} machine
   * @param {Connections} connections
   */
  constructor(engine, machine, connections) {
    this.#engine = engine;
    this.#machine = machine;
    this.#connections = connections;
  }

  /** @returns {Promise<End>} why it ended */
  async toTheEnd() {
    const onInterrupt = (/** @type {Interruption} */ signal) => {
      this.interruptedBy = signal;
      if (signal === 'SIGINT') wasShown(CONTROL_C);
      this.#interrupt();
    };
    // Once: whoever presses ctrl-C twice wants the process dead, whatever it does.
    for (const signal of INTERRUPTIONS) process.once(signal, onInterrupt);
    onHangup(() => onInterrupt('SIGHUP'));
    this.#machine.setOutputCapacity(OUTPUT_BYTES);
    try {
      const end = await this.#spin();
      return (await this.#untilLeft(this.#connections.flush())) ? end : 'interrupted';
    } catch (error) {
      if (error instanceof OutputClosed) return 'output-closed';
      if (!(error instanceof HungUp)) throw error;
      this.interruptedBy = 'SIGHUP';
      return 'interrupted';
    } finally {
      for (const signal of INTERRUPTIONS) process.off(signal, onInterrupt);
    }
  }

  /** @returns {Promise<End>} */
  async #spin() {
    const { Stop } = this.#engine;
    const { stops, untilInstructions: until = Number.POSITIVE_INFINITY } = this.#connections;
    if (stops?.isAtBeginning && stops.stopped(this.#machine)) return 'stopped';
    for (;;) {
      const left = until - this.#machine.instructions();
      if (left <= 0) return 'left';
      const stop = this.#runOnce(left);
      await this.#untilLeft(this.#connections.output(this.#machine.takeOutput()));
      if (stop === Stop.Arrived && stops?.stopped(this.#machine)) return 'stopped';
      switch (stop) {
        case Stop.Halted:
          return 'halted';
        case Stop.Failed:
          return 'failed';
        case Stop.OutOfMemory:
          return 'out-of-memory';
        case Stop.AwaitingInput:
          if (this.interruptedBy || (await this.#feed())) break;
          return 'left';
        default:
          // Lets signals, and a reader that went away, be noticed.
          await new Promise((resolve) => setImmediate(resolve));
      }
      if (this.interruptedBy) return 'interrupted';
    }
  }

  /** @param {number} leftInstructions */
  #runOnce(leftInstructions) {
    const machine = this.#machine;
    const { stops } = this.#connections;
    const budget = Math.min(this.#budgetInstructions, leftInstructions);
    const began = performance.now();
    let stop;
    try {
      stop = stops ? machine.runTo(stops.fingers, stops.watchedWords, budget) : machine.run(budget);
    } catch (error) {
      throw trapped(error);
    }
    const tookMs = performance.now() - began;
    this.computingMs += tookMs;
    if (stop === this.#engine.Stop.BudgetSpent) {
      const factor = Math.min(2, Math.max(0.1, RUN_MS / Math.max(tookMs, 0.01)));
      this.#budgetInstructions = Math.max(1000, Math.floor(this.#budgetInstructions * factor));
    }
    return stop;
  }

  /**
   * Waits until something is written; false when a signal had it left as it is.
   * @param {Promise<void>} writing
   */
  async #untilLeft(writing) {
    /** @type {Promise<boolean>} */
    const left = new Promise((resolve) => {
      this.#interrupt = () => setTimeout(() => resolve(false), READER_MS).unref();
    });
    if (this.interruptedBy) this.#interrupt();
    return Promise.race([writing.then(() => true), left]);
  }

  /** Gives the machine the next piece of input, or its end; false when there is none of either. */
  async #feed() {
    /** @type {Promise<undefined>} */
    const interruption = new Promise((resolve) => {
      this.#interrupt = () => resolve(undefined);
    });
    const piece = await Promise.race([this.#connections.input(), interruption]);
    if (this.interruptedBy) return true;
    if (!piece) return false;
    if (piece.isEnd) this.#machine.endInput();
    else this.#machine.pushInput(piece.bytes);
    return true;
  }
}
