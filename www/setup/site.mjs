/**
 * Owns dist: the static site, made by Vite when what it is made from has
 * changed. Does not know what the page does.
 */
import { appendFileSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from './command.mjs';
import { furtherLicences } from './licences.mjs';
import { holding } from './lock.mjs';
import { ROOT, SITE, STATE } from './project.mjs';
import { announce } from './say.mjs';
import { begin, complete, fingerprint, isCurrent } from './stamp.mjs';

/** Folders of www that no page sees. */
const NOT_OF_THE_PAGE = ['cli', 'setup'];

/**
 * Everything the site is made from: all rooms of www but those, so that none is forgotten.
 * @returns {string[]} paths relative to the project's folder
 */
export function siteSources() {
  const rooms = readdirSync(join(ROOT, 'www')).filter((room) => !NOT_OF_THE_PAGE.includes(room));
  return [
    'index.html',
    ...rooms.toSorted().map((room) => `www/${room}`),
    'tests/bench/programs',
    'vite.config.ts',
    'tsconfig.base.json',
    'package-lock.json',
    'Cargo.lock',
  ];
}

/**
 * @param {{ always?: boolean }} [options] `always` makes it even when it looks current
 */
export function ensureSite({ always = false } = {}) {
  return holding(join(STATE, 'site.lock'), 'building the page', async () => {
    if (!existsSync(join(ROOT, 'index.html'))) {
      throw new SetupError('index.html is missing from the project: there is no page to build.');
    }
    const print = fingerprint(siteSources());
    if (!always && isCurrent('site', print, [join(SITE, 'index.html')])) return;
    announce('building the page into dist', 'it is new or has changed');
    begin('site');
    const { build } = await import('vite');
    await build({ root: ROOT, logLevel: 'warn', build: { emptyOutDir: true } });
    const licences = join(SITE, 'licenses.md');
    appendFileSync(licences, await furtherLicences(readFileSync(licences, 'utf8')));
    complete('site', print);
  });
}
