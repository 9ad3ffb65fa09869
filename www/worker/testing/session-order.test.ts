/**
 * Owns the check that what was typed reaches the program in the order it was
 * typed in, and only the session it was typed for, whatever else waits; and
 * that no line is lost which the store has refused.
 */
import { expect, test, vi } from 'vitest';
import { MemoryStore } from '../keeping/memory-store.ts';
import { KeepingError, type SessionRecord } from '../keeping/records.ts';
import { ascii } from './bytes.ts';
import { onEveryStore } from './stores.ts';
import { sharedLocks, Tab } from './tab.ts';

/** A store that is asked for its list and does not answer, until it is let. */
function held(store: { sessions(): Promise<SessionRecord[]> }): () => void {
  let letGo = (): void => {};
  const list = store.sessions.bind(store);
  const hold = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  vi.spyOn(store, 'sessions').mockImplementationOnce(async () => {
    await hold;
    return list();
  });
  return letGo;
}

const typed = (line: string) => ({ type: 'input', bytes: ascii(`${line}\n`), echo: line }) as const;

onEveryStore((kept) => {
  test('what is typed behind a way elsewhere is not overtaken by what is typed later', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two');
    const letGo = held(kept.store);
    await tab.send({ type: 'go-by', steps: -1 }, { type: 'list-sessions' }, typed('first'));
    await tab.send(typed('second'));
    letGo();
    await tab.settle();
    expect(tab.shown).toBe('ready\n<one>eno\ntsrif\ndnoces\n');
    expect((await kept.store.entries(tab.id)).map(({ echo }) => echo)).toEqual([
      'one',
      'first',
      'second',
    ]);
  });

  test('a way that leads nowhere is over also where nothing ran before', async () => {
    const tab = kept.newTab();
    await tab.send({ type: 'continue-session', id: 'none', departure: 1 });
    expect(tab.of('refused')).toHaveLength(1);
    expect(tab.of('state')).toMatchObject([{ state: 'empty', departure: 1 }]);
  });

  test('steps back are taken in the session that they were meant for', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two', 'three');
    const first = tab.id;
    await tab.send({ type: 'start-over' });
    await tab.lines('four', 'five', 'six');
    const letGo = held(kept.store);
    const back = { type: 'go-by', steps: -1 } as const;
    await tab.send({ type: 'list-sessions' }, back, back);
    await tab.send({ type: 'continue-session', id: first }, back);
    letGo();
    await tab.settle();
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
    await tab.pause();
    const sessions = await kept.store.sessions();
    const second = sessions.find(({ lastLine }) => lastLine === 'four');
    expect(second).toMatchObject({ entries: 3, head: 1 });
  });

  test('what is typed behind a restart is for the program that begins', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('old');
    const old = tab.id;
    const letGo = held(kept.store);
    await tab.send(
      { type: 'list-sessions' },
      { type: 'reset', engine: 'interpreter' },
      typed('new'),
    );
    letGo();
    await tab.settle();
    expect(tab.shown).toBe('ready\nwen\n');
    expect((await kept.store.entries(old)).map(({ echo }) => echo)).toEqual(['old']);
    expect((await kept.store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['new']);
  });

  test('a line that waits while a way back begins is not typed where that leads', async () => {
    for (let slices = 0; slices < 12; slices++) {
      const tab = kept.newTab();
      await tab.load();
      await tab.lines('one');
      for (const line of ['two', 'three']) {
        tab.start({ type: 'input', bytes: ascii(`${line}\n`), echo: line });
      }
      await tab.settle(slices);
      await tab.send({ type: 'go-by', steps: -1 });
      const inForce = (await kept.store.entries(tab.id)).slice(0, tab.head);
      const lines = inForce.map(({ echo }) => echo);
      expect(['one', 'two', 'three'].slice(0, lines.length), `${slices}`).toEqual(lines);
    }
  });

  test('a line of a watched session is typed into no other, and nowhere else in it', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('watched');
    const watched = tab.id;
    await tab.send({ type: 'start-over' });
    await tab.lines('mine', 'too');
    await tab.send({ type: 'go-to', entries: 0 });
    await tab.send({ type: 'type-again', id: watched, head: 0 });
    await tab.send({ type: 'type-again', id: tab.id, head: 1 });
    expect(tab.of('typed-again')).toEqual([]);
    expect(tab.shown).toBe('ready\n');
    await tab.send({ type: 'type-again', id: tab.id, head: 0 });
    expect(tab.of('typed-again')).toMatchObject([{ echo: 'mine' }]);
    await tab.send({ type: 'type-again', id: tab.id, head: 1 });
    await tab.send({ type: 'type-again', id: tab.id, head: 2 });
    expect(tab.of('typed-again'), 'to its end').toHaveLength(2);
    expect(tab.of('host-error')).toEqual([]);
    expect(tab.shown).toBe('ready\nenim\noot\n');
  });
});

/** A store that refuses what is new. */
class FullStore extends MemoryStore {
  isFull = false;

  override async append(...given: Parameters<MemoryStore['append']>): Promise<void> {
    if (this.isFull) throw new KeepingError('No room.', 'no-room');
    return super.append(...given);
  }

  override async putMoments(...given: Parameters<MemoryStore['putMoments']>): Promise<void> {
    if (this.isFull) throw new KeepingError('No room.', 'no-room');
    return super.putMoments(...given);
  }
}

test('lines that the store refuses are there still where the session is gone on with', async () => {
  const store = new FullStore();
  const tab = new Tab(store, sharedLocks()());
  await tab.load();
  await tab.lines('one', 'two');
  store.isFull = true;
  await tab.lines('three', 'four');
  await tab.send({ type: 'continue-session', id: tab.id });
  expect(tab.entries).toBe(4);
  expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n<four>ruof\n');
});

test('a page that begins anew at another moment is told again of what is not kept', async () => {
  const store = new FullStore();
  const tab = new Tab(store, sharedLocks()());
  await tab.load();
  await tab.lines('one');
  store.isFull = true;
  await tab.lines('two');
  await tab.send({ type: 'go-by', steps: -1 });
  const begun = tab.events.findLastIndex(({ type }) => type === 'loaded');
  const after = tab.events.slice(begun);
  expect(after.filter(({ type }) => type === 'keeping')).toMatchObject([{ isKept: false }]);
});
