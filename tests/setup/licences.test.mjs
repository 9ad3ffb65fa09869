/** Whatever is in the site has its licence beside it, also what Vite does not list. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { furtherLicences } from '../../www/setup/licences.mjs';

const MIT = 'Permission is hereby granted, free of charge';

/** @param {string} list */
const partsOf = (list) => new Map(list.split('\n## ').map((part) => [part.split(' - ')[0], part]));

test('workers’ packages and the machine’s crates are listed with their licences', async () => {
  const parts = partsOf(await furtherLicences(''));
  for (const name of ['@noble/hashes', 'flate2', 'serde', 'wasm-bindgen', 'zmij']) {
    assert.ok(parts.get(name)?.includes(MIT), name);
  }
  // All that holds at once is there.
  assert.match(parts.get('unicode-ident') ?? '', /UNICODE LICENSE/i);
  // Neither a macro nor a test is in the machine.
  for (const name of ['serde_derive', 'proptest', 'wasmi']) assert.ok(!parts.has(name), name);
});

test('what is listed is not listed again', async () => {
  const parts = partsOf(await furtherLicences('# Licenses\n\n## idb - 8.0.4 (ISC)\n'));
  assert.ok(!parts.has('idb'));
  assert.ok(parts.has('@noble/hashes'));
});
