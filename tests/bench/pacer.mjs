/**
 * Owns handing the worker's own pacer of slices (www/worker/running/slice-pacer.ts) to
 * programs that read no TypeScript: what is measured must run in the page's
 * slices. Does not know what it is used for.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformWithOxc } from 'vite';
import { ROOT } from '../../www/setup/project.mjs';
import { SCRATCH } from './works.mjs';

/** The module with the class `SlicePacer`; there once {@link preparePacer} is done. */
export const PACER = join(SCRATCH, 'slice-pacer.mjs');

export async function preparePacer() {
  const source = join(ROOT, 'www', 'worker', 'running', 'slice-pacer.ts');
  const { code } = await transformWithOxc(readFileSync(source, 'utf8'), source);
  writeFileSync(PACER, code);
}
