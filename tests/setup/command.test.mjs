/** Programs that fail, stall or do not exist are reported, never waited for. */
import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { must, run, SetupError } from '../../www/setup/command.mjs';

const folder = mkdtempSync(join(tmpdir(), 'um32-command-'));
after(() => rmSync(folder, { recursive: true, force: true }));

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

test('whatever ends set-up ends what it has started', { timeout: 30_000 }, async () => {
  const pipe = join(folder, 'open while it runs');
  assert.equal(spawnSync('mkfifo', [pipe]).status, 0);
  const module = JSON.stringify(new URL('../../www/setup/command.mjs', import.meta.url));
  const script = `const { run } = await import(${module});
    await run('sh', ['-c', 'exec sleep 60 > "$0"', ${JSON.stringify(pipe)}], { stallMs: 60_000 });`;
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ])) {
    const setUp = spawn(process.execPath, ['--input-type=module', '--eval', script]);
    const started = createReadStream(pipe).resume();
    await once(started, 'open');
    const ended = [once(setUp, 'exit'), once(started, 'end')];
    setUp.kill(signal);
    assert.deepEqual((await Promise.all(ended))[0], [code, null]);
  }
});
