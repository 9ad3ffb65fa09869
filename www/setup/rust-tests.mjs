/**
 * Owns running the Rust tests: natively, in Node, and in each browser through
 * wasm-pack. Does not know what they test.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { run, searchPath } from './command.mjs';
import { countsOfCargo } from './counts.mjs';
import { CACHE, ROOT } from './project.mjs';
import { wasmTestFiles } from './source-checks.mjs';

/**
 * @typedef {import('./steps.mjs').Step} Step
 * @typedef {import('./setup.mjs').Tools & { wasmPack: Promise<string> }} TestTools
 *   `wasmPack` is its folder, or a rejection with the sentence why it cannot be had
 */

/** Seconds that all tests of one file may take in a browser. */
const BROWSER_TEST_SECONDS = '600';
/** Seconds that a driver and its browser may take to start on a busy machine. */
const BROWSER_START_SECONDS = '60';

/** @returns {Step} */
export function nativeTests() {
  return {
    name: 'Rust tests, native',
    run: async () => countsOfCargo(await run('cargo', ['test', '--no-fail-fast'])),
  };
}

/**
 * @param {TestTools} tools
 * @returns {Step}
 */
export function nodeTests(tools) {
  return {
    name: 'Rust tests as wasm, in Node',
    run: () => wasmPackTest(tools, ['--node'], {}),
  };
}

/**
 * How wasm-pack reaches a browser.
 * @typedef {object} Reach
 * @property {string[]} options of wasm-pack: which browser, with which driver
 * @property {string} capabilities full path of a file
 * @property {Record<string, string>} [env]
 * @property {string[]} [wrapper] words before the command
 */

/**
 * @param {TestTools} tools
 * @param {string} name the browser's
 * @param {() => Promise<Reach>} reach rejects with the sentence when the browser cannot be had
 * @returns {Step}
 */
export function browserTests(tools, name, reach) {
  return {
    name: `Rust tests as wasm, in ${name}`,
    async run() {
      const { options, capabilities, env = {}, wrapper = [] } = await reach();
      const driving = {
        ...env,
        WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities,
        WASM_BINDGEN_TEST_TIMEOUT: BROWSER_TEST_SECONDS,
        WASM_BINDGEN_TEST_DRIVER_TIMEOUT: BROWSER_START_SECONDS,
      };
      return wasmPackTest(tools, ['--headless', ...options], driving, wrapper);
    },
  };
}

/**
 * The release build: what is tested is what is shipped.
 * @param {TestTools} tools
 * @param {string[]} where
 * @param {Record<string, string>} env
 * @param {string[]} [wrapper]
 */
async function wasmPackTest(tools, where, env, wrapper = []) {
  const wasmPack = join(await tools.wasmPack, 'wasm-pack');
  const parts = [
    ...(libraryHasWasmTests() ? ['--lib'] : []),
    ...wasmTestFiles().flatMap((name) => ['--test', name]),
  ];
  // The crate's folder is where this runs; named here, wasm-pack would hand the `--` on to the tests.
  const command = [...wrapper, wasmPack, 'test', ...where, '--release', '--', ...parts];
  const outcome = await run(command[0] ?? '', command.slice(1), {
    env: {
      ...tools.env,
      ...env,
      // wasm-pack takes the wasm-bindgen it finds first: the one of the crate's version.
      PATH: `${tools.wasmBindgen}${delimiter}${searchPath()}`,
      WASM_PACK_CACHE: join(CACHE, 'wasm-pack'),
    },
  });
  return countsOfCargo(outcome);
}

function libraryHasWasmTests() {
  /** @param {string} folder @returns {string[]} */
  const filesOf = (folder) =>
    readdirSync(folder)
      .map((name) => join(folder, name))
      .flatMap((path) => (statSync(path).isDirectory() ? filesOf(path) : [path]));
  return filesOf(join(ROOT, 'src')).some((path) =>
    readFileSync(path, 'utf8').includes('#[wasm_bindgen_test'),
  );
}
