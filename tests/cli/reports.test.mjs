/**
 * Owns the check of which fields a report has at each end, as programs that read it rely on them.
 * Their values are checked where each end is (run.test.mjs, stops.test.mjs).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { um32, Workshop } from './command.mjs';

const workshop = new Workshop();
const path = workshop.path('report.json');

/**
 * @param {string} source
 * @param {string[]} args
 */
async function reported(source, ...args) {
  await um32(['run', workshop.write('program.ums', source), '--report', path, ...args]);
  return JSON.parse(readFileSync(path, 'utf8'));
}

const ALWAYS = [
  ...['program', 'engine', 'finger', 'instructions', 'registers'],
  ...['liveArrays', 'memoryBytes', 'computingMs'],
];
const PLACE = ['platter', 'instruction', 'source', 'listing'];

test('halted: what is always there, and no more', async () => {
  const report = await reported('halt');
  assert.deepEqual(Object.keys(report), ['end', ...ALWAYS]);
  const { end, finger, instructions, registers, liveArrays, engine } = report;
  assert.deepEqual([end, finger, instructions, liveArrays], ['halted', 1, 1, 0]);
  assert.deepEqual(registers, [0, 0, 0, 0, 0, 0, 0, 0]);
  assert.match(engine, /^(translator|interpreter)$/);
  assert.match(report.program, /program\.ums$/);
  assert.ok(Number.isInteger(report.computingMs), report.computingMs);
});

test('failed: the rule, where it stood, the array, and what led there', async () => {
  const report = await reported('r1 := 7\nr2 := m[r1][r0]');
  const failed = ['failure', 'rule', 'sentence', ...PLACE, 'array', 'deeds'];
  assert.deepEqual(Object.keys(report), ['end', ...failed, ...ALWAYS]);
  const { failure, sentence, platter, instruction, source, array, deeds } = report;
  assert.deepEqual(
    { failure, sentence, platter, instruction, source, array },
    {
      failure: 'inactive-array',
      sentence: 'At 1 the program reached into array 7 at offset 0; array 7 was never allocated.',
      platter: 0x10000088,
      instruction: 'r2 := m[r1][r0]',
      source: 'line 2: r2 := m[r1][r0]',
      array: { identifier: 7, state: 'never-allocated', offset: 0 },
    },
  );
  assert.equal(report.listing.length, 2);
  assert.deepEqual(
    deeds.map((/** @type {{ name: string }} */ { name }) => name),
    ['r1', 'done'],
  );
  // Without an array there is none, and outside the program no instruction.
  const outside = await reported('r1 := 9; goto r1 in program m[r0]');
  assert.equal(outside.failure, 'finger-out-of-range');
  assert.deepEqual([outside.platter, outside.instruction], [undefined, undefined]);
  assert.deepEqual(outside.listing, []);
});

test('stopped: why, and where', async () => {
  const report = await reported('r1 := 7\nhalt', '--watch', 'r1');
  assert.deepEqual(Object.keys(report), ['end', 'sentence', ...PLACE, ...ALWAYS]);
  const { end, sentence, platter, instruction, source, finger } = report;
  assert.deepEqual(
    { end, sentence, platter, instruction, source, finger },
    {
      end: 'stopped',
      sentence: 'r1 changed from 0 to 7. Done at 0, line 1: r1 := 7, after 1 instruction.',
      platter: 0x70000000,
      instruction: 'halt',
      source: 'line 2: halt',
      finger: 1,
    },
  );
});

test('out of memory: what was asked for, and where', async () => {
  const report = await reported('r1 := r0 nand r0\nr2 := map segment (r1 words)');
  assert.deepEqual(Object.keys(report), ['end', 'sentence', ...PLACE, ...ALWAYS]);
  assert.deepEqual([report.end, report.finger], ['out-of-memory', 1]);
  assert.equal(report.source, 'line 2: r2 := map segment (r1 words)');
});

test('a host that could not begin: why, and of which program', async () => {
  const report = await reported('r1 = 7');
  assert.deepEqual(Object.keys(report), ['end', 'sentence', 'program']);
  assert.equal(report.end, 'host-error');
  assert.match(report.sentence, /line 1, column 4/);
});

test('a misuse that shows only in the program: what is wrong', async () => {
  const report = await reported('halt', '--stop-at', 'nowhere');
  assert.deepEqual(Object.keys(report), ['end', 'sentence', 'program']);
  assert.deepEqual([report.end, report.sentence], ['misuse', 'The source has no label nowhere.']);
});
