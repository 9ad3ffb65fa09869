/**
 * Owns the check of a link that is opened where its session was played: what the link does
 * not hold is found out all the same, though a machine or a checkpoint is nearer.
 */
import { beforeEach, expect, test, vi } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { ascii } from './bytes.ts';
import { scriptedEngine } from './scripted-engine.ts';
import { type Act, Clock, readLine } from './scripted-machine.ts';
import { sharedLocks, Tab } from './tab.ts';

/** Computes for so long that each line has a checkpoint, and prints the line backwards. */
function* slowly(): Generator<Act, void, number> {
  yield { do: 'print', bytes: ascii('ready\n') };
  for (;;) {
    const line = yield* readLine();
    if (line === undefined) return;
    yield { do: 'compute', instructions: 200_000_000 };
    yield { do: 'print', bytes: ascii(`${[...line].reverse().join('')}\n`) };
  }
}

const SHOWN = 'ready\n<one>eno\n<two>owt\n<three>eerht\n';

let store: MemoryStore;
let tab: Tab;
let link: string;

beforeEach(async () => {
  store = new MemoryStore();
  tab = new Tab(store, sharedLocks()(), slowly);
  await tab.load();
  for (const line of ['one', 'two', 'three']) {
    await tab.lines(line);
    await tab.pause();
  }
  await tab.send({ type: 'share-session' });
  link = tab.of('shared').at(-1)?.text ?? '';
});

test.each([
  ['the machine is', () => tab],
  ['checkpoints are', () => new Tab(store, sharedLocks()(), slowly)],
])('where %s at hand', async (_, there) => {
  const opener = there();
  const own = await store.entries(tab.id);
  await opener.send({ type: 'open-share', shared: link });
  expect(opener.of('share-opened')).toMatchObject([{ entries: 3 }]);
  expect(opener.shown).toBe(SHOWN);
  const told = (entries: typeof own) =>
    entries.map(({ echo, instructions }) => [echo, instructions]);
  expect(told(await store.entries(opener.id))).toEqual(told(own));
  // What was kept is gone on with elsewhere.
  const other = new Tab(store, sharedLocks()(), slowly);
  await other.send({ type: 'continue-session', id: opener.id });
  expect(other.of('session-refused')).toEqual([]);
  expect(other.shown).toBe(SHOWN);
});

test('of one that is refused on its way nothing is kept', async () => {
  const other = new MemoryStore();
  const opener = new Tab(other, sharedLocks()(), function* (): Generator<Act, void, number> {
    yield { do: 'print', bytes: ascii('ready\n') };
    yield* readLine();
  });
  await opener.load();
  await opener.pause();
  const put = vi.spyOn(other, 'putMoments');
  const left = opener.id;
  await opener.send({ type: 'open-share', shared: link });
  expect(opener.of('session-refused')).toHaveLength(1);
  expect(put.mock.calls.flatMap(([moments]) => moments)).toEqual([]);
  expect(opener.id).toBe(left);
});

test('of a session that no link can hold it is told what to do', async () => {
  const writeShare = () => {
    throw new Error('Too much. Do this.');
  };
  const other = new Tab(
    store,
    sharedLocks()(),
    scriptedEngine(slowly, new Clock(), { writeShare }),
  );
  await other.load();
  await other.lines('one');
  await other.send({ type: 'share-session' });
  expect(other.of('shared')).toEqual([]);
  const title = 'There is no link to this session';
  expect(other.of('session-refused')).toMatchObject([{ title, sentence: 'Too much. Do this.' }]);
});
