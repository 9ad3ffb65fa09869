/** Owns the check of where moments are found in a log, and of how much of it is looked at for that. */
import { expect, test } from 'vitest';
import { MomentPlaces } from './moment-places.ts';

/** A log that counts how often an entry of it is looked at. */
function counted(entries: number) {
  let looks = 0;
  const entry = (nth: number) => ({
    get moment() {
      looks += 1;
      return `m${nth}`;
    },
  });
  const log = Array.from({ length: entries }, (_, nth) => entry(nth + 1));
  return { log, grow: () => log.push(entry(log.length + 1)), looks: () => looks };
}

test('each moment is found after its entry, and none elsewhere', () => {
  const places = new MomentPlaces();
  const { log } = counted(3);
  expect(['m1', 'm3', 'm4'].map((moment) => places.of(moment, log))).toEqual([1, 3, undefined]);
});

test('of a log that has grown only what has come is looked at', () => {
  const places = new MomentPlaces();
  const { log, grow, looks } = counted(1_000);
  places.of('m1', log);
  const before = looks();
  for (let nth = 1_001; nth <= 1_100; nth++) {
    grow();
    expect(places.of(`m${nth}`, log)).toBe(nth);
    expect(places.of('unknown', log)).toBeUndefined();
  }
  expect(looks() - before).toBe(100);
});

test('what was cut off is found no more, and what comes in its place is', () => {
  const places = new MomentPlaces();
  const { log } = counted(3);
  places.of('m3', log);
  const cut: { moment: string }[] = log.slice(0, 2);
  cut.push({ moment: 'other' }, { moment: 'more' });
  const found = ['m2', 'm3', 'other', 'more'].map((moment) => places.of(moment, cut));
  expect(found).toEqual([2, undefined, 3, 4]);
});
