/**
 * Owns the checks that read the sources without running them: format, lint,
 * types, documentation. Does not run any test.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, tail } from './command.mjs';
import { ROOT, WASM_TARGET } from './project.mjs';
import { FAILED, PASSED } from './steps.mjs';

/** @typedef {import('./steps.mjs').Step} Step */

/**
 * Each is a world of its own: DOM, WebWorker, Node, and the tests that look at
 * the worker or the DOM from Node.
 */
const TYPE_WORLDS = ['www/page', 'www/worker', 'www/worker/testing', '.', 'tests/browser'];

/**
 * @param {import('./setup.mjs').Tools} tools
 * @returns {Step[]}
 */
export function sourceChecks({ env }) {
  const wasmTests = wasmTestFiles().flatMap((name) => ['--test', name]);
  return [
    check('Rust format', 'cargo', ['fmt', '--check']),
    check('Rust lint', 'cargo', [
      'clippy',
      '--locked',
      '--all-targets',
      '--quiet',
      '--',
      '-D',
      'warnings',
    ]),
    check(
      'Rust lint, for wasm',
      'cargo',
      [
        'clippy',
        `--target=${WASM_TARGET}`,
        '--lib',
        ...wasmTests,
        '--quiet',
        '--',
        '-D',
        'warnings',
      ],
      env,
    ),
    check(
      'Rust documentation',
      'cargo',
      ['doc', '--no-deps', '--document-private-items', '--quiet'],
      {
        // Private items are documented too, so links to them are fine.
        RUSTDOCFLAGS: '-D warnings -A rustdoc::private-intra-doc-links',
      },
    ),
    // A lock file can lack what only other systems install; a bare clone there, or here, finds out.
    check('lock file of the node modules', 'npm', ['ci', '--dry-run', '--offline']),
    check('TypeScript and JavaScript format and lint', process.execPath, [
      tool('@biomejs/biome/bin/biome'),
      'check',
      '--error-on-warnings',
    ]),
    ...TYPE_WORLDS.map((world) =>
      check(`types of ${world === '.' ? 'the scripts' : world}`, process.execPath, [
        tool('typescript/bin/tsc'),
        '--project',
        world,
      ]),
    ),
  ];
}

/**
 * The integration tests in tests/ that also run as wasm: those that use
 * wasm-bindgen's test attribute, themselves or through a module of theirs.
 * @returns {string[]} names as cargo knows them
 */
export function wasmTestFiles(folder = join(ROOT, 'tests')) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.rs'))
    .filter((name) => {
      const source = readFileSync(join(folder, name), 'utf8');
      return [source, ...modulesOf(folder, source)].some((text) =>
        text.includes('wasm_bindgen_test'),
      );
    })
    .map((name) => name.slice(0, -'.rs'.length))
    .sort();
}

/**
 * The sources of the modules that have rooms of their own.
 * @param {string} folder
 * @param {string} source of a file in it
 */
function modulesOf(folder, source) {
  return [...source.matchAll(/^(?:pub )?mod (\w+);/gm)]
    .map(([, name]) => join(folder, `${name}`, 'mod.rs'))
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, 'utf8'));
}

/**
 * The full path of a node module's program, run with this Node on every system.
 * @param {string} path inside node_modules
 */
export function tool(path) {
  return join(ROOT, 'node_modules', ...path.split('/'));
}

/**
 * One command that must succeed, silent when it does.
 * @param {string} name
 * @param {string} program
 * @param {string[]} args
 * @param {import('./command.mjs').Environment} [env]
 * @returns {Step}
 */
function check(name, program, args, env = {}) {
  return {
    name,
    async run() {
      const outcome = await run(program, args, { env, quiet: true });
      if (outcome.code === 0) return PASSED;
      process.stdout.write(tail(outcome.output, 200));
      return FAILED;
    },
  };
}
