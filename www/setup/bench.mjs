/**
 * Owns `npm run bench`: sets up, then hands over to the benchmark, with the
 * words after `--` as its own.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { SetupError } from './command.mjs';
import { ROOT } from './project.mjs';
import { script, setUp } from './setup.mjs';

await script(async () => {
  const { env } = await setUp();
  const bench = join(ROOT, 'tests', 'bench', 'run.mjs');
  const child = spawn(process.execPath, [bench, ...process.argv.slice(2)], {
    cwd: ROOT,
    env: { ...process.env, ...env },
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.on('error', () => reject(new SetupError(`${bench} could not be started.`)));
    child.on('close', (code) => resolve(code ?? 1));
  });
});
