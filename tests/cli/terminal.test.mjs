/**
 * Owns the check of what stands on a terminal when a command ends: the shell's prompt
 * comes after it. Terminals are those of script(1), where it is at hand.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { ECHO, outcome, start, TERMINAL, UM32, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const printed = 'r1 := 65; output r1;';
const halting = workshop.write('halting.ums', `${printed} halt\n`);
const ending = workshop.write('ending.ums', `${printed} r1 := 10; output r1; halt\n`);
const loop = 'loop: r2 := loop; goto r2 in program m[r0]';
const forever = workshop.write('forever.ums', `${printed} ${loop}\n`);
const failing = workshop.write('failing.ums', `${printed} r2 := r1 / r0; halt\n`);
const asking = workshop.write('asking.ums', `${printed} r1 := input(); r2 := r1 / r0; halt\n`);

const CTRL_C = '\x03';

/**
 * Calls um32 in a terminal; `typed` is typed once it has printed something.
 * @param {string[]} args
 * @param {{ typed?: string, shell?: string }} [options] `shell`: what follows the command
 * @returns {Promise<{ code: number | null, shown: string }>}
 */
async function inTerminal(args, { typed, shell = '' } = {}) {
  const words = [process.execPath, UM32, ...args].map((word) => `'${word}'`);
  const command = `${words.join(' ')} ${shell}`;
  const child = spawn('script', ['-qec', command, '/dev/null'], { stdio: 'pipe' });
  if (typed !== undefined) child.stdout.once('data', () => child.stdin.write(typed));
  const { code, stdout } = await outcome(child);
  return { code, shown: stdout.toString().replaceAll('\r\n', '\n') };
}

test('what ctrl-C ends has its line ended', TERMINAL, async () => {
  const { code, shown } = await inTerminal(['run', forever], { typed: CTRL_C });
  assert.equal(code, 130);
  assert.match(shown, /^A\^C\num32: Left while it computed\.\n {2}finger /);
  const line = workshop.write('line.ums', `${printed} r1 := 10; output r1; ${loop}\n`);
  const { shown: behind } = await inTerminal(['run', line], { typed: CTRL_C });
  assert.match(behind, /^A\n\^C\num32: Left while it computed\.\n/);
  const waiting = workshop.write('echo.ums', `${printed} ${ECHO}`);
  const { shown: asked } = await inTerminal(['run', waiting], { typed: CTRL_C });
  assert.equal(asked, 'A^C\n');
});

test('what ctrl-C ends is exact where it goes elsewhere', TERMINAL, async () => {
  const child = start(['run', forever]);
  child.stdout.once('data', () => child.kill('SIGINT'));
  const { code, stdout, stderr } = await outcome(child);
  assert.deepEqual([code, stdout.toString()], [130, 'A']);
  assert.match(stderr, /^um32: Left while it computed\.\n/);
});

test('what halts is exact on a terminal, too', TERMINAL, async () => {
  assert.equal((await inTerminal(['run', halting])).shown, 'A');
  assert.equal((await inTerminal(['run', ending])).shown, 'A\n');
});

test('what is told begins a line, and leaves no line empty', TERMINAL, async () => {
  assert.match((await inTerminal(['run', failing])).shown, /^A\num32: the program failed/);
  assert.match((await inTerminal(['run', halting, '--stats'])).shown, /^A\n\S/);
  assert.match((await inTerminal(['run', ending, '--stats'])).shown, /^A\n\S/);
  const typed = await inTerminal(['run', asking], { typed: 'x\n' });
  assert.match(typed.shown, /^Ax\num32: the program failed/);
});

test('what is read from elsewhere than the terminal was not shown there', TERMINAL, async () => {
  const input = workshop.write('input', 'x\n');
  const { shown } = await inTerminal(['run', asking], { shell: `< '${input}'` });
  assert.match(shown, /^A\num32: the program failed/);
});

test(
  'what is told elsewhere than on the terminal begins without an empty line',
  TERMINAL,
  async () => {
    const told = workshop.path('told');
    const { shown } = await inTerminal(['run', failing], { shell: `2> '${told}'` });
    assert.equal(shown, 'A\n');
    assert.match(readFileSync(told, 'utf8'), /^um32: the program failed/);
  },
);

test('a replay that ends amid a line has it ended', TERMINAL, async () => {
  const session = workshop.path('session');
  const asksAgain = workshop.write('again.ums', `${printed} ${ECHO}`);
  await um32(['run', asksAgain, '--record', session], 'x\n');
  const { shown } = await inTerminal(['replay', session, asksAgain, '--mark', '0']);
  assert.equal(shown, 'A\n');
});

test('a program is not assembled to a terminal, unless that is said', TERMINAL, async () => {
  const refused = await inTerminal(['asm', halting]);
  assert.equal(refused.code, 2);
  assert.match(refused.shown, /^um32: The program would go to the terminal as binary: name a file/);
  const meant = await inTerminal(['asm', halting, '-o', '-']);
  assert.deepEqual([meant.code, meant.shown.length], [0, 12]);
});
