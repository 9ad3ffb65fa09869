/** Owns the check of what is told of an instruction for which memory did not suffice. */
import { expect, test } from 'vitest';
import { requestFacts } from './host-error-card.ts';

const asked = {
  finger: 1234,
  platter: 0x80000011,
  instruction: 'r2 := map segment (r1 words)',
  reads: [{ letter: 'C', register: 1 }],
  listing: ['  1234: [0x80000011] r2 := map segment (r1 words);'],
  sizeRegister: 1,
  registers: [0, 4294967295, 0, 0, 0, 0, 0, 0],
  instructionsDone: 5678,
};

test('an allocation without memory is told with its place and the size it asked for', () => {
  expect(requestFacts(asked)).toEqual([
    ['Instruction', 'r2 := map segment (r1 words)   [0x80000011]'],
    ['Finger', '1,234'],
    ['Size asked', 'C is r1 = 4,294,967,295 (0xffffffff, -1)'],
    ['Instructions', '5,678 done before'],
  ]);
});

test('what asks for no size of its own is told without one', () => {
  const { sizeRegister: _, ...amendment } = asked;
  expect(requestFacts(amendment).map(([term]) => term)).toEqual([
    'Instruction',
    'Finger',
    'Instructions',
  ]);
});
