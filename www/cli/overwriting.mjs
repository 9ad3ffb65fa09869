/**
 * Owns the rule that no command writes over a file that it reads. Does not know
 * which files a command has; each tells its own before it opens any for writing.
 */
import { fstatSync, statSync } from 'node:fs';
import { Misuse } from './complaint.mjs';

/**
 * Refuses outputs that are the same file as an input, by whatever path.
 * @param {(string | undefined)[]} inputs paths, `-` being standard input
 * @param {[option: string, path: string | undefined][]} outputs
 */
export function refuseOverwriting(inputs, outputs) {
  const read = inputs.map((path) => regularFile(path === '-' ? 0 : path));
  for (const [option, path] of outputs) {
    const written = regularFile(path);
    if (written && read.some((file) => file?.dev === written.dev && file.ino === written.ino)) {
      throw new Misuse(`${option} would write over ${path}, which is read: name another file.`);
    }
  }
}

/**
 * The regular file at a path or behind an open file, if there is one: terminals and
 * the like may well be read and written.
 * @param {string | number | undefined} place
 */
function regularFile(place) {
  if (place === undefined) return undefined;
  // Big integers: on some systems numbers of files do not fit 53 bits.
  const options = /** @type {const} */ ({ bigint: true });
  try {
    const file = typeof place === 'number' ? fstatSync(place, options) : statSync(place, options);
    return file.isFile() ? file : undefined;
  } catch {
    // Where it cannot be had, whoever opens it says why.
    return undefined;
  }
}
