/**
 * Owns the command-line tools that are compiled from crates (wasm-bindgen,
 * wasm-pack, geckodriver), each once, in the cache folder, at a pinned version.
 * Does not know who calls them.
 */

import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { isProgram, must, run } from './command.mjs';
import { installDebian, isDebian } from './debian.mjs';
import { holding } from './lock.mjs';
import { CACHE, GECKODRIVER_VERSION, WASM_PACK_VERSION, wasmBindgenVersion } from './project.mjs';
import { announce, duration, say } from './say.mjs';

/**
 * @typedef {object} CargoTool
 * @property {string} crate
 * @property {string} version
 * @property {string[]} programs the first is the one whose version is asked
 * @property {string} why
 * @property {string[]} options of cargo install
 */

/**
 * Not `--locked`: one crate in its lock file is too new for some mirrors.
 * @returns {CargoTool}
 */
function wasmBindgen() {
  return {
    crate: 'wasm-bindgen-cli',
    version: wasmBindgenVersion(),
    programs: ['wasm-bindgen', 'wasm-bindgen-test-runner'],
    why: 'it makes the JavaScript face of the wasm',
    options: ['--no-default-features'],
  };
}

/** @type {CargoTool} */
const WASM_PACK = {
  crate: 'wasm-pack',
  version: WASM_PACK_VERSION,
  programs: ['wasm-pack'],
  why: 'it runs the Rust tests in Node and in browsers',
  options: ['--locked'],
};

/** @type {CargoTool} */
const GECKODRIVER = {
  crate: 'geckodriver',
  version: GECKODRIVER_VERSION,
  programs: ['geckodriver'],
  why: 'it drives Firefox',
  options: ['--locked'],
};

/** @returns {Promise<string>} the folder that holds wasm-bindgen and its test runner */
export function ensureWasmBindgen() {
  return ensure(wasmBindgen());
}

/** @returns {Promise<string>} the folder that holds wasm-pack */
export function ensureWasmPack() {
  return ensure(WASM_PACK);
}

/** @returns {Promise<string>} the folder that holds geckodriver */
export function ensureGeckodriver() {
  return ensure(GECKODRIVER);
}

/** @returns {string} the full path that geckodriver has once {@link ensureGeckodriver} made it */
export function geckodriverPath() {
  return join(CACHE, `${GECKODRIVER.crate}-${GECKODRIVER.version}`, 'bin', 'geckodriver');
}

/** Two of these at once would only fight for the processor: they take turns. */
let turn = Promise.resolve();

/**
 * @param {CargoTool} tool
 * @returns {Promise<string>} the folder its programs are in
 */
async function ensure(tool) {
  const home = join(CACHE, `${tool.crate}-${tool.version}`);
  const folder = join(home, 'bin');
  if (await works(tool, folder)) return folder;
  const mine = turn.then(() =>
    holding(join(CACHE, `${tool.crate}.lock`), `compiling ${tool.crate}`, async () => {
      if (!(await works(tool, folder))) await install(tool, home);
    }),
  );
  turn = mine.catch(() => {});
  await mine;
  return folder;
}

/**
 * Whether the programs are there and start: a file cut short by a full disk does not.
 * @param {CargoTool} tool
 * @param {string} folder
 */
async function works(tool, folder) {
  const paths = tool.programs.map((program) => join(folder, program));
  if (!paths.every(isProgram)) return false;
  const { code, stdout } = await run(paths[0] ?? '', ['--version'], { quiet: true });
  return code === 0 && stdout.includes(tool.version);
}

/**
 * Compiles into a folder of its own and renames it when it is complete, so an
 * interrupted installation leaves nothing that looks installed. What was
 * compiled until then is kept for the next try.
 * @param {CargoTool} tool
 * @param {string} home
 */
async function install(tool, home) {
  const name = `${tool.crate} ${tool.version}`;
  announce(
    `compiling ${name}, once, into ${home}`,
    `${tool.why}; about three minutes on two processors`,
  );
  const began = Date.now();
  await ensureLinker();
  const building = join(CACHE, 'building', `${tool.crate}-${tool.version}`);
  const fresh = join(building, 'root');
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  await must(
    `${name} could not be installed: cargo needs the crate registry for this, once`,
    'cargo',
    [
      'install',
      tool.crate,
      '--version',
      `=${tool.version}`,
      ...tool.options,
      '--root',
      fresh,
      '--target-dir',
      join(building, 'target'),
      '--no-track',
    ],
    {
      // Away from the project, so that its .cargo/config.toml does not apply.
      cwd: building,
      quiet: true,
      patience: `compiling ${tool.crate}`,
      env: {
        // Compiled sooner, and fast enough for modules of our size.
        CARGO_PROFILE_RELEASE_OPT_LEVEL: '1',
        CARGO_PROFILE_RELEASE_LTO: 'off',
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS: String(Math.max(16, cpus().length)),
        CARGO_PROFILE_RELEASE_DEBUG: '0',
        CARGO_TERM_PROGRESS_WHEN: 'never',
      },
    },
  );
  rmSync(home, { recursive: true, force: true });
  renameSync(fresh, home);
  rmSync(building, { recursive: true, force: true });
  say(`um32 set-up: ${name} is installed, in ${duration(Date.now() - began)}.`);
}

/** rustc links with the C compiler of the machine. */
async function ensureLinker() {
  const { code } = await run('cc', ['--version'], { quiet: true });
  if (code === 0 || !isDebian()) return;
  await installDebian(['gcc', 'libc6-dev'], 'Rust links its programs with a C compiler');
}
