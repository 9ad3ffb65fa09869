/** What is compiled to wasm has the project's own flags, whatever there are outside. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../www/setup/command.mjs';
import { ensureWasmTarget } from '../../www/setup/wasm-target.mjs';

const FLAGS = ['RUSTFLAGS', 'CARGO_ENCODED_RUSTFLAGS'];

test('flags from outside do not come in place of those in .cargo/config.toml', async () => {
  for (const name of FLAGS) process.env[name] = '-Dwarnings';
  const env = await ensureWasmTarget();
  const names = JSON.stringify(FLAGS);
  const script = `console.log(${names}.filter((name) => name in process.env).length)`;
  const seen = await run(process.execPath, ['--eval', script], { env, quiet: true });
  assert.equal(seen.stdout, '0\n');
});
