/**
 * Owns the check that what runs goes on where it was when the way to another session
 * leads nowhere: a link that was made up, a session that goes another way, an engine that
 * breaks down, memory that ends.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Command } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { ascii } from './bytes.ts';
import { type Act, readLine } from './scripted-machine.ts';
import { sharedLocks, Tab, TERMINAL } from './tab.ts';

/** So much of the program's time a line takes. */
const LONG = 200_000_000;

/** What the machine does next at a line that says so: it can be sound when it is typed and not on the way back. */
let atLast: Act['do'] | undefined;

/** Prints each line backwards, between two halves of long computing; "end" ends it. */
function* slowly(): Generator<Act, void, number> {
  yield { do: 'print', bytes: ascii('ready\n') };
  for (;;) {
    const line = yield* readLine();
    if (line === undefined) return;
    if (line === 'last' && (atLast === 'trap' || atLast === 'run-out-of-memory')) {
      yield { do: atLast };
    }
    yield { do: 'compute', instructions: LONG };
    yield { do: 'print', bytes: ascii(`${[...line].reverse().join('')}\n`) };
    yield { do: 'compute', instructions: LONG };
    yield { do: 'print', bytes: ascii('.\n') };
    if (line === 'end') return;
  }
}

let store: MemoryStore;
let locks: ReturnType<typeof sharedLocks>;
let tab: Tab;
/** A shared session, of this program, that was made up. */
let madeUp: Uint8Array;

beforeEach(async () => {
  atLast = undefined;
  const from = new Tab(new MemoryStore(), sharedLocks()(), slowly);
  await from.load();
  await from.lines('one', 'two', 'three');
  await from.send({ type: 'export-session', id: from.id, terminal: TERMINAL, isToShare: true });
  const made = JSON.parse(String.fromCharCode(...(from.of('session-file')[0]?.bytes ?? [])));
  made.entries[2].instructions += 1;
  madeUp = ascii(JSON.stringify(made));
  store = new MemoryStore();
  locks = sharedLocks();
  tab = new Tab(store, locks(), slowly);
  await tab.load();
});

const toNowhere = (): Command => ({ type: 'open-share', shared: madeUp });

const typed = (line: string): Command => ({
  type: 'input',
  bytes: ascii(`${line}\n`),
  echo: line,
});

/** Nothing was opened, which is said, and the page was not told of a program that begins. */
function expectStayed(id: string, times = 1): void {
  expect(tab.of('session-refused')).toHaveLength(times);
  expect(tab.of('session-refused').at(-1)).toMatchObject({
    title: 'The shared session was not opened',
    sentence: expect.stringContaining('it was made up'),
  });
  expect(tab.of('share-opened')).toEqual([]);
  expect(tab.of('host-error')).toEqual([]);
  expect(tab.of('loaded')).toHaveLength(1);
  expect(tab.id).toBe(id);
}

test('a program that asks goes on asking, and has what is typed', async () => {
  await tab.lines('mine');
  const { id, done } = tab;
  for (const times of [1, 2]) {
    await tab.send(toNowhere());
    expectStayed(id, times);
    expect(tab.state).toBe('awaiting-input');
    expect(tab.done).toBe(done);
  }
  await tab.lines('more');
  expect(tab.shown).toBe('ready\nenim\n.\nerom\n.\n');
  expect(await store.entries(id)).toMatchObject([{ echo: 'mine' }, { echo: 'more' }]);
  await tab.send({ type: 'go-to', entries: 1 });
  expect(tab.shown).toBe('ready\n<mine>enim\n.\n');
});

test('so does one that nothing was typed to yet', async () => {
  const { id } = tab;
  await tab.send(toNowhere());
  expect(tab.of('loaded')).toHaveLength(1);
  expect(tab.state).toBe('awaiting-input');
  await tab.lines('mine');
  expect(tab.id).toBe(id);
  expect(tab.shown).toBe('ready\nenim\n.\n');
});

test.each([10, 60, 100])(
  'one that has computed for %i slices computes on from there',
  async (slices) => {
    await tab.lines('mine');
    const { id } = tab;
    tab.start(typed('more'));
    await tab.settle(slices);
    expect(tab.state).toBe('running');
    await tab.send(toNowhere());
    expectStayed(id);
    expect(tab.state).toBe('awaiting-input');
    expect(tab.shown).toBe('ready\nenim\n.\nerom\n.\n');
    expect(tab.done).toBe(4 * LONG + 'ready\nmine\nenim\n.\nmore\nerom\n.\n'.length);
    const [, last] = await store.entries(id);
    expect(last?.instructions).toBe(2 * LONG + 'ready\nmine\nenim\n.\n'.length);
  },
);

test('lines that waited for it are had in their order, before what was typed on the way', async () => {
  tab.start(typed('one'));
  await tab.settle(10);
  tab.start(typed('two'));
  await tab.settle(10);
  tab.start(toNowhere());
  tab.start(typed('three'));
  await tab.settle();
  expectStayed(tab.id);
  expect(tab.shown).toBe('ready\neno\n.\nowt\n.\neerht\n.\n');
});

test('one that is paused stays paused', async () => {
  tab.start(typed('one'));
  await tab.settle(10);
  await tab.send({ type: 'pause' });
  const { done } = tab;
  await tab.send(toNowhere());
  expectStayed(tab.id);
  expect(tab.state).toBe('paused');
  expect(tab.done).toBe(done);
  await tab.send({ type: 'run' });
  expect(tab.shown).toBe('ready\neno\n.\n');
  expect(tab.state).toBe('awaiting-input');
});

test('one that has ended stays as it ended, and is gone back in', async () => {
  await tab.lines('one', 'end');
  expect(tab.state).toBe('halted');
  await tab.send(toNowhere());
  expectStayed(tab.id);
  expect(tab.state).toBe('halted');
  await tab.send({ type: 'go-by', steps: -1 });
  expect(tab.shown).toBe('ready\n<one>eno\n.\n');
});

test('whoever does not wait for it goes on from where its way was', async () => {
  await tab.lines('one', 'two');
  tab.start(toNowhere());
  for (let slices = 0; tab.machines < 3; slices++) {
    expect(slices).toBeLessThan(1000);
    await tab.settle(1);
  }
  await tab.settle(5);
  await tab.send({ type: 'interrupt' });
  expect(tab.of('session-refused')).toHaveLength(1);
  expect(tab.of('session').at(-1)?.head).toBeLessThan(2);
  await tab.send({ type: 'go-to', entries: 2 });
  expect(tab.shown).toBe('ready\n<one>eno\n.\n<two>owt\n.\n');
});

test('the session is this tab’s still', async () => {
  await tab.lines('mine');
  await tab.send(toNowhere());
  const other = new Tab(store, locks(), slowly);
  await other.send({ type: 'continue-session', id: tab.id });
  expect(other.of('session-elsewhere')).toHaveLength(1);
});

test('a session that goes another way is left where it was gone to, and others too', async () => {
  await tab.lines('mine');
  const { id } = tab;
  const whole = JSON.parse(String.fromCharCode(...madeUp));
  delete whole.notes.shared;
  await tab.send({ type: 'import-session', name: 'a.um32', bytes: ascii(JSON.stringify(whole)) });
  const strange = tab.of('session-imported')[0]?.id ?? '';
  await tab.send({ type: 'continue-session', id: strange });
  expect(tab.of('session-refused').at(-1)?.title).toBe('The session goes another way');
  expect(tab.id).toBe(id);
  await tab.lines('more');
  expect(tab.shown).toBe('ready\nenim\n.\nerom\n.\n');

  // As far as it goes its own way it can be gone on with.
  tab.start({ type: 'continue-session', id: strange });
  while (tab.of('loaded').length < 2) {
    await tab.settle(30);
    tab.start({ type: 'interrupt' });
    await tab.settle(1);
  }
  await tab.settle();
  expect(tab.id).toBe(strange);
  const { head } = tab.of('session').at(-1) ?? { head: -1 };
  const { shown, state } = tab;
  await tab.send({ type: 'go-to', entries: 3 });
  expect(tab.of('session-refused')).toHaveLength(2);
  expect(tab.of('session').at(-1)).toMatchObject({ id: strange, head });
  expect([tab.shown, tab.state]).toEqual([shown, state]);
});

describe('a way on which', () => {
  let other = '';

  beforeEach(async () => {
    const from = new Tab(new MemoryStore(), sharedLocks()(), slowly);
    await from.load();
    await from.lines('one', 'last', 'three');
    await from.send({ type: 'export-session', id: from.id, terminal: TERMINAL });
    const bytes = from.of('session-file')[0]?.bytes ?? new Uint8Array(0);
    await tab.send({ type: 'import-session', name: 'a.um32', bytes });
    other = tab.of('session-imported')[0]?.id ?? '';
  });

  const toOther = (): Command => ({ type: 'continue-session', id: other });

  function expectSaid(sentence: string): void {
    expect(tab.of('session-refused')).toEqual([
      { type: 'session-refused', title: 'That moment cannot be reached now', sentence },
    ]);
    expect(tab.of('host-error')).toEqual([]);
    expect(tab.of('loaded')).toHaveLength(1);
  }

  const BROKEN_DOWN =
    'The machine itself broke down (unreachable). That is a fault of um32, not of the program. Nothing is lost: the program goes on where it was, and all sessions stay as they are.';

  test('the engine breaks down leaves what was there going on', async () => {
    await tab.lines('mine');
    const { id } = tab;
    tab.start(typed('more'));
    await tab.settle(60);
    expect(tab.state).toBe('running');
    atLast = 'trap';
    await tab.send(toOther());
    expectSaid(BROKEN_DOWN);
    expect([tab.id, tab.state]).toEqual([id, 'awaiting-input']);
    expect(tab.shown).toBe('ready\nenim\n.\nerom\n.\n');
    // Sound again, the way is gone.
    atLast = undefined;
    await tab.send(toOther());
    expect(tab.id).toBe(other);
    expect(tab.shown).toBe('ready\n<one>eno\n.\n<last>tsal\n.\n<three>eerht\n.\n');
  });

  test('there is no memory left is not told as one that was made up', async () => {
    await tab.lines('mine');
    atLast = 'run-out-of-memory';
    await tab.send(toOther());
    expectSaid(
      'No memory left. Nothing is lost: the program goes on where it was, and all sessions stay as they are.',
    );
    await tab.lines('more');
    expect(tab.shown).toBe('ready\nenim\n.\nerom\n.\n');
  });

  test('there is no memory left for a shared one does not say that it was opened', async () => {
    const from = new Tab(new MemoryStore(), sharedLocks()(), slowly);
    await from.load();
    await from.lines('one', 'last', 'three');
    await from.send({ type: 'export-session', id: from.id, terminal: TERMINAL, isToShare: true });
    const [file] = from.of('session-file');
    atLast = 'run-out-of-memory';
    await tab.lines('mine');
    const { id } = tab;
    await tab.send({ type: 'open-share', shared: file?.bytes ?? new Uint8Array(0) });
    expectSaid(
      'No memory left. Nothing is lost: the program goes on where it was, and all sessions stay as they are.',
    );
    expect(tab.of('share-opened')).toEqual([]);
    expect(tab.id).toBe(id);
  });

  test('the engine breaks down both ways loses the machine, and says so', async () => {
    await tab.lines('last');
    atLast = 'trap';
    await tab.send(toOther());
    expect(tab.of('host-error')).toHaveLength(1);
    expect(tab.of('session-refused')).toEqual([]);
    expect(tab.state).toBe('failed');
    // Its session is gone on with once the engine is sound.
    atLast = undefined;
    await tab.send({ type: 'continue-session', id: tab.id });
    expect(tab.shown).toBe('ready\n<last>tsal\n.\n');
  });

  test('the engine breaks down where nothing was there leaves nothing there', async () => {
    await tab.send({ type: 'stop' });
    atLast = 'trap';
    await tab.send(toOther());
    expect(tab.of('session-refused')).toHaveLength(1);
    expect(tab.state).toBe('empty');
  });
});
