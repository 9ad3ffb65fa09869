/**
 * Owns the check of sessions as they go, on a machine that follows a script: in
 * memory, in IndexedDB, in several tabs, on a full disk.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SessionLocks } from '../desk/session-locks.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { KeepingError } from '../keeping/records.ts';
import { ascii } from './bytes.ts';
import { onEveryStore } from './stores.ts';
import { sharedLocks, Tab, TERMINAL, text } from './tab.ts';

onEveryStore((kept) => {
  test('a session goes on where it was, in another tab', async () => {
    const straight = kept.newTab();
    await straight.load();
    await straight.lines('one', 'two', 'three', 'four');

    const first = kept.newTab();
    await first.load();
    await first.lines('one', 'two');
    await first.pause();
    await first.lines('three');
    const { id } = first;
    // The tab is closed with the last output unwritten; its locks go with it.
    await first.send({ type: 'stop' });

    const second = kept.newTab();
    await second.send({ type: 'list-sessions' });
    const sessions = second.of('sessions').at(-1)?.sessions ?? [];
    expect(sessions.find((session) => session.id === id)).toMatchObject({
      imageName: 'test.um',
      lines: 3,
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

  test('the list tells the last line that is in force', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two');
    for (const [entries, lastLine] of [
      [1, 'one'],
      [0, ''],
      [2, 'two'],
    ] as const) {
      await tab.send({ type: 'go-to', entries }, { type: 'list-sessions' });
      const session = tab
        .of('sessions')
        .at(-1)
        ?.sessions.find(({ id }) => id === tab.id);
      expect(session).toMatchObject({ lines: entries, lastLine });
    }
  });

  test('what was typed while the clock was years ahead is not the first in the list for years', async () => {
    const tab = kept.newTab();
    tab.dateAheadMs = 3 * 365 * 86_400_000;
    await tab.load();
    await tab.lines('ahead');
    tab.dateAheadMs = 0;
    await tab.load();
    await tab.lines('in time');
    await tab.send({ type: 'list-sessions' });
    const lastLines = (): string[] | undefined =>
      tab
        .of('sessions')
        .at(-1)
        ?.sessions.map(({ lastLine }) => lastLine);
    expect(lastLines()).toEqual(['in time', 'ahead']);
    const ahead = tab.of('sessions').at(-1)?.sessions.at(-1)?.id ?? '';
    await tab.send({ type: 'continue-session', id: ahead });
    await tab.lines('again');
    await tab.send({ type: 'list-sessions' });
    expect(lastLines()).toEqual(['again', 'in time']);
  });

  test('input that comes while the program computes waits for its turn, in order', async () => {
    const tab = kept.newTab();
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
    const entries = await kept.store.entries(tab.id);
    expect(entries.map(({ bytes, isEnd }) => (isEnd ? 'end' : text(bytes)))).toEqual([
      'ab\n',
      'c',
      'd\n',
      'end',
    ]);
    await tab.pause();
    const other = kept.newTab();
    await tab.send({ type: 'stop' });
    await other.send({ type: 'continue-session', id: (await kept.store.sessions())[0]?.id ?? '' });
    expect(other.state).toBe('halted');
    expect(other.done).toBe(tab.of('state').at(-2)?.meters.instructionsDone);
  });

  test('the image of the open session is to be had, also in a tab that never had its file', async () => {
    const first = kept.newTab();
    await first.send({ type: 'read-image' });
    expect(first.of('no-image')).toHaveLength(1);
    await first.load();
    await first.lines('one');
    await first.pause();
    const { id } = first;
    await first.send({ type: 'stop' });
    const second = kept.newTab();
    await second.send({ type: 'continue-session', id }, { type: 'read-image' });
    expect(second.of('image')).toEqual([
      { type: 'image', name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) },
    ]);
  });

  test('a session open in one tab is not opened in a second, but as a copy', async () => {
    const first = kept.newTab();
    await first.load();
    await first.lines('one');
    const second = kept.newTab();
    await second.send({ type: 'continue-session', id: first.id });
    expect(second.of('session-elsewhere')).toMatchObject([{ id: first.id, name: 'test.um' }]);
    expect(second.of('loaded')).toEqual([]);
    await second.send({ type: 'continue-session', id: first.id, asCopy: true });
    await Promise.all([second.lines('mine'), first.lines('yours')]);
    expect(second.shown).toBe('ready\n<one>eno\nenim\n');
    expect((await kept.store.entries(first.id)).map(({ echo }) => echo)).toEqual(['one', 'yours']);
    expect((await kept.store.entries(second.id)).map(({ echo }) => echo)).toEqual(['one', 'mine']);
  });

  test('without locks, two tabs with one session part into two, and no line is lost', async () => {
    const free: SessionLocks = { take: async () => true, giveBack: () => {} };
    const first = new Tab(kept.store, free);
    await first.load();
    await first.lines('one');
    const second = new Tab(kept.store, free);
    await second.send({ type: 'continue-session', id: first.id });
    await first.lines('yours');
    await second.lines('mine');
    expect(second.of('keeping').at(-1)).toMatchObject({
      isKept: true,
      sentence: expect.stringContaining('Another tab'),
    });
    expect(second.id).not.toBe(first.id);
    expect((await kept.store.entries(first.id)).map(({ echo }) => echo)).toEqual(['one', 'yours']);
    expect((await kept.store.entries(second.id)).map(({ echo }) => echo)).toEqual(['one', 'mine']);
  });

  test('a session is exported, imported elsewhere, and goes on there', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two');
    await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
    const file = tab.of('session-file').at(-1);
    expect(file?.name).toBe('test-session.um32');
    const bytes = file?.bytes ?? new Uint8Array(0);

    const elsewhere = new Tab(new MemoryStore(), sharedLocks()());
    await elsewhere.send({ type: 'import-session', name: 'a.um32', bytes: bytes.slice() });
    expect(elsewhere.of('session-imported')).toMatchObject([{ hasProgram: true }]);
    const { id } = elsewhere.of('session-imported')[0] ?? { id: '' };
    await elsewhere.send({ type: 'continue-session', id });
    await elsewhere.lines('three');
    await tab.lines('three');
    expect(elsewhere.done).toBe(tab.done);
    expect(elsewhere.shown).toBe('ready\n<one>eno\n<two>owt\neerht\n');

    // Once more, where it came from: the one that is there stays as it is.
    await tab.send({ type: 'import-session', name: 'a.um32', bytes: bytes.slice() });
    expect(tab.of('session-imported').at(-1)?.id).not.toBe(tab.id);
    expect((await kept.store.entries(tab.id)).length).toBe(3);

    await elsewhere.send({ type: 'import-session', name: 'b.um32', bytes: ascii('what') });
    expect(elsewhere.of('refused').at(-1)).toMatchObject({
      name: 'b.um32',
      sentence: 'This is no session file.',
    });
    expect((await tab.of('sessions').at(-1))?.sessions.length).toBe(2);
  });

  test('its file is called what the session is, or what its program is', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    const { id } = tab;
    for (const name of ['(mon été)', '?!']) {
      await tab.send(
        { type: 'rename-session', id, name, rename: 1 },
        { type: 'export-session', id, terminal: TERMINAL },
      );
    }
    const names = tab.of('session-file').map(({ name }) => name);
    expect(names).toEqual(['mon-été-session.um32', 'test-session.um32']);
  });

  test('a log that is not this program’s is found out, and stays as it is', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one', 'two');
    const record = await kept.store.session(tab.id);
    const log = await kept.store.entries(tab.id);
    await tab.send({ type: 'stop' });
    const altered = log.map((entry, nth) =>
      nth === 1 ? { ...entry, instructions: entry.instructions + 1 } : entry,
    );
    if (record) await kept.store.addSession({ ...record, id: 'altered' }, altered);
    await tab.send({ type: 'continue-session', id: 'altered' });
    expect(tab.of('session-refused').at(-1)?.sentence).toContain('where entry 1 was taken after');
    expect((await kept.store.entries('altered')).length).toBe(2);
    await tab.send({ type: 'continue-session', id: record?.id ?? '' });
    expect(tab.shown).toBe('ready\n<one>eno\n<two>owt\n');
  });

  test('what was printed last is kept also where another program follows at once', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    const { id } = tab;
    await tab.load();
    await tab.pause();
    const [entry] = await kept.store.entries(id);
    expect(await kept.store.moments([entry?.moment ?? ''])).toMatchObject([
      { end: 'awaiting-input' },
    ]);
  });

  test('rename, duplicate, delete, and have back', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    const { id } = tab;
    const names = (): string[] =>
      (tab.of('sessions').at(-1)?.sessions ?? []).map(({ name }) => name).sort();
    await tab.send({ type: 'rename-session', id, name: 'Mine', rename: 7 });
    expect(tab.of('sessions').map(({ renamed }) => renamed)).toEqual([7]);
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
  });
});

describe('a store that fails', () => {
  /** Everything is refused while `isFull`. */
  class FullStore extends MemoryStore {
    isFull = false;
    override async putImage(...image: Parameters<MemoryStore['putImage']>): Promise<void> {
      this.#check();
      await super.putImage(...image);
    }
    override async addSession(...session: Parameters<MemoryStore['addSession']>): Promise<void> {
      this.#check();
      await super.addSession(...session);
    }
    override async append(...entries: Parameters<MemoryStore['append']>): Promise<void> {
      this.#check();
      await super.append(...entries);
    }
    #check(): void {
      if (this.isFull) throw new KeepingError('No room.', 'no-room');
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

  test('what is asked of a full disk is refused, and is no trouble of the machine', async () => {
    const tab = newTab();
    await tab.load();
    await tab.lines('one');
    store.isFull = true;
    await tab.send({ type: 'duplicate-session', id: tab.id });
    await tab.send({ type: 'continue-session', id: tab.id, asCopy: true, departure: 1 });
    expect(tab.of('session-refused').map(({ sentence }) => sentence)).toEqual([
      'No room.',
      'No room.',
    ]);
    expect(tab.of('host-error')).toEqual([]);
    expect(tab.of('state').at(-1)).toMatchObject({ state: 'awaiting-input', departure: 1 });
  });

  test('a full disk is told of before anything is typed, and the program runs on', async () => {
    store.isFull = true;
    const tab = newTab();
    await tab.load();
    expect(tab.of('keeping')).toMatchObject([
      { isKept: false, why: 'no-room', isProgramOnly: true },
    ]);
    await tab.lines('one');
    expect(tab.of('keeping').at(-1)).toEqual({
      type: 'keeping',
      isKept: false,
      sentence: 'No room. Nothing of this session is kept: closing the tab would lose it.',
      why: 'no-room',
    });
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
