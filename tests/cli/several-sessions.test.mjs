/** Owns the check of `um32 replay` of a file with several sessions. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { openEngine } from '../../www/cli/engine.mjs';
import { COUNT, ECHO, outcome, start, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const engine = await openEngine();
const echo = workshop.write('echo.ums', ECHO);
const [one, two] = [workshop.path('one'), workshop.path('two')];
await um32(['run', echo, '--record', one, '--include-image'], 'first\n');
await um32(['run', echo, '--record', two], 'second\nthird\n');
/** As the page exports them: one behind the other, the program in the first alone. */
const both = workshop.write('both', Buffer.concat([readFileSync(one), readFileSync(two)]));

test('they are listed, and one is played by its number', async () => {
  const listed = await um32(['replay', both]);
  assert.equal(listed.code, 0);
  const lines = listed.stdout.toString().trimEnd().split('\n');
  assert.match(lines[0] ?? '', /^ {3}1 {2}\d{4}-\d\d-\d\d \d\d:\d\d {4}2 lines {2}echo\.ums$/);
  assert.match(lines[1] ?? '', /^ {3}2 {2}\d{4}-\d\d-\d\d \d\d:\d\d {4}3 lines {2}echo\.ums$/);
  assert.equal(lines.length, 2);
  const played = await um32(['replay', both, '--session', '2']);
  assert.equal(played.stdout.toString(), 'second\nthird\n');
  const missing = await um32(['replay', both, '--session', '3']);
  assert.equal(missing.code, 2);
  assert.match(missing.stderr, /no session 3 in .*both: it has 2\./);
});

test('all are verified', async () => {
  const { code, stderr } = await um32(['replay', both, '--verify']);
  assert.equal(code, 0);
  assert.match(stderr, /^1\. echo\.ums: .*same.*\n2\. echo\.ums: .*same.*\n$/);
});

test('one that differs is not forgotten over those that are the same', async () => {
  const session = engine.readSession(readFileSync(one));
  if (session.marks[1]) session.marks[1].outputHash = '0123456789abcdef';
  const first = Buffer.from(engine.writeSession(session));
  const file = workshop.write('first', Buffer.concat([first, readFileSync(two)]));
  const { code, stderr } = await um32(['replay', file, '--verify']);
  assert.equal(code, 1);
  assert.match(stderr, /^1\. echo\.ums: .*differs.*\n2\. echo\.ums: .*same.*\n$/);
});

test('a program that is not in the file is taken from --image, the others from the file', async () => {
  const count = workshop.write('count.ums', COUNT.replace('ROUNDS', '3'));
  const other = workshop.path('other');
  await um32(['run', count, '--record', other]);
  const file = workshop.write('mixed', Buffer.concat([readFileSync(one), readFileSync(other)]));
  const { code, stderr } = await um32(['replay', file, '--verify', '--image', count]);
  assert.match(stderr, /^1\. echo\.ums: .*same.*\n2\. count\.ums: .*same.*\n$/);
  assert.equal(code, 0);
});

test('lines that were taken back are played only where that is asked for', async () => {
  const session = engine.readSession(readFileSync(one));
  const notes = { ...session.notes, 'in force': '0' };
  const file = workshop.write('back', engine.writeSession({ ...session, notes }));
  assert.equal((await um32(['replay', file])).stdout.toString(), '');
  assert.equal((await um32(['replay', file, '--mark', '1'])).stdout.toString(), 'first\n');
  const both = workshop.write('back-both', Buffer.concat([readFileSync(file), readFileSync(two)]));
  const { stderr } = await um32(['replay', both, '--verify', '--image', echo]);
  assert.match(stderr, /^1\. .*same at 1 of 3 marks, through 0 entries.*\n2\. .*same.*\n$/);
});

test('a file that lacks some of its sessions is refused', async () => {
  const session = engine.readSession(readFileSync(one));
  const file = workshop.write(
    'parted',
    engine.writeSession({ ...session, notes: { ...session.notes, bundle: '1/3' } }),
  );
  const { code, stderr, stdout } = await um32(['replay', file]);
  assert.deepEqual([code, stdout.length], [2, 0]);
  assert.match(stderr, /parted has 1 of its 3 sessions: it was cut off or altered\./);
});

test('ctrl-C ends the verifying of all, not of the one that is looked at', async () => {
  const text = 'r1 := input(); output r1; loop: r2 := loop; goto r2 in program m[r0]\n';
  const session = workshop.path('endless');
  const played = start([
    'run',
    workshop.write('endless.ums', text),
    '--record',
    session,
    '--include-image',
  ]);
  const ended = outcome(played);
  played.stdin.write('.');
  played.stdout.once('data', () => played.kill('SIGINT'));
  assert.equal((await ended).code, 130);
  const pair = Buffer.concat([readFileSync(session), readFileSync(session)]);
  const verifying = start(['replay', workshop.write('pair', pair), '--verify']);
  const verified = outcome(verifying);
  // Where a busy machine is slow to start it, nothing is there to be ended yet.
  await new Promise((told) => verifying.stderr.once('data', told));
  // A second one is left for a second ctrl-C, so that the test ends in any case.
  const again = setInterval(() => verifying.kill('SIGINT'), 1000);
  const { code, stderr } = await verified;
  clearInterval(again);
  assert.deepEqual([code, stderr], [130, '1. endless.ums: \n']);
});

test('what is for one session asks which', async () => {
  const file = workshop.path('text');
  for (const [option, value] of /** @type {[string, string][]} */ ([
    ['--transcript', file],
    ['--asciicast', file],
    ['--until', '5'],
    ['--mark', '1'],
  ])) {
    for (const verify of [[], ['--verify']]) {
      const { code, stdout, stderr } = await um32(['replay', both, option, value, ...verify]);
      assert.deepEqual([code, stdout.length], [2, 0], option);
      assert.ok(stderr.startsWith(`um32: ${option} is for one session, and the file has 2: `));
      assert.match(stderr, /say which with --session N\.\n/);
      assert.equal(existsSync(file), false);
    }
  }
});
