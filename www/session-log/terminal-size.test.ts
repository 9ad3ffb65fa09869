/** Owns the check of terminals’ sizes, noted and read again. */
import { expect, test } from 'vitest';
import { notedSize, sizeNotes, terminalSize } from './terminal-size.mjs';

test('a size is taken as it was noted, in digits or as a number', () => {
  expect(terminalSize('132', '43')).toEqual({ columns: 132, rows: 43 });
  expect(terminalSize(132.9, 1)).toEqual({ columns: 132, rows: 1 });
  expect(terminalSize(500, '500')).toEqual({ columns: 500, rows: 500 });
});

test('what is noted is read again, and other notes are passed over', () => {
  const size = { columns: 132, rows: 43 };
  expect(notedSize({ ...sizeNotes(size), shared: 'yes' })).toEqual(size);
  expect(notedSize({ shared: 'yes' })).toEqual({ columns: 80, rows: 24 });
});

test('what is no size is the usual one', () => {
  for (const noted of [undefined, null, '', 'wide', 0, -1, 0.5, 501, '1e9', Number.NaN, [90], {}]) {
    expect(terminalSize(noted, noted)).toEqual({ columns: 80, rows: 24 });
  }
});
