/** Owns the check of which platters are told to have changed since the stop before. */
import { expect, test } from 'vitest';
import type { ArrayPart } from '../../../protocol.ts';
import { SeenPlatters } from './seen-platters.ts';

const part = (platters: number[], offset = 0, identifier = 5): ArrayPart => ({
  identifier,
  state: 'active',
  capacityPlatters: 100,
  offset,
  platters,
});

test('what holds something else than at the stop before is told, with what it held', () => {
  const seen = new SeenPlatters();
  expect(seen.see(part([1, 2, 3]), 10).size).toBe(0);
  // Told again where it stands, and further on in it.
  expect(seen.see(part([3, 4], 2), 10).size).toBe(0);
  expect([...seen.see(part([1, 9, 3, 0]), 11)]).toEqual([
    [1, 2],
    [3, 4],
  ]);
  // As long as it stands there it stays so; of what was not looked at nothing is known.
  expect([...seen.see(part([9, 3, 0, 7], 1), 11)]).toEqual([
    [1, 2],
    [3, 4],
  ]);
  expect(seen.see(part([1, 9, 3, 0]), 12).size).toBe(0);
});

test('arrays are not taken for one another', () => {
  const seen = new SeenPlatters();
  seen.see(part([1], 0, 5), 10);
  seen.see(part([2], 0, 6), 10);
  expect([...seen.see(part([2], 0, 5), 11)]).toEqual([[0, 1]]);
  expect(seen.see(part([2], 0, 6), 11).size).toBe(0);
});

test('a program that begins anew has changed nothing', () => {
  const seen = new SeenPlatters();
  seen.see(part([1]), 10);
  expect(seen.see(part([2]), 0).size).toBe(0);
  expect([...seen.see(part([3]), 1)]).toEqual([[0, 2]]);
  seen.forget();
  expect(seen.see(part([4]), 2).size).toBe(0);
});

test('nothing of the stop before is left in a program that begins anew, nor in another one', () => {
  const seen = new SeenPlatters();
  const goOn = () => [seen.see(part([1]), 10), seen.see(part([2]), 11)];
  goOn();
  expect(seen.see(part([3]), 0).size).toBe(0);
  goOn();
  seen.forget();
  expect(seen.see(part([3]), 11).size).toBe(0);
});
