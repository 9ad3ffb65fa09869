/**
 * Owns the check of recorded UMIX sessions, byte for byte: recorded and replayed on the command
 * line, and brought over a session file in the midst of one.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openEngine } from '../../www/cli/engine.mjs';
import { PROGRAMS, TRANSCRIPTS } from '../programs/folders.mjs';
import { needing, um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const engine = await openEngine();
const umix = join(PROGRAMS, 'umix.um.gz');

/** @type {string[]} */
const names = existsSync(TRANSCRIPTS)
  ? readdirSync(TRANSCRIPTS)
      .filter((name) => name.endsWith('.in'))
      .map((name) => name.slice(0, -'.in'.length))
  : [];
test('there are recorded UMIX sessions', needing(TRANSCRIPTS, umix), () => {
  assert.ok(names.length > 0);
});

/**
 * Runs a machine until it asks or is over.
 * @param {import('../../www/wasm/um32.js').Machine} machine
 * @param {(bytes: Uint8Array) => void} printed
 */
function rest(machine, printed) {
  for (;;) {
    const stop = machine.run(1e12);
    printed(machine.takeOutput());
    if (stop !== engine.Stop.OutputFull) return stop;
  }
}

for (const name of names) {
  const typed = join(TRANSCRIPTS, `${name}.in`);
  const printed = join(TRANSCRIPTS, `${name}.out`);
  const needs = needing(umix, typed, printed);

  test(`UMIX session ${name}: recorded, replayed, compared`, needs, async () => {
    const path = workshop.path(name);
    const recorded = await um32(['run', umix, '--record', path], readFileSync(typed));
    assert.equal(recorded.code, 0);
    const replayed = await um32(['replay', path, '--image', umix]);
    assert.equal(replayed.code, 0);
    assert.equal(replayed.stdout.toString('latin1'), readFileSync(printed, 'latin1'));
    const verified = await um32(['replay', path, '--image', umix, '--verify']);
    assert.deepEqual([verified.code, verified.stderr.startsWith('The same')], [0, true]);
  });

  test(`UMIX session ${name}: saved mid-way, exported, imported, finished`, needs, () => {
    const image = engine.readImage(readFileSync(umix), umix);
    const input = readFileSync(typed);
    const lines = input.toString('latin1').split(/(?<=\n)/);
    // Before the middle: a wrong password ends UMIX, with lines left over.
    const half = Math.floor(lines.length / 3);
    /** @type {Uint8Array[]} */
    const output = [];
    let machine = engine.Machine.ofImage(image);
    machine.translate();
    /** @type {import('../../www/wasm/um32.js').SessionEntry[]} */
    const entries = [];
    for (const line of lines.slice(0, half)) {
      assert.equal(
        rest(machine, (bytes) => output.push(bytes)),
        engine.Stop.AwaitingInput,
      );
      const bytes = Buffer.from(line, 'latin1');
      entries.push({ bytes, isEnd: false, instructions: machine.instructions(), date: 0 });
      machine.pushInput(bytes);
    }
    assert.equal(
      rest(machine, (bytes) => output.push(bytes)),
      engine.Stop.AwaitingInput,
    );
    const instructions = machine.instructions();
    const exported = engine.writeSession({
      id: name,
      name,
      created: 0,
      image: { sha256: engine.sha256Hex(image), sizeBytes: image.length, name: 'umix.um' },
      entries,
      checkpoints: [{ entries: half, instructions, bytes: machine.checkpoint() }],
    });
    machine.free();
    const imported = engine.readSession(exported);
    assert.deepEqual(
      Buffer.concat(imported.entries.map(({ bytes }) => bytes)),
      input.subarray(0, lines.slice(0, half).join('').length),
    );
    machine = engine.Machine.restore(imported.checkpoints[0]?.bytes ?? new Uint8Array(0));
    machine.translate();
    assert.equal(machine.instructions(), instructions);
    machine.pushInput(Buffer.from(lines.slice(half).join(''), 'latin1'));
    machine.endInput();
    assert.equal(
      rest(machine, (bytes) => output.push(bytes)),
      engine.Stop.Halted,
    );
    machine.free();
    assert.equal(Buffer.concat(output).toString('latin1'), readFileSync(printed, 'latin1'));
  });
}
