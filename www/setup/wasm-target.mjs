/**
 * Owns the Rust compiler's ability to compile to wasm, by whichever of three
 * routes works here: it is there already; rustup adds it; or, where rustup's
 * downloads are out of reach, Debian's own compiler (debian-rust.mjs). Does not
 * know what is compiled with it.
 */
import { readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { find, run, SetupError } from './command.mjs';
import { ensureDebianRust, hasDebianLinker } from './debian-rust.mjs';
import { holding } from './lock.mjs';
import { CACHE, WASM_TARGET } from './project.mjs';
import { announce, duration, say } from './say.mjs';
import { hasLibraries, targetLibraries } from './target-libraries.mjs';

/** How long rustup may go without a byte arriving or a word said. */
const RUSTUP_STALL_MS = 60_000;

/** The name under which rustup knows Debian's compiler. */
const DEBIAN_TOOLCHAIN = 'um32-debian';

/** @typedef {import('./command.mjs').Environment} Environment */

/**
 * Flags from outside, as those of CI, would stand in place of the ones in .cargo/config.toml:
 * the machine would have no room to link what it compiles, and be an interpreter only.
 * @type {Environment}
 */
const OWN_FLAGS_ALONE = { RUSTFLAGS: undefined, CARGO_ENCODED_RUSTFLAGS: undefined };

/**
 * Makes sure some compiler here compiles to wasm.
 * @returns {Promise<Environment>} the one in which it does, as this project asks
 */
export async function ensureWasmTarget() {
  return { ...OWN_FLAGS_ALONE, ...(await ensureCompiler()) };
}

/** @returns {Promise<Environment>} what chooses the compiler; empty when the usual one does */
async function ensureCompiler() {
  const ready = await chooseReady();
  if (ready) return ready;
  return holding(join(CACHE, 'wasm-target.lock'), 'adding the wasm target to Rust', async () => {
    const sinceThen = await chooseReady();
    if (sinceThen) return sinceThen;
    if (await addWithRustup()) return {};
    await ensureDebianRust(DEBIAN_TOOLCHAIN);
    return { RUSTUP_TOOLCHAIN: DEBIAN_TOOLCHAIN };
  });
}

/** @returns {Promise<Environment | undefined>} */
async function chooseReady() {
  if (hasLibraries(await targetLibraries('rustc', {}))) return {};
  const debian = { RUSTUP_TOOLCHAIN: DEBIAN_TOOLCHAIN };
  if (!hasDebianLinker()) return undefined;
  return hasLibraries(await targetLibraries('rustc', debian)) ? debian : undefined;
}

/** @returns {Promise<boolean>} whether the usual compiler has the target now */
async function addWithRustup() {
  if (!find('rustup')) return false;
  announce(`adding the target ${WASM_TARGET} with rustup`, 'the machine is compiled to wasm');
  const outcome = await run('rustup', ['target', 'add', WASM_TARGET], {
    quiet: true,
    stallMs: RUSTUP_STALL_MS,
    patience: 'waiting for rustup',
    progress: rustupBytes,
  });
  if (outcome.code === 0 && hasLibraries(await targetLibraries('rustc', {}))) return true;
  if (outcome.code === 0) refuseOtherCompiler();
  say(
    outcome.code === 124
      ? `um32 set-up: rustup received nothing for ${duration(RUSTUP_STALL_MS)}; trying another way.`
      : 'um32 set-up: rustup could not add the target; trying another way.',
  );
  return false;
}

/** Adding the target once more would change nothing where the compiler that is used is not rustup's. */
function refuseOtherCompiler() {
  const [rustup = '', rustc = ''] = ['rustup', 'rustc'].map((name) => find(name));
  if (dirname(rustup) === dirname(rustc)) return;
  throw new SetupError(
    `rustup has added the wasm target to its own compiler, but ${rustc} comes first. ` +
      `Put rustup's folder before it: PATH="${dirname(rustup)}:$PATH"`,
  );
}

/** @returns {number} bytes that rustup has downloaded so far, complete or not */
function rustupBytes() {
  const home = process.env.RUSTUP_HOME || join(homedir(), '.rustup');
  let bytes = 0;
  for (const folder of ['downloads', 'tmp']) {
    try {
      for (const name of readdirSync(join(home, folder))) {
        bytes += statSync(join(home, folder, name)).size;
      }
    } catch {
      // The folder is missing, or a file was renamed while we looked.
    }
  }
  return bytes;
}
