/**
 * Owns the way to the wasm package, the same one the page uses. Does not know
 * what is done with it.
 */
import { existsSync, readFileSync } from 'node:fs';
import v8 from 'node:v8';
import { brokenDown } from '../wording/broken-down.mjs';
import { reasonOf } from '../wording/reason.mjs';
import { HostError } from './complaint.mjs';

/** @typedef {typeof import('../wasm/um32.js')} Engine */

/** From this Node on, wasm tail calls are simply there. */
const NODE_WITH_TAIL_CALLS = 22;

/** The translator's code calls by tail calls; an older Node has them, but asked for. */
function askForTailCalls() {
  const major = Number.parseInt(process.versions.node, 10);
  if (major < NODE_WITH_TAIL_CALLS) v8.setFlagsFromString('--experimental-wasm-return-call');
}

/**
 * The engine, ready to make machines.
 * @returns {Promise<Engine>}
 */
export async function openEngine() {
  const module = new URL('../wasm/um32_bg.wasm', import.meta.url);
  if (!existsSync(module)) {
    throw new HostError(
      'The machine is not built yet: www/wasm is missing. In the project folder, run: npm run build:wasm',
    );
  }
  askForTailCalls();
  try {
    const engine = await import('../wasm/um32.js');
    engine.initSync({ module: readFileSync(module) });
    return engine;
  } catch (error) {
    throw unstarted(error);
  }
}

/**
 * The machine could not be made ready.
 * @param {unknown} error
 */
function unstarted(error) {
  const reason = reasonOf(error);
  // V8 has no other name for the want of memory.
  const advice =
    error instanceof RangeError
      ? 'It needs more memory than this process may have.'
      : 'In the project folder, npm run build:wasm makes it anew.';
  return new HostError(`The machine cannot be started (${reason}). ${advice}`);
}

/**
 * What `call` gives; a sentence thrown by the engine's Rust code (a plain Error)
 * becomes what `complain` makes of it. A trap is our own bug and says so.
 * @template T
 * @param {() => T} call
 * @param {(sentence: string) => Error} complain
 * @returns {T}
 */
export function asking(call, complain) {
  try {
    return call();
  } catch (error) {
    if (error instanceof Error && error.constructor === Error) throw complain(error.message);
    throw trapped(error);
  }
}

/**
 * The machine itself trapped.
 * @param {unknown} error
 */
export function trapped(error) {
  return new HostError(brokenDown(error));
}
