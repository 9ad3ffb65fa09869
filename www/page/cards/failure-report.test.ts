/** Owns the check of what a failure’s report says, as text and as JSON. */
import { expect, test } from 'vitest';
import type { Failure } from '../../protocol.ts';
import { jsonReport, textReport } from './failure-report.ts';

const program = { name: 'lost.um', sha256: 'ab'.repeat(32), instructionsDone: 894 };

const failure: Failure = {
  kind: 'inactive-array',
  rule: 'If the program decides to index …',
  sentence: 'At 47 the program reached into array 10 at offset 1; array 10 has been abandoned.',
  finger: 47,
  platter: 0x1000008b,
  instruction: 'r2 := m[r1][r3]',
  reads: [
    { letter: 'B', register: 1 },
    { letter: 'C', register: 3 },
  ],
  listing: [
    '    46: [0xd6000001] r3 := 1;',
    '    47: [0x1000008b] r2 := m[r1][r3];',
    '    48: [0x70000000] halt;',
  ],
  registers: [0, 10, 0, 1, 5, 44, 63, 44],
  array: { identifier: 10, state: 'abandoned', offset: 1 },
};

test('the report as JSON has the command line’s names', () => {
  expect(JSON.parse(jsonReport(failure, program))).toMatchObject({
    end: 'failed',
    failure: 'inactive-array',
    finger: 47,
    instructions: 894,
    program: 'lost.um',
    registers: failure.registers,
    array: failure.array,
    listing: failure.listing,
  });
});

test('the report as text says what was read and what is known of the array', () => {
  const report = textReport(failure, program);
  expect(report).toContain('B is r1 = 10 (0x0000000a), C is r3 = 1 (0x00000001)');
  expect(report).toContain('10: abandoned before; offset 1 was asked for');
  expect(report).toContain('894 done before');
  expect(report).toContain(`
      46: [0xd6000001] r3 := 1;
>     47: [0x1000008b] r2 := m[r1][r3];
      48: [0x70000000] halt;
`);
});

test('the report as text has its figures in threes, as JSON it has them as they are', () => {
  const sentence = 'At 1000 the program divided by 0.';
  expect(textReport({ ...failure, sentence }, program)).toContain('At 1,000 the program');
  expect(JSON.parse(jsonReport({ ...failure, sentence }, program)).sentence).toBe(sentence);
});

test('of an array that is not active no more is said than is known', () => {
  const array = { identifier: 10, state: 'inactive', offset: 1 } as const;
  const report = textReport({ ...failure, array }, program);
  expect(report).toContain('10: not active; offset 1 was asked for');
});

test('a finger outside the 0 array has no instruction', () => {
  const { platter, instruction, array, ...rest } = failure;
  const report = textReport(
    { ...rest, reads: [], listing: [], kind: 'finger-out-of-range' },
    program,
  );
  expect(report).toContain('none: the finger is outside the 0 array');
});

test('what led to a failure is in its reports, once it is known', () => {
  const deed = { name: 'abandoned', finger: 46, platter: 0x90000001, instructions: 893, value: 10 };
  const deeds = [{ ...deed, instruction: 'unmap m[r1]' }];
  const led = [{ term: 'Abandoned', text: '1 instruction before, at 46: unmap m[r1]' }];
  const known = { ...program, deeds, led };
  expect(textReport(failure, known)).toMatch(
    /\n\nWhat led here\nAbandoned {7}1 instruction before, at 46: unmap m\[r1\]\n$/,
  );
  expect(JSON.parse(jsonReport(failure, known)).deeds).toEqual(deeds);
  expect(textReport(failure, program)).not.toContain('What led here');
  expect(JSON.parse(jsonReport(failure, program)).deeds).toBeUndefined();
});
