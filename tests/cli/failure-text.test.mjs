/** Owns the check of the words for what is known of a failure. Ends of runs are checked in run.test.mjs. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureText } from '../../www/cli/failure-text.mjs';

/** @param {import('../../www/cli/failure-text.mjs').ArrayReport} array */
function told(array) {
  const failure = { kind: 'inactive-array', rule: 'If …', sentence: 'At 10 …', finger: 10 };
  const listing = ['     9: [0xd2000002] r1 := 2;', '    10: [0x10000053] r1 := m[r2][r3];'];
  const reads = [
    { letter: 'B', register: 2 },
    { letter: 'C', register: 3 },
  ];
  const registers = [0, 0, 7, 0, 0, 0, 0, 0];
  return failureText({ ...failure, reads, registers, array, listing }, 1);
}

test('what the instruction read is told in both notations', () => {
  const text = told({ identifier: 7, state: 'abandoned' });
  const lines = `
  it read      B is r2 = 7 (0x00000007)
               C is r3 = 0 (0x00000000)
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
