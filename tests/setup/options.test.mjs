/** What scripts without options say to one, before anything is set up. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../www/setup/command.mjs';

test('options of which there are none are refused, with what can be said instead', async () => {
  const scripts = [
    ['build', 'npm run build', '--help'],
    ['build', 'npm run build', '--base=/um32/'],
    ['build-wasm', 'npm run build:wasm', '--help'],
    ['build', 'npm run build', 'docs'],
    ['lint', 'npm run lint', 'rust'],
    ['lint', 'npm run lint', '--help'],
    ['lint', 'npm run lint', '--wirte'],
    ['test', 'npm test', '--help'],
    ['test', 'npm test', '-h'],
    ['test-browsers', 'npm run test:browsers', '--help'],
  ];
  for (const [script = '', command, option = ''] of scripts) {
    const args = [`www/setup/${script}.mjs`, option];
    const { code, stdout } = await run(process.execPath, args, { quiet: true });
    assert.equal(code, 1, script);
    const [, said, refused] =
      /^um32: (.*) takes no options, so no (\S+): [^\n]+\.\n$/.exec(stdout) ?? [];
    assert.deepEqual([said, refused], [command, option], stdout);
  }
});
