/** Owns the check that no single sequence keeps the page from answering, and that sensible ones are done. */
import { expect, test } from 'vitest';
import { screenBench } from './headless.ts';

// Done one by one they would take minutes: the test would run out of its time.
test.each(['L', 'M', 'S', 'T', 'I', 'Z'])(
  'a hundred million of CSI %s are passed over',
  async (final) => {
    const b = screenBench();
    b.prints('one\ntwo\n');
    b.prints(`\x1b[99999999${final}`.repeat(5));
    expect(await b.rows()).toEqual(['one', 'two']);
  },
);

test('lines are inserted, deleted and scrolled as often as there are any', async () => {
  const b = screenBench(20, 4);
  b.prints('1\n2\n3\n4\x1b[H\x1b[1L');
  expect(await b.rows()).toEqual(['', '1', '2', '3']);
  b.prints('\x1b[2M');
  expect(await b.rows()).toEqual(['2', '3']);
  b.prints('\x1b[500L');
  expect(await b.rows()).toEqual([]);
});
