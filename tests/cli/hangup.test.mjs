/**
 * Owns the check of what becomes of a command whose terminal is closed, and of one that
 * is to outlive it. Terminals are those of script(1), where it is at hand.
 */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { constants, existsSync, openSync, readFileSync, readSync } from 'node:fs';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { ECHO, outcome, start, TERMINAL, UM32, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const echo = workshop.write('echo.ums', ECHO);
const report = workshop.path('report');
const session = workshop.path('session');
const files = ['--report', report, '--record', session];

/**
 * Comes back when this is so.
 * @param {() => boolean} condition
 * @param {string} what it is, for whoever waits in vain
 */
async function until(condition, what) {
  for (let waits = 0; !condition(); waits += 1) {
    assert.ok(waits < 400, `${what}, in vain`);
    await sleep(50);
  }
}

/** What the report says, once it is written whole. */
async function reported() {
  await until(() => existsSync(report) && readFileSync(report, 'utf8').endsWith('\n'), 'a report');
  return JSON.parse(readFileSync(report, 'utf8'));
}

/** The lines that the session has, and that it has no more than those. */
async function recorded() {
  const { code, stdout, stderr } = await um32(['replay', session, echo, '--mark', '1']);
  assert.deepEqual([code, stderr], [0, '']);
  assert.match((await um32(['replay', session, echo, '--mark', '2'])).stderr, /it has 1 entry\./);
  return stdout.toString();
}

test('a hangup ends a run as ctrl-C does: report and session are written', async () => {
  const child = start(['run', echo, ...files]);
  const ended = outcome(child);
  child.stdin.write('one\n');
  await new Promise((resolve) => child.stdout.once('data', resolve));
  child.kill('SIGHUP');
  const { code, stdout, stderr } = await ended;
  assert.deepEqual([code, stdout.toString(), stderr], [129, 'one\n', '']);
  assert.equal((await reported()).end, 'interrupted');
  assert.equal(await recorded(), 'one\n');
});

test('a run that has no terminal and no reader goes on, as nohup(1) promises', async () => {
  const output = workshop.path('output');
  const child = spawn(process.execPath, [UM32, 'run', echo], {
    stdio: ['pipe', openSync(output, 'w'), openSync(workshop.path('errors'), 'w')],
  });
  const ended = outcome(child);
  for (const line of ['one\n', 'one\ntwo\n']) {
    child.stdin?.write(line.slice(-4));
    await until(() => readFileSync(output, 'utf8') === line, line);
    child.kill('SIGHUP');
  }
  child.stdin?.end();
  assert.equal((await ended).code, 0);
});

// A pipe of a shell, which those of Node are not: these are sockets.
for (const [name, fd] of /** @type {const} */ ([
  ['output', 1],
  ['errors', 2],
])) {
  test(`a run that has no terminal, but a reader of its ${name}, ends at a hangup`, async () => {
    const pipe = workshop.path(`pipe-${name}`);
    spawnSync('mkfifo', [pipe]);
    const file = workshop.path(`beside-${name}`);
    const both = openSync(pipe, 'r+');
    const beside = openSync(file, 'w');
    const read = openSync(fd === 1 ? pipe : file, constants.O_RDONLY | constants.O_NONBLOCK);
    const stdio = fd === 1 ? [both, beside] : [beside, both];
    const child = spawn(process.execPath, [UM32, 'run', echo], { stdio: ['pipe', ...stdio] });
    try {
      child.stdin?.write('one\n');
      await until(() => isThereMore(read), 'the echo');
      child.kill('SIGHUP');
      await until(() => child.exitCode !== null, 'its end');
      assert.equal(child.exitCode, 129);
    } finally {
      child.kill('SIGKILL');
    }
  });
}

/** @param {number} fd that does not wait */
function isThereMore(fd) {
  try {
    return readSync(fd, Buffer.alloc(9)) > 0;
  } catch {
    return false;
  }
}

// A shell that ignores hangups passes none on: the end of the terminal is all there is.
for (const [shell, name] of /** @type {const} */ ([
  ['', 'a terminal that is closed'],
  ["trap '' HUP;", 'a terminal that goes without a signal'],
])) {
  test(`${name} gives the program no end of input`, TERMINAL, async () => {
    const errors = workshop.path('errors');
    const words = [process.execPath, UM32, 'run', echo, ...files].map((word) => `'${word}'`);
    const command = `${shell} ${words.join(' ')} 2> '${errors}'; echo $? >> '${errors}'`;
    workshop.write('report', '');
    const terminal = spawn('script', ['-qec', command, '/dev/null'], { stdio: 'pipe' });
    terminal.stdin.write('one\n');
    let shown = '';
    terminal.stdout.on('data', (piece) => {
      shown += piece;
    });
    await until(() => /one\s+one\s/.test(shown), 'the echo');
    terminal.kill('SIGKILL');
    assert.equal((await reported()).end, 'interrupted');
    assert.equal(await recorded(), 'one\n');
    if (shell !== '') {
      await until(() => /^\d+\n/m.test(readFileSync(errors, 'utf8')), 'the exit code');
      assert.match(readFileSync(errors, 'utf8'), /^(Hangup\n)?129\n$/);
    }
  });
}

test('a terminal that goes while a program prints ends it as well', TERMINAL, async () => {
  const prints = workshop.write('prints.ums', 'r1 := 65; output r1; goto r0 in program m[r0]\n');
  const words = [process.execPath, UM32, 'run', prints, '--report', report];
  const command = `trap '' HUP; ${words.map((word) => `'${word}'`).join(' ')} 2> /dev/null`;
  workshop.write('report', '');
  const terminal = spawn('script', ['-qec', command, '/dev/null'], { stdio: 'pipe' });
  await new Promise((resolve) => terminal.stdout.once('data', resolve));
  terminal.kill('SIGKILL');
  assert.equal((await reported()).end, 'interrupted');
});
