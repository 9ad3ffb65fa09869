/**
 * Owns the check that no command writes over a file that it reads, nor writes two
 * outputs to one file.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import {
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname } from 'node:path';
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

/**
 * Calls um32 with standard output going to a file, behind what is in it.
 * @param {string[]} args
 * @param {string} file
 */
function printingTo(args, file) {
  const stdout = openSync(file, 'a');
  return outcome(spawn(process.execPath, [UM32, ...args], { stdio: ['ignore', stdout, 'pipe'] }));
}

/**
 * Misuse, and nothing made.
 * @param {string[]} args
 * @param {RegExp} sentence
 * @param {string[]} outputs
 */
async function toldApart(args, sentence, outputs) {
  const { code, stdout, stderr } = await um32(args, 'typed\n');
  assert.equal(code, 2, args.join(' '));
  assert.equal(stdout.length, 0);
  assert.match(stderr, sentence);
  assert.match(stderr, /name another file for one of them\.\n/);
  for (const output of outputs) assert.equal(existsSync(output), false, output);
}

test('two outputs that are one file are refused, also where it is yet to be made', async () => {
  const both = workshop.path('both');
  const replayed = /^um32: --transcript and --asciicast would both write to .*both: /;
  await toldApart(['replay', bundled, '--transcript', both, '--asciicast', both], replayed, [both]);
  const ran = /^um32: --report and --record would both write to .*both/;
  await toldApart(['run', image, '--report', both, '--record', both], ran, [both]);
  const part = `${both}.part`;
  await toldApart(['run', image, '--report', part, '--record', both], ran, [both, part]);
});

test('two paths to one output are one file', async () => {
  mkdirSync(workshop.path('real/inner'), { recursive: true });
  symlinkSync(workshop.path('real/inner'), workshop.path('way'));
  const made = workshop.path('real/made');
  symlinkSync('real/made', workshop.path('dangling'));
  symlinkSync('made', workshop.path('real/again'));
  const refusal = /^um32: --transcript and --asciicast would both write to /;
  const folder = dirname(dirname(made));
  const paths = ['real/./made', 'way/../made', 'dangling', 'real/again'].map(
    (path) =>
      // Not joined: that would take `way/..` away.
      `${folder}/${path}`,
  );
  for (const path of paths) {
    await toldApart(['replay', bundled, '--transcript', made, '--asciicast', path], refusal, [
      made,
    ]);
  }
  const [older, link] = [workshop.write('text', 'old'), workshop.path('link')];
  linkSync(older, link);
  await toldApart(['replay', bundled, '--transcript', older, '--asciicast', link], refusal, []);
  assert.equal(readFileSync(older, 'utf8'), 'old');
});

test('standard output is an output', async () => {
  const out = workshop.write('out', 'before\n');
  for (const [args, other] of /** @type {[string[], string][]} */ ([
    [['run', image, '--report', out], '--report'],
    [['replay', bundled, '--transcript', out], '--transcript'],
  ])) {
    const { code, stderr } = await printingTo(args, out);
    assert.equal(code, 2, stderr);
    assert.match(stderr, new RegExp(`^um32: ${other} and standard output would both write to `));
    assert.equal(readFileSync(out, 'utf8'), 'before\n');
  }
  const bytes = statSync(image).size;
  const listed = await printingTo(['dis', image], image);
  assert.match(listed.stderr, /^um32: Standard output would write over .*echo\.um, which is read/);
  assert.equal(statSync(image).size, bytes);
});

test('two files are two outputs', async () => {
  const [transcript, cast] = [workshop.path('text.txt'), workshop.path('text.cast')];
  const args = ['replay', bundled, '--transcript', transcript, '--asciicast', cast];
  assert.equal((await um32(args)).code, 0);
  assert.notEqual(readFileSync(transcript, 'utf8'), readFileSync(cast, 'utf8'));
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
