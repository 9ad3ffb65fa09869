/**
 * Owns the rule that no command writes over a file that it reads, nor writes two
 * outputs to one file. Does not know which files a command has; each tells its own
 * before it opens any for writing.
 */
import {
  closeSync,
  fstatSync,
  lstatSync,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
  unlinkSync,
} from 'node:fs';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { codeOf } from '../wording/system-reason.mjs';
import { Misuse } from './complaint.mjs';
import { STANDARD } from './files.mjs';

/** Links that lead on and on lead nowhere. */
const MOST_LINKS = 40;

/** Big integers: on some systems numbers of files do not fit 53 bits. */
const EXACTLY = /** @type {const} */ ({ bigint: true });

/**
 * What tells a file from others.
 * @typedef {{ key: string, newFile?: string }} Place `newFile`: its path, where it is yet to be made
 */

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
    const input = read.find((other) => isOneFile(other.place, place));
    if (input) {
      const file =
        [path, input.path].find((name) => name !== STANDARD) ?? 'the file of standard input';
      throw new Misuse(
        `${capitalised(option)} would write over ${file}, which is read: name another file.`,
      );
    }
    const other = written
      .slice(0, nth)
      .find((before) => before.option !== option && isOneFile(before.place, place));
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
 * @template {{ path: string | undefined, place: Place | undefined }} T
 * @param {T[]} files
 */
function placed(files) {
  return files.filter(
    /** @returns {file is T & { path: string, place: Place }} */
    (file) => file.path !== undefined && file.place !== undefined,
  );
}

/** @param {string} words the beginning of a sentence */
function capitalised(words) {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

/**
 * What tells a file from others: that of a regular file by its number, that of one yet to
 * be made by its folder and name. Undefined for terminals and the like, which may well be
 * read and written, and where it cannot be had: whoever opens it says why.
 * @param {string | undefined} path
 * @param {0 | 1} standard the open file that `-` is
 * @returns {Place | undefined}
 */
function placeOf(path, standard) {
  if (path === undefined) return undefined;
  try {
    const file = path === STANDARD ? fstatSync(standard, EXACTLY) : statSync(path, EXACTLY);
    if (file.isFile()) return { key: numberOf(file) };
  } catch (error) {
    return codeOf(error) === 'ENOENT' ? newPlace(path) : undefined;
  }
  // Two outputs to one pipe are mixed as they would be in a file.
  return path === STANDARD && standard === 1 ? { key: STANDARD } : undefined;
}

/** @param {import('node:fs').BigIntStats} file */
function numberOf({ dev, ino }) {
  return `${dev} ${ino}`;
}

/**
 * Where a file that does not exist would be made: links to it lead there.
 * @param {string} path
 * @returns {Place | undefined}
 */
function newPlace(path) {
  try {
    let place = path;
    for (let links = 0; links < MOST_LINKS; links += 1) {
      const folder = realpathSync.native(dirname(place));
      place = join(folder, basename(place));
      const entry = lstatSync(place, { throwIfNoEntry: false });
      if (!entry?.isSymbolicLink()) {
        const key = `${numberOf(statSync(folder, EXACTLY))}/${basename(place)}`;
        return { key, newFile: place };
      }
      const target = readlinkSync(place);
      // Not shortened: behind a link `..` leads elsewhere than it reads.
      place = isAbsolute(target) ? target : `${folder}/${target}`;
    }
  } catch {
    // As above.
  }
  return undefined;
}

/**
 * @param {Place} one
 * @param {Place} other
 */
function isOneFile(one, other) {
  if (one.key === other.key) return true;
  if (one.newFile === undefined || other.newFile === undefined) return false;
  return likeness(one.key) === likeness(other.key) && isOneOnDisk(one.newFile, other.newFile);
}

/**
 * The same for names that some disk takes for one: there are disks that tell neither
 * capitals from small letters nor ways to write an accent.
 * @param {string} name
 */
function likeness(name) {
  return name.normalize('NFKD').toUpperCase().toLowerCase();
}

/**
 * Whether the disk takes both paths for one file. Only a file tells, so the one that is to
 * be made is, for a moment.
 * @param {string} path
 * @param {string} other
 */
function isOneOnDisk(path, other) {
  try {
    const file = openSync(path, 'wx');
    try {
      const there = statSync(other, { ...EXACTLY, throwIfNoEntry: false });
      return there !== undefined && numberOf(there) === numberOf(fstatSync(file, EXACTLY));
    } finally {
      closeSync(file);
      unlinkSync(path);
    }
  } catch {
    // Whoever opens it says why it cannot be made.
    return false;
  }
}
