/**
 * Owns the check of what a command tells when its output cannot be written or its
 * input cannot be read. Programs' own bytes are checked in run.test.mjs.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import { test } from 'node:test';
import { ByteSink } from '../../www/cli/byte-sink.mjs';
import { ECHO, outcome, start, UM32, Workshop } from './command.mjs';

const workshop = new Workshop();
const echo = workshop.write('echo.ums', ECHO);
const FULL = { skip: existsSync('/dev/full') ? false : '/dev/full is not here' };

/**
 * Calls um32 with these files or folders as standard input and output.
 * @param {string[]} args
 * @param {{ input?: string, output?: string }} streams
 */
function connected(args, { input, output }) {
  return outcome(
    spawn(process.execPath, [UM32, ...args], {
      stdio: [
        input === undefined ? 'ignore' : openSync(input, 'r'),
        output === undefined ? 'pipe' : openSync(output, 'w'),
        'pipe',
      ],
    }),
  );
}

test('help and version on a full disk are told of', FULL, async () => {
  for (const args of [['--help'], ['help'], ['--version']]) {
    const { code, stderr } = await connected(args, { output: '/dev/full' });
    assert.equal(code, 2);
    assert.equal(stderr, 'um32: The output cannot be written: the disk is full.\n');
  }
});

test('what cannot be told anywhere leaves the exit code as it is', FULL, async () => {
  const failing = workshop.write('failing.ums', 'r1 := r1 / r0; halt\n');
  for (const [args, code] of /** @type {const} */ ([
    [['frobnicate'], 2],
    [['run', failing], 1],
  ])) {
    const child = spawn(process.execPath, [UM32, ...args], {
      stdio: ['ignore', 'pipe', openSync('/dev/full', 'w')],
    });
    assert.equal((await outcome(child)).code, code);
  }
});

test('a result that a full disk does not take is told of, however late', FULL, async () => {
  const program = workshop.write('short.ums', 'halt\n');
  for (const command of ['asm', 'dis']) {
    const { code, stderr } = await connected([command, program, '-o', '/dev/full'], {});
    assert.deepEqual([code, stderr], [2, 'um32: /dev/full cannot be written: the disk is full.\n']);
  }
});

test('a stream is given no more than it takes', async () => {
  /** @type {(() => void) | undefined} */
  let taken;
  const slow = new Writable({
    highWaterMark: 4,
    write: (_, __, done) => {
      taken = done;
    },
  });
  const sink = new ByteSink(slow);
  let isWritten = false;
  const writing = sink.write('12345').then(() => {
    isWritten = true;
  });
  await new Promise((resolve) => setImmediate(resolve));
  assert.equal(isWritten, false);
  taken?.();
  await writing;
  assert.equal(slow.writableLength, 0);
});

test('help and version end quietly where nobody reads', async () => {
  for (const option of ['--help', '--version']) {
    const child = start([option]);
    child.stdin.end();
    child.stdout.destroy();
    const { code, stderr } = await outcome(child);
    assert.deepEqual([code, stderr], [2, '']);
  }
});

test('a folder as standard input is the host’s error', async () => {
  const input = tmpdir();
  const played = await connected(['run', echo], { input });
  assert.equal(played.code, 2);
  assert.equal(played.stderr, 'um32: The input cannot be read: it is a folder.\n');
  const assembled = await connected(['asm', '-'], { input });
  assert.equal(assembled.code, 2);
  assert.equal(assembled.stderr, 'um32: Standard input cannot be read: it is a folder.\n');
});

test('an input that is not there is told as other files are', async () => {
  const input = workshop.path('nowhere');
  const { code, stderr } = await connected(['run', echo, '--input', input], {});
  assert.equal(code, 2);
  const sentence = `The input ${input} cannot be read: there is no such file or folder.`;
  assert.equal(stderr, `um32: ${sentence}\n`);
});

test('standard input that nohup(1) has closed to readers is told of in words', async () => {
  const child = spawn(process.execPath, [UM32, 'run', echo], {
    stdio: [openSync('/dev/null', 'w'), 'pipe', 'pipe'],
  });
  const { code, stderr } = await outcome(child);
  assert.equal(code, 2);
  assert.equal(stderr, 'um32: The input cannot be read: it is not open for that.\n');
});

test('a program that reads nothing does not mind a folder', async () => {
  const program = workshop.write('quiet.ums', 'halt\n');
  assert.equal((await connected(['run', program], { input: tmpdir() })).code, 0);
});

test('a file that cannot be written is told by its name, before a replay begins', async () => {
  const session = workshop.path('session');
  const recording = start(['run', echo, '--record', session, '--include-image']);
  recording.stdin.end('one\n');
  await outcome(recording);
  for (const option of ['--transcript', '--asciicast']) {
    const place = workshop.path('no/where');
    const { code, stdout, stderr } = await connected(['replay', session, option, place], {});
    assert.deepEqual([code, stdout.length], [2, 0]);
    assert.equal(
      stderr,
      `um32: ${place} cannot be written: there is no folder ${dirname(place)}.\n`,
    );
  }
});
