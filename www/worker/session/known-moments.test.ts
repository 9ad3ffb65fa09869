/** Owns the check of which moments are known by heart: all that wait to be written, and the latest of the others. */
import { expect, test } from 'vitest';
import { MOMENTS_AT_ONCE, type Moment } from '../keeping/records.ts';
import { KNOWN_BYTES, KnownMoments } from './known-moments.ts';

const PIECES = 8;

/** A moment that takes a part of the room for written ones. */
function moment(nth: number): Moment {
  return {
    id: `moment ${nth}`,
    image: 'image',
    output: new Uint8Array(KNOWN_BYTES / PIECES),
    outputBytes: KNOWN_BYTES / PIECES,
    instructions: nth,
    end: 'awaiting-input',
  };
}

function knownOf(known: KnownMoments, count: number): number[] {
  return Array.from({ length: count }, (_, nth) => nth).filter((nth) => known.has(`moment ${nth}`));
}

test('what is written is forgotten, the oldest first, where it takes too much memory', () => {
  const known = new KnownMoments();
  for (let nth = 0; nth < 3 * PIECES; nth++) {
    known.add(moment(nth));
    known.wrote(known.unwritten);
  }
  const held = knownOf(known, 3 * PIECES);
  expect(held.at(-1)).toBe(3 * PIECES - 1);
  expect(held.length).toBeLessThanOrEqual(PIECES);
  expect(held.length).toBeGreaterThan(PIECES / 2);
  // A store that was cleared has those again.
  known.lost();
  expect(known.unwritten).toHaveLength(held.length);
});

test('what waits to be written is not', () => {
  const known = new KnownMoments();
  for (let nth = 0; nth < 3 * PIECES; nth++) known.add(moment(nth));
  expect(knownOf(known, 3 * PIECES)).toHaveLength(3 * PIECES);
  known.wrote(known.unwritten.slice(0, PIECES));
  expect(known.unwritten).toHaveLength(2 * PIECES);
  for (let nth = PIECES; nth < 3 * PIECES; nth++) expect(known.has(`moment ${nth}`)).toBe(true);
});

test('of many that wait the latest are written first, and publications before all, in their order', () => {
  const known = new KnownMoments();
  const all = 3 * MOMENTS_AT_ONCE;
  const publications = [{ text: 'one', account: '', date: 0 }];
  for (let nth = 0; nth < all; nth++) {
    const small = { ...moment(nth), output: new Uint8Array(0) };
    known.add(nth === 9 || nth === 70 ? { ...small, publications } : small);
  }
  const order: number[][] = [];
  while (known.isBehind) {
    const next = known.unwritten;
    order.push(next.map(({ instructions }) => instructions));
    known.wrote(next);
  }
  expect(order[0]?.slice(0, 2)).toEqual([9, 70]);
  expect(order[0]?.at(-1)).toBe(all - 1);
  for (const { length } of order) expect(length).toBeLessThanOrEqual(MOMENTS_AT_ONCE);
  expect(order.flat().toSorted((a, b) => a - b)).toEqual(
    Array.from({ length: all }, (_, nth) => nth),
  );
});
