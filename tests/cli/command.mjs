/**
 * Owns how the tests call the command line, and the skipping of those whose files are missing.
 */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The command line's entry. */
export const UM32 = fileURLToPath(new URL('../../www/cli/um32.mjs', import.meta.url));

/**
 * The options of a test that needs these files: skipped, with the reason, when one is missing.
 * @param {...string} paths
 */
export function needing(...paths) {
  const missing = paths.find((path) => !existsSync(path));
  return { skip: missing === undefined ? false : `${missing} is not here` };
}

const script = spawnSync('script', ['--version'], { encoding: 'utf8' });

/** The options of a test that needs a terminal, which is one of script(1). */
export const TERMINAL = {
  skip: /util-linux/.test(script.stdout) ? false : 'script(1) of util-linux is not here',
};

/**
 * @typedef {object} Outcome
 * @property {number | null} code
 * @property {Buffer} stdout
 * @property {string} stderr
 */

/**
 * Calls um32, gives it `input` and closes its standard input.
 * @param {string[]} args
 * @param {string | Uint8Array} [input]
 * @returns {Promise<Outcome>}
 */
export function um32(args, input = '') {
  const child = start(args);
  // A program that reads nothing may be gone before its input is.
  child.stdin.on('error', () => {});
  child.stdin.end(input);
  return outcome(child);
}

/**
 * Starts um32 with pipes on all sides.
 * @param {string[]} args
 */
export function start(args) {
  return spawn(process.execPath, [UM32, ...args], { stdio: 'pipe' });
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<Outcome>}
 */
export function outcome(child) {
  /** @type {Buffer[]} */
  const stdout = [];
  /** @type {Buffer[]} */
  const stderr = [];
  child.stdout?.on('data', (piece) => stdout.push(piece));
  child.stderr?.on('data', (piece) => stderr.push(piece));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({
        code,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString(),
      }),
    );
  });
}

/** A folder of one test file, gone when its process ends. */
export class Workshop {
  #folder = mkdtempSync(join(tmpdir(), 'um32-cli-'));

  constructor() {
    process.on('exit', () => rmSync(this.#folder, { recursive: true, force: true }));
  }

  /** @param {string} name */
  path(name) {
    return join(this.#folder, name);
  }

  /**
   * Writes a file and says where it is.
   * @param {string} name
   * @param {string | Uint8Array} content
   */
  write(name, content) {
    writeFileSync(this.path(name), content);
    return this.path(name);
  }
}

/** Prints what it reads, byte for byte, to the end of input. */
export const ECHO = `
loop: r7 := loop
      r1 := input()
      r2 := r1 nand r1      // 0 at the end of input only
      r3 := done
      r4 := more
      if (r2 != 0) r3 := r4
      goto r3 in program m[r0]
more: output r1
      goto r7 in program m[r0]
done: halt
`;

/** Prints the byte values 0 to 255 over and over, r6 times 256 bytes in all. */
export const COUNT = `
      r6 := ROUNDS
      r5 := 0
      r5 := r5 nand r5      // minus one
round:
      r1 := 0
byte: output r1
      r2 := 1
      r1 := r1 + r2
      r2 := 256
      r3 := r2 nand r2
      r2 := 1
      r3 := r3 + r2         // minus 256
      r3 := r1 + r3
      r2 := next
      r4 := byte
      if (r3 != 0) r2 := r4
      goto r2 in program m[r0]
next: r6 := r6 + r5
      r2 := done
      r4 := round
      if (r6 != 0) r2 := r4
      goto r2 in program m[r0]
done: halt
`;
