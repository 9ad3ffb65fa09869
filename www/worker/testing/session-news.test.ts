/**
 * Owns the check of what is known of a session's output, however its moments
 * were come to: the hashes of its marks, and the notebook of publications.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { expect, test } from 'vitest';
import type { Moment } from '../keeping/records.ts';
import type { SessionFile } from '../running/machine-port.ts';
import { ascii } from './bytes.ts';
import { SESSION_FILES } from './scripted-files.ts';
import { type Act, readLine } from './scripted-machine.ts';
import { onEveryStore } from './stores.ts';
import { type Tab, TERMINAL } from './tab.ts';

const DUMP = Uint8Array.from({ length: 3000 }, (_, at) => (at * 31) % 256);

/** Logs in whoever is named; gives a publication for `pub NAME`, and a program for `dump`. */
function* host(): Generator<Act, void, number> {
  yield { do: 'print', bytes: ascii(';login: ') };
  for (;;) {
    const line = yield* readLine();
    if (line === undefined) return;
    // Worth a checkpoint, each.
    yield { do: 'compute', instructions: 70_000_000 };
    if (line.startsWith('pub ')) {
      yield { do: 'print', bytes: ascii(`you get ${line.slice(4)}|12ab\n% `) };
    } else if (line === 'dump') {
      yield { do: 'print', bytes: ascii('UM program follows colon:') };
      yield { do: 'print', bytes: DUMP };
    } else {
      yield { do: 'print', bytes: ascii(`logged in as ${line}\n% `) };
    }
  }
}

/** The marks of a straight run through these lines. */
function marksOf(lines: readonly string[]): unknown[] {
  const acts = host();
  const marks: unknown[] = [];
  const all: number[] = [];
  const waiting = lines.map((line) => [...ascii(`${line}\n`)]);
  let line: number[] = [];
  let act = acts.next(0);
  while (!act.done) {
    if (act.value.do === 'print') all.push(...act.value.bytes);
    let byte = 0;
    if (act.value.do === 'ask') {
      if (line.length === 0) {
        const outputHash = bytesToHex(sha256(Uint8Array.from(all))).slice(0, 16);
        marks.push({ entries: marks.length, outputBytes: all.length, outputHash });
        line = waiting.shift() ?? [];
      }
      if (line.length === 0) break;
      byte = line.shift() ?? 0;
    }
    act = acts.next(byte);
  }
  return marks;
}

function exported(tab: Tab): SessionFile {
  const bytes = tab.of('session-file').at(-1)?.bytes ?? new Uint8Array(0);
  return SESSION_FILES.readSession(bytes);
}

onEveryStore((kept) => {
  test('marks are those of a straight run, whatever way was gone', async () => {
    const tab = kept.newTab(host);
    await tab.load();
    await tab.lines('guest', 'dump', 'pub INTRO.LOG=200@9');
    await tab.pause();
    await tab.send({ type: 'go-to', entries: 1 });
    await tab.lines('dump', 'dump');
    await tab.pause();
    const { id } = tab;
    await tab.send({ type: 'stop' });
    const other = kept.newTab(host);
    await other.send({ type: 'continue-session', id });
    await other.lines('howie');
    await other.pause();
    await other.send({ type: 'export-session', id, terminal: TERMINAL });
    const lines = ['guest', 'dump', 'dump', 'howie'];
    expect(exported(other).entries.map(({ echo }) => echo)).toEqual(lines);
    expect(other.restored, 'it went on from a checkpoint').toBeGreaterThan(0);
    const marks = exported(other).marks ?? [];
    expect(marks.map(({ instructions: _, ...mark }) => mark)).toEqual(marksOf(lines));
  });

  test('a session without marks has them once it has been gone through', async () => {
    const tab = kept.newTab(host);
    await tab.load();
    await tab.lines('guest', 'dump');
    await tab.pause();
    await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
    const { marks: _, ...bare } = exported(tab);
    await tab.send({ type: 'stop' });
    await kept.renew();
    const other = kept.newTab(host);
    const bytes = SESSION_FILES.writeSession(bare);
    await other.send({ type: 'import-session', name: 'bare.um32', bytes });
    await other.send({ type: 'export-session', id: bare.id, terminal: TERMINAL });
    expect(exported(other).marks).toEqual([]);
    await other.send({ type: 'continue-session', id: bare.id });
    await other.pause();
    await other.send({ type: 'export-session', id: bare.id, terminal: TERMINAL });
    const marks = exported(other).marks ?? [];
    expect(marks.map(({ instructions: _, ...mark }) => mark)).toEqual(marksOf(['guest', 'dump']));
  });

  test('publications are collected once over all sessions, and their moments gone to', async () => {
    const tab = kept.newTab(host);
    await tab.load();
    await tab.lines('guest', 'pub INTRO.LOG=200@9', 'howie', 'pub ADVTR.KEY=20@9');
    const first = tab.id;
    expect(tab.of('notebook').at(-1)?.entries).toMatchObject([
      { text: 'INTRO.LOG=200@9|12ab', account: 'guest', entries: 2, isInOpenSession: true },
      { text: 'ADVTR.KEY=20@9|12ab', account: 'howie', entries: 4, isInOpenSession: true },
    ]);
    await tab.pause();
    await tab.send({ type: 'reset' });
    await tab.lines('knr', 'pub INTRO.LOG=200@9', 'pub BLACK.100=40@9');
    await tab.pause();
    const entries = tab.of('notebook').at(-1)?.entries ?? [];
    expect(entries.map(({ text, account }) => [text, account])).toEqual([
      ['INTRO.LOG=200@9|12ab', 'guest'],
      ['ADVTR.KEY=20@9|12ab', 'howie'],
      ['BLACK.100=40@9|12ab', 'knr'],
    ]);
    expect(entries.map(({ isInOpenSession }) => isInOpenSession)).toEqual([false, false, true]);
    // To another session's moment, and what goes on there is that session.
    await tab.send({ type: 'go-to-moment', moment: entries[0]?.moment ?? '' });
    expect(tab.id).toBe(first);
    expect(tab.of('session').at(-1)).toMatchObject({ entries: 4, head: 2 });
    // Something else is typed: what came after is elsewhere, and still found.
    await tab.lines('ohmega');
    await tab.pause();
    await tab.send({ type: 'read-notebook' });
    expect(tab.of('notebook').at(-1)?.entries[1]).toMatchObject({
      text: 'ADVTR.KEY=20@9|12ab',
      entries: 4,
      isInOpenSession: false,
    });
    // A deleted session's publications stay, without a way to them.
    const branch = (await kept.store.whereIs(entries[1]?.moment ?? ''))?.session ?? '';
    await tab.send({ type: 'delete-session', id: branch });
    await tab.send({ type: 'read-notebook' });
    expect(tab.of('notebook').at(-1)?.entries[1]).not.toHaveProperty('entries');
    await tab.send({ type: 'go-to-moment', moment: entries[1]?.moment ?? '' });
    expect(tab.of('session-refused').at(-1)?.sentence).toContain('deleted');
  });

  test('a moment that no session has any more is told to be none, and nothing is left for it', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    const { shown } = tab;
    await tab.send({ type: 'go-to-moment', moment: '0'.repeat(64) });
    expect(tab.of('session-refused')).toMatchObject([
      {
        title: 'There is no way there',
        sentence: 'Every session with that moment was deleted.',
      },
    ]);
    expect([tab.shown, tab.state]).toEqual([shown, 'awaiting-input']);
  });

  test('a publication that came twice is that of its first moment, also where both are written at once', async () => {
    const moment = (id: string, instructions: number): Moment => ({
      id,
      image: 'image',
      output: ascii('INTRO.LOG=200@9|12ab'),
      outputBytes: 20,
      instructions,
      end: 'awaiting-input',
      publications: [{ text: 'INTRO.LOG=200@9|12ab', account: 'guest', date: instructions }],
    });
    await kept.store.putMoments([moment('first', 1), moment('second', 2)]);
    await kept.store.putMoments([moment('third', 3)]);
    expect(await kept.store.publications('image')).toMatchObject([{ moment: 'first', date: 1 }]);
  });

  test('the account is the one logged in to at the moment gone to', async () => {
    const tab = kept.newTab(host);
    await tab.load();
    await tab.lines('guest', 'howie');
    await tab.pause();
    await tab.send({ type: 'go-to', entries: 1 });
    await tab.send({ type: 'list-sessions' });
    expect(tab.of('sessions').at(-1)?.sessions[0]).toMatchObject({ account: 'guest' });
  });

  test('who was logged in is known of a session that came in a file, before it is gone on with', async () => {
    const tab = kept.newTab(host);
    await tab.load();
    await tab.lines('howie');
    await tab.pause();
    await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
    const file = exported(tab);
    const long = { ...file, notes: { ...file.notes, account: `two\nlines${'x'.repeat(1000)}` } };
    await tab.send({ type: 'delete-session', id: tab.id });
    await kept.renew();
    const other = kept.newTab(host);
    for (const session of [file, long]) {
      const bytes = SESSION_FILES.writeSession(session);
      await other.send({ type: 'import-session', name: 'a.um32', bytes });
    }
    expect(other.of('session-imported')[0]?.name).toBe('howie in test.um');
    const sessions = other.of('sessions').at(-1)?.sessions ?? [];
    const howies = { name: 'howie in test.um', account: 'howie' };
    expect(sessions.find(({ id }) => id === file.id)).toMatchObject(howies);
    expect(sessions.find(({ id }) => id !== file.id)?.account).toMatch(/^two linesx{100,110}…$/);
  });

  test('a session that another tab has is called by its account, too', async () => {
    const tab = kept.newTab(host);
    await tab.load();
    await tab.lines('howie');
    await tab.pause();
    const other = kept.newTab(host);
    await other.send({ type: 'continue-session', id: tab.id });
    expect(other.of('session-elsewhere')).toMatchObject([{ name: 'howie in test.um' }]);
  });
});
