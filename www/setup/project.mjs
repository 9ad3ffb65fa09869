/**
 * Owns the facts every set-up script needs: where things are and at which
 * versions. Does not know how anything is made.
 */
import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder that holds package.json. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url)).replace(/[/\\]$/, '');

/**
 * Tools that take minutes to compile live here, outside the project, so that a
 * second clone, or a cleaned one, finds them. `UM32_CACHE` names another place. In full, for
 * cargo is called from elsewhere.
 */
export const CACHE = resolve(
  process.env.UM32_CACHE || join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'um32'),
);

/** Stamps and locks of this clone; `cargo clean` removes them, which only costs a rebuild. */
export const STATE = join(ROOT, 'target', 'setup');

/** The package wasm-bindgen makes, one for the browser and Node. */
export const WASM_PACKAGE = join(ROOT, 'www', 'wasm');

/** The static site. */
export const SITE = join(ROOT, 'dist');

/** The Rust target of everything that runs in a browser. */
export const WASM_TARGET = 'wasm32-unknown-unknown';

export const WASM_PACK_VERSION = '0.15.1';
export const GECKODRIVER_VERSION = '0.37.1';

/**
 * The wasm-bindgen version that Cargo.toml pins: the command-line tool must be
 * the same one, or it refuses the module.
 * @returns {string}
 */
export function wasmBindgenVersion() {
  const manifest = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8');
  const pin = /^wasm-bindgen\s*=\s*(?:\{[^}]*version\s*=\s*)?"=(\d+\.\d+\.\d+)"/m.exec(manifest);
  if (!pin?.[1]) throw new Error('Cargo.toml must pin wasm-bindgen as "=X.Y.Z".');
  return pin[1];
}

/**
 * The oldest Rust that compiles the machine, as Cargo.toml tells cargo: the N of 1.N.
 * @returns {number}
 */
export function oldestRust() {
  const manifest = readFileSync(join(ROOT, 'Cargo.toml'), 'utf8');
  const minor = /^rust-version\s*=\s*"1\.(\d+)/m.exec(manifest)?.[1];
  if (!minor) throw new Error('Cargo.toml must say the oldest Rust as rust-version = "1.N".');
  return Number(minor);
}
