/**
 * Owns the check of what led to a failure on the real wasm: a program that fails is done over
 * again by its log. Needs www/wasm, which `npm test` makes first.
 */
import { beforeAll, expect, test } from 'vitest';
import { type LookBack, lookingBack } from '../aside/looking-back.ts';
import type { EnginePort } from '../running/machine-port.ts';
import { ascii } from './bytes.ts';
import { realEngine } from './engine-page.ts';

let engine: EnginePort;
beforeAll(async () => {
  engine = await realEngine();
});

const image = (source: string): LookBack['image'] => {
  const bytes = ascii(source);
  return { bytes: engine.readImage(bytes, 'test.ums'), source: bytes };
};

/** Fails by reading an array that it abandoned when it was typed a second character. */
const READS = `
  r1 := input()
  r2 := 2
  r3 := map segment (r2 words)
  r4 := input()
  unmap m[r3]
  r5 := m[r3][r2]
`;

/** The program is typed each of these when it asks, and fails then. */
function failing(source: string, typed: string[]): LookBack {
  const of = image(source);
  const machine = engine.createMachine(of.bytes, 'interpreter');
  const log = typed.map((text) => {
    expect(machine.run(1000)).toBe('awaiting-input');
    const bytes = ascii(text);
    machine.pushInput(bytes);
    const instructions = machine.instructions();
    return { bytes, isEnd: false, instructions, moment: '', date: 0 };
  });
  expect(machine.run(1000)).toBe('failed');
  const failure = machine.failure();
  if (!failure) throw new Error('it has failed');
  return { failure, image: of, log, instructions: machine.instructions(), unseen: 0 };
}

const lookBack = (look: LookBack) => lookingBack(engine, look, () => 0);

test.each([
  [0, ['r1', 'r2', 'r3', 'r4', 'allocated', 'abandoned', 'done']],
  [2, ['r3', 'r4', 'allocated', 'abandoned', 'done']],
  [3, ['r4', 'abandoned', 'done']],
  [4, ['abandoned', 'done']],
])('after the first %i instructions is noted who did what last', (unseen, names) => {
  const look = failing(READS, ['a', 'b']);
  const deeds = lookBack({ ...look, unseen });
  expect(deeds.map(({ name }) => name)).toEqual(names);
  expect(deeds.find(({ name }) => name === 'abandoned')).toEqual({
    name: 'abandoned',
    finger: 4,
    platter: 0x9000_0003,
    instruction: 'unmap m[r3]',
    source: 'line 6: unmap m[r3]',
    instructions: 4,
    value: look.failure.array?.identifier,
  });
});

test('what has no source has no lines', () => {
  const look = failing(READS, ['a', 'b']);
  const deeds = lookBack({ ...look, image: { bytes: look.image.bytes } });
  expect(deeds).toHaveLength(7);
  expect(deeds.filter((deed) => 'source' in deed)).toEqual([]);
});

test('of what does not fail so nothing is told', () => {
  const look = failing(READS, ['a', 'b']);
  const { failure } = look;
  const registers = failure.registers.with(4, 99);
  expect(lookBack({ ...look, failure: { ...failure, registers } })).toEqual([]);
  expect(lookBack({ ...look, failure: { ...failure, sentence: 'Another.' } })).toEqual([]);
  // It fails one instruction before.
  expect(lookBack({ ...look, instructions: look.instructions + 1 })).toEqual([]);
  // It does not fail yet.
  expect(lookBack({ ...look, instructions: look.instructions - 1 })).toEqual([]);
});
