/**
 * Owns running other programs: with their output shown, kept, or watched for
 * progress. Does not know what any of them does.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
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
 * @typedef {object} Options
 * @property {Record<string, string>} [env] added to this process's environment
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
  return new Promise((resolve) => {
    // A group of its own lets a stalled program be ended together with what it started.
    const ownGroup = options.stallMs !== undefined;
    const child = spawn(program, args, {
      cwd: options.cwd ?? ROOT,
      env: { ...process.env, ...PLAIN, PATH: searchPath(), ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: ownGroup,
    });
    let stdout = '';
    let stderr = '';
    let output = '';
    let stalled = false;
    let lastMoved = Date.now();
    let lastFigure = options.progress?.() ?? 0;

    /** @param {Buffer} bytes @param {NodeJS.WriteStream} stream */
    const take = (bytes, stream) => {
      lastMoved = Date.now();
      if (!options.quiet) stream.write(bytes);
      const text = bytes.toString('utf8');
      output = (output + text).slice(-KEPT_CHARACTERS);
      if (stream === process.stdout) stdout = (stdout + text).slice(-KEPT_CHARACTERS);
      else stderr = (stderr + text).slice(-KEPT_CHARACTERS);
    };
    child.stdout.on('data', (/** @type {Buffer} */ bytes) => take(bytes, process.stdout));
    child.stderr.on('data', (/** @type {Buffer} */ bytes) => take(bytes, process.stderr));

    const endGroup = () => {
      if (child.pid === undefined) return;
      try {
        process.kill(ownGroup ? -child.pid : child.pid, 'SIGTERM');
      } catch {
        // It ended by itself in the meantime.
      }
    };
    const stallMs = options.stallMs;
    const watch =
      stallMs === undefined
        ? undefined
        : setInterval(() => {
            const figure = options.progress?.() ?? 0;
            if (figure !== lastFigure) {
              lastFigure = figure;
              lastMoved = Date.now();
            } else if (Date.now() - lastMoved > stallMs) {
              stalled = true;
              endGroup();
            }
          }, 500);
    const began = Date.now();
    const patience = options.patience
      ? setInterval(
          () => say(`um32 set-up: still ${options.patience} (${duration(Date.now() - began)}).`),
          PATIENCE_MS,
        )
      : undefined;
    // A detached group does not hear the terminal's ctrl-C: pass it on.
    const interrupted = () => {
      endGroup();
      process.exit(130);
    };
    if (ownGroup) process.once('SIGINT', interrupted);

    let ended = false;
    /** @param {number} code */
    const end = (code) => {
      if (ended) return;
      ended = true;
      clearInterval(watch);
      process.off('SIGINT', interrupted);
      clearInterval(patience);
      resolve({ code: stalled ? 124 : code, stdout, stderr, output });
    };
    child.on('error', (error) => {
      stderr += String(error);
      output += String(error);
      end(127);
    });
    child.on('close', (code) => end(code ?? 1));
    // A grandchild may keep the pipes open after a stalled program was ended.
    child.on('exit', () => stalled && end(124));
  });
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
