/**
 * Owns the check of files whose names a shell, a terminal, or the command line itself would read as
 * something else: what is advised for them does what was meant.
 */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { test } from 'node:test';
import { UM32, Workshop } from './command.mjs';

const workshop = new Workshop();
const NAMES = ['my program.ums', "it's.ums", 'a&b$(c).ums', '-dash.ums', '--input.ums'];
for (const name of NAMES) workshop.write(name, "r1 := 'x'\noutput r1\nhalt\n");
const cwd = dirname(workshop.path('here'));

/** @param {string[]} args */
function called(args) {
  return spawnSync(process.execPath, [UM32, ...args], { cwd, encoding: 'utf8', input: '' });
}

/**
 * What a shell makes of a line that was advised.
 * @param {string} line
 */
function inShell(line) {
  const script = `um32() { '${process.execPath}' '${UM32}' "$@"; }\n${line}`;
  return spawnSync('sh', ['-c', script], { cwd, encoding: 'utf8', input: '' });
}

for (const name of NAMES) {
  test(`how ${name} is run is told as a shell takes it`, () => {
    const { status, stderr } = called([name]);
    assert.equal(status, 2);
    const [, line] = /; to run that file: (um32 run .+)\n/.exec(stderr) ?? [];
    assert.ok(line, stderr);
    const ran = inShell(line);
    assert.deepEqual([ran.status, ran.stdout, ran.stderr], [0, 'x', '']);
  });
}

test('a name that shells take as it is has no quotes', () => {
  workshop.write('plain-1.ums', 'halt\n');
  assert.match(called(['plain-1.ums']).stderr, /: um32 run plain-1\.ums\n/);
});

test('a file whose name is read as an option is told how to be named', () => {
  for (const name of ['-dash.ums', '--input.ums']) {
    for (const command of ['run', 'asm', 'dis']) {
      const { status, stderr } = called([command, name]);
      assert.equal(status, 2);
      const [, written] = /; for the file of that name write (\S+)\.\n/.exec(stderr) ?? [];
      assert.ok(written, stderr);
      assert.equal(called([command, written]).status, 0);
    }
  }
  // Of what is no file an option is all it can be.
  assert.match(
    called(['run', '--inptu', 'plain-1.ums']).stderr,
    /^um32: Unknown option '--inptu'\.\n/,
  );
});

test('a name that would steer the terminal is told by its numbers', () => {
  const { status, stderr } = called(['run', 'a\x1b[2J\x9b\x07.um']);
  assert.equal(status, 2);
  assert.match(stderr, /^um32: a\\x1b\[2J\\x9b\\x07\.um cannot be read: /);
});

test('a second file, as other tools take one, is told the option it is for', () => {
  const [program = '', quoted = ''] = NAMES;
  for (const command of ['asm', 'dis']) {
    const { status, stderr } = called([command, program, 'second out.um']);
    assert.equal(status, 2);
    assert.match(stderr, /: second out\.um is one too many; to write to it: -o 'second out\.um'\n/);
  }
  const [, input] = / program to read it: (--input .+)\n/.exec(
    called(['run', program, quoted]).stderr,
  ) ?? [undefined, ''];
  assert.equal(inShell(`um32 run '${program}' ${input}`).stdout, 'x');
  // What is no file is an argument, which programs do not have.
  assert.match(called(['run', program, 'fast']).stderr, /: fast is one too many\.\n/);
});

test('a short option written as a long one makes no file of another name', () => {
  const { status, stderr } = called(['asm', 'my program.ums', '-o=out.um']);
  assert.equal(status, 2);
  assert.match(stderr, /^um32: -o=out\.um would be a file named =out\.um; write -o out\.um\.\n/);
  assert.ok(!existsSync(workshop.path('=out.um')));
  for (const [file, ...written] of [
    ['out.um', '-o', 'out.um'],
    ['out.um', '-oout.um'],
    ['out.um', '--output=out.um'],
    ['=out.um', '-o', '=out.um'],
    ['=out.um', '--output==out.um'],
  ]) {
    rmSync(workshop.path(`${file}`), { force: true });
    assert.equal(called(['asm', 'my program.ums', ...written]).status, 0, written.join(' '));
    assert.ok(existsSync(workshop.path(`${file}`)), written.join(' '));
  }
});
