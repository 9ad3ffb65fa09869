/**
 * Owns the list of what is benchmarked: programs with their input. Real ones are
 * played where they are at hand, our own are assembled. Does not know what runs
 * them.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { openEngine } from '../../www/cli/engine.mjs';
import { ROOT } from '../../www/setup/project.mjs';
import { PROGRAMS, TRANSCRIPTS } from '../programs/folders.mjs';

/**
 * @typedef {object} Work
 * @property {string} name
 * @property {string} about what it is, in a few words
 * @property {string} image path of the scroll
 * @property {Uint8Array} input
 * @property {boolean} [leaves] it is over where the program asks for more input
 * @property {boolean} [isShort] it is over in less time than a shared machine is steady for
 *
 * @typedef {object} RealWork
 * @property {string} name
 * @property {string} about
 * @property {string} file in the folder of programs
 * @property {string} [typed] file in the folder of transcripts
 * @property {string} [input]
 * @property {boolean} [leaves]
 * @property {boolean} [isShort]
 */

const OWN = join(ROOT, 'tests', 'bench', 'programs');
/** Programs of ours for the languages of the operating system. */
const TYPED = join(ROOT, 'tests', 'bench', 'typed');

/** Everything the benchmark makes for itself. */
export const SCRATCH = join(ROOT, 'target', 'bench');

/**
 * What is done in the operating system.
 * @param {string} name
 * @param {string} about
 * @param {{ typed?: string, input?: string, leaves?: boolean, isShort?: boolean }} keys
 * @returns {RealWork}
 */
function umix(name, about, keys) {
  return { name, about, file: 'umix.um.gz', ...keys };
}

/**
 * Lines typed in the operating system, from the name of a user to the end of the session.
 * @param {...string} lines
 */
function session(...lines) {
  return [...lines, 'logout', ''].join('\n');
}

/**
 * The lines that bring a program of ours into the operating system, under its own name.
 * @param {string} file
 * @param {string} [end] what no line of the file contains: it ends where this is typed
 */
function sent(file, end = 'END') {
  return `/bin/umodem ${file} ${end}\n${readFileSync(join(TYPED, file), 'latin1')}${end}`;
}

/** @type {RealWork[]} */
const REAL = [
  { name: 'sandmark', about: "the contest's benchmark", file: 'sandmark.umz' },
  {
    name: 'codex',
    about: 'key, menu, dump',
    file: 'codex.umz',
    input: '(\\b.bb)(\\v.vv)06FHPVboundvarHRAk\npx',
  },
  umix('login', 'UMIX to its login prompt', { input: '', leaves: true, isShort: true }),
  umix('guest-tour', 'a session of UMIX: a guest looks round', {
    typed: 'guest-tour.in',
    isShort: true,
  }),
  umix('adventure', 'a session of UMIX: a text adventure', { typed: 'howie-adventure.in' }),
  umix('wrong-password', 'UMIX: a password that is wrong', { typed: 'wrong-password.in' }),
  umix('2d', 'UMIX: circuits drawn with characters', { typed: 'ohmega-2d.in' }),
  umix('advise', 'UMIX: its suite of arithmetic, given rules for sums and products', {
    input: session(
      'hmonk',
      'COMEFROM',
      '/bin/umodem sums.adv END',
      'Add Z y => y;',
      'Add (S x) y => S (Add x y);',
      'Mult Z y => Z;',
      'Mult (S x) y => Add y (Mult x y);',
      'Compute x => x;',
      '.',
      'END',
      './advise arith sums.adv',
    ),
  }),
  umix('advise-long', 'UMIX: the same suite, passed by rules that work in binary', {
    input: session('hmonk', 'COMEFROM', sent('arithmetic.adv'), './advise arith arithmetic.adv'),
  }),
  // The cubes of 1 to 14 less the square of their sum, all by counting: nothing is left, so
  // that the time is not spent on printing what it comes to.
  umix('2d-long', 'UMIX: circuits that add up cubes and compare them with a square', {
    input: session('ohmega', 'bidirectional', sent('products.2d'), './2d products.2d'),
  }),
  umix('c-primes', 'UMIX: a sieve, compiled by its C compiler, in its own machine', {
    input: session('knr', 'X3.159-1989', sent('primes.c'), 'ucc std.c io.c primes.c', 'um a.um'),
  }),
  umix('basic-passwords', 'UMIX: passwords tried by a program in its BASIC', {
    input: session(
      'guest',
      'cd code',
      sent('passwords.bas', 'STOP'),
      '/bin/qbasic passwords.bas',
      './passwords.exe',
    ),
  }),
];

/**
 * @returns {Promise<{ works: Work[], missing: string[] }>} `missing` are the real programs that are
 *   not here, each with the path where it was looked for
 */
export async function findWorks() {
  mkdirSync(SCRATCH, { recursive: true });
  /** @type {Work[]} */
  const works = [];
  const missing = [];
  for (const real of REAL) {
    const path = join(PROGRAMS, real.file);
    const typed = real.typed && join(TRANSCRIPTS, real.typed);
    const absent = [path, typed].find((needed) => needed && !existsSync(needed));
    if (absent) {
      missing.push(`${real.name}: ${absent}`);
      continue;
    }
    works.push({
      name: real.name,
      about: real.about,
      image: unpacked(path),
      input: typed ? readFileSync(typed) : Buffer.from(real.input ?? '', 'latin1'),
      ...(real.leaves && { leaves: true }),
      ...(real.isShort && { isShort: true }),
    });
  }
  return { works: [...works, ...(await ownWorks())], missing };
}

/**
 * Plain C takes no gzip.
 * @param {string} path
 */
function unpacked(path) {
  const bytes = readFileSync(path);
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return path;
  const plain = join(SCRATCH, path.replace(/^.*[/\\]/, '').replace(/\.gz$/, ''));
  writeFileSync(plain, gunzipSync(bytes));
  return plain;
}

/** @returns {Promise<Work[]>} */
async function ownWorks() {
  const engine = await openEngine();
  return readdirSync(OWN)
    .filter((file) => file.endsWith('.ums'))
    .sort()
    .map((file) => {
      const source = readFileSync(join(OWN, file), 'utf8');
      const image = join(SCRATCH, file.replace(/\.ums$/, '.um'));
      writeFileSync(image, engine.assemble(source));
      // Its first sentence says what it is.
      const about = /^\/\/ Benchmark: ([^.]*)\./s.exec(source)?.[1] ?? 'our own';
      return {
        name: file.replace(/\.ums$/, ''),
        about: about.replace(/\s*\n\/\/\s*/g, ' '),
        image,
        input: new Uint8Array(),
      };
    });
}

/** The sessions in which going back is measured; none where UMIX or its transcripts are not here. */
export function findSessions() {
  const image = join(PROGRAMS, 'umix.um.gz');
  const typed = join(TRANSCRIPTS, 'howie-adventure.in');
  if (!existsSync(image)) return [];
  const sessions = [{ name: 'guest shell', image, input: Buffer.from('guest\nls\n') }];
  if (!existsSync(typed)) return sessions;
  // Without its last line, which logs out.
  const input = Buffer.from(readFileSync(typed, 'latin1').replace(/[^\n]*\n$/, ''), 'latin1');
  return [...sessions, { name: 'adventure', image, input }];
}
