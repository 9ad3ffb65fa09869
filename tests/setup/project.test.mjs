/** Where things are does not depend on the folder from which a tool is called. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { run } from '../../www/setup/command.mjs';
import { ROOT } from '../../www/setup/project.mjs';

test('the cache is named in full, also where the environment does not', async () => {
  const project = new URL('../../www/setup/project.mjs', import.meta.url);
  const script = `import { CACHE } from ${JSON.stringify(project)}; console.log(CACHE)`;
  for (const [env, folder] of /** @type {const} */ ([
    [{ UM32_CACHE: 'kept' }, 'kept'],
    [{ UM32_CACHE: '', XDG_CACHE_HOME: 'kept' }, join('kept', 'um32')],
  ])) {
    const args = ['--input-type=module', '--eval', script];
    const { stdout } = await run(process.execPath, args, { env, quiet: true });
    assert.equal(stdout, `${join(ROOT, folder)}\n`);
  }
});
