/**
 * Owns running other programs: with their output shown, kept, or watched for
 * progress. Does not know what any of them does.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { ROOT } from './project.mjs';
import { duration, say } from './say.mjs';

/** Something this machine cannot do or have. Its message is the sentence shown to the person. */
export class SetupError extends Error {
  /** @param {string} sentence */
  constructor(sentence) {
    super(sentence);
    this.name = 'SetupError';
  }
}

/**
 * Variables of an environment; an undefined one is taken away.
 * @typedef {Record<string, string | undefined>} Environment
 *
 * @typedef {object} Options
 * @property {Environment} [env] added to this process's environment
 * @property {string} [cwd] the project's folder unless given
 * @property {boolean} [quiet] output is kept, not shown
 * @property {string} [patience] what a quiet program is busy with: said now and then, while it lasts
 * @property {number} [stallMs] the program is ended when nothing has moved for this long
 * @property {() => number} [progress] a figure that changes while something moves, besides output
 *
 * @typedef {object} Outcome
 * @property {number} code exit code; 127 when there is no such program, 124 when it stalled
 * @property {string} stdout
 * @property {string} stderr
 * @property {string} output standard output and standard error, as they came
 */

/** Output goes through a pipe and is read by programs too: no colours, unless asked for. */
const PLAIN = process.env.FORCE_COLOR ? {} : { NO_COLOR: '1' };

/** How often a long silence is broken, in milliseconds. */
const PATIENCE_MS = 30_000;

/** How often it is looked at whether a program has stalled. */
const LOOK_MS = 500;

/** How much of a program's output is kept, in characters: enough for any summary at its end. */
const KEPT_CHARACTERS = 4_000_000;

/**
 * rustup puts cargo where only new login shells look; look there too.
 * @returns {string}
 */
export function searchPath() {
  const path = process.env.PATH ?? '';
  const cargoBin = join(process.env.CARGO_HOME || join(homedir(), '.cargo'), 'bin');
  return path.split(delimiter).includes(cargoBin) ? path : `${path}${delimiter}${cargoBin}`;
}

/**
 * The full path of a program, or undefined.
 * @param {string} program
 * @returns {string | undefined}
 */
export function find(program) {
  for (const folder of searchPath().split(delimiter)) {
    const candidate = join(folder || '.', program);
    if (isProgram(candidate)) return candidate;
  }
  return undefined;
}

/**
 * @param {string} path
 * @returns {boolean}
 */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * Runs a program to its end. Never throws for what the program does.
 * @param {string} program
 * @param {string[]} args
 * @param {Options} [options]
 * @returns {Promise<Outcome>}
 */
export function run(program, args, options = {}) {
  // A group of its own lets a stalled program be ended together with what it started.
  const ownGroup = options.stallMs !== undefined;
  const endProgram = () => terminate(child, ownGroup);
  // Before there is anything to end, so that nothing can go on alone.
  const stopListening = ownGroup ? passEndOn(endProgram) : undefined;
  const child = spawn(program, args, {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...PLAIN, PATH: searchPath(), ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: ownGroup,
  });
  const stall = new StallWatch(options, endProgram);
  const kept = new KeptOutput(options.quiet ?? false, () => stall.moved());
  child.stdout.on('data', (/** @type {Buffer} */ bytes) => kept.take(bytes, process.stdout));
  child.stderr.on('data', (/** @type {Buffer} */ bytes) => kept.take(bytes, process.stderr));
  const stopSaying = options.patience ? sayNowAndThen(options.patience) : undefined;
  return new Promise((resolve) => {
    // What comes after the first end changes nothing.
    /** @param {number} code */
    const end = (code) => {
      stall.stop();
      stopSaying?.();
      stopListening?.();
      resolve({ code: stall.hasStalled ? 124 : code, ...kept.texts() });
    };
    child.on('error', (error) => {
      kept.complain(String(error));
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
    // A grandchild may keep the pipes open after a stalled program was ended.
    child.on('exit', () => stall.hasStalled && end(124));
  });
}

/**
 * Ends a program, with its group where it has one of its own.
 * @param {import('node:child_process').ChildProcess} child
 * @param {boolean} ownGroup
 */
function terminate(child, ownGroup) {
  if (child.pid === undefined) return;
  try {
    process.kill(ownGroup ? -child.pid : child.pid, 'SIGTERM');
  } catch {
    // It ended by itself in the meantime.
  }
}

/** What a program prints: the end of it is kept, and all is shown unless it is to be quiet. */
class KeptOutput {
  #quiet;
  #moved;
  #stdout = '';
  #stderr = '';
  #output = '';
  // One for each stream: a pipe may cut a letter, of a path for instance, in two.
  #decoders = { stdout: new StringDecoder('utf8'), stderr: new StringDecoder('utf8') };

  /**
   * @param {boolean} quiet
   * @param {() => void} moved told of every piece
   */
  constructor(quiet, moved) {
    this.#quiet = quiet;
    this.#moved = moved;
  }

  /** @param {Buffer} bytes @param {NodeJS.WriteStream} stream where they would be shown */
  take(bytes, stream) {
    this.#moved();
    if (!this.#quiet) stream.write(bytes);
    const isOutput = stream === process.stdout;
    const text = this.#decoders[isOutput ? 'stdout' : 'stderr'].write(bytes);
    this.#output = (this.#output + text).slice(-KEPT_CHARACTERS);
    if (isOutput) this.#stdout = (this.#stdout + text).slice(-KEPT_CHARACTERS);
    else this.#stderr = (this.#stderr + text).slice(-KEPT_CHARACTERS);
  }

  /** @param {string} text what the system says of the program, which never began */
  complain(text) {
    this.#stderr += text;
    this.#output += text;
  }

  texts() {
    return { stdout: this.#stdout, stderr: this.#stderr, output: this.#output };
  }
}

/** Ends a program in which nothing has moved for too long, if there is a limit. */
class StallWatch {
  hasStalled = false;
  #lastMoved = Date.now();
  #lastFigure;
  #timer;

  /**
   * @param {Pick<Options, 'stallMs' | 'progress'>} limits
   * @param {() => void} endProgram
   */
  constructor({ stallMs, progress }, endProgram) {
    this.#lastFigure = progress?.() ?? 0;
    if (stallMs === undefined) return;
    this.#timer = setInterval(() => {
      const figure = progress?.() ?? 0;
      if (figure !== this.#lastFigure) {
        this.#lastFigure = figure;
        this.moved();
      } else if (Date.now() - this.#lastMoved > stallMs) {
        this.hasStalled = true;
        endProgram();
      }
    }, LOOK_MS);
  }

  moved() {
    this.#lastMoved = Date.now();
  }

  stop() {
    clearInterval(this.#timer);
  }
}

/**
 * Says now and then what a quiet program is busy with.
 * @param {string} patience
 * @returns {() => void} no more
 */
function sayNowAndThen(patience) {
  const began = Date.now();
  const timer = setInterval(
    () => say(`um32 set-up: still ${patience} (${duration(Date.now() - began)}).`),
    PATIENCE_MS,
  );
  return () => clearInterval(timer);
}

/** Signals that end this process, with the exit codes that shells give them. */
const ENDINGS = /** @type {const} */ ([
  ['SIGHUP', 129],
  ['SIGINT', 130],
  ['SIGTERM', 143],
]);

/**
 * A detached group hears neither the terminal's ctrl-C nor what else ends this process: it is
 * passed on.
 * @param {() => void} endProgram
 * @returns {() => void} no more
 */
function passEndOn(endProgram) {
  const listeners = ENDINGS.map(([signal, code]) => {
    const ended = () => {
      endProgram();
      process.exit(code);
    };
    process.once(signal, ended);
    return () => process.off(signal, ended);
  });
  return () => {
    for (const stop of listeners) stop();
  };
}

/**
 * Runs a program that must succeed.
 * @param {string} sentence what could not be done, when it fails
 * @param {string} program
 * @param {string[]} args
 * @param {Options} [options]
 * @returns {Promise<Outcome>}
 */
export async function must(sentence, program, args, options = {}) {
  const outcome = await run(program, args, options);
  if (outcome.code === 0) return outcome;
  if (options.quiet) process.stderr.write(tail(outcome.stderr || outcome.stdout));
  throw new SetupError(`${sentence} (${program} ended with ${outcome.code}).`);
}

/**
 * The last lines of a program's output, for an error that needs them.
 * @param {string} text
 * @param {number} [lines]
 * @returns {string}
 */
export function tail(text, lines = 40) {
  const all = text.trimEnd().split('\n');
  return `${all.slice(-lines).join('\n')}\n`;
}
