/** Owns the check of `um32 asm` and `um32 dis`. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { test } from 'node:test';
import { COUNT, ECHO, start, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const source = workshop.write('echo.ums', ECHO);

test('a text without any instruction is told to be none', async () => {
  for (const text of ['', '\n// later\n']) {
    const source = workshop.write('none.ums', text);
    for (const [command, code] of /** @type {const} */ ([
      ['asm', 1],
      ['dis', 1],
      ['run', 2],
    ])) {
      const told = await um32([command, source]);
      assert.deepEqual([told.code, told.stdout.length], [code, 0], command);
      assert.match(
        told.stderr,
        /none\.ums: This text has no instruction and no data\. A program has /,
      );
    }
  }
});

test('assembling to standard output and to a file gives the same program', async () => {
  const toOutput = await um32(['asm', source]);
  assert.deepEqual([toOutput.code, toOutput.stderr], [0, '']);
  assert.equal(toOutput.stdout.length, 10 * 4);
  const file = workshop.path('echo.um');
  assert.equal((await um32(['asm', source, '-o', file])).code, 0);
  assert.ok(readFileSync(file).equals(toOutput.stdout));
  const fromInput = await um32(['asm', '-'], ECHO);
  assert.ok(fromInput.stdout.equals(toOutput.stdout));
});

test('a listing assembles to the program it is of', async () => {
  // Platters of every operator and some that are none, more than one part of a listing.
  const image = Buffer.alloc(40_000 * 4);
  for (let offset = 0; offset < image.length; offset += 4) {
    image.writeUInt32BE(Math.imul(offset + 12_345, 2_654_435_761) >>> 0, offset);
  }
  const listing = workshop.path('image.txt');
  assert.equal((await um32(['dis', workshop.write('image.um', image), '-o', listing])).code, 0);
  const lines = readFileSync(listing, 'utf8').split('\n');
  assert.equal(lines.length, 40_001);
  assert.match(lines[39_999] ?? '', /^ 39999: \[0x[0-9a-f]{8}\] .+;$/);
  const back = await um32(['asm', listing]);
  assert.equal(back.stderr, '');
  assert.ok(back.stdout.equals(image));
});

test('a mistake: exit code 1, line and column, and no file', async () => {
  const mistaken = workshop.write('mistaken.ums', 'r1 := 2\nr9 := 3\n');
  const file = workshop.path('mistaken.um');
  const { code, stderr, stdout } = await um32(['asm', mistaken, '-o', file]);
  assert.equal(code, 1);
  assert.equal(stdout.length, 0);
  assert.match(stderr, /^um32: .*mistaken\.ums: line 2, column 1: /);
  assert.equal(existsSync(file), false);
});

test('every mistake is told, with its line and a mark below it', async () => {
  const mistaken = workshop.write('mistakes.ums', 'r1 = 2\nhalt\n  output r9\n');
  for (const command of ['asm', 'run']) {
    const { stderr } = await um32([command, mistaken]);
    assert.match(
      stderr,
      /^um32: .*mistakes\.ums: line 1, column 4: .+\n {2}1 \| r1 = 2\n {4}\| {4}\^\n\nline 3, column 10: .+\n {2}3 \| {3}output r9\n {4}\| {10}\^\n$/,
    );
  }
  const many = await um32(['asm', '-'], 'r1 = 2\n'.repeat(32));
  assert.equal(many.stderr.split('line ').length, 21);
  assert.match(many.stderr, /\n\nand 12 more\n$/);
});

test('what is a program already is not assembled: exit code 1 and a sentence', async () => {
  const image = workshop.write('already.um', Uint8Array.of(0xd2, 0, 0, 1));
  const { code, stdout, stderr } = await um32(['asm', image]);
  assert.deepEqual([code, stdout.length], [1, 0]);
  assert.match(stderr, /already\.um: This is not text in UTF-8, so it is not assembly\. um32 dis /);
});

test('assembly that is not in UTF-8 is told so as `run` tells it', async () => {
  for (const [bytes, why] of /** @type {[Buffer, string][]} */ ([
    [Buffer.from('\ufeffhalt\n', 'utf16le'), 'it is text in UTF-16. Save it in UTF-8.'],
    [Buffer.from('halt // caf\xe9\n', 'latin1'), 'it is not text in UTF-8: byte 11 does not fit.'],
  ])) {
    const file = workshop.write('encoded.UMS', bytes);
    const sentence = `um32: ${file}: This file's name says assembly (.ums), but ${why}\n`;
    const assembled = await um32(['asm', file]);
    assert.deepEqual([assembled.code, assembled.stderr], [1, sentence]);
    const run = await um32(['run', file]);
    assert.deepEqual([run.code, run.stderr], [2, sentence]);
  }
});

test('a listing of what is no program: exit code 1 and a sentence', async () => {
  const { code, stderr } = await um32(['dis', workshop.write('letter.txt', 'Dear reader,\n')]);
  assert.equal(code, 1);
  assert.match(stderr, /letter\.txt: This file is text/);
});

test('a place that cannot be written, a file that is not there: exit code 2', async () => {
  const astray = workshop.path('astray.um');
  symlinkSync(workshop.path('no/where.um'), astray);
  for (const [args, why] of /** @type {[string[], string][]} */ ([
    [['asm', source, '-o', workshop.path('no/where.um')], `no folder ${workshop.path('no')}`],
    [['asm', source, '-o', astray], 'no such file or folder'],
    [['dis', workshop.path('nowhere.um')], 'no such file or folder'],
  ])) {
    const { code, stderr } = await um32(args);
    assert.equal(code, 2);
    assert.ok(stderr.endsWith(`: there is ${why}.\n`), stderr);
  }
});

test('a folder where no files can be made is not said to be missing', async (t) => {
  if (!existsSync('/proc/self')) return t.skip('/proc is not here');
  const { code, stderr } = await um32(['asm', source, '-o', '/proc/um32.um']);
  assert.equal(code, 2);
  assert.equal(
    stderr,
    'um32: /proc/um32.um cannot be written: the folder /proc takes no new files.\n',
  );
});

test('a listing whose reader goes away ends quietly', async () => {
  const image = workshop.write('large.um', Buffer.alloc(4_000_000));
  const child = start(['dis', image]);
  let stderr = '';
  child.stderr.on('data', (piece) => {
    stderr += piece;
  });
  child.stdout.once('data', () => child.stdout.destroy());
  const code = await new Promise((resolve) => child.on('close', resolve));
  assert.deepEqual([code, stderr], [2, '']);
});

test('assembly runs as it is, and its listing too', async () => {
  const text = `.equ ROUNDS, 1\n${COUNT}`;
  const listing = (await um32(['dis', workshop.write('count.ums', text)])).stdout;
  const { stdout } = await um32(['run', workshop.write('listing.ums', listing)]);
  assert.deepEqual([...stdout], [...Array(256).keys()]);
});

test('assembly on standard input runs, is listed, and tells its line where it fails', async () => {
  const hello = workshop.write('hello.txt', 'hello');
  const { stdout, stderr } = await um32(['run', '-', '--input', hello], ECHO);
  assert.deepEqual([String(stdout), stderr], ['hello', '']);
  const listing = await um32(['dis', '-'], ECHO);
  assert.ok(listing.stdout.equals((await um32(['dis', source])).stdout));
  // A listing is text as well.
  const again = await um32(['run', '-', '--input', hello], listing.stdout);
  assert.deepEqual([String(again.stdout), again.stderr], ['hello', '']);
  const failed = await um32(
    ['run', '-', '--input', hello],
    'r1 := 2\n\nr1 := r1 / r7 // by none\n',
  );
  assert.equal(failed.code, 1);
  assert.match(failed.stderr, /^ {2}source {7}line 3: r1 := r1 \/ r7 \/\/ by none$/m);
});
