/** What `npm start` says instead of serving. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../www/setup/command.mjs';

/** @param {...string} options */
const start = (...options) =>
  run(process.execPath, ['www/setup/start.mjs', ...options], { quiet: true });

test('--help lists the options, and sets nothing up', async () => {
  const { code, stdout } = await start('--help');
  assert.equal(code, 0);
  for (const option of ['--port', '--host', 'npm run dev']) assert.ok(stdout.includes(option));
});

test('an address that is not this machine’s is told in a sentence', async () => {
  // Kept free of machines by RFC 5737.
  const { code, stdout, stderr } = await start('--dev', '--host', '192.0.2.1');
  assert.deepEqual([code, stderr], [1, '']);
  assert.match(stdout, /^um32: The page cannot be served at 192\.0\.2\.1, port 3232: [^\n]+\.\n$/m);
});
