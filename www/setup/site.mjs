/**
 * Owns dist: the static site, made by Vite when what it is made from has
 * changed. Does not know what the page does.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './command.mjs';
import { holding } from './lock.mjs';
import { ROOT, SITE, STATE } from './project.mjs';
import { announce } from './say.mjs';
import { begin, complete, fingerprint, isCurrent } from './stamp.mjs';

/** Everything the site is made from. */
const SOURCES = [
  'index.html',
  'www/page',
  'www/worker',
  'www/protocol.ts',
  'www/session-protocol.ts',
  'www/bench-protocol.ts',
  'www/samples',
  'tests/bench/programs',
  'www/wasm',
  'vite.config.ts',
  'tsconfig.base.json',
  'package-lock.json',
];

/**
 * @param {{ always?: boolean }} [options] `always` makes it even when it looks current
 */
export function ensureSite({ always = false } = {}) {
  return holding(join(STATE, 'site.lock'), 'building the page', async () => {
    if (!existsSync(join(ROOT, 'index.html'))) {
      throw new SetupError('index.html is missing from the project: there is no page to build.');
    }
    const print = fingerprint(SOURCES);
    if (!always && isCurrent('site', print, [join(SITE, 'index.html')])) return;
    announce('building the page into dist', 'it is new or has changed');
    begin('site');
    const { build } = await import('vite');
    await build({ root: ROOT, logLevel: 'warn', build: { emptyOutDir: true } });
    complete('site', print);
  });
}
