/** Owns the check of the words for what is known of a failure. Ends of runs are checked in run.test.mjs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureText } from '../../www/cli/failure-text.mjs';

/**
 * @param {import('../../www/cli/failure-text.mjs').ArrayReport} array
 * @param {number[]} registers
 * @param {(number | undefined)[]} arrays
 */
function told(array, registers = [0, 0, 7, 0, 0, 0, 0, 0], arrays = []) {
  const failure = { kind: 'inactive-array', rule: 'If …', sentence: 'At 10 …', finger: 10 };
  const listing = ['     9: [0xd2000002] r1 := 2;', '    10: [0x10000053] r1 := m[r2][r3];'];
  const reads = [
    { letter: 'B', register: 2 },
    { letter: 'C', register: 3 },
  ];
  return failureText({ ...failure, reads, registers, arrays, array, listing }, 1);
}

test('what the instruction read is told in both notations', () => {
  const text = told({ identifier: 7, state: 'abandoned' });
  const lines = `
  it read      B is r2 = 7 (0x00000007)
               C is r3 = 0 (0x00000000)
`;
  assert.ok(text.includes(lines), text);
});

test('what registers may mean besides their numbers is told, and which arrays they name', () => {
  const registers = [0, 9, 7, 0x41, 0xfffffffe, 2049, 10, 16];
  const arrays = [12, undefined, undefined, 1, undefined, 1000, undefined, 2];
  const text = told({ identifier: 7, state: 'abandoned' }, registers, arrays);
  const lines = `
               r4 = 4,294,967,294 r5 = 2,049         r6 = 10            r7 = 16
  read as      r3 = 0x41 = 'A', r4 = 0xfffffffe = -2, r5 = 0x801, r6 = 0xa = '\\n'
               r7 = 0x10
  arrays       r3 names one of 1 platter, r5 names one of 1,000 platters, r7 names one of 2 platters
`;
  assert.ok(text.includes(lines), text);
});

test('what is known of an array is told, and no more', () => {
  for (const [state, words] of [
    ['active', 'active, capacity 3 platters'],
    ['abandoned', 'abandoned earlier'],
    ['never-allocated', 'never allocated'],
    ['inactive', 'not active'],
  ]) {
    const array = { identifier: 7, state: state ?? '', capacityPlatters: 3, offset: 2 };
    assert.ok(told(array).includes(`  array        7: ${words}; offset asked for: 2\n`), state);
  }
});

test('the program around the finger is shown, its line marked', () => {
  const text = told({ identifier: 7, state: 'abandoned' });
  const lines = `
  program             9: [0xd2000002] r1 := 2;
               >     10: [0x10000053] r1 := m[r2][r3];
`;
  assert.ok(text.endsWith(lines), text);
});
