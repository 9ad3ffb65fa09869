/** Owns the check of which checkpoints go where there is no room for all. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import type { CheckpointFacts } from './records.ts';
import { toForget, toThin } from './thinning.ts';

const facts = (sizes: readonly number[], gap = 100): CheckpointFacts[] =>
  sizes.map((sizeBytes, nth) => ({
    moment: `m${nth}`,
    image: 'image',
    instructions: (nth + 1) * gap,
    sizeBytes,
  }));

test('what fits is left alone', () => {
  expect(toThin(facts([10, 10, 10]), 30)).toEqual([]);
});

test('every other one goes where all are as far apart, and the latest stays', () => {
  expect(toThin(facts([10, 10, 10, 10, 10, 10]), 30)).toEqual(['m0', 'm2', 'm4']);
});

test('large ones go before small ones', () => {
  expect(toThin(facts([20, 50, 50, 20, 50, 50, 20], 1000), 110)).toEqual(['m1', 'm4', 'm2']);
});

test('a session keeps its own, however many others have at the same moments', () => {
  const mine = facts([10, 10, 10]).map((one) => ({ ...one, session: 'mine' }));
  const others = facts([10, 10, 10, 10, 10, 10], 50).map((one) => ({
    ...one,
    moment: `other ${one.moment}`,
    session: 'another',
  }));
  const given = toThin([...mine, ...others], 60);
  expect(given).toEqual(['other m0', 'other m2', 'other m4']);
});

test('the program’s first request for input goes last: every new session begins there', () => {
  const [first, ...rest] = facts([50, 10, 10]);
  const all = [{ ...first, moment: 'image' } as CheckpointFacts, ...rest];
  expect(toThin(all, 50)).not.toContain('image');
  expect(toThin(all, 49).at(-1)).toBe('image');
});

test('of two at nearly the same moment one goes before any other', () => {
  const close = facts([10, 10, 10]);
  close.push({ moment: 'twin', image: 'image', instructions: 201, sizeBytes: 10 });
  expect(toThin(close, 30)).toEqual(['twin']);
});

test('whatever there is, the rest fits, no more is given than needed, and the spared one stays', () => {
  const checkpoints = fc.array(
    fc.record({
      instructions: fc.nat(1_000_000_000),
      sizeBytes: fc.integer({ min: 1, max: 50 }),
    }),
    { minLength: 1, maxLength: 30 },
  );
  fc.assert(
    fc.property(checkpoints, fc.nat(600), (list, budgetBytes) => {
      const all = list.map((one, nth) => ({ ...one, moment: `m${nth}`, image: 'image' }));
      const given = toThin(all, budgetBytes, 'm0');
      expect(given).not.toContain('m0');
      expect(new Set(given).size).toBe(given.length);
      const size = (moments: readonly CheckpointFacts[]): number =>
        moments.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
      const rest = all.filter(({ moment }) => !given.includes(moment));
      if (rest.length > 1) expect(size(rest)).toBeLessThanOrEqual(budgetBytes);
      // The last one given was still needed.
      const last = all.find(({ moment }) => moment === given.at(-1));
      if (last) expect(size([...rest, last])).toBeGreaterThan(budgetBytes);
    }),
    byChance(),
  );
});

/** Three checkpoints of each image. */
const ofImages = (...images: string[]): CheckpointFacts[] =>
  images.flatMap((image) =>
    facts([10, 10, 10]).map((one) => ({ ...one, image, moment: `${image} ${one.moment}` })),
  );

test('of all programs the one that nobody went on with for longest loses its own first, as far as needed', () => {
  const all = ofImages('old', 'new', 'unplayed', 'middle');
  const images = ['new', 'middle', 'new', 'old'];
  expect(toForget(all, images, 120)).toEqual([]);
  const unplayed = ['unplayed m0', 'unplayed m1', 'unplayed m2'];
  expect(toForget(all, images, 90).sort()).toEqual(unplayed);
  expect(toForget(all, images, 71).sort()).toEqual(['old m0', 'old m2', ...unplayed]);
});

test('the program that is gone on with loses none to others', () => {
  const all = ofImages('old', 'new');
  expect(toForget(all, ['new'], 5).every((moment) => moment.startsWith('old'))).toBe(true);
  expect(toForget(all, ['new'], 5)).toHaveLength(3);
});
