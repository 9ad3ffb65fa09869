/** Owns the check that no Rust test that is to run as wasm is passed over. */
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'node:test';
import { wasmTestFiles } from '../../www/setup/source-checks.mjs';

test('a Rust test runs as wasm by its own attribute, or by that of a module', () => {
  const folder = mkdtempSync(join(tmpdir(), 'um32-wasm-tests-'));
  const file = (/** @type {string} */ name, /** @type {string} */ source) =>
    writeFileSync(join(folder, name), source);
  try {
    file('own.rs', '#[wasm_bindgen_test::wasm_bindgen_test]\nfn holds() {}\n');
    file('by_module.rs', 'mod everywhere;\nmod other;\n');
    file('native.rs', 'mod other;\n// mod everywhere;\n#[test]\nfn holds() {}\n');
    for (const [name, source] of [
      ['everywhere', '#[cfg_attr(wasm, wasm_bindgen_test::wasm_bindgen_test)]'],
      ['other', 'fn nothing() {}'],
    ]) {
      mkdirSync(join(folder, `${name}`));
      file(join(`${name}`, 'mod.rs'), `${source}`);
    }
    assert.deepEqual(wasmTestFiles(folder), ['by_module', 'own']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the cases and the host’s tests run as wasm', () => {
  const names = wasmTestFiles();
  for (const name of ['cases', 'host', 'portable', 'translated']) assert.ok(names.includes(name));
});
