/** What `npm run build` says instead of building. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../www/setup/command.mjs';

test('options, which it has none of, are refused before anything is set up', async () => {
  for (const option of ['--help', '--base=/um32/']) {
    const { code, stdout } = await run(process.execPath, ['www/setup/build.mjs', option], {
      quiet: true,
    });
    assert.equal(code, 1);
    assert.match(stdout, /^um32: npm run build takes no options, so no --[^\n]+\.\n$/);
    assert.ok(stdout.includes(option));
  }
});
