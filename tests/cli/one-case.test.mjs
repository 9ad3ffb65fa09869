/**
 * Owns the check that two outputs are taken for one file where the disk takes their names
 * for one, and only there.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { test } from 'node:test';
import { ECHO, outcome, UM32, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const echo = workshop.write('echo.ums', ECHO);
const session = workshop.path('session');
await um32(['run', echo, '--record', session, '--include-image'], 'one\n');
const place = workshop.path('new');
mkdirSync(place);

/** @param {string[]} args */
function onOneCaseDisk(args) {
  const disk = new URL('one-case-disk.mjs', import.meta.url).href;
  return outcome(spawn(process.execPath, ['--import', disk, UM32, ...args]));
}

/**
 * @param {string} transcript
 * @param {string} asciicast
 */
function replaying(transcript, asciicast) {
  const files = ['--transcript', `${place}/${transcript}`, '--asciicast', `${place}/${asciicast}`];
  return ['replay', session, ...files];
}

test('outputs whose names differ in case alone are one file where the disk says so', async () => {
  const { code, stderr } = await onOneCaseDisk(replaying('Out', 'oUT'));
  assert.equal(code, 2);
  assert.match(
    stderr,
    /^um32: --transcript and --asciicast would both write to .*oUT: name another/,
  );
  assert.deepEqual(readdirSync(place), [], 'nothing is left of the question');
  const report = ['--report', `${place}/S.PART`, '--record', `${place}/s`];
  const refused = await onOneCaseDisk(['run', echo, ...report]);
  assert.match(refused.stderr, /^um32: --report and --record would both write to .*s\.part: /);
  assert.deepEqual(readdirSync(place), []);
});

test('so are those whose accents are written in two ways', async () => {
  for (const names of [
    ['caf\u00e9', 'cafe\u0301'],
    ['CAFE\u0301', 'caf\u00e9'],
  ]) {
    const [one = '', other = ''] = names;
    const { code, stderr } = await onOneCaseDisk(replaying(one, other));
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^um32: --transcript and --asciicast would both write to /);
    assert.deepEqual(readdirSync(place), []);
  }
});

test('a disk that tells them apart has two files', async () => {
  const isTold = !existsSync(workshop.path('ECHO.UMS'));
  const { code, stderr } = await um32(replaying('Two', 'tWO'));
  assert.deepEqual(
    [code, readdirSync(place).sort()],
    isTold ? [0, ['Two', 'tWO']] : [2, []],
    stderr,
  );
});

test('other names are two files everywhere', async () => {
  const { code, stderr } = await onOneCaseDisk(replaying('one', 'other'));
  assert.deepEqual([code, stderr], [0, '']);
});
