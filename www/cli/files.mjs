/**
 * Owns files named on the command line: reading one whole, `-` being standard
 * input, with a sentence when it cannot be had; writing one, `-` being standard
 * output; and standard input itself.
 */
import {
  createReadStream,
  createWriteStream,
  existsSync,
  fstatSync,
  lstatSync,
  openSync,
  readFileSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { codeOf, systemReason, TOO_LARGE } from '../wording/system-reason.mjs';
import { ByteSink } from './byte-sink.mjs';
import { HostError } from './complaint.mjs';

/** The path that people give for standard input, and for standard output. */
export const STANDARD = '-';

/** What is read whole has no more: Node takes no larger file, and no program is half as large. */
const MOST_BYTES = 2 * 1024 ** 3;

/**
 * What a file that is read is called in sentences.
 * @param {string} file
 */
export function nameOf(file) {
  return file === STANDARD ? 'standard input' : file;
}

/**
 * What is written goes to a file, or to standard output for `-`.
 * @param {string} file
 */
export function sinkTo(file) {
  if (file === STANDARD) return new ByteSink(process.stdout);
  const fd = openToWrite(file);
  return new ByteSink(createWriteStream(file, { fd }), file);
}

/**
 * A file opened to be written, empty.
 * @param {string} file
 * @param {string} [name] what it is called where it cannot be written
 */
export function openToWrite(file, name = file) {
  try {
    return openSync(file, 'w');
  } catch (error) {
    throw new HostError(`${name} cannot be written: ${whyUnwritable(file, error)}.`);
  }
}

/**
 * Why a file could not be written. The system says of a new one only that it is not there: what is
 * missing is its folder, or that folder takes no new files, as those of /proc.
 * @param {string} file
 * @param {unknown} error
 */
export function whyUnwritable(file, error) {
  if (codeOf(error) !== 'ENOENT') return systemReason(error);
  // A link that leads nowhere is there itself.
  if (lstatSync(file, { throwIfNoEntry: false })) return systemReason(error);
  const folder = dirname(file);
  return existsSync(folder)
    ? `the folder ${folder} takes no new files`
    : `there is no folder ${folder}`;
}

/**
 * All bytes of a file, or of standard input for `-`.
 * @param {string} file
 * @returns {Promise<Uint8Array>}
 */
export async function readWhole(file) {
  try {
    if (file === STANDARD) return await piecewise(standardInput());
    // What a pipe or a device holds is not known before.
    return statSync(file).isFile() ? readFileSync(file) : await piecewise(createReadStream(file));
  } catch (error) {
    const name = file === STANDARD ? 'Standard input' : file;
    throw new HostError(`${name} cannot be read: ${systemReason(error)}.`);
  }
}

/**
 * All bytes of a stream, of which some never end.
 * @param {import('node:stream').Readable} stream
 */
async function piecewise(stream) {
  /** @type {Buffer[]} */
  const pieces = [];
  let sizeBytes = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    sizeBytes += piece.length;
    if (sizeBytes > MOST_BYTES) throw Object.assign(new Error(), { code: TOO_LARGE });
  }
  return Buffer.concat(pieces);
}

/** Standard input. Throws where it is a folder: Node would take it for one that is empty. */
export function standardInput() {
  if (fstatSync(0).isDirectory()) {
    throw Object.assign(new Error('standard input is a folder'), { code: 'EISDIR' });
  }
  return process.stdin;
}
