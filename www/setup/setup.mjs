/**
 * Owns the order of the set-up: what the page is built from.
 * Each need is checked first, so with everything there this takes a moment.
 * Does not build or run anything itself.
 */
import { constants } from 'node:os';
import { join } from 'node:path';
import { systemReason } from '../wording/system-reason.mjs';
import { ensureWasmBindgen } from './cargo-tools.mjs';
import { SetupError } from './command.mjs';
import { holding } from './lock.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { STATE } from './project.mjs';
import { requireRust } from './rust.mjs';
import { say } from './say.mjs';
import { ensureWasmPackage } from './wasm-package.mjs';
import { ensureWasmTarget } from './wasm-target.mjs';

/**
 * @typedef {object} Tools
 * @property {import('./command.mjs').Environment} env of all that is compiled to wasm
 * @property {string} wasmBindgen the folder of wasm-bindgen's programs
 */

/**
 * Everything the page is built from: node modules, compiler, tools, www/wasm.
 * @returns {Promise<Tools>}
 */
export async function setUp() {
  await requireRust();
  return holding(join(STATE, 'lock'), 'setting up this project', async () => {
    // Downloads and compilations of different things wait for different things.
    const [, env, wasmBindgen] = await together([
      ensureNodeModules(),
      ensureWasmTarget(),
      ensureWasmBindgen(),
    ]);
    await ensureWasmPackage({ env, wasmBindgen: join(wasmBindgen, 'wasm-bindgen') });
    return { env, wasmBindgen };
  });
}

/**
 * Waits for all, so that nothing is cut short by the failure of another, then
 * reports the first failure.
 * @template {unknown[]} T
 * @param {{ [K in keyof T]: Promise<T[K]> }} parts
 * @returns {Promise<T>}
 */
async function together(parts) {
  const outcomes = await Promise.allSettled(parts);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed) throw failed.reason;
  return /** @type {T} */ (
    outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : undefined))
  );
}

/**
 * Runs an npm script's main function: what this machine lacks, or refuses, becomes
 * a sentence, everything else keeps its stack.
 * @param {() => Promise<number | void>} main returns the exit code
 */
export async function script(main) {
  process.stdout.on('error', endUnread);
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    const sentence = error instanceof SetupError ? error.message : systemSentence(error);
    if (sentence === undefined) throw error;
    say(`um32: ${sentence}`);
    process.exitCode = 1;
  }
}

/**
 * Whoever read what is said has gone, as `head` has: there is nobody to tell of it, and as a shell
 * has it, the exit code is the signal's that would have ended another program.
 * @param {Error & { code?: string }} error
 */
function endUnread(error) {
  if (error.code !== 'EPIPE') throw error;
  process.exit(128 + constants.signals.SIGPIPE);
}

/**
 * What the system refused, a full or a read-only disk for instance; nothing where it refused nothing.
 * @param {unknown} error
 */
function systemSentence(error) {
  if (!(error instanceof Error && 'syscall' in error)) return undefined;
  const place = 'path' in error ? ` ${error.path}` : '';
  return `${error.syscall}${place} failed: ${systemReason(error)}.`;
}
