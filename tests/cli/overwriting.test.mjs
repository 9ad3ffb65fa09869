/** Owns the check that no command writes over a file that it reads. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { linkSync, mkdirSync, openSync, readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { ECHO, outcome, UM32, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const echo = workshop.write('echo.ums', ECHO);
const image = workshop.write('echo.um', (await um32(['asm', echo])).stdout);
const typed = workshop.write('typed.txt', 'one\n');
const session = workshop.path('session');
await um32(['run', image, '--record', session], 'one\ntwo\n');
const bundled = workshop.path('bundled');
await um32(['run', image, '--record', bundled, '--include-image'], 'one\n');

/**
 * Misuse, and every file as it was.
 * @param {string[]} args
 * @param {string} option
 */
async function refused(args, option) {
  const files = [echo, image, typed, session, bundled];
  const before = files.map((file) => readFileSync(file));
  const { code, stdout, stderr } = await um32(args, 'typed\n');
  assert.equal(code, 2, args.join(' '));
  assert.equal(stdout.length, 0);
  assert.match(stderr, new RegExp(`^um32: ${option} would write over .*, which is read: `));
  for (const [nth, file] of files.entries()) {
    assert.ok(readFileSync(file).equals(before[nth] ?? Buffer.alloc(0)), `${args} spoilt ${file}`);
  }
}

test('an output that is an input is refused, and nothing is written', async () => {
  await refused(['run', image, '--report', image], '--report');
  await refused(['run', image, '--record', image], '--record');
  await refused(['run', image, '--input', typed, '--report', typed], '--report');
  await refused(['run', image, '--input', typed, '--record', typed], '--record');
  await refused(['replay', bundled, '--transcript', bundled], '--transcript');
  await refused(['replay', bundled, '--asciicast', bundled], '--asciicast');
  await refused(['replay', session, image, '--transcript', image], '--transcript');
  await refused(['replay', session, '--image', image, '--asciicast', image], '--asciicast');
  await refused(['asm', echo, '-o', echo], '-o');
  await refused(['dis', image, '-o', image], '-o');
});

test('another path to the same file is the same file', async () => {
  const [soft, hard] = [workshop.path('soft.um'), workshop.path('hard.um')];
  symlinkSync(image, soft);
  linkSync(image, hard);
  mkdirSync(workshop.path('folder'));
  for (const path of [soft, hard, workshop.path('folder/../echo.um')]) {
    await refused(['dis', image, '-o', path], '-o');
    await refused(['run', path, '--report', image], '--report');
  }
});

test('the file beside a recording in which it is written counts, too', async () => {
  const part = workshop.write('played.part', readFileSync(image));
  const { code, stderr } = await um32(['run', part, '--record', workshop.path('played')]);
  assert.equal(code, 2);
  assert.match(stderr, /--record would write over .*played\.part/);
  assert.ok(readFileSync(part).equals(readFileSync(image)));
});

test('standard input is an input', async () => {
  const stdin = openSync(typed, 'r');
  const child = spawn(process.execPath, [UM32, 'run', image, '--report', typed], {
    stdio: [stdin, 'pipe', 'pipe'],
  });
  const { code, stderr } = await outcome(child);
  assert.equal(code, 2);
  assert.match(stderr, /--report would write over/);
  assert.equal(readFileSync(typed, 'utf8'), 'one\n');
});

test('what is no regular file may be read and written', async () => {
  const args = ['run', image, '--input', '/dev/null', '--report', '/dev/null'];
  assert.equal((await um32(args)).code, 0);
});

test('an older output is still written over', async () => {
  const older = workshop.write('older.txt', 'old');
  assert.equal((await um32(['dis', image, '-o', older])).code, 0);
  assert.notEqual(readFileSync(older, 'utf8'), 'old');
});
