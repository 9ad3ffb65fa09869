/**
 * Owns `um32 run`: a program from beginning to end, at full speed, with its
 * input and output connected. Does not know how an end is told; that is in
 * ending.mjs.
 */
import { createReadStream, openSync } from 'node:fs';
import { ByteSink, OutputClosed } from './byte-sink.mjs';
import { ByteSource } from './byte-source.mjs';
import { HostError, Misuse, systemReason } from './complaint.mjs';
import { ending, exitCodeOf, explain, reportFields, writeReport } from './ending.mjs';
import { asking, brokenDown, openEngine } from './engine.mjs';
import { readWhole } from './files.mjs';

/** @typedef {import('../wasm/um32.js').Machine} Machine */
/** @typedef {import('./ending.mjs').End} End */

/**
 * Between runs output is passed on and ctrl-C is noticed: often enough for a
 * person, seldom enough to cost nothing.
 */
const RUN_MS = 50;
const FIRST_RUN_INSTRUCTIONS = 1_000_000;
/** A run ends early when so much output waits. */
const OUTPUT_BYTES = 1024 * 1024;

const LINE_FEED = 10;

const ENGINES = ['interpreter', 'translator', 'auto'];

/**
 * @param {string} file
 * @param {{ input?: string | undefined, report?: string | undefined, engine?: string | undefined, stats?: boolean | undefined }} options
 * @returns {Promise<number>} the exit code
 */
export async function runProgram(file, options) {
  const choice = options.engine ?? 'auto';
  checkEngine(choice);
  if (file === '-' && options.input === undefined) {
    throw new Misuse('The program takes standard input, so its own input needs --input FILE.');
  }
  const source = openInput(options.input);
  // Opened now: nobody should learn after minutes that the report has no place.
  const report = options.report === undefined ? undefined : openReport(options.report);
  try {
    return await runFile(file, source, { report, choice, stats: options.stats ?? false });
  } catch (error) {
    if (report !== undefined && error instanceof HostError) {
      writeReport(report, { end: 'host-error', sentence: error.message, program: file });
    }
    throw error;
  } finally {
    source.close();
  }
}

/**
 * @param {string} file
 * @param {ByteSource} source
 * @param {{ report: number | undefined, choice: string, stats: boolean }} options `report` is an open file
 */
async function runFile(file, source, { report, choice, stats }) {
  const engine = await openEngine();
  const bytes = await readWhole(file);
  const machine = asking(
    () => new engine.Machine(bytes, file),
    (sentence) => new HostError(`${file}: ${sentence}`),
  );
  const translates = choice !== 'interpreter' && machine.translate();
  if (choice === 'translator' && !translates) {
    throw new HostError('This Node has no wasm tail calls, which the translator needs.');
  }
  const run = new Run(engine, machine, source, new ByteSink(process.stdout));
  const end = await run.toTheEnd();
  const ended = ending(end, machine, {
    program: file,
    engine: translates ? 'translator' : 'interpreter',
    computingMs: run.computingMs,
  });
  explain(ended, run.midLine && process.stdout.isTTY);
  if (stats) process.stderr.write(machine.statistics() ?? 'No translator, no statistics.\n');
  if (report !== undefined) writeReport(report, reportFields(ended));
  return exitCodeOf(end);
}

/** @param {string} engine */
function checkEngine(engine) {
  if (!ENGINES.includes(engine)) {
    throw new Misuse(`There is no engine ${engine}; there are ${ENGINES.join(', ')}.`);
  }
}

/** @param {string | undefined} path undefined for standard input */
function openInput(path) {
  if (path === undefined) return new ByteSource(() => process.stdin);
  try {
    const fd = openSync(path, 'r');
    return new ByteSource(() => createReadStream(path, { fd }));
  } catch (error) {
    throw new HostError(`The input ${path} cannot be opened: ${systemReason(error)}.`);
  }
}

/** @param {string} path */
function openReport(path) {
  try {
    return openSync(path, 'w');
  } catch (error) {
    throw new HostError(`The report ${path} cannot be written: ${systemReason(error)}.`);
  }
}

/** One run of a program. */
class Run {
  /** Milliseconds spent in the machine, waiting for input and output not counted. */
  computingMs = 0;
  /** Whether the output so far ends in the middle of a line. */
  midLine = false;
  #engine;
  #machine;
  #source;
  #sink;
  #budgetInstructions = FIRST_RUN_INSTRUCTIONS;
  #interrupted = false;
  /** Stops waiting for input when ctrl-C comes. */
  #interrupt = () => {};

  /**
   * @param {import('./engine.mjs').Engine} engine
   * @param {Machine} machine
   * @param {ByteSource} source
   * @param {ByteSink} sink
   */
  constructor(engine, machine, source, sink) {
    this.#engine = engine;
    this.#machine = machine;
    this.#source = source;
    this.#sink = sink;
  }

  /** @returns {Promise<End>} why it ended */
  async toTheEnd() {
    const onInterrupt = () => {
      this.#interrupted = true;
      this.#interrupt();
    };
    // Once: whoever presses ctrl-C twice wants the process dead, whatever it does.
    process.once('SIGINT', onInterrupt);
    this.#machine.setOutputCapacity(OUTPUT_BYTES);
    try {
      const end = await this.#spin();
      await this.#sink.end();
      return end;
    } catch (error) {
      if (error instanceof OutputClosed) return 'output-closed';
      throw error;
    } finally {
      process.off('SIGINT', onInterrupt);
    }
  }

  /** @returns {Promise<End>} */
  async #spin() {
    const { Stop } = this.#engine;
    for (;;) {
      const stop = this.#runOnce();
      await this.#print(this.#machine.takeOutput());
      switch (stop) {
        case Stop.Halted:
          return 'halted';
        case Stop.Failed:
          return 'failed';
        case Stop.OutOfMemory:
          return 'out-of-memory';
        case Stop.AwaitingInput:
          await this.#feed();
          break;
        default:
          // Lets signals, and a reader that went away, be noticed.
          await new Promise((resolve) => setImmediate(resolve));
      }
      if (this.#interrupted) return 'interrupted';
    }
  }

  /** @param {Uint8Array} bytes */
  async #print(bytes) {
    if (bytes.length > 0) this.midLine = bytes.at(-1) !== LINE_FEED;
    await this.#sink.write(bytes);
  }

  #runOnce() {
    const machine = this.#machine;
    const began = performance.now();
    let stop;
    try {
      stop = machine.run(this.#budgetInstructions);
    } catch (error) {
      throw brokenDown(error);
    }
    const tookMs = performance.now() - began;
    this.computingMs += tookMs;
    if (stop === this.#engine.Stop.BudgetSpent) {
      const factor = Math.min(2, Math.max(0.1, RUN_MS / Math.max(tookMs, 0.01)));
      this.#budgetInstructions = Math.max(1000, Math.floor(this.#budgetInstructions * factor));
    }
    return stop;
  }

  /** Gives the machine the next piece of input, or its end. */
  async #feed() {
    const interruption = new Promise((resolve) => {
      this.#interrupt = () => resolve(undefined);
    });
    const piece = await Promise.race([this.#source.read(), interruption]);
    if (this.#interrupted) return;
    if (piece) this.#machine.pushInput(piece);
    else this.#machine.endInput();
  }
}
