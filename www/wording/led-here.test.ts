/** Owns the check of how it is told what led to a failure. */
import { expect, test } from 'vitest';
import { type Deed, deedsIn, type Failed, ledHere } from './led-here.mjs';

const deed = (name: string, more: Partial<Deed> = {}): Deed => ({
  name,
  finger: 1055,
  platter: 0x30000088,
  instruction: 'r2 := r1 + r0',
  instructions: 900,
  value: 1027,
  ...more,
});

const unmap = { finger: 46, platter: 0x90000001, instruction: 'unmap m[r1]', instructions: 999 };
const INDEX = [
  { letter: 'B', register: 1 },
  { letter: 'C', register: 3 },
];

const told = (failure: Failed, deeds: Deed[], done: number, unseen = 0): string[] =>
  ledHere(failure, deeds, done, unseen).map(({ term, text }) => `${term}: ${text}`);

test('who abandoned the array, who allocated it, who set the registers', () => {
  const array = { identifier: 1027, state: 'abandoned' };
  const failure = { kind: 'inactive-array', reads: INDEX, array };
  const deeds = [
    deed('r1', {
      source: 'line 71: again: r1 := r2 + r0 // its next',
      instruction: 'r1 := r2 + r0',
    }),
    deed('r2'),
    deed('allocated', { value: 2, finger: 9, instruction: 'r2 := map segment (r5 words)' }),
    deed('abandoned', unmap),
    deed('jumped', { instructions: 950 }),
    deed('done', unmap),
  ];
  expect(told(failure, deeds, 1000)).toEqual([
    'Abandoned: 1 instruction before, at 46: unmap m[r1]',
    'Allocated: 100 instructions before, with 2 platters, at 9: r2 := map segment (r5 words)',
    'r1 set: 100 instructions before, to 1,027, at 1,055, line 71: r1 := r2 + r0',
    'r3 set: never: it has been 0 since the beginning',
  ]);
  // Of what was done before anything was noted nothing is said.
  expect(told(failure, deeds, 1000, 1)).toHaveLength(3);
  // Its identifier was another array's before.
  const active = { ...failure, kind: 'offset-out-of-range', array: { ...array, state: 'active' } };
  expect(told(active, deeds, 1000)[0]).toMatch(/^Allocated/);
});

test('an array of which the machine only knows that it is none has what was done to it', () => {
  const failure = {
    kind: 'inactive-array',
    reads: [],
    array: { identifier: 7, state: 'inactive' },
  };
  const deeds = [deed('allocated', { value: 1 }), deed('abandoned', unmap)];
  const terms = ledHere(failure, deeds, 1000, 1).map(({ term }) => term);
  expect(terms).toEqual(['Abandoned', 'Allocated']);
});

test('a finger that came by a jump is told with the register that led it', () => {
  const failure = {
    kind: 'finger-out-of-range',
    reads: [],
    array: { identifier: 0, state: 'active' },
  };
  const goto = { finger: 5, platter: 0xc0000003, instruction: 'goto r3 in program m[r0]' };
  const jump = { ...goto, value: 5000, instructions: 999 };
  const set = { finger: 3, instruction: 'r3 := 5000', value: 5000, instructions: 997 };
  expect(told(failure, [deed('r3', set), deed('jumped', jump), deed('done', jump)], 1000)).toEqual([
    'Jumped from: 1 instruction before, at 5: goto r3 in program m[r0]',
    'r3 set: 3 instructions before, to 5,000, at 3: r3 := 5000',
  ]);
});

test('a finger that ran on is told with the last jump before', () => {
  const failure = { kind: 'invalid-instruction', reads: [] };
  const jump = { finger: 5, instruction: 'goto r3 in program m[r0]', value: 20, instructions: 990 };
  const output = { finger: 29, instruction: 'output r1', instructions: 999 };
  const amended = { finger: 7, instruction: 'm[r0][r4] := r5', value: 0xf0000000 };
  const loaded = { finger: 8, instruction: 'goto r3 in program m[r2]', value: 12 };
  const deeds = [deed('jumped', jump), deed('done', output)];
  expect(told(failure, [...deeds, deed('amended', amended), deed('loaded', loaded)], 1000)).toEqual(
    [
      'Ran on from: 1 instruction before, at 29: output r1',
      'Last jump: 10 instructions before, to 20, at 5: goto r3 in program m[r0]',
      'Written: 100 instructions before, 0xf0000000, at 7: m[r0][r4] := r5',
      'Loaded: 100 instructions before, from array 12, in place of what the file has, at 8: goto r3 in program m[r2]',
    ],
  );
  // A load that was the last jump is told once.
  const both = deed('loaded', { ...loaded, instructions: 990 });
  expect(told(failure, [...deeds, both], 1000)).toHaveLength(2);
  // One that never jumped, and one that did nothing.
  expect(told(failure, [deed('done', output)], 1000)).toEqual([
    'Ran on from: 1 instruction before, at 29: output r1',
  ]);
  expect(told(failure, [], 0)).toEqual([]);
});

test('registers that are of no matter to a failure are left out, and none comes twice', () => {
  const read = (letters: string) =>
    [...letters].map((letter, at) => ({ letter, register: 'AB'.includes(letter) ? 4 : at }));
  const terms = (kind: string, letters: string, array?: { identifier: number; state: string }) =>
    ledHere({ kind, reads: read(letters), array }, [], 9, 0).map(({ term }) => term);
  const array = { identifier: 7, state: 'never-allocated' };
  expect(terms('division-by-zero', 'BC')).toEqual(['r1 set']);
  expect(terms('load-inactive-array', 'BC', array)).toEqual(['r4 set']);
  expect(terms('inactive-array', 'ABC', array)).toEqual(['r4 set']);
  expect(terms('output-out-of-range', 'C')).toEqual(['r0 set']);
});

test("the engine's numbers are five for each", () => {
  const numbers = Float64Array.of(2, 7, 0x30000088, 900, 5, 9, 46, 0x90000001, 999, 3);
  const asIs = (platter: number) => `platter ${platter}`;
  expect(deedsIn(numbers, asIs)).toEqual([
    deed('r2', { finger: 7, instruction: 'platter 805306504', value: 5 }),
    deed('abandoned', {
      ...{ finger: 46, platter: 0x90000001, instruction: 'platter 2415919105' },
      ...{ instructions: 999, value: 3 },
    }),
  ]);
  expect(deedsIn(new Float64Array(0), asIs)).toEqual([]);
});
