/**
 * Owns the rule that no command writes over a file that it reads, nor writes two
 * outputs to one file. Does not know which files a command has; each tells its own
 * before it opens any for writing.
 */
import { fstatSync, lstatSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { codeOf, Misuse } from './complaint.mjs';
import { STANDARD } from './files.mjs';

/** Links that lead on and on lead nowhere. */
const MOST_LINKS = 40;

/** What a command calls the output that has no option. */
export const STANDARD_OUTPUT = 'standard output';

/**
 * Refuses outputs that are the same file as an input, or as one another, by whatever path.
 * One option may have several files.
 * @param {(string | undefined)[]} inputs paths, `-` being standard input
 * @param {[option: string, path: string | undefined][]} outputs `-` being standard output
 */
export function refuseOverwriting(inputs, outputs) {
  const read = placed(inputs.map((path) => ({ path, place: placeOf(path, 0) })));
  const written = placed(
    outputs.map(([option, path]) => ({ option, path, place: placeOf(path, 1) })),
  );
  for (const [nth, { option, path, place }] of written.entries()) {
    const input = read.find((other) => other.place === place);
    if (input) {
      const file =
        [path, input.path].find((name) => name !== STANDARD) ?? 'the file of standard input';
      throw new Misuse(
        `${capitalised(option)} would write over ${file}, which is read: name another file.`,
      );
    }
    const other = written
      .slice(0, nth)
      .find((before) => before.place === place && before.option !== option);
    if (other) {
      const file = [path, other.path].find((name) => name !== STANDARD) ?? STANDARD_OUTPUT;
      throw new Misuse(
        `${capitalised(other.option)} and ${option} would both write to ${file}: name another file for one of them.`,
      );
    }
  }
}

/**
 * Those that have a path and a place.
 * @template {{ path: string | undefined, place: string | undefined }} T
 * @param {T[]} files
 */
function placed(files) {
  return files.filter(
    /** @returns {file is T & { path: string, place: string }} */
    (file) => file.path !== undefined && file.place !== undefined,
  );
}

/** @param {string} words the beginning of a sentence */
function capitalised(words) {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/**
 * What tells a file from others: that of a regular file by its number, that of one yet to
 * be made by its path. Undefined for terminals and the like, which may well be read and
 * written, and where it cannot be had: whoever opens it says why.
 * @param {string | undefined} path
 * @param {0 | 1} standard the open file that `-` is
 */
function placeOf(path, standard) {
  if (path === undefined) return undefined;
  // Big integers: on some systems numbers of files do not fit 53 bits.
  const options = /** @type {const} */ ({ bigint: true });
  try {
    const file = path === STANDARD ? fstatSync(standard, options) : statSync(path, options);
    if (file.isFile()) return `${file.dev} ${file.ino}`;
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? newPlace(path) : undefined;
  }
  // Two outputs to one pipe are mixed as they would be in a file.
  return path === STANDARD && standard === 1 ? STANDARD : undefined;
}

/**
 * Where a file that does not exist would be made: links to it lead there.
 * @param {string} path
 */
function newPlace(path) {
  try {
    let place = path;
    for (let links = 0; links < MOST_LINKS; links += 1) {
      const folder = realpathSync.native(dirname(place));
      place = join(folder, basename(place));
      const entry = lstatSync(place, { throwIfNoEntry: false });
      if (!entry?.isSymbolicLink()) return place;
      const target = readlinkSync(place);
      // Not shortened: behind a link `..` leads elsewhere than it reads.
      place = isAbsolute(target) ? target : `${folder}/${target}`;
    }
  } catch {
    // As above.
  }
  return undefined;
}
