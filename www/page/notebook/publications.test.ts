/** Owns the check of what publications are worth. */
import { expect, test } from 'vitest';
import { totals, worthOf } from './publications.ts';

test('a publication is worth the number before the at sign', () => {
  expect(worthOf('INTRO.LOG=200@999999|35e6f52e9bc951917c73af391e35e1d')).toEqual({
    puzzle: 'INTRO',
    name: 'INTRO.LOG',
    points: 200,
  });
  expect(worthOf('ADVTR.KEY=20@~12904775|0f').points).toBe(20);
});

test('totals are by puzzle, each part once, with its best', () => {
  expect(
    totals([
      'INTRO.LOG=200@999999|35',
      'BLNCE.001=5@100|aa',
      'INTRO.QBC=10@999999|e6',
      'BLNCE.001=15@90|ab',
      'BLNCE.001=10@95|ac',
    ]),
  ).toEqual([
    { puzzle: 'INTRO', points: 210 },
    { puzzle: 'BLNCE', points: 15 },
  ]);
  expect(totals([])).toEqual([]);
});
