/**
 * Owns "one at a time": a folder is made to take a lock, and removed to give it
 * back. A lock whose owner has ended is taken over. Does not know what is
 * being protected.
 */
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { say } from './say.mjs';

/** A lock without an owner's note is taken over after this long: its owner ended while taking it. */
const NOTE_GRACE_MS = 10_000;

/**
 * How often an owner gives its note a new date, and after how long without one it is taken
 * for ended: in a container that is no more, on a disk that is still there, its number may
 * have gone to another, and its machine's name to none.
 */
const PACE = { beatMs: 5_000, silenceMs: 60_000 };

/** What an owner's note says. */
const OWN_NOTE = `${process.pid} ${hostname()}\n`;

/**
 * Does the work while holding the lock.
 * @template T
 * @param {string} path the lock's folder, which does not exist while nobody holds it
 * @param {string} what what the other one is busy with, for the line that says we wait
 * @param {() => Promise<T>} work
 * @param {typeof PACE} [pace]
 * @returns {Promise<T>}
 */
export async function holding(path, what, work, { beatMs, silenceMs } = PACE) {
  await take(path, what, silenceMs);
  const giveBack = () => {
    // One that was silent for long may have been taken over, and is the other's then.
    if (noteOf(path) === OWN_NOTE) rmSync(path, { recursive: true, force: true });
  };
  process.once('exit', giveBack);
  const beating = setInterval(() => beat(path), beatMs).unref();
  try {
    return await work();
  } finally {
    clearInterval(beating);
    process.off('exit', giveBack);
    giveBack();
  }
}

/** @param {string} path */
function beat(path) {
  const now = new Date();
  try {
    utimesSync(noteIn(path), now, now);
  } catch {
    // Whoever removed the lock meanwhile holds back nobody.
  }
}

/** @param {string} path */
function noteIn(path) {
  return join(path, 'owner');
}

/** @param {string} path */
function noteOf(path) {
  try {
    return readFileSync(noteIn(path), 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * @param {string} path
 * @param {string} what
 * @param {number} silenceMs
 */
async function take(path, what, silenceMs) {
  mkdirSync(dirname(path), { recursive: true });
  const silence = new Silence(path);
  for (let told = false; ; ) {
    try {
      mkdirSync(path);
      writeFileSync(noteIn(path), OWN_NOTE);
      return;
    } catch (error) {
      if (!isExists(error)) throw error;
    }
    const isOver = () => isAbandoned(path) || silence.lastsMs() > silenceMs;
    if (isOver() && removed(path, isOver)) continue;
    if (!told) say(`um32 set-up: waiting for another process that is ${what}.`);
    told = true;
    await sleep(250);
  }
}

/**
 * Removes an abandoned lock, one process at a time: of two that find it at the same moment the
 * second would remove what the first has taken meanwhile.
 * @param {string} path
 * @param {() => boolean} isOver whether it is abandoned, as far as is known now
 * @returns {boolean} whether it was this one's turn
 */
function removed(path, isOver) {
  const turn = `${path}.takeover`;
  try {
    mkdirSync(turn);
  } catch (error) {
    if (!isExists(error)) throw error;
    // It takes a moment: whoever has been at it for longer ended there.
    const began = statSync(turn, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();
    if (Date.now() - began > NOTE_GRACE_MS) rmSync(turn, { recursive: true, force: true });
    return false;
  }
  try {
    if (isOver()) rmSync(path, { recursive: true, force: true });
  } finally {
    rmSync(turn, { recursive: true, force: true });
  }
  return true;
}

/** How long an owner has given no sign, by the clock of whoever waits: others may be wrong. */
class Silence {
  #path;
  /** @type {number | undefined} */
  #sign;
  #since = performance.now();

  /** @param {string} path the lock's folder */
  constructor(path) {
    this.#path = path;
  }

  lastsMs() {
    const sign = statSync(noteIn(this.#path), { throwIfNoEntry: false })?.mtimeMs;
    if (sign !== this.#sign) {
      this.#sign = sign;
      this.#since = performance.now();
    }
    return performance.now() - this.#since;
  }
}

/** @param {unknown} error */
function isExists(error) {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** @param {string} path */
function isAbandoned(path) {
  try {
    const [pid, host] = readFileSync(noteIn(path), 'utf8').trim().split(' ');
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
