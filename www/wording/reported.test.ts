/** Owns the check of how the engine's reports are read. */
import { expect, test } from 'vitest';
import { arrayIn, readsIn, sizeRegisterOf } from './reported.mjs';

test('what is known of an array is read, and no more', () => {
  expect(arrayIn('10 abandoned  1')).toEqual({ identifier: 10, state: 'abandoned', offset: 1 });
  expect(arrayIn('0 active 0 ')).toEqual({ identifier: 0, state: 'active', capacityPlatters: 0 });
  expect(arrayIn('7 active 3 0')).toEqual({
    identifier: 7,
    state: 'active',
    capacityPlatters: 3,
    offset: 0,
  });
  expect(arrayIn('4294967295 never-allocated  ')).toEqual({
    identifier: 4294967295,
    state: 'never-allocated',
  });
});

test('what an instruction reads is taken apart', () => {
  expect(readsIn('B1C3')).toEqual([
    { letter: 'B', register: 1 },
    { letter: 'C', register: 3 },
  ]);
  expect(readsIn('')).toEqual([]);
});

test('only an allocation has a register with a size', () => {
  expect(sizeRegisterOf(0x80000013)).toBe(3);
  expect(sizeRegisterOf(0x90000003)).toBeUndefined();
});
