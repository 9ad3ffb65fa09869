/**
 * Owns the check of `um32 run`, and `um32 replay`, where they are to stop: at places, by number, line and label, and at
 * changes of registers and platters; in every engine alike.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { outcome, start, um32, Workshop } from './command.mjs';

const workshop = new Workshop();

/** Counts down from three and prints each, allocates and writes, over itself too, and fails. */
const COUNTS = `// Counts down.
        r7 := r0 nand r0
        r6 := 3
again:  r1 := 48
        r1 := r1 + r6
show:   output r1
        r6 := r6 + r7
        r4 := over
        r5 := again
        if (r6 != 0) r4 := r5
        goto r4 in program m[r0]
over:   r1 := 4
        r2 := map segment (r1 words)
        m[r2][r0] := r7
        r3 := table
        m[r0][r3] := r7
        r5 := r1 / r0
table:  .data 5, 6
`;

const program = workshop.write('counts.ums', COUNTS);

/** @param {string} stderr */
const sentences = (stderr) => stderr.match(/^um32: .*$/gm) ?? [];

/** @param {string[]} args */
async function inEveryEngine(...args) {
  const [one, ...others] = await Promise.all(
    ['translator', 'interpreter'].map((engine) =>
      um32(['run', program, ...args, '--engine', engine]),
    ),
  );
  assert.ok(one);
  for (const other of others) assert.deepEqual(other, one);
  return one;
}

test('it stops at a place and tells all of where it stands', async () => {
  for (const place of ['4', '0x4', 'line 6', 'show']) {
    const { code, stdout, stderr } = await inEveryEngine('--stop-at', place);
    assert.deepEqual([code, stdout.toString()], [3, '']);
    assert.equal(
      stderr,
      `um32: At 4, where it is to stop, after 4 instructions.
  finger       4
  instruction  output r1   [0xa0000001]
  source       line 6: show:   output r1
  registers    r0 = 0             r1 = 51            r2 = 0             r3 = 0
               r4 = 0             r5 = 0             r6 = 3             r7 = 4,294,967,295
  read as      r1 = 0x33 = '3', r7 = 0xffffffff = -1
  done before  4 instructions
  program             0: [0x600001c0] r7 := r0 nand r0;
                      1: [0xdc000003] r6 := 3;
                      2: [0xd2000030] r1 := 48;
                      3: [0x3000004e] r1 := r1 + r6;
               >      4: [0xa0000001] output r1;
                      5: [0x300001b7] r6 := r6 + r7;
                      6: [0xd800000a] r4 := 10;
`,
    );
  }
});

test('it stops as often as is said, at whatever comes first, with what was printed until then', async () => {
  const stops = ['--stop-at', 'show', '--watch', 'r6', '--stops', '4'];
  const { code, stdout, stderr } = await inEveryEngine(...stops);
  assert.deepEqual([code, stdout.toString()], [3, '3']);
  assert.deepEqual(sentences(stderr), [
    'um32: r6 changed from 0 to 3. Done at 1, line 3: r6 := 3, after 2 instructions.',
    'um32: At 4, where it is to stop, after 2 instructions.',
    'um32: r6 changed from 3 to 2. Done at 5, line 7: r6 := r6 + r7, after 2 instructions.',
    'um32: At 4, where it is to stop, after 6 instructions.',
  ]);
  // The program around is told once, at the last.
  assert.equal(stderr.match(/^ {2}program /gm)?.length, 1);
  assert.deepEqual(
    stderr.match(/^ {2}done before .*$/gm)?.map((line) => Number.parseInt(line.slice(14), 10)),
    [2, 4, 6, 12],
  );
});

test('platters are watched by array and offset, those of the program by label too', async () => {
  const watched = ['--watch', '1:0', '--watch', 'm[0][table]', '--watch', '0:17', '--stops', '9'];
  const { code, stdout, stderr } = await inEveryEngine(...watched);
  assert.deepEqual([code, stdout.toString()], [1, '321']);
  assert.deepEqual(sentences(stderr).slice(0, -1), [
    'um32: Array 1 was allocated; at 0 it holds 0. Done at 11, line 13: r2 := map segment (r1 words), after 28 instructions.',
    'um32: Array 1 at 0 changed from 0 to 4,294,967,295 (-1). Done at 12, line 14: m[r2][r0] := r7, after 1 instruction.',
    'um32: The 0 array at 16 changed from 5 to 4,294,967,295 (-1). Done at 14, line 16: m[r0][r3] := r7, after 2 instructions.',
  ]);
  assert.match(stderr, /the program failed \(division-by-zero\)/);
});

test('what is asked for twice is told once', async () => {
  const twice = ['--watch', 'r6', '--watch', 'R6', '--watch', '1:0', '--watch', 'm[0x1][0]'];
  const { code, stderr } = await um32(['run', program, ...twice, '--stops', '5']);
  assert.equal(code, 3);
  assert.deepEqual(
    sentences(stderr).map((sentence) => sentence.replace(/ Done at .*/, '')),
    [
      'um32: r6 changed from 0 to 3.',
      'um32: r6 changed from 3 to 2.',
      'um32: r6 changed from 2 to 1.',
      'um32: r6 changed from 1 to 0.',
      'um32: Array 1 was allocated; at 0 it holds 0.',
    ],
  );
});

test('the beginning is a place; the report says why it ended', async () => {
  const report = workshop.path('report.json');
  const { code, stderr } = await um32(['run', program, '--stop-at', '0', '--report', report]);
  assert.equal(code, 3);
  assert.match(stderr, /^um32: At 0, where it is to stop, after 0 instructions\.$/m);
  const fields = JSON.parse(readFileSync(report, 'utf8'));
  const { end, sentence, finger, instructions, source } = fields;
  assert.deepEqual(
    [end, sentence, finger, instructions, source],
    [
      'stopped',
      'At 0, where it is to stop, after 0 instructions.',
      0,
      0,
      'line 2: r7 := r0 nand r0',
    ],
  );
});

test('a program without a source is stopped by numbers', async () => {
  const image = workshop.path('counts.um');
  await um32(['asm', program, '-o', image]);
  const { code, stderr } = await um32(['run', image, '--watch', 'r2']);
  assert.equal(code, 3);
  assert.deepEqual(sentences(stderr), [
    'um32: r2 changed from 0 to 1. Done at 11, r2 := map segment (r1 words), after 28 instructions.',
  ]);
  for (const [place, why] of [
    ['show', /The source of this program is not known: say where the finger/],
    ['line 6', /The source of this program is not known: say where the finger/],
    ['18', /cannot stand at 18: the program has 18 platters/],
  ]) {
    const misused = await um32(['run', image, '--stop-at', String(place)]);
    assert.equal(misused.code, 2);
    assert.match(misused.stderr, /** @type {RegExp} */ (why));
  }
});

test('a program that comes to none of them says so when it is over', async () => {
  const { code, stderr } = await inEveryEngine('--watch', '9:0', '--stop-at', 'table');
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^um32: It came to no place that it was to stop at, and nothing watched changed\.$/m,
  );
});

test('what is no place, and nothing to watch, is refused', async () => {
  for (const [args, why] of /** @type {[string[], RegExp][]} */ ([
    [['--stop-at', 'shwo'], /The source has no label shwo/],
    [['--stop-at', 'show me'], /--stop-at show me is no place: .* or a label\.$/m],
    [['--stop-at', 'line 99'], /no instruction in line 99, nor below/],
    [['--stop-at', ''], /--stop-at needs a value/],
    [['--watch', 'r8'], /--watch r8 is nothing to watch: /],
    [['--watch', '0:table\nhalt'], /is nothing to watch: /],
    [['--stop-at', 'line 0'], /--stop-at line 0 is no place: /],
    [['--watch', '1:4294967295'], /--watch 1:4294967295 is nothing to watch: /],
    [['--watch', '0:tabel'], /^um32: The source has no label tabel\.$/m],
    [['--watch', 'tabel:0'], /--watch tabel:0 is nothing to watch: /],
    [['--watch', '0:line 3'], /--watch 0:line 3 is nothing to watch: /],
    [['--stops', '2'], /one of them is missing/],
    [['--watch', 'r1', '--stops', '0'], /--stops takes a number from 1 on/],
    [['--watch', 'r1', '--stops', 'two'], /--stops takes a whole number, not two/],
  ])) {
    const { code, stdout, stderr } = await um32(['run', program, ...args]);
    assert.deepEqual([code, stdout.length], [2, 0], stderr);
    assert.match(stderr, why);
  }
});

test('the name of a number is no place, whatever stands there, but it may be an offset', async () => {
  const source = `.equ field, 1
        .equ many, 1000 + 234
        r1 := many
        r2 := map segment (r1 words)
        r3 := field
        m[r2][r3] := r1
        halt
`;
  const file = workshop.write('fields.ums', source);
  for (const [place, why] of [
    ['field', 'In the source field is no label: it is the number 1.'],
    ['many', 'In the source many is no label: it is the number 1,234.'],
    ['feld', 'The source has no label feld.'],
  ]) {
    const { code, stderr } = await um32(['run', file, '--stop-at', String(place)]);
    assert.deepEqual([code, sentences(stderr)], [2, [`um32: ${why}`]]);
  }
  const { stderr } = await um32(['run', file, '--watch', '1:field', '--stops', '2']);
  assert.deepEqual(sentences(stderr), [
    'um32: Array 1 was allocated; at 1 it holds 0. Done at 1, line 4: r2 := map segment (r1 words), after 2 instructions.',
    'um32: Array 1 at 1 changed from 0 to 1,234. Done at 3, line 6: m[r2][r3] := r1, after 2 instructions.',
  ]);
});

test('a session that was recorded up to a stop has what was typed', async () => {
  const reads = workshop.write('reads.ums', 'r1 := input()\nr2 := input()\nr3 := input()\nhalt\n');
  const session = workshop.path('reads.um32');
  const { code } = await um32(['run', reads, '--record', session, '--watch', 'r2'], 'a\nb\n');
  assert.equal(code, 3);
  const { stderr } = await um32(['replay', session, reads, '--verify']);
  assert.match(stderr, /1 entry/);
});

test('a session that is replayed stops as its program did, by labels where its source is at hand', async () => {
  const source = `loop: r1 := input()
    output r1
    r2 := loop
    r3 := r1 nand r1
    r4 := over
    if (r3 != 0) r4 := r2
    goto r4 in program m[r0]
over: halt
`;
  const echo = workshop.write('echo.ums', source);
  const session = workshop.path('echo.um32');
  const typed = 'ab\ncd\n';
  await um32(['run', echo, '--record', session, '--include-image'], typed);
  const stops = ['--watch', 'r1', '--stop-at', 'loop', '--stops', '7'];
  const ran = await um32(['run', echo, ...stops], typed);
  const replayed = await um32(['replay', session, echo, ...stops]);
  assert.deepEqual(replayed, ran);
  assert.deepEqual([ran.code, ran.stdout.toString()], [3, 'ab\n']);
  assert.match(
    ran.stderr,
    /^um32: r1 changed from 98 to 10 \('\\n'\)\. Done at 0, line 1: loop: /m,
  );
  // Without the source there are numbers.
  const bare = await um32(['replay', session, '--stop-at', '1']);
  assert.equal(bare.code, 3);
  assert.deepEqual(sentences(bare.stderr), [
    'um32: At 1, where it is to stop, after 1 instruction.',
  ]);
  const named = await um32(['replay', session, '--stop-at', 'loop']);
  assert.deepEqual([named.code, named.stdout.length], [2, 0]);
  const verified = await um32(['replay', session, '--verify', '--watch', 'r1']);
  assert.equal(verified.code, 2);
  assert.match(verified.stderr, /--verify compares the whole session: it stops nowhere/);
});

test('ctrl-C is heard where it stops again and again', async () => {
  const loop = workshop.write('loop.ums', 'loop: r2 := loop\ngoto r2 in program m[r0]\n');
  const child = start(['run', loop, '--stop-at', 'loop', '--stops', '1000000000']);
  const ended = outcome(child);
  await new Promise((resolve) => child.stderr.once('data', resolve));
  child.kill('SIGINT');
  const { code, stderr } = await ended;
  assert.equal(code, 130);
  assert.match(stderr, /Left while it computed/);
});
