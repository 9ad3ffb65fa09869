/** Owns the check of `um32 run`: ends and exit codes, bytes in and out, reports. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { openSync, readFileSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { COUNT, ECHO, outcome, start, UM32, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const echo = workshop.write('echo.ums', ECHO);
const divide = workshop.write('divide.ums', 'r1 := 65; output r1; r2 := r1 / r0; halt\n');
const forever = workshop.write(
  'forever.ums',
  'r1 := 65; output r1; loop: r2 := loop; goto r2 in program m[r0]\n',
);
/** All byte values, in an order that no text decoder survives. */
const ALL_BYTES = Uint8Array.from({ length: 256 * 300 }, (_, index) => (index * 167 + 13) & 255);

/** @param {number} rounds */
function counting(rounds) {
  return workshop.write(`count-${rounds}.ums`, `.equ ROUNDS, ${rounds}\n${COUNT}`);
}

/** @param {string} name */
function report(name) {
  const text = readFileSync(workshop.path(name), 'utf8');
  assert.equal(text.indexOf('\n'), text.length - 1, 'one line');
  return JSON.parse(text);
}

test('input comes out byte for byte, and the end of input ends it', async () => {
  const { code, stdout, stderr } = await um32(['run', echo], ALL_BYTES);
  assert.deepEqual([code, stderr], [0, '']);
  assert.ok(stdout.equals(ALL_BYTES));
});

test('--input reads a file instead of standard input', async () => {
  const input = workshop.write('input.bin', ALL_BYTES);
  const { code, stdout } = await um32(['run', echo, '--input', input], 'not this');
  assert.equal(code, 0);
  assert.ok(stdout.equals(ALL_BYTES));
});

test('a file as standard input, and none at all', async () => {
  const input = openSync(workshop.write('input2.bin', ALL_BYTES), 'r');
  const fromFile = spawn(process.execPath, [UM32, 'run', echo], { stdio: [input, 'pipe', 'pipe'] });
  assert.ok((await outcome(fromFile)).stdout.equals(ALL_BYTES));
  const fromNothing = spawn(process.execPath, [UM32, 'run', echo], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { code, stdout } = await outcome(fromNothing);
  assert.deepEqual([code, stdout.length], [0, 0]);
});

test('what is printed arrives before more input is given', async () => {
  const child = start(['run', echo]);
  const ended = outcome(child);
  for (const line of ['one\n', 'two\n']) {
    child.stdin.write(line);
    const [piece] = await Promise.race([
      new Promise((resolve) => child.stdout.once('data', (data) => resolve([data]))),
      sleep(20_000, ['nothing came'], { ref: false }),
    ]);
    assert.equal(String(piece), line);
  }
  child.stdin.end();
  assert.equal((await ended).code, 0);
});

test('a program that reads nothing leaves standard input alone', async () => {
  const child = start(['run', counting(1)]);
  // Its standard input stays open: it must end all the same.
  const { code, stdout } = await outcome(child);
  assert.deepEqual([code, stdout.length], [0, 256]);
});

test('a gzipped image, and an image on standard input', async () => {
  const image = (await um32(['asm', echo])).stdout;
  const packed = workshop.write('echo.um.gz', gzipSync(image));
  assert.equal((await um32(['run', packed], 'hello')).stdout.toString(), 'hello');
  const input = workshop.write('hello.txt', 'hello');
  assert.equal((await um32(['run', '-', '--input', input], image)).stdout.toString(), 'hello');
});

test('a large output is complete', async () => {
  const { code, stdout } = await um32(['run', counting(40_000)]);
  assert.equal(code, 0);
  assert.equal(stdout.length, 40_000 * 256);
  assert.ok(stdout.every((byte, index) => byte === (index & 255)));
});

test('a large output to a slow reader is complete', async () => {
  const child = start(['run', counting(4_000)]);
  child.stdin.end();
  child.stdout.pause();
  let bytes = 0;
  const ended = new Promise((resolve) => child.on('close', resolve));
  await sleep(300);
  child.stdout.on('data', async (piece) => {
    bytes += piece.length;
    child.stdout.pause();
    await sleep(1);
    child.stdout.resume();
  });
  child.stdout.resume();
  assert.equal(await ended, 0);
  assert.equal(bytes, 4_000 * 256);
});

test('a reader that goes away ends the run quietly', async () => {
  const child = start(['run', counting(30_000_000), '--report', workshop.path('closed.json')]);
  child.stdin.end();
  const ended = outcome(child);
  child.stdout.once('data', () => child.stdout.destroy());
  const { code, stderr } = await ended;
  assert.deepEqual([code, stderr], [2, '']);
  assert.equal(report('closed.json').end, 'output-closed');
});

test('halted: the report has the exact count', async () => {
  const { code } = await um32(['run', echo, '--report', workshop.path('halted.json')], 'ab');
  assert.equal(code, 0);
  const fields = report('halted.json');
  assert.equal(fields.end, 'halted');
  assert.equal(fields.failure, undefined);
  // Nine instructions a byte, seven and the halt at the end.
  assert.equal(fields.instructions, 2 * 9 + 8);
  assert.equal(fields.engine, 'translator');
  assert.equal(fields.registers.length, 8);
});

test('failed: exit code 1, the words on standard error, the report', async () => {
  const outcome = await um32(['run', divide, '--report', workshop.path('failed.json')]);
  assert.equal(outcome.code, 1);
  assert.equal(outcome.stdout.toString(), 'A');
  assert.match(outcome.stderr, /division-by-zero/);
  assert.match(outcome.stderr, /sets out to divide by a value of 0/);
  assert.match(outcome.stderr, /r2 := r1 \/ r0 {3}\[0x50000088\]/);
  assert.match(outcome.stderr, /r1 = 65/);
  const fields = report('failed.json');
  assert.equal(fields.end, 'failed');
  assert.equal(fields.failure, 'division-by-zero');
  assert.equal(fields.finger, 2);
  assert.equal(fields.instructions, 2);
  assert.equal(fields.instruction, 'r2 := r1 / r0');
  assert.deepEqual(fields.listing.at(-2), '     2: [0x50000088] r2 := r1 / r0;');
  assert.match(outcome.stderr, /^ {15}> {6}2: \[0x50000088\] r2 := r1 \/ r0;$/m);
  assert.deepEqual(fields.registers, [0, 65, 0, 0, 0, 0, 0, 0]);
});

test('failed: the line of the source, unless something else stands there by now', async () => {
  const source = '// halves\n  r1 := 8\nhalf: r3 := r1 / r2 // r2?\n  halt\n';
  const halves = workshop.write('halves.ums', source);
  const { stderr } = await um32(['run', halves, '--report', workshop.path('halves.json')]);
  assert.match(stderr, /^ {2}source {7}line 3: half: r3 := r1 \/ r2 \/\/ r2\?$/m);
  assert.equal(report('halves.json').source, 'line 3: half: r3 := r1 / r2 // r2?');

  const writes = workshop.write(
    'writes.ums',
    'r1 := 5\nr2 := division\nr2 := m[r0][r2]\nm[r0][r1] := r2\nr3 := 0\nhalt\ndivision: r3 := r1 / r4',
  );
  const overwritten = await um32(['run', writes, '--report', workshop.path('writes.json')]);
  assert.match(overwritten.stderr, /division-by-zero/);
  assert.doesNotMatch(overwritten.stderr, /source/);
  assert.equal(report('writes.json').source, undefined);

  // Outside the program there is no line; what is no source has none.
  for (const args of [
    [workshop.write('off.ums', 'r1 := 1\n')],
    [workshop.write('off.um', Uint8Array.of(0, 0, 0, 0))],
  ]) {
    const outcome = await um32(['run', ...args]);
    assert.equal(outcome.code, 1);
    assert.doesNotMatch(outcome.stderr, /source/);
  }
});

test('failed: bits of the instruction that mean nothing do not hide it', async () => {
  const program = workshop.write('spare-bits.um', Uint8Array.of(0x5c, 0x89, 0x11, 0xae));
  const { stderr } = await um32(['run', program]);
  assert.match(stderr, /r6 := r5 \/ r6 {3}\[0x5c8911ae\]/);
});

test('failed: what is known of the array', async () => {
  const program = workshop.write(
    'array.ums',
    'r1 := 3; r2 := map segment (r1 words); unmap m[r2]; r4 := m[r2][r0]; halt\n',
  );
  const { code, stderr } = await um32(['run', program, '--report', workshop.path('array.json')]);
  assert.equal(code, 1);
  assert.match(stderr, /array +\d+: abandoned earlier/);
  const { failure, array } = report('array.json');
  assert.equal(failure, 'inactive-array');
  assert.equal(array.state, 'abandoned');
  assert.equal(array.offset, 0);
});

test('failed: figures are told in threes, and reported as they are', async () => {
  const program = workshop.write('far.ums', 'r1 := 1234567; goto r1 in program m[r0]');
  const { stderr } = await um32(['run', program, '--report', workshop.path('far.json')]);
  assert.match(stderr, /The finger is at 1,234,567, outside the program, which has 2 platters\./);
  assert.match(stderr, /r1 = 1,234,567\b/);
  const { sentence, finger } = report('far.json');
  assert.equal(finger, 1_234_567);
  assert.match(sentence, /^The finger is at 1234567, /);
});

test('one platter and one instruction are told as one', async () => {
  const outside = await um32(['run', workshop.write('one.ums', 'r1 := 1\n')]);
  assert.match(outside.stderr, /which has 1 platter\.\n/);
  assert.match(outside.stderr, /array +0: active, capacity 1 platter\n/);
  assert.match(
    outside.stderr,
    /done before +1 instruction\n {2}program {13}0: \[0xd2000001\] r1 := 1;\n$/,
  );
});

test('out of memory is the host’s error, with figures', async () => {
  const program = workshop.write(
    'greedy.ums',
    'r1 := 33554431; loop: r2 := loop; r3 := map segment (r1 words); goto r2 in program m[r0]\n',
  );
  const { code, stderr } = await um32(['run', program, '--report', workshop.path('greedy.json')]);
  assert.equal(code, 2);
  assert.match(stderr, /^um32: .*\d/);
  const { end, sentence } = report('greedy.json');
  assert.equal(end, 'out-of-memory');
  // The report has its figures as they are.
  assert.ok(stderr.replace(/(\d),(?=\d{3})/g, '$1').includes(sentence));
  const [asked, used, all] = [...sentence.matchAll(/([\d.]+) MB/g)].map(([, mb]) => Number(mb));
  assert.ok((asked ?? 0) > (all ?? 0) - (used ?? 0), sentence);
});

test('an array of a size that no host can have is told with the instruction that asked', async () => {
  const program = workshop.write('garbage.ums', 'r1 := r0 nand r0; r2 := map segment (r1 words)\n');
  const { code, stderr } = await um32(['run', program, '--report', workshop.path('garbage.json')]);
  assert.equal(code, 2);
  assert.match(stderr, /^um32: Out of memory: .* an array of 4,294,967,295 platters/);
  assert.match(stderr, /finger +1\n/);
  assert.match(stderr, /instruction +r2 := map segment \(r1 words\) {3}\[0x80000011\]\n/);
  assert.match(stderr, /source +line 1: r1 := r0 nand r0; r2 := map segment \(r1 words\)\n/);
  assert.match(stderr, /size asked +C is r1 = 4,294,967,295\n/);
  assert.match(stderr, /r1 = 4,294,967,295/);
  const { instruction, source } = report('garbage.json');
  assert.equal(instruction, 'r2 := map segment (r1 words)');
  assert.match(source, /^line 1: /);
});

test('ctrl-C ends with 130, computing or waiting, and the report says so', async () => {
  for (const program of [forever, echo]) {
    const child = start(['run', program, '--report', workshop.path('interrupted.json')]);
    const ended = outcome(child);
    child.stdin.write('.');
    // Something printed: the run has begun.
    await new Promise((resolve) => child.stdout.once('data', resolve));
    await sleep(100);
    child.kill('SIGINT');
    assert.equal((await ended).code, 130);
    assert.equal(report('interrupted.json').end, 'interrupted');
  }
});

test('whoever ends it, the report is written, and the exit code says who', async () => {
  const child = start(['run', forever, '--report', workshop.path('ended.json')]);
  const ended = outcome(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGTERM');
  assert.equal((await ended).code, 143);
  assert.equal(report('ended.json').end, 'interrupted');
});

test('an option with the same value twice is taken once', async () => {
  const twice = ['--engine', 'interpreter', '--engine=interpreter', '--stats', '--stats'];
  const { code, stdout } = await um32(['run', echo, ...twice], 'hi');
  assert.deepEqual([code, stdout.toString()], [0, 'hi']);
});

test('misuse: exit code 2 and a sentence', async () => {
  const text = workshop.write('letter.txt', 'Dear reader, this is no program at all.\n');
  const ragged = workshop.write('ragged.um', Uint8Array.of(0x70, 0, 0, 0, 0));
  const session = workshop.path('session');
  await um32(['run', echo, '--record', session]);
  const large = workshop.write('large.um', '');
  truncateSync(large, 3 * 1024 ** 3);
  /** @type {[string[], RegExp][]} */
  const cases = [
    [[], /Name a command/],
    [['frobnicate'], /no command frobnicate/],
    [[echo], /no command .*echo\.ums; to run that file: um32 run .*echo\.ums\n/],
    [['run'], /Say which file/],
    [['run', echo, echo], /one too many/],
    [['run', echo, '--frob'], /--frob/],
    [['run', echo, '--engine', 'steam'], /no engine steam/],
    [['run', workshop.path('nowhere.um')], /no such file/],
    [['run', echo, '--input', workshop.path('nowhere.txt')], /no such file/],
    [['run', echo, '--report', workshop.path('no/where.json')], /there is no folder \S+no\.\n/],
    [['run', '-'], /--input/],
    [
      ['replay', echo, '--until', '--mark'],
      /^um32: --until needs a value; one that begins with - /,
    ],
    [['replay', echo, '--until', '-1'], /^um32: --until needs a value; one that begins with - /],
    [['replay', echo, '--until=-1'], /^um32: --until takes a whole number, not -1\.\n/],
    [
      ['replay', echo, '--until', '9007199254740992'],
      /takes a whole number up to 9,007,199,254,740,991, not 9/,
    ],
    [['run', echo, '--input'], /^um32: --input needs a value\b/],
    [['asm', echo, '-o'], /^um32: --output needs a value\b/],
    [
      ['run', echo, '--engine', 'auto', '--engine', 'interpreter'],
      /^um32: --engine is given twice: auto and interpreter\.\n/,
    ],
    [
      ['asm', echo, '-o', workshop.path('one.um'), '-o', workshop.path('two.um')],
      /^um32: -o is given twice: \S+one\.um and \S+two\.um\.\n/,
    ],
    [['replay', session, '--mark', '0', '--mark=1'], /^um32: --mark is given twice: 0 and 1\.\n/],
    [['run', echo, '--stats=yes'], /^um32: --stats takes no value\.\n/],
    [['run', echo, '--engine='], /^um32: --engine needs a value\b/],
    [['run', echo, '--report', ''], /^um32: --report needs a value\b/],
    [['run', ''], /^um32: Say which file: its name is empty\.\n/],
    [['run', echo, ''], /^um32: Say which file: its name is empty\.\n/],
    [['asm', echo, ''], /^um32: Say which file: its name is empty\.\n/],
    [['--frob'], /^um32: There is no option --frob; /],
    [['run', echo, '--input', tmpdir()], /^um32: The input .+ cannot be read: it is a folder\.\n/],
    [['run', large], /large\.um cannot be read: it is larger than 2 GiB\.\n/],
    [['run', text], /text, not a program/],
    [['run', ragged], /5 bytes/],
    [['run', session], /is a session of um32, not a program\. .* um32 replay /],
    [['run', workshop.write('empty.um', '')], /empty/],
  ];
  for (const [args, sentence] of cases) {
    const { code, stdout, stderr } = await um32(args);
    assert.equal(code, 2, args.join(' '));
    assert.match(stderr, sentence);
    assert.match(stderr, /^um32: [^\n]+\n/);
    assert.equal(stdout.length, 0);
  }
});

test('an end that is the host’s is in the report, too', async () => {
  const args = ['run', workshop.path('nowhere.um'), '--report', workshop.path('host.json')];
  assert.equal((await um32(args)).code, 2);
  assert.equal(report('host.json').end, 'host-error');
});

test('--stats tells on standard error what was compiled', async () => {
  const { stdout, stderr } = await um32(['run', counting(4_000), '--stats']);
  assert.equal(stdout.length, 4_000 * 256);
  assert.match(stderr, /^modules +[1-9]/);
  assert.match(stderr, /^done in compiled code +\d[\d,]{6,}$/m);
  const none = await um32(['run', counting(1), '--stats', '--engine', 'interpreter']);
  assert.equal(none.stderr, 'No translator, no statistics.\n');
});

test('help and version', async () => {
  const help = await um32(['--help']);
  assert.equal(help.code, 0);
  for (const word of ['run', 'asm', 'dis', '--report', '--engine', '--input', '130']) {
    assert.ok(help.stdout.toString().includes(word), word);
  }
  const wide = help.stdout
    .toString()
    .split('\n')
    .filter((line) => line.length > 80);
  assert.deepEqual(wide, [], 'lines that a terminal of 80 columns breaks');
  const version = await um32(['--version']);
  assert.match(version.stdout.toString(), /^um32 \d+\.\d+\.\d+\n$/);
});
