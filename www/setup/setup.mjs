/**
 * Owns the order of the set-up: what the page is built from.
 * Each need is checked first, so with everything there this takes a moment.
 * Does not build or run anything itself.
 */
import { join } from 'node:path';
import { ensureWasmBindgen } from './cargo-tools.mjs';
import { SetupError } from './command.mjs';
import { holding } from './lock.mjs';
import { ensureNodeModules } from './node-modules.mjs';
import { OLDEST_NODES, STATE } from './project.mjs';
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
export function setUp() {
  return holding(join(STATE, 'lock'), 'setting up this project', async () => {
    requireNode();
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

function requireNode() {
  if (process.platform === 'win32') {
    throw new SetupError('This runs on Linux and macOS; on Windows, use it inside WSL.');
  }
  if (isNodeRecent(process.versions.node)) return;
  const [first, ...later] = OLDEST_NODES.map((oldest) => oldest.join('.'));
  throw new SetupError(
    `Node ${first}, or ${later.join()} or later, is needed; this is ${process.versions.node}.`,
  );
}

/**
 * Whether everything here runs on that Node.
 * @param {string} version such as `22.12.0`
 */
export function isNodeRecent(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [[oldMajor, oldMinor], [newMajor, newMinor]] = OLDEST_NODES;
  if (major === oldMajor) return minor >= oldMinor;
  return major > newMajor || (major === newMajor && minor >= newMinor);
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
 * Runs an npm script's main function: what this machine lacks becomes a
 * sentence, everything else keeps its stack.
 * @param {() => Promise<number | void>} main returns the exit code
 */
export async function script(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(`um32: ${error.message}`);
    process.exitCode = 1;
  }
}
