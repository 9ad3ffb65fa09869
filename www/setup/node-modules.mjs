/**
 * Owns node_modules: installed exactly as package-lock.json says. Does not know
 * what the packages are for.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { must } from './command.mjs';
import { ROOT } from './project.mjs';
import { announce } from './say.mjs';

/**
 * @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage
 */

/** Installs the node modules when one is missing or of another version than the lock file's. */
export async function ensureNodeModules() {
  if (isInstalled()) return;
  announce('installing the node modules', 'they are missing or differ from package-lock.json');
  await must(
    'The node modules could not be installed: npm needs its registry for this, once',
    'npm',
    ['ci', '--no-audit', '--no-fund'],
    { quiet: true, patience: 'installing the node modules' },
  );
}

/**
 * npm writes a second lock file into node_modules when an installation is
 * complete; it lists what is really there.
 * @returns {boolean}
 */
function isInstalled() {
  const wanted = packages(join(ROOT, 'package-lock.json'));
  const installed = packages(join(ROOT, 'node_modules', '.package-lock.json'));
  if (!wanted || !installed) return false;
  for (const [path, { version, optional }] of Object.entries(wanted)) {
    if (path === '') continue;
    const here = installed[path];
    // Optional packages are those of other processors and systems.
    if (!here && optional) continue;
    if (here?.version !== version || !existsSync(join(ROOT, path, 'package.json'))) return false;
  }
  return true;
}

/**
 * @param {string} path
 * @returns {Record<string, LockedPackage> | undefined} by folder
 */
function packages(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
