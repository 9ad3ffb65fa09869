/**
 * Owns the question whether a Rust compiler has the wasm target's standard
 * library. Does not know how it gets there.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { run } from './command.mjs';
import { WASM_TARGET } from './project.mjs';

/** Libraries that we built carry a note of the compiler they are for, and of how they were built. */
export const LIBRARIES_NOTE = 'um32-built-for.txt';

/**
 * @typedef {object} TargetLibraries
 * @property {string} folder where the compiler looks for them
 * @property {string} compiler its version, in full
 */

/**
 * @param {string} rustc
 * @param {import('./command.mjs').Environment} env
 * @returns {Promise<TargetLibraries | undefined>} undefined when there is no such compiler
 */
export async function targetLibraries(rustc, env) {
  // Outside the project, whose .cargo and toolchain files are for the project's own builds.
  const options = { env, quiet: true, cwd: homedir() };
  const [print, version] = await Promise.all([
    run(rustc, ['--print', 'target-libdir', '--target', WASM_TARGET], options),
    run(rustc, ['-vV'], options),
  ]);
  if (print.code !== 0 || version.code !== 0) return undefined;
  return { folder: print.stdout.trim(), compiler: version.stdout };
}

/**
 * Whether they are there, whole, and for this compiler: Debian may have put in
 * a newer one since we built them.
 * @param {TargetLibraries | undefined} libraries
 * @returns {boolean}
 */
export function hasLibraries(libraries) {
  if (!libraries || !existsSync(libraries.folder)) return false;
  const names = readdirSync(libraries.folder);
  if (!['libstd-', 'libtest-'].every((start) => names.some((name) => name.startsWith(start)))) {
    return false;
  }
  const note = join(libraries.folder, LIBRARIES_NOTE);
  return !existsSync(note) || readFileSync(note, 'utf8') === noteOn(libraries);
}

/**
 * What the note says when the libraries are current.
 * @param {TargetLibraries} libraries
 * @returns {string}
 */
export function noteOn({ compiler }) {
  return `${compiler}with bitcode\n`;
}
