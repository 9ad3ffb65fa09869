/**
 * Owns the check of sessions as they go, on a machine that follows a script: in
 * memory, in IndexedDB, in several tabs, on a full disk.
 */
import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from '../keeping/database.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { KeepingError, type SessionStore } from '../keeping/records.ts';
import type { SessionLocks } from '../session-locks.ts';
import { ascii } from './bytes.ts';
import { type Act, DAMAGED } from './scripted-machine.ts';
import { sharedLocks, Tab, TERMINAL, text } from './tab.ts';

for (const [kind, open] of [
  ['memory', async () => new MemoryStore()],
  ['IndexedDB', () => openDatabase()],
] as const) {
  describe(`kept in ${kind}`, () => {
    let store: SessionStore;
    let locks: () => SessionLocks;
    beforeEach(async () => {
      globalThis.indexedDB = new IDBFactory();
      store = await open();
      locks = sharedLocks();
    });

    const newTab = (): Tab => new Tab(store, locks());

    test('a session goes on where it was, in another tab', async () => {
      const straight = newTab();
      await straight.load();
      await straight.lines('one', 'two', 'three', 'four');

      const first = newTab();
      await first.load();
      await first.lines('one', 'two');
      await first.pause();
      await first.lines('three');
      const { id } = first;
      // The tab is closed with the last output unwritten; its locks go with it.
      await first.send({ type: 'stop' });

      const second = newTab();
      await second.send({ type: 'list-sessions' });
      const sessions = second.of('sessions').at(-1)?.sessions ?? [];
      expect(sessions.find((session) => session.id === id)).toMatchObject({
        imageName: 'test.um',
        entries: 3,
        lastLine: 'three',
      });
      await second.send({ type: 'continue-session', id });
      expect(second.state).toBe('awaiting-input');
      expect(second.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
      await second.lines('four');
      expect(second.shown).toBe(`ready\n<one>eno\n<two>owt\n<three>eerht\nruof\n`);
      expect(second.done).toBe(straight.done);
      expect(second.of('session').at(-1)).toMatchObject({ id, entries: 4, head: 4 });
    });

    test('input that comes while the program computes waits for its turn, in order', async () => {
      const tab = newTab();
      await tab.load();
      await tab.send(
        { type: 'input', bytes: ascii('ab\n') },
        { type: 'input', bytes: ascii('c') },
        { type: 'input', bytes: ascii('d\n') },
        { type: 'end-input' },
        { type: 'input', bytes: ascii('too late\n') },
      );
      expect(tab.state).toBe('halted');
      expect(tab.shown).toBe('ready\nba\ndc\n');
      const entries = await store.entries(tab.id);
      expect(entries.map(({ bytes, isEnd }) => (isEnd ? 'end' : text(bytes)))).toEqual([
        'ab\n',
        'c',
        'd\n',
        'end',
      ]);
      await tab.pause();
      const other = newTab();
      await tab.send({ type: 'stop' });
      await other.send({ type: 'continue-session', id: (await store.sessions())[0]?.id ?? '' });
      expect(other.state).toBe('halted');
      expect(other.done).toBe(tab.of('state').at(-2)?.meters.instructionsDone);
    });

    test('the image of the open session is to be had, also in a tab that never had its file', async () => {
      const first = newTab();
      await first.send({ type: 'read-image' });
      expect(first.of('no-image')).toHaveLength(1);
      await first.load();
      await first.lines('one');
      await first.pause();
      const { id } = first;
      await first.send({ type: 'stop' });
      const second = newTab();
      await second.send({ type: 'continue-session', id }, { type: 'read-image' });
      expect(second.of('image')).toEqual([
        { type: 'image', name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) },
      ]);
    });

    test('a session open in one tab is not opened in a second, but as a copy', async () => {
      const first = newTab();
      await first.load();
      await first.lines('one');
      const second = newTab();
      await second.send({ type: 'continue-session', id: first.id });
      expect(second.of('session-elsewhere')).toMatchObject([{ id: first.id, name: 'test.um' }]);
      expect(second.of('loaded')).toEqual([]);
      await second.send({ type: 'continue-session', id: first.id, asCopy: true });
      await Promise.all([second.lines('mine'), first.lines('yours')]);
      expect(second.shown).toBe('ready\n<one>eno\nenim\n');
      expect((await store.entries(first.id)).map(({ echo }) => echo)).toEqual(['one', 'yours']);
      expect((await store.entries(second.id)).map(({ echo }) => echo)).toEqual(['one', 'mine']);
    });

    test('without locks, two tabs with one session part into two, and no line is lost', async () => {
      const free: SessionLocks = { take: async () => true, giveBack: () => {} };
      const first = new Tab(store, free);
      await first.load();
      await first.lines('one');
      const second = new Tab(store, free);
      await second.send({ type: 'continue-session', id: first.id });
      await first.lines('yours');
      await second.lines('mine');
      expect(second.of('keeping').at(-1)).toMatchObject({
        isKept: true,
        sentence: expect.stringContaining('Another tab'),
      });
      expect(second.id).not.toBe(first.id);
      expect((await store.entries(first.id)).map(({ echo }) => echo)).toEqual(['one', 'yours']);
      expect((await store.entries(second.id)).map(({ echo }) => echo)).toEqual(['one', 'mine']);
    });

    test('each press of undo takes back one line more, however fast, and nobody is asked between', async () => {
      const tab = newTab();
      await tab.load();
      await tab.lines('one', 'two', 'three', 'four');
      const asked = (): number =>
        tab.of('state').filter(({ state }) => state === 'awaiting-input').length;
      const before = asked();
      await tab.send({ type: 'go-by', steps: -1 }, { type: 'go-by', steps: -1 });
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
      await tab.send({ type: 'go-by', steps: -1 }, { type: 'go-to', entries: 3 });
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
      expect(asked() - before).toBe(2);
      // A line on its way counts; too many steps end at the end.
      await tab.send({ type: 'input', bytes: ascii('other\n') }, { type: 'go-by', steps: -1 });
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n<three>eerht\n');
      await tab.send({ type: 'go-by', steps: -9 });
      expect(tab.shown).toBe('ready\n');
      await tab.send({ type: 'go-by', steps: -1 });
      expect(tab.state, 'whoever asked is asked again').toBe('awaiting-input');
    });

    test('what is typed on the way elsewhere is typed where the way ends', async () => {
      const tab = newTab();
      await tab.load();
      await tab.lines('one', 'two', 'three');
      await tab.send(
        { type: 'go-by', steps: -1, departure: 1 },
        { type: 'go-by', steps: -1, departure: 2 },
        { type: 'input', bytes: ascii('other\n'), echo: 'other' },
      );
      expect(tab.shown).toBe('ready\n<one>eno\nrehto\n');
      expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual(['one', 'other']);
      // A way that leads nowhere loses as little.
      await tab.send(
        { type: 'go-by', steps: 1, departure: 3 },
        { type: 'input', bytes: ascii('more\n'), echo: 'more' },
      );
      expect(tab.shown).toBe('ready\n<one>eno\nrehto\nerom\n');
    });

    test('every state tells which departure has been gone', async () => {
      const tab = newTab();
      await tab.load();
      await tab.lines('one', 'two', 'three');
      expect(tab.of('state').at(-1)?.departure).toBeUndefined();
      const before = tab.of('state').length;
      await tab.send(
        { type: 'go-by', steps: -1, departure: 7 },
        { type: 'go-to', entries: 1, departure: 8 },
      );
      const told = tab.of('state').slice(before);
      const asking = told.filter(({ state }) => state === 'awaiting-input');
      expect(asking.map(({ departure }) => departure)).toEqual([8]);
      expect(told.at(-1)).toBe(asking[0]);
      await tab.send({ type: 'go-to', entries: 99, departure: 9 });
      expect(tab.of('state').at(-1)).toMatchObject({ state: 'awaiting-input', departure: 9 });
    });

    test('going back keeps what came after until something else is typed, then as a session', async () => {
      const tab = newTab();
      await tab.load();
      await tab.lines('one', 'two', 'three', 'four');
      const doneAtFour = tab.done;
      await tab.send({ type: 'go-to', entries: 2 });
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
      expect(tab.of('session').at(-1)).toMatchObject({ entries: 4, head: 2 });
      await tab.send({ type: 'go-to', entries: 4 });
      expect(tab.done).toBe(doneAtFour);
      expect(tab.machines, 'forth is gone with the same machine').toBe(2);
      await tab.send({ type: 'go-to', entries: 2 });
      await tab.lines('three');
      expect(tab.of('session').at(-1), 'the same line goes the same way').toMatchObject({
        entries: 4,
        head: 3,
      });
      await tab.lines('other');
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\neerht\nrehto\n');
      expect((await store.entries(tab.id)).map(({ echo }) => echo)).toEqual([
        'one',
        'two',
        'three',
        'other',
      ]);
      const branch = (await store.sessions()).find(({ id }) => id !== tab.id);
      expect(branch).toMatchObject({ entries: 4, head: 4, parent: { id: tab.id, entries: 3 } });
      expect((await store.entries(branch?.id ?? '')).map(({ echo }) => echo)).toEqual([
        'one',
        'two',
        'three',
        'four',
      ]);
      await tab.send({ type: 'continue-session', id: branch?.id ?? '' });
      expect(tab.done).toBe(doneAtFour);
    });

    test('a way that is interrupted goes on from where it was', async () => {
      const tab = newTab();
      await tab.load();
      await tab.lines('one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight');
      const { done } = tab;
      const going = tab.send({ type: 'go-to', entries: 7 });
      await tab.settle(1);
      await tab.send({ type: 'interrupt' });
      await going;
      expect(tab.state).toBe('awaiting-input');
      const { head } = tab.of('session').at(-1) ?? { head: -1 };
      const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight'];
      await tab.lines(...words.slice(head));
      expect(tab.done).toBe(done);
      expect(tab.of('session').at(-1)).toMatchObject({ entries: 8, head: 8 });
    });

    test('checkpoints shorten the way, to the same machine; a damaged one is passed over', async () => {
      /** Each line takes long enough to be worth a checkpoint. */
      function* slow(): Generator<Act, void, number> {
        for (let sum = 0; ; ) {
          const byte = yield { do: 'ask' };
          sum = (sum * 31 + byte) % 1_000_003;
          yield { do: 'compute', instructions: 70_000_000 + sum };
          yield { do: 'print', bytes: ascii(`${sum}\n`) };
        }
      }
      const slowTab = (): Tab => new Tab(store, locks(), slow);
      const tab = slowTab();
      await tab.load();
      const dones: number[] = [tab.done];
      for (const letter of 'abcdefgh') {
        await tab.send({ type: 'input', bytes: ascii(letter), echo: letter });
        dones.push(tab.done);
        await tab.pause();
      }
      const sha256 = (await store.session(tab.id))?.image.sha256 ?? '';
      const facts = await store.checkpointFacts(sha256);
      expect(facts.map(({ instructions }) => instructions).sort((a, b) => a - b)).toEqual(
        dones.slice(1),
      );
      const { id } = tab;
      await tab.send({ type: 'stop' });
      const another = slowTab();
      await another.send({ type: 'continue-session', id });
      for (const entries of [3, 8, 1, 5]) {
        const { restoredOver } = another.clock;
        await another.send({ type: 'go-to', entries });
        expect(another.done, `after ${entries}`).toBe(dones[entries]);
        expect(another.clock.restoredOver, `after ${entries}`).toBe(restoredOver + 1);
      }
      await another.send({ type: 'go-to', entries: 8 });
      const { shown } = another;
      await another.send({ type: 'stop' });
      for (const { sizeBytes: _, ...rest } of facts) {
        await store.putCheckpoint({ ...rest, bytes: Uint8Array.of(DAMAGED) });
      }
      const other = slowTab();
      await other.send({ type: 'continue-session', id });
      expect(other.done).toBe(dones[8]);
      expect(other.shown).toBe(shown);
    });

    test('a session is exported, imported elsewhere, and goes on there', async () => {
      const tab = newTab();
      await tab.load();
      await tab.lines('one', 'two');
      await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
      const file = tab.of('session-file').at(-1);
      expect(file?.name).toBe('test-session.um32');
      const bytes = file?.bytes ?? new Uint8Array(0);

      const elsewhere = new Tab(new MemoryStore(), sharedLocks()());
      await elsewhere.send({ type: 'import-session', name: 'a.um32', bytes: bytes.slice() });
      expect(elsewhere.of('session-imported')).toMatchObject([{ isProgramKept: true }]);
      const { id } = elsewhere.of('session-imported')[0] ?? { id: '' };
      await elsewhere.send({ type: 'continue-session', id });
      await elsewhere.lines('three');
      await tab.lines('three');
      expect(elsewhere.done).toBe(tab.done);
      expect(elsewhere.shown).toBe('ready\n<one>eno\n<two>owt\neerht\n');

      // Once more, where it came from: the one that is there stays as it is.
      await tab.send({ type: 'import-session', name: 'a.um32', bytes: bytes.slice() });
      expect(tab.of('session-imported').at(-1)?.id).not.toBe(tab.id);
      expect((await store.entries(tab.id)).length).toBe(3);

      await elsewhere.send({ type: 'import-session', name: 'b.um32', bytes: ascii('what') });
      expect(elsewhere.of('refused').at(-1)).toMatchObject({
        name: 'b.um32',
        sentence: 'This is no session file.',
      });
      expect((await tab.of('sessions').at(-1))?.sessions.length).toBe(2);
    });

    test('a log that is not this program’s is found out, and stays as it is', async () => {
      const tab = newTab();
      await tab.load();
      await tab.lines('one', 'two');
      const record = await store.session(tab.id);
      const log = await store.entries(tab.id);
      await tab.send({ type: 'stop' });
      const altered = log.map((entry, nth) =>
        nth === 1 ? { ...entry, instructions: entry.instructions + 1 } : entry,
      );
      if (record) await store.addSession({ ...record, id: 'altered' }, altered);
      await tab.send({ type: 'continue-session', id: 'altered' });
      expect(tab.of('host-error').at(-1)?.sentence).toContain('where entry 1 was taken after');
      expect((await store.entries('altered')).length).toBe(2);
      await tab.send({ type: 'continue-session', id: record?.id ?? '' });
      expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
    });

    test('rename, duplicate, delete, and have back', async () => {
      const tab = newTab();
      await tab.load();
      await tab.lines('one');
      const { id } = tab;
      const names = (): string[] =>
        (tab.of('sessions').at(-1)?.sessions ?? []).map(({ name }) => name).sort();
      await tab.send({ type: 'rename-session', id, name: 'Mine' });
      expect(names()).toEqual(['Mine']);
      await tab.send({ type: 'duplicate-session', id });
      expect(names()).toEqual(['Copy of Mine', 'Mine']);
      const copy = tab
        .of('sessions')
        .at(-1)
        ?.sessions.find(({ name }) => name !== 'Mine');
      await tab.send({ type: 'delete-session', id: copy?.id ?? '' });
      expect(names()).toEqual(['Mine']);
      await tab.send({ type: 'restore-session', id: copy?.id ?? '' });
      expect(names()).toEqual(['Copy of Mine', 'Mine']);
      await tab.pause();
      // What two share goes with the second.
      await store.dropSession(copy?.id ?? '');
      const [entry] = await store.entries(id);
      expect(await store.moments([entry?.moment ?? ''])).toMatchObject([{ end: 'awaiting-input' }]);
      const sha256 = (await store.session(id))?.image.sha256 ?? '';
      await store.dropSession(id);
      expect(await store.moments([entry?.moment ?? ''])).toEqual([undefined]);
      expect(await store.image(sha256)).toBeUndefined();
    });
  });
}

describe('a store that fails', () => {
  /** Everything is refused while `isFull`. */
  class FullStore extends MemoryStore {
    isFull = false;
    override async putImage(...image: Parameters<MemoryStore['putImage']>): Promise<void> {
      this.#check();
      await super.putImage(...image);
    }
    override async append(...entries: Parameters<MemoryStore['append']>): Promise<void> {
      this.#check();
      await super.append(...entries);
    }
    #check(): void {
      if (this.isFull) throw new KeepingError('No room.', true);
    }
  }
  let store: FullStore;
  beforeEach(() => {
    store = new FullStore();
  });
  afterEach(() => {
    store.isFull = false;
  });
  const newTab = (): Tab => new Tab(store, sharedLocks()());

  test('a full disk is told of before anything is typed, and the program runs on', async () => {
    store.isFull = true;
    const tab = newTab();
    await tab.load();
    expect(tab.of('keeping').at(-1)).toEqual({
      type: 'keeping',
      isKept: false,
      sentence: 'No room. Nothing of this session is kept: closing the tab would lose it.',
    });
    await tab.lines('one');
    expect(tab.shown).toBe('ready\neno\n');
  });

  test('a disk that fills up is told of line by line, and all is written when there is room', async () => {
    const tab = newTab();
    await tab.load();
    await tab.lines('one');
    store.isFull = true;
    await tab.lines('two');
    expect(tab.of('keeping').at(-1)?.sentence).toContain('The last typed line is not kept');
    expect((await store.entries(tab.id)).length).toBe(1);
    store.isFull = false;
    await tab.lines('three');
    expect(tab.of('keeping').at(-1)?.sentence).toContain('The last 2 typed lines are not kept');
    tab.clock.nowMs += 10_000;
    await tab.lines('four');
    expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: true });
    const entries = await store.entries(tab.id);
    expect(entries.map(({ echo }) => echo)).toEqual(['one', 'two', 'three', 'four']);
  });
});
