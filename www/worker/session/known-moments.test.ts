/** Owns the check of which moments are known by heart: all that wait to be written, and the latest of the others. */
import { expect, test } from 'vitest';
import type { Moment } from '../keeping/records.ts';
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
    known.wrote(1);
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
  known.wrote(PIECES);
  expect(known.unwritten).toHaveLength(2 * PIECES);
  for (let nth = PIECES; nth < 3 * PIECES; nth++) expect(known.has(`moment ${nth}`)).toBe(true);
});
