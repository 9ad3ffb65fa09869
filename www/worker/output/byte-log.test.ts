/** Owns the check that a log gives back what was put in, up to its cap. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import { sameBytes } from '../testing/bytes.ts';
import { ByteLog, concatenate } from './byte-log.ts';

/** Pieces of all the sizes that matter to the log, with bytes that tell where they stood. */
const PIECES = fc
  .array(
    fc.oneof(fc.integer({ min: 0, max: 40 }), fc.constantFrom(16_383, 16_384, 65_536, 70_000)),
    {
      maxLength: 30,
    },
  )
  .map((sizes) => {
    let next = 0;
    return sizes.map((size) =>
      Uint8Array.from({ length: size }, () => (next = (next * 5 + 3) & 255)),
    );
  });

test('without reaching its cap, a log is all that was appended', () => {
  fc.assert(
    fc.property(PIECES, (pieces) => {
      const log = new ByteLog(Number.POSITIVE_INFINITY);
      for (const piece of pieces) log.append(piece);
      const whole = concatenate(pieces);
      expect(log.truncated).toBe(false);
      expect(log.keptBytes).toBe(whole.length);
      expect(sameBytes(log.bytes(), whole)).toBe(true);
      const [from, to] = [Math.floor(whole.length / 3), Math.floor(whole.length / 2)];
      expect(sameBytes(log.bytes(from, to), whole.subarray(from, to))).toBe(true);
    }),
    byChance(60),
  );
});

test('above its cap, a log is the end of what was appended', () => {
  fc.assert(
    fc.property(PIECES, fc.integer({ min: 70_000, max: 200_000 }), (pieces, cap) => {
      const log = new ByteLog(cap);
      for (const piece of pieces) log.append(piece);
      const whole = concatenate(pieces);
      const kept = log.bytes();
      expect(kept.length).toBe(log.keptBytes);
      expect(kept.length).toBeLessThanOrEqual(cap);
      // Pieces are dropped whole, so at most one of them is missing needlessly.
      expect(kept.length).toBeGreaterThanOrEqual(Math.min(whole.length, cap - 70_000));
      expect(log.truncated).toBe(kept.length < whole.length);
      expect(sameBytes(kept, whole.subarray(whole.length - kept.length))).toBe(true);
    }),
    byChance(60),
  );
});

test('a million single bytes cost one block for each 64 KiB', () => {
  const log = new ByteLog(128 * 1024);
  for (let index = 0; index < 1_000_000; index += 1) log.append(Uint8Array.of(index & 255));
  expect(log.pieces().length).toBeLessThanOrEqual(3);
  expect(log.bytes().at(-1)).toBe(999_999 & 255);
  expect(log.appendedBytes).toBe(1_000_000);
});

test('large pieces are shared, not copied', () => {
  const log = new ByteLog(1 << 20);
  const piece = new Uint8Array(20_000);
  log.append(piece);
  expect(log.pieces()[0]?.buffer).toBe(piece.buffer);
});

test('a cleared log is as new', () => {
  const log = new ByteLog(10);
  log.append(new Uint8Array(30_000));
  log.append(new Uint8Array(30_000));
  expect(log.truncated).toBe(true);
  log.clear();
  log.append(Uint8Array.of(7));
  expect([...log.bytes()]).toEqual([7]);
  expect(log.truncated).toBe(false);
});
