/** Programs that fail, stall or do not exist are reported, never waited for. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { must, run, SetupError } from '../../www/setup/command.mjs';

/** @type {(script: string) => [string, string[]]} */
const node = (script) => [process.execPath, ['--eval', script]];

test('output and exit code are kept', async () => {
  const [program, args] = node('console.log("out"); console.error("err"); process.exit(3)');
  const { code, stdout, stderr } = await run(program, args, { quiet: true });
  assert.deepEqual({ code, stdout, stderr }, { code: 3, stdout: 'out\n', stderr: 'err\n' });
});

test('letters that the pipe cuts in two are kept', async () => {
  // Pipes are cut at even places, where no letter of two bytes ends.
  const [program, args] = node("process.stdout.write('.' + 'ü'.repeat(100_000))");
  const { stdout } = await run(program, args, { quiet: true });
  assert.equal(stdout.replaceAll('ü', ''), '.');
});

test('a program that is not there ends with 127', async () => {
  assert.equal((await run('um32-no-such-program', [], { quiet: true })).code, 127);
});

test('a program that must succeed and does not is an error with the sentence', async () => {
  const [program, args] = node('process.exit(1)');
  const refused = must('It could not be done', program, args, { quiet: true });
  await assert.rejects(refused, (error) => {
    assert.ok(error instanceof SetupError);
    assert.match(error.message, /^It could not be done/);
    return true;
  });
});

test('a program that stalls is ended, with what it started', async () => {
  const began = Date.now();
  const { code } = await run('sh', ['-c', 'sleep 60 & wait'], { quiet: true, stallMs: 300 });
  assert.equal(code, 124);
  assert.ok(Date.now() - began < 10_000);
});

test('a program that moves is not ended', async () => {
  let figure = 0;
  const [program, args] = node('setTimeout(() => process.exit(0), 1500)');
  const progress = () => ++figure;
  const { code } = await run(program, args, { quiet: true, stallMs: 300, progress });
  assert.equal(code, 0);
});
