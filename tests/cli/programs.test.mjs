/**
 * Owns the check that real programs print what they should, byte for byte,
 * where those programs are at hand.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { PROGRAMS, TRANSCRIPTS } from '../programs/folders.mjs';
import { needing, um32, Workshop } from './command.mjs';

const PUBLIC_KEY = '(\\b.bb)(\\v.vv)06FHPVboundvarHRAk\n';
const ANNOUNCEMENT = 'UM program follows colon:';
const UMIX_SHA256 = '4cf39631e13b3415eba0b353d5328f4bb81cf6b8800fa7e4974f7702eb978332';

const workshop = new Workshop();
const sandmark = join(PROGRAMS, 'sandmark.umz');
const sandmarkOutput = join(PROGRAMS, 'sandmark-output.txt');
const codex = join(PROGRAMS, 'codex.umz');
const umix = join(PROGRAMS, 'umix.um.gz');

test('SANDmark prints the reference output', needing(sandmark, sandmarkOutput), async () => {
  const report = workshop.path('sandmark.json');
  const { code, stdout } = await um32(['run', sandmark, '--report', report]);
  assert.equal(code, 0);
  assert.equal(stdout.toString('latin1'), readFileSync(sandmarkOutput, 'latin1'));
  assert.equal(JSON.parse(readFileSync(report, 'utf8')).instructions, 5_556_001_579);
});

test('the codex with key and p gives the UMIX image', needing(codex), async () => {
  const { code, stdout } = await um32(['run', codex], `${PUBLIC_KEY}p`);
  assert.equal(code, 0);
  const image = stdout.subarray(stdout.indexOf(ANNOUNCEMENT) + ANNOUNCEMENT.length);
  assert.equal(image.length, 16_165_004);
  assert.equal(createHash('sha256').update(image).digest('hex'), UMIX_SHA256);
});

test('the codex refuses a wrong key', needing(codex), async () => {
  const { code, stdout } = await um32(['run', codex], 'xyzzy\n');
  assert.equal(code, 0);
  assert.match(stdout.toString('latin1'), /enter decryption key:\nwrong key\n$/);
});

test('UMIX, listed and assembled again, is the same image', needing(umix), async () => {
  const listing = workshop.path('umix.txt');
  assert.equal((await um32(['dis', umix, '-o', listing])).code, 0);
  const { code, stdout } = await um32(['asm', listing]);
  assert.equal(code, 0);
  assert.equal(createHash('sha256').update(stdout).digest('hex'), UMIX_SHA256);
});

/**
 * The report of a run, but for what may differ between engines, and what it printed.
 * @param {string} engine
 * @param {string} program
 * @param {string | Uint8Array} [input]
 */
async function seen(engine, program, input) {
  const path = workshop.path(`${engine}.json`);
  const { code, stdout } = await um32(
    ['run', program, '--engine', engine, '--report', path],
    input,
  );
  const report = JSON.parse(readFileSync(path, 'utf8'));
  assert.equal(report.engine, engine);
  const { end, instructions, finger, registers, liveArrays } = report;
  for (const figure of [end, instructions, registers, liveArrays])
    assert.notEqual(figure, undefined);
  const printed = createHash('sha256').update(stdout).digest('hex');
  return { code, end, instructions, finger, registers, liveArrays, printed };
}

test('SANDmark ends the same in both engines', needing(sandmark), async () => {
  assert.deepEqual(await seen('translator', sandmark), await seen('interpreter', sandmark));
});

/** @type {string[]} */
const sessions = existsSync(TRANSCRIPTS)
  ? readdirSync(TRANSCRIPTS)
      .filter((name) => name.endsWith('.in'))
      .map((name) => name.slice(0, -'.in'.length))
  : [];
test('there are recorded sessions', needing(TRANSCRIPTS), () => assert.ok(sessions.length > 0));

for (const name of sessions) {
  const typed = join(TRANSCRIPTS, `${name}.in`);
  const printed = join(TRANSCRIPTS, `${name}.out`);
  test(`UMIX session ${name}, byte for byte`, needing(umix, typed, printed), async () => {
    const { code, stdout } = await um32(['run', umix], readFileSync(typed));
    assert.equal(code, 0);
    assert.equal(stdout.toString('latin1'), readFileSync(printed, 'latin1'));
  });
  test(`UMIX session ${name} ends the same in both engines`, needing(umix, typed), async () => {
    const input = readFileSync(typed);
    assert.deepEqual(await seen('translator', umix, input), await seen('interpreter', umix, input));
  });
}
