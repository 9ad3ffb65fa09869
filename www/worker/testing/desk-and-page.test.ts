/**
 * Owns the check of what desk and page keep one another informed of while a program runs: what
 * was drawn, how far it is, and that a slice is asked for once at a time.
 */
import { expect, test } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { OUTPUT_CREDIT_BYTES } from '../output/console-output.ts';
import { ascii } from './bytes.ts';
import { type Act, readLine } from './scripted-machine.ts';
import { sharedLocks, Tab } from './tab.ts';

/** Prints more than the page has to draw before it is given more, computes long, and asks again. */
function* floods(): Generator<Act, void, number> {
  for (;;) {
    yield { do: 'print', bytes: ascii('.'.repeat(3 * OUTPUT_CREDIT_BYTES)) };
    yield { do: 'compute', instructions: 1_000_000_000 };
    if ((yield* readLine()) === undefined) return;
  }
}

const tabOf = (): Tab => new Tab(new MemoryStore(), sharedLocks()(), floods);

test('what is drawn gives credit for as much, once', async () => {
  const tab = tabOf();
  const printed = (): number =>
    tab.of('output').reduce((bytes, event) => bytes + event.bytes.length, 0);
  tab.draws = false;
  await tab.load();
  expect(printed()).toBe(OUTPUT_CREDIT_BYTES);
  await tab.send({ type: 'ack', outputBytes: OUTPUT_CREDIT_BYTES / 2 });
  expect(printed()).toBe(1.5 * OUTPUT_CREDIT_BYTES);
  await tab.send({ type: 'ack', outputBytes: OUTPUT_CREDIT_BYTES });
  expect(printed()).toBe(2.5 * OUTPUT_CREDIT_BYTES);
});

test('how far the program is is told on the way, with all that waits to be read', async () => {
  const tab = tabOf();
  await tab.load();
  tab.start({ type: 'input', bytes: ascii('one\n') });
  tab.start({ type: 'input', bytes: ascii('two\n') });
  tab.events.length = 0;
  await tab.settle(60);
  const meters = tab.of('meters').map((event) => event.meters);
  expect(meters.length).toBeGreaterThan(0);
  expect(new Set(meters.map(({ pendingInputBytes }) => pendingInputBytes))).toEqual(new Set([4]));
});

test('a slice is asked for once at a time, whoever it is for', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()());
  await tab.load();
  await tab.lines('one', 'two');
  // It computes, and is left amid that.
  tab.start({ type: 'input', bytes: ascii('three\n') });
  for (const entries of [1, 2, 0]) {
    tab.start({ type: 'go-to', entries });
    await tab.settle(1);
  }
  await tab.settle();
  expect(tab.head).toBe(0);
  expect(tab.mostSlices).toBe(1);
});
