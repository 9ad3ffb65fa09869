/** What becomes of a script whose reader has gone, as in `npm test | head`. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../www/setup/project.mjs';

test('a script that nobody reads any more ends without a word, as a shell has it', async () => {
  const script = JSON.stringify(join(ROOT, 'www/setup/build.mjs'));
  // It says something, and only once its reader has gone.
  const code = `process.stdin.on('end', () => import(${script})).resume()`;
  const child = spawn(process.execPath, ['-e', code, 'build.mjs', '--help'], { cwd: ROOT });
  const said = child.stderr.toArray();
  const ended = once(child, 'exit');
  child.stdout.destroy();
  await once(child.stdout, 'close');
  child.stdin.end();
  assert.deepEqual(await ended, [141, null]);
  assert.equal(Buffer.concat(await said).toString(), '');
});
