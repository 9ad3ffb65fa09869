/**
 * Owns a disk that does not tell capitals from small letters, for tests on systems that have
 * none: Node's file calls find every file by its name in small letters. It is imported
 * before the command line is, which is none the wiser.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { basename, dirname, join } from 'node:path';

/** @param {unknown} path */
function folded(path) {
  return typeof path === 'string' ? join(dirname(path), basename(path).toLowerCase()) : path;
}

const calls = /** @type {Record<string, Function>} */ (/** @type {unknown} */ (fs));
for (const name of ['openSync', 'statSync', 'lstatSync', 'unlinkSync', 'writeFileSync']) {
  const call = calls[name];
  calls[name] = (/** @type {unknown} */ path, /** @type {unknown[]} */ ...rest) =>
    call?.(folded(path), ...rest);
}
syncBuiltinESMExports();
