/** Owns the check of what is said of a Rust that is missing, too old, or out of order: at once, and nothing else. */
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { run } from '../../www/setup/command.mjs';
import { oldestRust } from '../../www/setup/project.mjs';

const folder = mkdtempSync(join(tmpdir(), 'um32-rust-'));
after(() => rmSync(folder, { recursive: true }));
const RECENT = "echo 'rustc 1.999.0 (1234567 2030-01-01)'";
let machines = 0;

/**
 * A machine that has these programs and no others, each in a folder of its own PATH.
 * @param {Record<string, string>} programs what each does, in the language of sh(1), by its path
 */
function machine(programs) {
  machines += 1;
  const home = join(folder, String(machines));
  const [first, cargoBin] = [join(home, 'first'), join(home, '.cargo', 'bin')];
  for (const bin of [first, cargoBin]) mkdirSync(bin, { recursive: true });
  for (const [name, does] of Object.entries(programs)) {
    const path = join(name.startsWith('first/') ? home : cargoBin, name);
    writeFileSync(path, `#!/bin/sh\n${does}\n`);
    chmodSync(path, 0o755);
  }
  const cache = join(home, 'cache');
  const env = { HOME: home, PATH: first, CARGO_HOME: undefined, UM32_CACHE: cache };
  return { env, first, cargoBin };
}

/**
 * What a script says there, when that is all.
 * @param {string} script
 * @param {ReturnType<typeof machine>} machine
 */
async function saidBy(script, { env }) {
  // Those that run steps would run none.
  const words = script.startsWith('test') ? ['no such step'] : [];
  const args = [`www/setup/${script}.mjs`, ...words];
  const { code, stdout, stderr } = await run(process.execPath, args, { env, quiet: true });
  assert.deepEqual([code, stderr], [1, '']);
  assert.ok(!existsSync(env.UM32_CACHE), 'nothing was begun');
  return stdout;
}

for (const script of ['build-wasm', 'test', 'test-browsers', 'lint']) {
  test(`${script}: Rust that is missing is told at once, and nothing is begun`, async () => {
    const words = await saidBy(script, machine({}));
    assert.match(words, /^um32: Rust is missing: [^\n]+ with rustup, [^\n]+\n$/);
  });
}

test('Rust that is too old is told with where it is', async () => {
  const rustc = "echo 'rustc 1.63.0 (4b91a6ea7 2022-08-08)'";
  const old = machine({ cargo: '', rustc });
  const sentence = `Rust 1.${oldestRust()} or later is needed; ${old.cargoBin}/rustc is 1.63.0. With rustup, "rustup update" brings the newest.`;
  assert.equal(await saidBy('test', old), `um32: ${sentence}\n`);
});

test('a rustup without a compiler says itself what to do', async () => {
  const rustc = "echo 'error: no default is configured' >&2; exit 1";
  const words = await saidBy('lint', machine({ cargo: '', rustc }));
  assert.match(words, /^um32: The Rust compiler .+ does not tell its version:\nerror: no default /);
});

test('a compiler that comes before rustup’s is told, and how to have rustup’s', async () => {
  const { env, first, cargoBin } = machine({
    ...{ 'first/cargo': '', 'first/rustc': RECENT },
    ...{ cargo: '', rustc: RECENT, rustup: '' },
  });
  const modules = ['setup', 'wasm-target'].map((name) =>
    JSON.stringify(new URL(`../../www/setup/${name}.mjs`, import.meta.url)),
  );
  const source = `import { script } from ${modules[0]}; import { ensureWasmTarget } from ${modules[1]};
    await script(async () => { await ensureWasmTarget(); });`;
  const args = ['--input-type=module', '--eval', source];
  const { code, stdout } = await run(process.execPath, args, { env, quiet: true });
  assert.equal(code, 1);
  assert.ok(stdout.includes(`but ${first}/rustc comes first. `), stdout);
  assert.ok(stdout.endsWith(`PATH="${cargoBin}:$PATH"\n`), stdout);
});

test('what the system refuses is told in a sentence', async () => {
  const { env } = machine({ cargo: '', rustc: RECENT });
  const cache = join(folder, 'no folder');
  writeFileSync(cache, '');
  const module = JSON.stringify(new URL('../../www/setup/setup.mjs', import.meta.url));
  const source = `import { mkdirSync } from 'node:fs'; import { script } from ${module};
    await script(async () => { mkdirSync(${JSON.stringify(join(cache, 'tool'))}); });`;
  const args = ['--input-type=module', '--eval', source];
  const { code, stdout, stderr } = await run(process.execPath, args, { env, quiet: true });
  const words = `um32: mkdir ${cache}/tool failed: a part of its path is not a folder.\n`;
  assert.deepEqual([code, stdout, stderr], [1, words, '']);
});
