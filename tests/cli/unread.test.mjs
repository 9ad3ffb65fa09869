/**
 * Owns the check of what a signal does to a program that prints more than its reader takes:
 * to one whose reader has stopped, and to one whose reader is slow.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { outcome, start, Workshop } from './command.mjs';

const workshop = new Workshop();
/** More than a pipe holds and Node reads ahead of it, printed before a signal can be noticed. */
const BYTES = 300_000;
const printing = 'output r0;'.repeat(BYTES);
const forever = workshop.write('forever.ums', `${printing} goto r0 in program m[r0]`);
const halting = workshop.write('halting.ums', `${printing} halt`);
const asking = workshop.write('asking.ums', `${printing} r1 := input()`);

/**
 * A program that has begun to print, with nobody who reads on.
 * @param {string[]} args
 */
async function unread(args) {
  const child = start(['run', ...args]);
  await once(child.stdout, 'readable');
  return child;
}

test('whose output nobody takes any more ends at a signal, and the report says so', async () => {
  const report = workshop.path('report.json');
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    const child = await unread([forever, '--report', report]);
    const ended = once(child, 'exit');
    child.kill(signal);
    const left = await Promise.race([ended, sleep(20_000, ['still there'], { ref: false })]);
    child.kill('SIGKILL');
    assert.deepEqual(left, [code, null]);
    assert.equal(JSON.parse(readFileSync(report, 'utf8')).end, 'interrupted');
  }
});

test('a program that is over is left, too, if nobody takes what it printed', async () => {
  const report = workshop.path('over.json');
  const child = await unread([halting, '--report', report]);
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const left = await Promise.race([ended, sleep(20_000, ['still there'], { ref: false })]);
  child.kill('SIGKILL');
  assert.deepEqual(left, [143, null]);
  assert.equal(JSON.parse(readFileSync(report, 'utf8')).end, 'interrupted');
});

test('a slow reader has all that was printed, and the program is not asked to go on', async () => {
  const child = await unread([asking]);
  child.kill('SIGTERM');
  const stillThere = setTimeout(() => child.kill('SIGKILL'), 20_000);
  const { code, stdout } = await outcome(child);
  clearTimeout(stillThere);
  assert.deepEqual([code, stdout.length], [143, BYTES]);
});
