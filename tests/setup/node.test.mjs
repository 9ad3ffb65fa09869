/**
 * Owns the check of which Nodes are taken, those that Vite says it runs on, as package.json tells
 * npm; and that the others are told so by every script.
 */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { isNodeRecent, lackOf } from '../../www/setup/begin.cjs';
import { run } from '../../www/setup/command.mjs';
import { ROOT } from '../../www/setup/project.mjs';

/** @param {string} path */
const manifest = (path) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'));

test('Node 20 from 20.19 on, and all from 22.12 on', () => {
  for (const version of ['20.19.0', '20.20.1', '22.12.0', '22.20.0', '23.0.0', '24.1.0']) {
    assert.ok(isNodeRecent(version), version);
  }
  for (const version of ['18.20.8', '20.18.3', '21.7.3', '22.11.0']) {
    assert.ok(!isNodeRecent(version), version);
  }
});

test('package.json says what Vite says', () => {
  const [own, vites] = ['package.json', 'node_modules/vite/package.json'].map(manifest);
  assert.equal(own.engines.node, vites.engines.node);
});

test('what the scripts do not run on is told in a sentence', () => {
  assert.equal(
    lackOf('linux', '12.22.9'),
    'Node 20.19, or 22.12 or later, is needed; this is 12.22.9.',
  );
  assert.match(lackOf('win32', '22.12.0') ?? '', /inside WSL\.$/);
  assert.equal(lackOf('darwin', '22.12.0'), undefined);
});

test('every script begins with that, and has its arguments', async () => {
  for (const [name, line] of Object.entries(manifest('package.json').scripts)) {
    const [, script] = /^node www\/setup\/begin\.cjs ([a-z-]+)\b/.exec(line) ?? [];
    assert.ok(script && existsSync(join(ROOT, `www/setup/${script}.mjs`)), name);
  }
  const args = ['www/setup/begin.cjs', 'build', '--base=/um32/'];
  const { code, stdout } = await run(process.execPath, args, { quiet: true });
  assert.equal(code, 1);
  assert.match(stdout, /takes no options, so no --base=\/um32\/:/);
});

test('what begins is read by Nodes that know nothing newer than Node 10', () => {
  const source = readFileSync(join(ROOT, 'www/setup/begin.cjs'), 'utf8');
  const code = source.replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '');
  assert.doesNotMatch(code, /\?\?|\?\.|\bawait\b|^\s*(import|export)\s|node:|\.at\(|#\w|catch \{/m);
});
