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

/** Asks for a line again and again; there is no memory for what `big` has it do. */
function* asks(): Generator<Act, void, number> {
  for (;;) {
    yield { do: 'print', bytes: ascii('>') };
    const line = yield* readLine();
    if (line === undefined) return;
    if (line === 'big') yield { do: 'run-out-of-memory' };
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

test('once nothing more comes the figures of a program that stands still are told exactly', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()(), asks);
  await tab.load();
  await tab.lines('one', 'two');
  const { done } = tab;
  tab.events.length = 0;
  await tab.pause();
  expect(tab.events).toMatchObject([{ type: 'meters', meters: { instructionsDone: done } }]);
});

test('where there is no memory is no moment of the session, and those of the next program are', async () => {
  const store = new MemoryStore();
  const tab = new Tab(store, sharedLocks()(), asks);
  const ends = async () => {
    const log = await store.entries(tab.id);
    const moments = await store.moments(log.map(({ moment }) => moment));
    return moments.map((moment) => moment?.end);
  };
  await tab.load();
  await tab.lines('one', 'big');
  await tab.pause();
  expect(tab.of('host-error')).toHaveLength(1);
  expect(await ends()).toEqual(['awaiting-input', undefined]);
  await tab.load();
  await tab.lines('two');
  await tab.pause();
  expect(await ends()).toEqual(['awaiting-input']);
});

test('what is typed to a program that is over is not for the one that begins next', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()(), asks);
  await tab.load();
  await tab.send({ type: 'end-input' });
  expect(tab.state).toBe('halted');
  await tab.send({ type: 'input', bytes: ascii('late\n') });
  expect(tab.of('state').at(-1)?.meters.pendingInputBytes).toBe(0);
  await tab.send({ type: 'reset' });
  expect([tab.state, tab.shown, tab.entries]).toEqual(['awaiting-input', '>', 0]);
});

test('files that are sent where nothing is open are told not to be begun', async () => {
  const tab = new Tab(new MemoryStore(), sharedLocks()(), asks);
  await tab.send({ type: 'send-files', files: [{ name: 'a', bytes: ascii('x') }] });
  expect(tab.of('exchange-over').map(({ results }) => results)).toMatchObject([
    [{ name: 'a', isDone: false }],
  ]);
  expect(tab.state).toBe('empty');
});
