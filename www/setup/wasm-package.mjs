/**
 * Owns www/wasm: the crate compiled to wasm, optimised, with its JavaScript
 * and TypeScript faces. Does not know how the compiler or the tools got here.
 */
import { cpSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { must, SetupError } from './command.mjs';
import { ROOT, STATE, WASM_PACKAGE, WASM_TARGET, wasmBindgenVersion } from './project.mjs';
import { announce, duration, say } from './say.mjs';
import { begin, complete, fingerprint, isCurrent } from './stamp.mjs';

/** Everything the package is made from. */
const SOURCES = [
  'src',
  'Cargo.toml',
  'Cargo.lock',
  'build.rs',
  '.cargo',
  'www/setup/wasm-package.mjs',
  'node_modules/binaryen/package.json',
];

/**
 * What wasm-opt may rely on. All of it is older than the `return_call` that the
 * translator asks for at run time, and in every browser since 2023.
 */
const FEATURES = [
  'bulk-memory',
  'bulk-memory-opt',
  'nontrapping-float-to-int',
  'sign-ext',
  'mutable-globals',
  'reference-types',
  'call-indirect-overlong',
  'multivalue',
].map((feature) => `--enable-${feature}`);

/**
 * Makes www/wasm when it is missing or older than its sources.
 * @param {{ env: import('./command.mjs').Environment, wasmBindgen: string }} tools
 *   the compiler's environment, and the full path of wasm-bindgen
 */
export async function ensureWasmPackage({ env, wasmBindgen }) {
  const compiler = await must('The Rust compiler does not answer', 'rustc', ['-vV'], {
    env,
    quiet: true,
  });
  const print = fingerprint(SOURCES, [wasmBindgenVersion(), compiler.stdout]);
  const product = ['um32.js', 'um32.d.ts', 'um32_bg.wasm'].map((name) => join(WASM_PACKAGE, name));
  if (isCurrent('wasm-package', print, product)) return;

  announce('compiling the machine to wasm', 'its sources are new or have changed');
  const began = Date.now();
  begin('wasm-package');
  const fresh = join(STATE, 'wasm');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });

  const compiled = await compile(env);
  await must('The JavaScript face of the wasm could not be made', wasmBindgen, [
    compiled,
    '--target=web',
    // The worker starts each program in a fresh instance: memory goes back to the host, a trap is left behind.
    '--experimental-reset-state-function',
    '--out-name=um32',
    `--out-dir=${fresh}`,
  ]);
  await optimise(join(fresh, 'um32_bg.wasm'));

  replaceFolder(fresh, WASM_PACKAGE);
  complete('wasm-package', print);
  const kilobytes = Math.round(statSync(join(WASM_PACKAGE, 'um32_bg.wasm')).size / 1000);
  say(`um32 set-up: www/wasm is made, ${kilobytes} KB, in ${duration(Date.now() - began)}.`);
}

/**
 * @param {import('./command.mjs').Environment} env
 * @returns {Promise<string>} the full path of the .wasm file cargo made
 */
async function compile(env) {
  const cargo = await must(
    'The machine could not be compiled to wasm',
    'cargo',
    [
      'build',
      '--release',
      '--lib',
      `--target=${WASM_TARGET}`,
      '--message-format=json-render-diagnostics',
    ],
    { env, quiet: true, patience: 'compiling the machine to wasm' },
  );
  // cargo says where the file is: the target folder can be set in many places.
  const file = cargo.stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line))
    .filter((message) => message.reason === 'compiler-artifact')
    .flatMap((message) => /** @type {string[]} */ (message.filenames))
    .findLast((name) => name.endsWith('um32.wasm'));
  if (!file) throw new SetupError('cargo made no um32.wasm: is the crate still a cdylib?');
  return file;
}

/**
 * Puts a folder in place of another. It is copied, for `target` may be on a disk of its own;
 * the stamp, written later, tells one that is whole.
 * @param {string} fresh
 * @param {string} old
 */
export function replaceFolder(fresh, old) {
  rmSync(old, { recursive: true, force: true });
  cpSync(fresh, old, { recursive: true });
  rmSync(fresh, { recursive: true });
}

/** @param {string} path the module, replaced by its optimised form */
async function optimise(path) {
  const wasmOpt = join(ROOT, 'node_modules', 'binaryen', 'bin', 'wasm-opt');
  const optimised = `${path}.opt`;
  await must('The wasm could not be optimised', process.execPath, [
    wasmOpt,
    path,
    '-O3',
    // Who made it, and with what: nobody asks, and the page is lighter without.
    '--strip-producers',
    '--strip-target-features',
    ...FEATURES,
    '-o',
    optimised,
  ]);
  renameSync(optimised, path);
}
