/** Owns the checks of sessions of very many lines: what is kept of them is not waited for, and is kept all the same. */
import { beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { momentsOf } from '../keeping/moments.ts';
import { MOMENTS_AT_ONCE } from '../keeping/records.ts';
import { historyUpTo } from '../travel/session-history.ts';
import { ascii } from './bytes.ts';
import { type Act, readLine } from './scripted-machine.ts';
import { sharedLocks, Tab, TERMINAL, text } from './tab.ts';

const LINES = 10 * MOMENTS_AT_ONCE;

/** Says each line once more, and computes nothing. */
function* parrot(): Generator<Act, void, number> {
  yield { do: 'print', bytes: ascii('ready\n') };
  for (;;) yield { do: 'print', bytes: ascii(`${yield* readLine()}\n`) };
}

let store: MemoryStore;
let tab: Tab;
let id: string;

/** A session that was imported. */
beforeEach(async () => {
  const from = new Tab(new MemoryStore(), sharedLocks()(), parrot);
  await from.load();
  for (let line = 0; line < LINES; line++) {
    from.start({ type: 'input', bytes: ascii(`${line}\n`), echo: `${line}` });
  }
  await from.settle();
  await from.send({ type: 'export-session', id: from.id, terminal: TERMINAL });
  const file = from.of('session-file').at(-1);
  store = new MemoryStore();
  tab = new Tab(store, sharedLocks()(), parrot);
  await tab.send({ type: 'import-session', name: 'a', bytes: file?.bytes ?? new Uint8Array(0) });
  id = tab.of('session-imported').at(-1)?.id ?? '';
});

/** How many of its moments are kept. */
async function kept(): Promise<number> {
  const record = await store.session(id);
  const ids = momentsOf(record?.image.sha256 ?? '', await store.entries(id));
  return (await store.moments(ids)).filter((moment) => moment !== undefined).length;
}

/** From now on moments are written when that is said; `one` lets the next few be. */
function slowly(): { one: () => Promise<boolean>; written: () => number } {
  const waiting: (() => void)[] = [];
  let written = 0;
  const put = store.putMoments.bind(store);
  vi.spyOn(store, 'putMoments').mockImplementation(async (moments, record) => {
    await new Promise<void>((mayGoOn) => waiting.push(mayGoOn));
    written += moments.length;
    await put(moments, record);
  });
  const one = async (): Promise<boolean> => {
    const mayGoOn = waiting.shift();
    mayGoOn?.();
    await tab.settle();
    return mayGoOn !== undefined;
  };
  return { one, written: () => written };
}

test('who goes on with one, and types, waits for a few moments only; at last all are kept', async () => {
  const { one, written } = slowly();
  await tab.send(
    { type: 'continue-session', id },
    { type: 'input', bytes: ascii('last\n'), echo: 'last' },
  );
  while (!tab.shown.endsWith('last\n') && (await one()));
  expect(tab.shown.endsWith('last\n')).toBe(true);
  expect(written()).toBeLessThan(LINES / 2);
  while (await one());
  expect(await kept()).toBe(LINES + 2);
});

test('it is exported whole while its moments are written', async () => {
  const { one, written } = slowly();
  await tab.send(
    { type: 'continue-session', id },
    { type: 'export-session', id, terminal: TERMINAL },
  );
  while (tab.of('session-file').length === 0 && (await one()));
  const file = JSON.parse(text(tab.of('session-file')[0]?.bytes ?? new Uint8Array(0)));
  expect(file.marks).toHaveLength(LINES + 1);
  expect(written()).toBeLessThan(LINES / 2);
});

test('what was gone through is shown without asking the store', async () => {
  const asked = vi.spyOn(store, 'moments');
  await tab.send({ type: 'continue-session', id });
  expect(tab.shown.startsWith('ready\n<0>0\n<1>1\n')).toBe(true);
  expect(asked).not.toHaveBeenCalled();
});

test('what the terminal is shown of one is cut, and that is said', async () => {
  const log = Array.from({ length: 20_000 }, (_, nth) => ({
    bytes: ascii('x\n'),
    isEnd: false,
    echo: 'x',
    instructions: nth,
    moment: `${nth}`,
    date: 0,
  }));
  let looked = 0;
  const between = async (from: number, to: number) => {
    looked += to - from + 1;
    return Array.from({ length: to - from + 1 }, () => undefined);
  };
  type Session = Parameters<typeof historyUpTo>[0];
  const moments = { between } as Partial<Session['moments']> as Session['moments'];
  const session = { log, moments } as Partial<Session>;
  const history = await historyUpTo(session as Session, log.length);
  expect(history.isCut).toBe(true);
  expect(history.pieces.length).toBeLessThan(10_000);
  expect(looked).toBeLessThan(10_000);
});
