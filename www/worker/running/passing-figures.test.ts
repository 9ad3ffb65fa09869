/** Owns the check that lines which follow fast do not each have all arrays counted, and that the figures are right in the end. */
import { expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { sharedLocks, Tab } from '../testing/tab.ts';

test('of lines that follow fast few have the arrays counted, and who stands for a while has exact figures', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()());
  await tab.load();
  const { clock } = tab;
  const before = { censuses: clock.censuses, nowMs: clock.nowMs };
  for (let line = 0; line < 40; line++) await tab.lines('a line');
  expect(clock.nowMs - before.nowMs, 'fast').toBeLessThan(200);
  expect(clock.censuses - before.censuses).toBeLessThan(4);
  const { censuses } = clock;
  const meters = tab.of('meters').length;
  await tab.pause();
  expect(clock.censuses).toBe(censuses + 1);
  expect(tab.of('meters').length).toBe(meters + 1);
  expect(tab.of('meters').at(-1)?.meters).toMatchObject({
    liveArrays: 3,
    instructionsDone: tab.done,
  });
  // Nothing is left to tell.
  await tab.pause();
  expect(clock.censuses).toBe(censuses + 1);
  // A person's own pace: each line at once.
  clock.nowMs += 1_000;
  await tab.lines('a line');
  expect(clock.censuses).toBe(censuses + 2);
});
