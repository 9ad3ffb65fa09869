/** Which Nodes are taken: those that Vite says it runs on, as package.json tells npm. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ROOT } from '../../www/setup/project.mjs';
import { isNodeRecent } from '../../www/setup/setup.mjs';

test('Node 20 from 20.19 on, and all from 22.12 on', () => {
  for (const version of ['20.19.0', '20.20.1', '22.12.0', '22.20.0', '23.0.0', '24.1.0']) {
    assert.ok(isNodeRecent(version), version);
  }
  for (const version of ['18.20.8', '20.18.3', '21.7.3', '22.11.0']) {
    assert.ok(!isNodeRecent(version), version);
  }
});

test('package.json says what Vite says', () => {
  /** @param {string} path */
  const nodeOf = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8')).engines.node;
  assert.equal(nodeOf('package.json'), nodeOf('node_modules/vite/package.json'));
});
