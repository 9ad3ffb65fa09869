/**
 * Owns "one at a time": a folder is made to take a lock, and removed to give it
 * back. A lock whose owner has ended is taken over. Does not know what is
 * being protected.
 */
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** A lock without an owner's note is taken over after this long: its owner ended while taking it. */
const NOTE_GRACE_MS = 10_000;

/**
 * Does the work while holding the lock.
 * @template T
 * @param {string} path the lock's folder, which does not exist while nobody holds it
 * @param {string} what what the other one is busy with, for the line that says we wait
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function holding(path, what, work) {
  await take(path, what);
  const giveBack = () => rmSync(path, { recursive: true, force: true });
  process.once('exit', giveBack);
  try {
    return await work();
  } finally {
    process.off('exit', giveBack);
    giveBack();
  }
}

/** @param {string} path @param {string} what */
async function take(path, what) {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; ; ) {
    try {
      mkdirSync(path);
      writeFileSync(join(path, 'owner'), `${process.pid} ${hostname()}\n`);
      return;
    } catch (error) {
      if (!isExists(error)) throw error;
    }
    if (isAbandoned(path)) {
      rmSync(path, { recursive: true, force: true });
      continue;
    }
    if (!told) say(`um32 set-up: waiting for another one that is ${what}.`);
    told = true;
    await sleep(250);
  }
}

/** @param {unknown} error */
function isExists(error) {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** @param {string} path */
function isAbandoned(path) {
  try {
    const [pid, host] = readFileSync(join(path, 'owner'), 'utf8').trim().split(' ');
    return host === hostname() && !isAlive(Number(pid));
  } catch {
    try {
      return Date.now() - statSync(path).mtimeMs > NOTE_GRACE_MS;
    } catch {
      return false; // Given back just now: the next try takes it.
    }
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
