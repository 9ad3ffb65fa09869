/**
 * Owns the check of what is told where the machine itself cannot be started: it is not
 * built, or its build is damaged.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { outcome, Workshop } from './command.mjs';

const workshop = new Workshop();
const program = workshop.write('halt.ums', 'halt\n');
const www = fileURLToPath(new URL('../../www', import.meta.url));
mkdirSync(workshop.path('www'));
for (const room of ['cli', 'session-log', 'wording', 'wasm']) {
  cpSync(`${www}/${room}`, workshop.path(`www/${room}`), { recursive: true });
}
workshop.write('package.json', '{ "type": "module" }');

async function running() {
  const { code, stderr } = await outcome(
    spawn(process.execPath, [workshop.path('www/cli/um32.mjs'), 'run', program]),
  );
  return [code, stderr];
}

test('a machine that is damaged or not built is told to be, with the way to have it', async () => {
  const [halted, told] = await running();
  assert.equal(halted, 0);
  assert.match(String(told), /^um32: The program halted at 0\b[^\n]+ has printed nothing\.\n$/);
  const whole = readFileSync(`${www}/wasm/um32_bg.wasm`);
  workshop.write('www/wasm/um32_bg.wasm', whole.subarray(0, 1000));
  const [code, damaged] = await running();
  assert.equal(code, 2);
  assert.match(
    String(damaged),
    /^um32: The machine cannot be started \(.+\)\. In the project folder, npm run build:wasm makes it anew\.\n$/,
  );
  rmSync(workshop.path('www/wasm'), { recursive: true });
  const [, missing] = await running();
  assert.match(String(missing), /^um32: The machine is not built yet: .+ npm run build:wasm\n$/);
});
