/**
 * Owns the check of what `um32 run` tells of what led to an end, of a failure, of silence, of ctrl-C;
 * and `um32 replay` of a failure.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ECHO, outcome, start, um32, Workshop } from './command.mjs';

const workshop = new Workshop();

/** Reads a letter and gives an array back; f gives back what r5 names. */
const FREES = `    r1 := 2
    r5 := map segment (r1 words)
    r6 := input()
    r7 := back
    r4 := f
    goto r4 in program m[r0]
back: r3 := m[r5][r0]
    halt
f:  unmap m[r5]
    goto r7 in program m[r0]
`;

test('who abandoned the array, who allocated it, who set the registers', async () => {
  const program = workshop.write('frees.ums', FREES);
  const args = ['run', program, '--report', workshop.path('frees.json')];
  for (const engine of ['translator', 'interpreter']) {
    const { code, stderr } = await um32([...args, '--engine', engine], 'x');
    assert.equal(code, 1);
    const lines = `
  it read      B is r5 = 1 (0x00000001)
               C is r0 = 0 (0x00000000)
  array        1: abandoned earlier; offset asked for: 0
  abandoned    2 instructions before, at 8, line 9: unmap m[r5]
  allocated    7 instructions before, with 2 platters, at 1, line 2: r5 := map segment (r1 words)
  r5 set       7 instructions before, to 1, at 1, line 2: r5 := map segment (r1 words)
  r0 set       never: it has been 0 since the beginning
  done before  8 instructions
`;
    assert.ok(stderr.includes(lines), stderr);
  }
  const { deeds } = JSON.parse(readFileSync(workshop.path('frees.json'), 'utf8'));
  const abandoned = deeds.find((/** @type {{ name: string }} */ { name }) => name === 'abandoned');
  assert.deepEqual(
    [abandoned.finger, abandoned.instructions, abandoned.source],
    [8, 6, 'line 9: f:  unmap m[r5]'],
  );
});

test('a failure that is replayed is told with what led to it as well', async () => {
  const program = workshop.write('replayed.ums', FREES);
  const session = workshop.path('frees.um32');
  const recorded = await um32(['run', program, '--record', session, '--include-image'], 'x');
  const { code, stderr } = await um32(['replay', session]);
  assert.equal(code, 1);
  // The session has the image and no source.
  const lines = `
  abandoned    2 instructions before, at 8: unmap m[r5]
  allocated    7 instructions before, with 2 platters, at 1: r5 := map segment (r1 words)
  r5 set       7 instructions before, to 1, at 1: r5 := map segment (r1 words)
  r0 set       never: it has been 0 since the beginning
  done before  8 instructions
`;
  assert.ok(stderr.includes(lines), stderr);
  const done = (/** @type {string} */ text) => text.match(/^ {2}(abandoned|r5 set) .* before/gm);
  assert.deepEqual(done(stderr), done(recorded.stderr));
  assert.match(stderr, /^um32: Given replayed\.ums after the session, it tells the lines /m);
});

test('with the source at hand a failure that is replayed is told as it was when it ran', async () => {
  const program = workshop.write('with-source.ums', FREES);
  for (const include of [[], ['--include-image']]) {
    const session = workshop.path(`with-source-${include.length}.um32`);
    const ran = await um32(['run', program, '--record', session, ...include], 'x');
    assert.match(ran.stderr, /^ {2}source +line 7: back: /m);
    assert.match(ran.stderr, /^ {2}abandoned .* line 9: unmap m\[r5\]$/m);
    for (const args of [[program], ['--image', program]]) {
      const { code, stderr } = await um32(['replay', session, ...args]);
      assert.deepEqual([code, stderr], [1, ran.stderr]);
    }
  }
});

test('a source that was altered since is not taken for the one that failed', async () => {
  const program = workshop.write('altered.ums', FREES);
  const session = workshop.path('altered.um32');
  await um32(['run', program, '--record', session, '--include-image'], 'x');
  workshop.write('altered.ums', FREES.replace('r1 := 2', 'r1 := 3'));
  const { code, stderr } = await um32(['replay', session, program]);
  assert.equal(code, 2);
  assert.match(stderr, /altered\.ums is not the image of this session/);
});

test('a jump outside the program is told with where it came from', async () => {
  const program = workshop.write('far.ums', 'r1 := 5000\ngoto r1 in program m[r0]\n');
  const { stderr } = await um32(['run', program]);
  const lines = `
  jumped from  1 instruction before, at 1, line 2: goto r1 in program m[r0]
  r1 set       2 instructions before, to 5,000, at 0, line 1: r1 := 5000
`;
  assert.ok(stderr.includes(lines), stderr);
});

test('what was printed on the way is of no matter, and the end of input is had again', async () => {
  const source = `loop: r1 := input()
    r2 := r1 nand r1
    r3 := ended
    r4 := more
    if (r2 != 0) r3 := r4
    goto r3 in program m[r0]
more: output r1
    r3 := loop
    goto r3 in program m[r0]
ended: r4 := m[r0][r1]
`;
  const program = workshop.write('ends.ums', source);
  const { code, stderr, stdout } = await um32(['run', program], 'x'.repeat(100_000));
  assert.deepEqual([code, stdout.length], [1, 100_000]);
  assert.match(
    stderr,
    /^ {2}r1 set +6 instructions before, to 4,294,967,295 \(-1\), at 0, line 1: /m,
  );
});

test('of a long way the end is looked at, and no more is said than is known', async () => {
  const source = `r5 := 7; r1 := 1000000; r2 := r0 nand r0; r3 := loop
loop: r1 := r1 + r2
      r4 := over
      if (r1 != 0) r4 := r3
      goto r4 in program m[r0]
over: r6 := r1 / r1
      r6 := r5 / r1
`;
  const short = await um32(['run', workshop.write('short.ums', source)]);
  assert.match(short.stderr, /^ {2}r1 set +4 instructions before, to 0, at 4, line 2: /m);
  // The division that does not fail needs what was set before it is looked.
  const long = source.replace('1000000', '5000000').replace('r6 := r1 / r1', 'r6 := r0 / r5');
  const { stderr } = await um32([
    'run',
    workshop.write('long.ums', long.replace('r5 / r1', 'r6 / r7')),
  ]);
  assert.match(stderr, /division-by-zero/);
  assert.doesNotMatch(stderr, / set /);
});

test('a program that halts and has printed nothing is told to, and no other', async () => {
  const silent = await um32(['run', workshop.write('silent.ums', '// nothing\nhalt\n')]);
  assert.deepEqual(
    [silent.code, silent.stdout.length, silent.stderr],
    [
      0,
      0,
      'um32: The program halted at 0, line 2: halt, after 1 instruction and has printed nothing.\n',
    ],
  );
  const { stderr } = await um32(['run', workshop.write('echo.ums', ECHO)], 'x');
  assert.equal(stderr, '');
});

test('a program in the other byte order that halts at once is told to look so', async () => {
  // Its first platter, r1 := 'p', is a halt when it is turned round.
  const source = "r1 := 'p'; output r1; r1 := 'q'; output r1; r1 := 'r'; output r1; halt";
  const { stdout } = await um32(['asm', workshop.write('letters.ums', source)]);
  const { code, stderr } = await um32(['run', workshop.write('turned.um', stdout.swap32())]);
  assert.equal(code, 0);
  assert.match(
    stderr,
    /^um32: The program halted at 0 after 1 instruction and has printed nothing\. /,
  );
  assert.match(stderr, /written lowest byte first/);
});

test('ctrl-C while a program computes tells where it stood', async () => {
  const source = 'r1 := 65; output r1\nloop: r2 := loop; r3 := r2 + r1; goto r2 in program m[r0]\n';
  const report = workshop.path('left.json');
  const child = start(['run', workshop.write('forever.ums', source), '--report', report]);
  const ended = outcome(child);
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  assert.equal(code, 130);
  assert.match(stderr, /^um32: Left while it computed\.\n {2}finger +[234]\n/);
  assert.match(stderr, /^ {2}source +line 2: loop: /m);
  assert.match(stderr, /^ {2}done before +[\d,]+ instructions\n {2}program /m);
  assert.match(JSON.parse(readFileSync(report, 'utf8')).source, /^line 2: loop: /);
});

test('ctrl-C at a program that goes round at the end of input tells of that', async () => {
  // It prints once it has read the end.
  const source = `loop: r1 := input()
    r2 := r1 nand r1
    r3 := ended
    r4 := loop
    if (r2 != 0) r3 := r4
    goto r3 in program m[r0]
ended: r3 := 65
    output r3
    goto r4 in program m[r0]
`;
  const child = start(['run', workshop.write('spins.ums', source)]);
  const ended = outcome(child);
  child.stdin.end('ab');
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  assert.equal(code, 130);
  assert.match(stderr, /^ {2}input {8}has ended; the end was read [\d,]+ times$/m);
});

test('ctrl-C at a program that waits for input tells nothing', async () => {
  const child = start(['run', workshop.write('waits.ums', ECHO)]);
  const ended = outcome(child);
  child.stdin.write('.');
  await new Promise((resolve) => child.stdout.once('data', resolve));
  // What is printed is passed on before the program is asked on.
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  assert.deepEqual([code, stderr], [130, '']);
});
