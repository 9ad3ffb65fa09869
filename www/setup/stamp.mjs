/**
 * Owns the question "was this made from exactly what is here now?". A stamp is
 * a hash of everything a product was made from; it is written after the product
 * is complete, and a missing or damaged one only means making it again.
 * Does not know what the products are.
 */
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT, STATE } from './project.mjs';

/**
 * A hash over files and folders of the project (names and contents) and any
 * other text the product depends on. What does not exist counts as absent.
 * @param {string[]} paths relative to the project's folder
 * @param {string[]} [facts] versions, options
 * @returns {string}
 */
export function fingerprint(paths, facts = []) {
  const hash = createHash('sha256');
  for (const fact of facts) hash.update(`fact\0${fact}\0`);
  for (const path of paths) {
    for (const file of filesUnder(join(ROOT, path))) {
      const bytes = readFileSync(file);
      hash.update(`file\0${relative(ROOT, file)}\0${bytes.length}\0`);
      hash.update(bytes);
    }
  }
  return hash.digest('hex');
}

/**
 * Whether the product was completed from this fingerprint and its files are still there.
 * @param {string} product the stamp's name
 * @param {string} print
 * @param {string[]} files full paths the product must have
 * @returns {boolean}
 */
export function isCurrent(product, print, files) {
  if (!files.every((file) => existsSync(file))) return false;
  try {
    return readFileSync(join(STATE, `${product}.stamp`), 'utf8').trim() === print;
  } catch {
    return false;
  }
}

/**
 * Before making a product: from here until `complete`, it counts as absent.
 * @param {string} product
 */
export function begin(product) {
  rmSync(join(STATE, `${product}.stamp`), { force: true });
}

/**
 * @param {string} product
 * @param {string} print
 */
export function complete(product, print) {
  mkdirSync(STATE, { recursive: true });
  const path = join(STATE, `${product}.stamp`);
  writeFileSync(`${path}.new`, `${print}\n`);
  renameSync(`${path}.new`, path);
}

/**
 * @param {string} path
 * @returns {string[]} full paths, in an order that is the same everywhere
 */
function filesUnder(path) {
  if (!existsSync(path)) return [];
  /** @type {import('node:fs').Dirent[]} */
  let entries;
  try {
    entries = readdirSync(path, { withFileTypes: true });
  } catch {
    return [path];
  }
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(join(path, entry.name)) : [join(path, entry.name)],
    );
}
