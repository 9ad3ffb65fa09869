/**
 * Owns files named on the command line: reading one whole, `-` being standard
 * input, with a sentence when it cannot be had; and standard input itself.
 */
import { fstatSync, readFileSync } from 'node:fs';
import { HostError, systemReason } from './complaint.mjs';

/**
 * All bytes of a file, or of standard input for `-`.
 * @param {string} file
 * @returns {Promise<Uint8Array>}
 */
export async function readWhole(file) {
  try {
    if (file !== '-') return readFileSync(file);
    /** @type {Buffer[]} */
    const pieces = [];
    for await (const piece of standardInput()) pieces.push(piece);
    return Buffer.concat(pieces);
  } catch (error) {
    const name = file === '-' ? 'Standard input' : file;
    throw new HostError(`${name} cannot be read: ${systemReason(error)}.`);
  }
}

/** Standard input. Throws where it is a folder: Node would take it for one that is empty. */
export function standardInput() {
  if (fstatSync(0).isDirectory()) {
    throw Object.assign(new Error('standard input is a folder'), { code: 'EISDIR' });
  }
  return process.stdin;
}
