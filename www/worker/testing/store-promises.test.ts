/**
 * Owns the check of what every store of sessions promises those who share it: what one tab
 * gives up, another is not robbed of, and nothing is written where it no longer belongs.
 */
import { expect, test } from 'vitest';
import type { Entry, SessionRecord } from '../keeping/records.ts';
import { ascii } from './bytes.ts';
import { onEveryStore } from './stores.ts';
import type { Tab } from './tab.ts';

onEveryStore((kept) => {
  const sha256 = (tab: Tab): string => tab.of('loaded').at(-1)?.sha256 ?? '';
  const echoes = async (id: string): Promise<(string | undefined)[]> =>
    (await kept.store.entries(id)).map(({ echo }) => echo);

  /** A session with these lines, as it is kept. */
  async function played(...lines: string[]): Promise<{ record: SessionRecord; log: Entry[] }> {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines(...lines);
    await tab.pause();
    const record = await kept.store.session(tab.id);
    if (!record) throw new Error('nothing is kept');
    return { record, log: await kept.store.entries(tab.id) };
  }

  test('a program stays as long as any session of it, and goes with the last', async () => {
    const one = await played('one');
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('two');
    await tab.pause();
    const program = sha256(tab);
    await kept.store.dropSession(one.record.id);
    const [first] = await kept.store.moments([program]);
    expect(first?.output).toEqual(ascii('ready\n'));
    const later = kept.newTab();
    await tab.send({ type: 'stop' });
    await later.send({ type: 'continue-session', id: tab.id });
    expect(later.shown).toBe('ready\n<two>owt\n');
    await kept.store.dropSession(tab.id);
    expect(await kept.store.image(program)).toBeUndefined();
    expect(await kept.store.moments([program])).toEqual([undefined]);
  });

  test('what a copy shares with it stays when a session is given up, and nothing else of it', async () => {
    const one = await played('same', 'mine');
    const copy = { ...one.record, id: 'copy', entries: 1, head: 1 };
    await kept.store.addSession(copy, one.log.slice(0, 1));
    const moments = one.log.map(({ moment }) => moment);
    for (const moment of moments) {
      await kept.store.putCheckpoint({
        moment,
        image: 'program',
        instructions: 1,
        bytes: ascii('c'),
      });
    }
    await kept.store.dropSession(one.record.id);
    const outputs = (await kept.store.moments(moments)).map((moment) => moment?.output);
    expect(outputs).toEqual([ascii('emas\n'), undefined]);
    const checkpoints = await kept.store.checkpointFacts('program');
    expect(checkpoints.map(({ moment }) => moment)).toEqual(moments.slice(0, 1));
  });

  test('a moment is found after the first line too, and in no session that was put aside', async () => {
    const { record, log } = await played('one');
    const moment = log[0]?.moment ?? '';
    expect(await kept.store.whereIs(moment)).toEqual({ session: record.id, entries: 1 });
    await kept.store.changeSession(record.id, (facts) => ({ ...facts, deleted: 1 }));
    expect(await kept.store.whereIs(moment)).toBeUndefined();
  });

  test('sessions are given the one that changed last first', async () => {
    const { record } = await played('one');
    for (const [id, later] of [
      ['b', 2],
      ['c', 3],
      ['a', 1],
    ] as const) {
      await kept.store.addSession({ ...record, id, changed: record.changed + later }, []);
    }
    const ids = (await kept.store.sessions()).map(({ id }) => id);
    expect(ids).toEqual(['c', 'b', 'a', record.id]);
  });

  test('each program has its own notebook and its own checkpoints', async () => {
    const facts = { output: ascii(''), outputBytes: 0, instructions: 1, end: 'halted' } as const;
    for (const image of ['one', 'two']) {
      const publications = [{ text: `${image}’s`, account: 'guest', date: 1 }];
      await kept.store.putMoments([{ ...facts, id: `end of ${image}`, image, publications }]);
      await kept.store.putCheckpoint({ moment: image, image, instructions: 1, bytes: ascii('c') });
    }
    const texts = (await kept.store.publications('one')).map(({ text }) => text);
    expect(texts).toEqual(['one’s']);
    const checkpoints = await kept.store.checkpointFacts('one');
    expect(checkpoints.map(({ moment }) => moment)).toEqual(['one']);
  });

  test('facts that are behind the lines that are kept are not written over them', async () => {
    const { record } = await played('one', 'two');
    await kept.store.putMoments([], { ...record, entries: 1, head: 1, lastLine: 'one' });
    expect(await kept.store.session(record.id)).toEqual(record);
  });

  test('a session that was put aside stays so when facts of it are written', async () => {
    const { record } = await played('one');
    await kept.store.changeSession(record.id, (facts) => ({ ...facts, deleted: 1 }));
    await kept.store.putMoments([], { ...record, instructions: 5 });
    expect(await kept.store.session(record.id)).toMatchObject({ deleted: 1, instructions: 5 });
  });

  test('a session that two tabs give up is given up once', async () => {
    const { record } = await played('one');
    await kept.store.dropSession(record.id);
    await kept.store.dropSession(record.id);
    expect(await kept.store.sessions()).toEqual([]);
  });

  test('a checkpoint that is given up leaves nothing behind', async () => {
    const facts = { image: 'program', instructions: 1 };
    for (const moment of ['one', 'two', 'three']) {
      await kept.store.putCheckpoint({ ...facts, moment, bytes: ascii(moment) });
    }
    await kept.store.dropCheckpoints(['one', 'three']);
    expect(await kept.store.checkpointFacts('program')).toEqual([
      { ...facts, moment: 'two', sizeBytes: 3 },
    ]);
    expect(await kept.store.checkpoint('one')).toBeUndefined();
    expect(await kept.store.checkpoint('two')).toMatchObject({ bytes: ascii('two') });
  });

  test('the name of a session that is gone is not kept', async () => {
    const { record } = await played('one');
    await kept.store.dropSession(record.id);
    await kept.store.changeSession(record.id, (facts) => ({ ...facts, name: 'gone' }));
    expect(await kept.store.sessions()).toEqual([]);
  });

  test('facts of a session that is gone are not kept without its lines', async () => {
    const { record } = await played('one');
    await kept.store.dropSession(record.id);
    await expect(kept.store.putMoments([], record)).rejects.toMatchObject({ isGone: true });
    expect(await kept.store.sessions()).toEqual([]);
  });

  test('where a session is cut and nothing kept apart, what others share of it stays, and no more', async () => {
    const { record, log } = await played('one', 'two', 'three');
    await kept.store.addSession({ ...record, id: 'copy', entries: 2, head: 2 }, log.slice(0, 2));
    const cut = { ...record, entries: 1, head: 1 };
    await kept.store.addSession(cut, log, cut);
    expect(await echoes(record.id)).toEqual(['one']);
    expect(await kept.store.sessions()).toHaveLength(2);
    const moments = await kept.store.moments(log.map(({ moment }) => moment));
    expect(moments.map((moment) => moment?.output)).toEqual([
      ascii('eno\n'),
      ascii('owt\n'),
      undefined,
    ]);
  });

  test('a session that another tab has cut shorter is not cut where it has no lines', async () => {
    const { record, log } = await played('one', 'two', 'three');
    const cutTo = (entries: number): SessionRecord => ({ ...record, entries, head: entries });
    await kept.store.addSession({ ...record, id: 'theirs' }, log, cutTo(1));
    const mine = kept.store.addSession({ ...record, id: 'mine' }, log, cutTo(2));
    await expect(mine).rejects.toMatchObject({ isGone: false });
    expect(await echoes(record.id)).toEqual(['one']);
    expect(await kept.store.session(record.id)).toMatchObject({ entries: 1 });
    expect(await kept.store.session('mine')).toBeUndefined();
    await kept.store.dropSession(record.id);
    const again = kept.store.addSession({ ...record, id: 'mine' }, log, cutTo(1));
    await expect(again).rejects.toMatchObject({ isGone: true });
  });
});
