/**
 * Owns the check of where `um32 run --record` writes: a file, also behind a link, and
 * nothing that is none. What is written is checked in sessions.test.mjs.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ECHO, outcome, start, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const echo = workshop.write('echo.ums', ECHO);

test('a link stays one, and the file behind it is written', async () => {
  const file = workshop.write('file', 'older');
  const link = workshop.path('link');
  symlinkSync(file, link);
  assert.equal((await um32(['run', echo, '--record', link], 'one\n')).code, 0);
  assert.ok(lstatSync(link).isSymbolicLink());
  assert.equal((await um32(['replay', file, echo])).stdout.toString(), 'one\n');
  assert.notEqual(readFileSync(file, 'utf8'), 'older');
});

test('a folder is told to be one, and nothing is left beside it', async () => {
  const folder = workshop.path('folder');
  mkdirSync(folder);
  const before = readdirSync(workshop.path('.'));
  const { code, stdout, stderr } = await um32(['run', echo, '--record', folder], 'one\n');
  assert.deepEqual([code, stdout.length], [2, 0]);
  assert.equal(stderr, `um32: The session ${folder} cannot be written: it is a folder.\n`);
  assert.deepEqual(readdirSync(workshop.path('.')), before);
});

test('what is no file is not replaced by one, also behind a link', async () => {
  // Nothing of the system's: with rights enough a fault would replace it for everybody.
  const pipe = workshop.path('pipe');
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  const link = workshop.path('link to the pipe');
  symlinkSync(pipe, link);
  for (const path of [pipe, link]) {
    const { code, stderr } = await um32(['run', echo, '--record', path], 'one\n');
    assert.equal(code, 2);
    assert.equal(
      stderr,
      `um32: The session ${path} cannot be written: it is not a file but a device or the like.\n`,
    );
    assert.ok(statSync(pipe).isFIFO());
  }
});

test('a place that is gone is told of while there is something to type, not at the end', async () => {
  const folder = workshop.path('going');
  mkdirSync(folder);
  const played = start(['run', echo, '--record', join(folder, 'session')]);
  const ended = outcome(played);
  played.stdin.on('error', () => {});
  played.stdout.once('data', () => rmSync(folder, { recursive: true }));
  let lines = 0;
  const typing = setInterval(() => {
    lines += 1;
    // So that the test ends in any case.
    if (lines < 200) played.stdin.write('one\n');
    else played.stdin.end();
  }, 100);
  const { code, stderr } = await ended;
  clearInterval(typing);
  assert.ok(lines < 200);
  assert.equal(code, 2);
  assert.match(stderr, /going\/session cannot be written: there is no folder \S+going\.\n$/);
});

test('where a session cannot be written any more, nothing is left beside it', async () => {
  const folder = workshop.path('taken');
  mkdirSync(folder);
  const session = join(folder, 'session');
  const played = start(['run', echo, '--record', session]);
  const ended = outcome(played);
  played.stdin.write('one\n');
  await once(played.stdout, 'data');
  rmSync(session);
  mkdirSync(session);
  played.stdin.end('two\n');
  const { code, stderr } = await ended;
  assert.equal(code, 2);
  assert.equal(stderr, `um32: The session ${session} cannot be written: it is a folder.\n`);
  assert.deepEqual(readdirSync(folder), ['session']);
});
