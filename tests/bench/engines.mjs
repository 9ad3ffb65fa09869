/**
 * Owns the list of engines that are compared, and running the native ones and
 * Node's. Each answers with the milliseconds it took and a digest of what the
 * program printed. Does not know how results are told.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium, findFirefox, findWebKit } from '../../www/setup/browsers.mjs';
import { find, must, run, SetupError } from '../../www/setup/command.mjs';
import { ROOT } from '../../www/setup/project.mjs';
import { firefoxCapabilities, webKitCapabilities } from '../../www/setup/webdriver.mjs';
import { playInChromium } from './chromium.mjs';
import { PACER } from './pacer.mjs';
import { playByDriver } from './webdriver.mjs';
import { SCRATCH } from './works.mjs';

/**
 * @typedef {import('./works.mjs').Work} Work
 *
 * @typedef {object} Measured
 * @property {number} ms wall-clock time
 * @property {string} sha256 of the output
 * @property {number} [instructions] where the engine counts them
 * @property {import('./play.mjs').Slices} [slices] where it runs in slices
 *
 * @typedef {object} Engine
 * @property {string} name as the flags know it
 * @property {string} title as the table says it
 * @property {boolean} [optional] passed over, with a word, where this machine lacks it
 * @property {() => Promise<string>} prepare builds it; answers what it is, with versions
 * @property {(work: Work) => Promise<Measured>} measure
 */

const HERE = fileURLToPath(new URL('.', import.meta.url));

/** All others are compared with this one. */
export const YARDSTICK = 'plain-c';

/** @type {Engine[]} */
export const ENGINES = [
  {
    name: YARDSTICK,
    title: 'plain C',
    prepare: compileC,
    measure: (work) => native(PLAIN_C, work),
  },
  {
    name: 'native',
    title: 'interpreter, native',
    prepare: compileRust,
    measure: (work) => native(RUST, work),
  },
  {
    name: 'node',
    title: 'interpreter in Node',
    prepare: nodeVersion,
    measure: (work) => inNode(work, 'interpreter'),
  },
  {
    name: 'chromium',
    title: 'interpreter in Chromium',
    optional: true,
    prepare: chromiumVersion,
    measure: (work) => playInChromium(requireChromium(), work, 'interpreter'),
  },
  {
    name: 'node-translator',
    title: 'translator in Node',
    prepare: nodeVersion,
    measure: (work) => inNode(work, 'translator'),
  },
  {
    name: 'chromium-translator',
    title: 'translator in Chromium',
    optional: true,
    prepare: chromiumVersion,
    measure: (work) => playInChromium(requireChromium(), work, 'translator'),
  },
  ...inOtherBrowser('firefox', 'Firefox', drivenFirefox),
  ...inOtherBrowser('webkit', 'WebKitGTK', drivenWebKit),
];

/**
 * Both engines in a browser that a WebDriver starts.
 * @param {string} name
 * @param {string} title
 * @param {() => import('../../www/setup/driven-browser.mjs').DrivenBrowser} find
 * @returns {Engine[]}
 */
function inOtherBrowser(name, title, find) {
  const prepare = async () => {
    const version = await run(find().browser, ['--version'], { quiet: true });
    return /\S+ [\d.]+/.exec(version.stdout)?.[0] ?? title;
  };
  return [
    {
      name,
      title: `interpreter in ${title}`,
      optional: true,
      prepare,
      measure: (work) => playByDriver(find(), work, 'interpreter'),
    },
    {
      name: `${name}-translator`,
      title: `translator in ${title}`,
      optional: true,
      prepare,
      measure: (work) => playByDriver(find(), work, 'translator'),
    },
  ];
}

function drivenFirefox() {
  const found = findFirefox();
  if (!found)
    throw new SetupError(
      'There is no Firefox with geckodriver; npm run test:browsers installs them.',
    );
  return { ...found, capabilities: firefoxCapabilities(found.browser) };
}

function drivenWebKit() {
  const found = findWebKit();
  if (!found)
    throw new SetupError(
      'There is no WebKitGTK with its driver; npm run test:browsers installs them.',
    );
  return {
    ...found,
    capabilities: webKitCapabilities(found.browser),
    env: { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' },
    wrapper: [found.display, '-a'],
  };
}

const PLAIN_C = join(SCRATCH, 'interpreter');
const RUST = join(ROOT, 'target', 'release', 'examples', 'bench-native');

async function nodeVersion() {
  return `Node ${process.versions.node}`;
}

async function compileC() {
  const compiler = process.env.CC || find('cc') || find('gcc') || find('clang');
  if (!compiler) throw new SetupError('There is no C compiler (cc, gcc or clang) on the PATH.');
  const source = join(HERE, 'interpreter.c');
  await must('The C interpreter does not compile', compiler, ['-O3', '-o', PLAIN_C, source], {
    quiet: true,
  });
  const version = await run(compiler, ['--version'], { quiet: true });
  return `${version.stdout.split('\n')[0]}, -O3`;
}

async function compileRust() {
  // The folder is said, for cargo may be told otherwise by its environment.
  const options = ['--release', '--quiet', '--example', 'bench-native'];
  const folder = ['--target-dir', join(ROOT, 'target')];
  await must('The native build fails', 'cargo', ['build', ...options, ...folder], { quiet: true });
  const version = await run('rustc', ['--version'], { quiet: true });
  return version.stdout.trim();
}

function requireChromium() {
  const browser = findChromium();
  if (!browser) throw new SetupError('There is no Chromium on the PATH; npm test installs it.');
  return browser;
}

async function chromiumVersion() {
  const version = await run(requireChromium(), ['--version'], { quiet: true });
  return /\S+ [\d.]+/.exec(version.stdout)?.[0] ?? 'Chromium';
}

/**
 * From the start of the process to its end; it reads the image and writes a file.
 * @param {string} program
 * @param {Work} work
 * @returns {Promise<Measured>}
 */
async function native(program, work) {
  const output = join(SCRATCH, 'output');
  const ms = await timed(program, [work.image, ...leave(work)], inputFile(work), output);
  return { ms, sha256: sha256(readFileSync(output)) };
}

/**
 * @param {string} program
 * @param {string[]} args
 * @param {string} input
 * @param {string} output
 * @returns {Promise<number>} milliseconds
 */
function timed(program, args, input, output) {
  const stdin = openSync(input, 'r');
  const stdout = openSync(output, 'w');
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(program, args, { stdio: [stdin, stdout, 'inherit'] });
    child.on('error', reject);
    child.on('close', (code) => {
      const ms = performance.now() - began;
      closeSync(stdin);
      closeSync(stdout);
      if (code === 0) resolve(ms);
      else reject(new Error(`${program} ended with ${code}`));
    });
  });
}

/**
 * @param {Work} work
 * @param {'interpreter' | 'translator'} kind
 * @returns {Promise<Measured>}
 */
async function inNode(work, kind) {
  const output = join(SCRATCH, 'output');
  const figures = await must(
    `${work.name} fails in Node`,
    process.execPath,
    [
      join(HERE, 'node-child.mjs'),
      work.image,
      inputFile(work),
      output,
      kind,
      PACER,
      ...leave(work),
    ],
    { quiet: true },
  );
  return { ...JSON.parse(figures.stdout), sha256: sha256(readFileSync(output)) };
}

/**
 * The word by which an engine ends where the program asks for more than there is.
 * @param {Work} work
 */
function leave(work) {
  return work.leaves ? ['leave'] : [];
}

/** @param {Work} work */
function inputFile(work) {
  const path = join(SCRATCH, 'input');
  writeFileSync(path, work.input);
  return path;
}

/** @param {Uint8Array} bytes */
function sha256(bytes) {
  return createHash('sha256').update(bytes).digest('hex');
}
