/**
 * Owns a disk that tells neither capitals from small letters nor ways to write an accent, for
 * tests on systems that have none: Node's file calls find every file by its name in small letters,
 * with accents that are part of them. It is imported
 * before the command line is, which is none the wiser.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** @param {unknown} path */
function folded(path) {
  if (typeof path !== 'string') return path;
  return join(dirname(path), basename(path).normalize('NFC').toLowerCase());
}

const calls = /** @type {Record<string, Function>} */ (/** @type {unknown} */ (fs));
for (const name of ['openSync', 'statSync', 'lstatSync', 'unlinkSync', 'writeFileSync']) {
  const call = calls[name];
  calls[name] = (/** @type {unknown} */ path, /** @type {unknown[]} */ ...rest) =>
    call?.(folded(path), ...rest);
}
syncBuiltinESMExports();
