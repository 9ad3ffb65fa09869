/** What is made in `target` gets into place from there, also from another disk. */
import assert from 'node:assert/strict';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { replaceFolder } from '../../www/setup/wasm-package.mjs';

const DISKS = [tmpdir(), '/dev/shm'].filter(existsSync);
const areTwo = new Set(DISKS.map((disk) => statSync(disk).dev)).size === 2;
const [from = '', to = ''] = areTwo ? DISKS.map((disk) => mkdtempSync(join(disk, 'um32-'))) : [];
after(() => {
  for (const folder of [from, to]) if (folder) rmSync(folder, { recursive: true });
});

test('a folder gets from one disk to another, in place of what was there', {
  skip: areTwo ? false : 'there is one disk here',
}, () => {
  const [fresh, old] = [join(from, 'fresh'), join(to, 'old')];
  for (const [folder, file] of /** @type {const} */ ([
    [fresh, 'new.txt'],
    [old, 'older.txt'],
  ])) {
    mkdirSync(folder);
    writeFileSync(join(folder, file), file);
  }
  replaceFolder(fresh, old);
  assert.deepEqual(readdirSync(old), ['new.txt']);
  assert.ok(!existsSync(fresh));
});
