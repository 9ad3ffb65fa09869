/** A product is current only with its stamp whole, its sources unchanged and its files there. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { after, beforeEach, test } from 'node:test';
import { ROOT, STATE } from '../../www/setup/project.mjs';
import { begin, complete, fingerprint, isCurrent } from '../../www/setup/stamp.mjs';

const PRODUCT = `stamp-test-${process.pid}`;
const folder = join(STATE, PRODUCT);
const source = relative(ROOT, folder);
const product = join(STATE, `${PRODUCT}.made`);

beforeEach(() => {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'source.txt'), 'one');
  writeFileSync(product, 'made');
  complete(PRODUCT, fingerprint([source], ['version 1']));
});
after(() => {
  begin(PRODUCT);
  rmSync(folder, { recursive: true });
  rmSync(product, { force: true });
});

/** @param {string} [version] */
const current = (version = 'version 1') =>
  isCurrent(PRODUCT, fingerprint([source], [version]), [product]);

test('nothing has changed', () => assert.ok(current()));

test('a source has changed, is new, is gone, or has another name', () => {
  writeFileSync(join(folder, 'source.txt'), 'two');
  assert.ok(!current());
  writeFileSync(join(folder, 'source.txt'), 'one');
  assert.ok(current());
  writeFileSync(join(folder, 'other.txt'), '');
  assert.ok(!current());
  rmSync(join(folder, 'source.txt'));
  rmSync(join(folder, 'other.txt'));
  assert.ok(!current());
  writeFileSync(join(folder, 'renamed.txt'), 'one');
  assert.ok(!current());
});

test('a version has changed', () => assert.ok(!current('version 2')));

test('the product is gone', () => {
  rmSync(product);
  assert.ok(!current());
});

test('making it again was begun and never completed', () => {
  begin(PRODUCT);
  assert.ok(!current());
});

test('the stamp is damaged', () => {
  writeFileSync(join(STATE, `${PRODUCT}.stamp`), 'x');
  assert.ok(!current());
});
