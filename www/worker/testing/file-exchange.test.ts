/**
 * Owns the check of files sent and fetched, on a machine with a shell that
 * follows a script, through the desk: what the machine gets, what the terminal
 * shows, what the log says of it later. Of fetches that are let go, see
 * fetches-let-go.test.ts.
 */
import { beforeEach, describe, expect, test } from 'vitest';
import type { Command } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import type { SessionStore } from '../keeping/records.ts';
import { fetched, results, send, tabAtShell } from './at-shell.ts';
import { ascii } from './bytes.ts';
import { readLine } from './scripted-machine.ts';
import { everyByte, type ShellOptions, scriptedShell } from './scripted-shell.ts';
import { sharedLocks, Tab, text } from './tab.ts';

const NEWS = "\nYou have new mail. Type 'mail' to view.\n";
const PUBLICATION = 'INTRO.UMD=10@999999|7005f80d6cd9b7b837802f1e58b11b8\n';

let store: SessionStore;
let locks: ReturnType<typeof sharedLocks>;
beforeEach(() => {
  store = new MemoryStore();
  locks = sharedLocks();
});

const atShell = (options?: ShellOptions): Promise<Tab> => tabAtShell(store, locks(), options);

/** Many bytes of every value, in several orders, with carriage returns, line ends and sentinels in it. */
function everyOrder(): Uint8Array {
  const up = [...everyByte()];
  const words = [...ascii('\r\nZYYYY ZYYYYY\r\rEND\n/bin/umodem x ZYYYY\n% \n')];
  return Uint8Array.from([...up, ...words, ...up.toReversed(), ...up.map((b) => (b * 37) & 255)]);
}

for (const news of ['', NEWS]) {
  describe(news === '' ? 'a plain prompt' : 'a prompt with news', () => {
    test('a file of every byte value goes in and comes out byte for byte', async () => {
      const tab = await atShell({ news });
      const file = everyOrder();
      await tab.send(send('every.bin', file));
      expect(results(tab)).toEqual([
        {
          kind: 'send',
          name: 'every.bin',
          isDone: true,
          sentence: `sent every.bin, ${file.length} bytes.`,
        },
      ]);
      expect(await fetched(tab, 'every.bin')).toEqual(file);
      await tab.send(send('empty', ''));
      expect(await fetched(tab, 'empty')).toEqual(new Uint8Array(0));
      expect(tab.state).toBe('awaiting-input');
    });

    test('the terminal shows a line, the publication and the prompt, live and later', async () => {
      const tab = await atShell({ news });
      await tab.lines('ls');
      await tab.send(send('a.txt', 'hello'));
      await tab.send({ type: 'fetch-file', name: 'a.txt' });
      await tab.send({ type: 'fetch-file', name: 'note' });
      await tab.send(send('code', 'not a directory'));
      await tab.lines('ls');
      const ls = 'code/\na.out*\n';
      const live = [
        `${news}% ${ls}${news}% [sent a.txt, 5 bytes]\n${PUBLICATION}% `,
        `[fetched a.txt, 5 bytes]\n% [fetched note, 12 bytes]\n% `,
        `[code was not sent: umodem : file code already exists.]\n% a.txt\n${ls}${news}% `,
      ].join('');
      expect(tab.shown).toBe(live);
      await tab.pause();
      await tab.send({ type: 'go-to', entries: 0 });
      await tab.send({ type: 'go-to', entries: tab.entries });
      const later = tab.shown;
      expect(later.replaceAll('<ls>', '')).toBe(live);
      // Each typed line stands at its own prompt.
      expect(later.startsWith(`${news}% <ls>${ls}`)).toBe(true);
      expect(later.endsWith(`% <ls>a.txt\n${ls}${news}% `)).toBe(true);
    });
  });
}

test('an existing file is written over, and a file the shell does not know says so', async () => {
  const tab = await atShell();
  await tab.send(send('a', 'the first one'));
  await tab.send(send('a', 'the second'));
  expect(text((await fetched(tab, 'a')) ?? new Uint8Array(0))).toBe('the second');
  await tab.send({ type: 'fetch-file', name: 'nothing' });
  expect(results(tab).at(-1)).toEqual({
    kind: 'fetch',
    name: 'nothing',
    isDone: false,
    sentence: 'nothing was not fetched: cat: no such accessible file.',
  });
});

test('nothing of a refused file reaches the shell as a command', async () => {
  const tab = await atShell();
  await tab.send(send('keep', 'me'));
  await tab.send(send('code', 'rm keep\nrm keep\n'.repeat(10_000)));
  expect(results(tab).at(-1)?.isDone).toBe(false);
  expect(text((await fetched(tab, 'keep')) ?? new Uint8Array(0))).toBe('me');
});

test('elsewhere than at the shell nothing is typed, and the person is asked again', async () => {
  const tab = await atShell();
  await tab.lines('play');
  const { entries } = tab;
  await tab.send(send('a', 'text'));
  expect(results(tab)).toMatchObject([{ name: 'a', isDone: false }]);
  expect(tab.entries).toBe(entries);
  expect(tab.state).toBe('awaiting-input');
  await tab.lines('go');
  await tab.send(send('a', 'text'));
  expect(results(tab).at(-1)?.isDone).toBe(true);
});

test('lines that come meanwhile follow, in order, and no state says that the program asks', async () => {
  const tab = await atShell();
  const file = 'x'.repeat(100_000);
  const from = tab.events.length;
  await tab.send(
    send('long', file),
    { type: 'input', bytes: ascii('ls\n'), echo: 'ls' },
    { type: 'input', bytes: ascii('nonsense\n'), echo: 'nonsense' },
  );
  expect(tab.shown).toMatch(/% \[sent long, 100,000 bytes\]\n.*\n% long\n.*\n.*\n% unknown/);
  const over = tab.events.findIndex(({ type }) => type === 'exchange-over');
  const states = tab.events.slice(from, over).flatMap((e) => (e.type === 'state' ? e.state : []));
  expect(new Set(states)).toEqual(new Set(['running']));
  const progress = tab.of('exchange').map(({ doneBytes }) => doneBytes);
  expect(progress.length).toBeGreaterThan(3);
  expect(progress).toEqual(progress.toSorted((a, b) => a - b));
  expect(tab.of('exchange').every(({ ofBytes }) => ofBytes === 100_000)).toBe(true);
});

test('what waits for the program to ask goes when it does, or can be given up before', async () => {
  const tab = await atShell();
  const think: Command = { type: 'input', bytes: ascii('think\n'), echo: 'think' };
  tab.start(think);
  await tab.settle(5);
  tab.start(send('a', 'text'));
  await tab.settle(5);
  expect(results(tab)).toEqual([]);
  await tab.send({ type: 'stop-exchange' });
  expect(results(tab)).toMatchObject([{ name: 'a', isDone: false, sentence: 'a was not begun.' }]);
  expect(tab.state).toBe('awaiting-input');
  expect(tab.shown).toBe('% % ');

  tab.start(think);
  await tab.settle(5);
  await tab.send(send('a', 'text'));
  expect(results(tab).at(-1)).toMatchObject({ name: 'a', isDone: true });
  expect(tab.shown).toBe(`% % % [sent a, 4 bytes]\n${PUBLICATION}% `);
});

test('stopped half way: the sentinel ends it, the file is gone, the shell is the person’s', async () => {
  const tab = await atShell();
  await tab.send(send('long', 'older'));
  tab.start({
    type: 'send-files',
    files: [
      { name: 'long', bytes: ascii('y'.repeat(200_000)) },
      { name: 'next', bytes: ascii('never') },
    ],
  });
  await tab.settle(60);
  expect(tab.of('exchange').at(-1)?.doneBytes).toBeGreaterThan(0);
  await tab.send({ type: 'stop-exchange' });
  expect(results(tab).slice(1)).toEqual([
    { kind: 'send', name: 'next', isDone: false, sentence: 'next was not begun.' },
    {
      kind: 'send',
      name: 'long',
      isDone: false,
      sentence: 'sending long was stopped, and the part that had arrived was removed.',
    },
  ]);
  expect(tab.state).toBe('awaiting-input');
  await tab.lines('ls');
  expect(tab.shown).toMatch(/removed\]\n% code\/\na.out\*\n% $/);
});

test('a file is undone as a whole, and done again as a whole', async () => {
  const tab = await atShell();
  await tab.lines('ls');
  const before = tab.shown;
  await tab.send(send('long', 'z'.repeat(100_000)));
  const { entries, shown } = tab;
  expect(entries).toBeGreaterThan(4);
  await tab.send({ type: 'go-to', entries: entries - 1 });
  expect(tab.of('session').at(-1)).toMatchObject({ head: 1, entries });
  expect(tab.shown.replace('<ls>', '')).toBe(before);
  await tab.send({ type: 'go-to', entries: 2 });
  expect(tab.of('session').at(-1)).toMatchObject({ head: entries, entries });
  expect(tab.shown.replace('<ls>', '')).toBe(shown);
  expect((await fetched(tab, 'long'))?.length).toBe(100_000);
});

test('who ends the way over a file in its midst stands before it, and at the shell', async () => {
  const tab = await atShell();
  await tab.lines('ls');
  await tab.send(send('long', 'z'.repeat(100_000)));
  const { entries } = tab;
  await tab.send({ type: 'go-to', entries: 1 });
  const { shown } = tab;
  // So slow that it is looked at in between.
  tab.clock.instructionsPerMs = 500;
  tab.start({ type: 'go-to', entries });
  await tab.settle(5);
  await tab.send({ type: 'interrupt' });
  expect(tab.of('session').at(-1)).toMatchObject({ head: 1, entries });
  expect(tab.shown).toBe(shown);
  await tab.lines('ls');
  expect(tab.shown).toBe(`${shown}code/\na.out*\n% `);
});

test('a tab closed half way: the session goes on before the file, and it can be sent again', async () => {
  const first = await atShell();
  await first.lines('ls');
  await first.pause();
  first.start(send('long', 'z'.repeat(150_000)));
  await first.settle(30);
  expect(first.entries).toBeGreaterThan(2);
  const { id } = first;
  await first.send({ type: 'stop' });

  const second = new Tab(store, locks(), scriptedShell());
  await second.send({ type: 'continue-session', id });
  expect(second.state).toBe('awaiting-input');
  expect(second.shown).toBe('% <ls>code/\na.out*\n% ');
  await second.send(send('long', 'z'.repeat(150_000)));
  expect(results(second).at(-1)?.isDone).toBe(true);
  await second.lines('ls');
  expect(second.shown).toMatch(/% long\ncode\/\na.out\*\n% $/);
});

test('another program in the midst of a file: the page is told that it was left', async () => {
  const tab = await atShell();
  tab.start(send('long', 'z'.repeat(150_000)));
  await tab.settle(30);
  await tab.load();
  expect(results(tab)).toMatchObject([{ name: 'long', isDone: false }]);
  expect(tab.state).toBe('awaiting-input');
  expect(tab.shown).toBe('% ');
  await tab.lines('ls');
  expect(tab.shown).toBe('% code/\na.out*\n% ');
});

test('a program that ends in the midst of a file: the page is told, and shown what was printed', async () => {
  const tab = new Tab(store, locks(), function* breaks() {
    for (const words of ['% ', '% ', 'Begin sending characters. Terminate with ZYYYY...\n']) {
      yield { do: 'print', bytes: ascii(words) };
      yield* readLine();
    }
    yield { do: 'print', bytes: ascii('segmentation fault\n') };
  });
  await tab.load();
  await tab.send(send('a.txt', 'hello\n'));
  expect(tab.state).toBe('halted');
  expect(results(tab)).toMatchObject([{ name: 'a.txt', isDone: false }]);
  expect(tab.shown).toContain('segmentation fault\n');
});

test('how far a file is is told on its way', async () => {
  const tab = await atShell();
  const file = new Uint8Array(400_000).fill(0x61);
  await tab.send(send('long', file));
  expect(results(tab)).toMatchObject([{ name: 'long', isDone: true }]);
  const done = tab.of('exchange').map(({ doneBytes }) => doneBytes);
  expect(done.length).toBeGreaterThan(3);
  expect(done).toEqual(done.toSorted((one, other) => one - other));
  expect(new Set(done).size).toBe(done.length);
});

test('a session in a file says the same of what was sent', async () => {
  const tab = await atShell();
  await tab.send(send('a.txt', 'hello'));
  const { shown, id } = tab;
  await tab.pause();
  await tab.send({ type: 'export-session', id, terminal: { columns: 80, rows: 24 } });
  const file = tab.of('session-file').at(-1);
  expect(file).toBeDefined();
  if (!file) return;

  const other = new Tab(new MemoryStore(), sharedLocks()(), scriptedShell());
  await other.send({ type: 'import-session', name: file.name, bytes: file.bytes });
  await other.send({ type: 'continue-session', id: other.of('session-imported')[0]?.id ?? '' });
  expect(other.shown).toBe(shown);
});

test('a new session begins at the login prompt, from a checkpoint, and the old one stays', async () => {
  const options = { login: { bootInstructions: 400_000_000 } };
  const tab = await atShell(options);
  await tab.pause();
  await tab.lines('guest');
  expect(tab.shown).toBe('welcome\n;login: logged in as guest\n% ');
  const { id } = tab;
  const [machines, beganMs] = [tab.machines, tab.clock.nowMs];
  await tab.send({ type: 'start-over' });
  expect(tab.shown).toBe('welcome\n;login: ');
  expect(tab.machines).toBe(machines);
  expect(tab.clock.nowMs - beganMs).toBeLessThan(100);
  expect(tab.id).not.toBe(id);
  await tab.lines('howie', 'xyzzy');
  expect(tab.shown).toMatch(/logged in as howie\n% $/);
  await tab.pause();
  await tab.send({ type: 'list-sessions' });
  const accounts = tab
    .of('sessions')
    .at(-1)
    ?.sessions.map(({ account }) => account);
  expect(accounts).toEqual(['howie', 'guest']);
  await tab.send({ type: 'continue-session', id });
  expect(tab.shown).toMatch(/<guest>logged in as guest\n% $/);
});

test('it shows the login prompt also where nothing was typed to the old one', async () => {
  const tab = await atShell({ login: { bootInstructions: 400_000_000 } });
  await tab.pause();
  await tab.send({ type: 'start-over' });
  expect(tab.shown).toBe('welcome\n;login: ');
});

test('where no checkpoint was taken, the new session boots', async () => {
  const tab = await atShell({ login: { bootInstructions: 1_000 } });
  await tab.pause();
  await tab.send({ type: 'start-over' });
  expect(tab.machines).toBe(2);
  expect(tab.shown).toBe('welcome\n;login: ');
});

test('transcript, cast and search have one line for each file, as the terminal has', async () => {
  const tab = await atShell();
  await tab.lines('ls');
  await tab.send(send('long', `needle ${'z'.repeat(100_000)}`));
  await tab.send({ type: 'fetch-file', name: 'long' });
  await tab.send(send('code', 'refused'));
  await tab.lines('ls');
  await tab.pause();
  // Once more from what is kept, so that each typed line stands at its prompt.
  await tab.send({ type: 'go-to', entries: 0 }, { type: 'go-to', entries: tab.entries });
  const { id, shown } = tab;

  await tab.send({ type: 'export-transcript', id, characters: 'utf-8' });
  const transcript = tab.of('transcript').at(-1);
  expect(transcript).toMatchObject({ isCut: false });
  expect(transcript?.text).toBe(shown.replaceAll('<ls>', 'ls\n'));
  expect(transcript?.text.split('\n').length).toBeLessThan(20);

  await tab.send({ type: 'export-cast', id, columns: 80, rows: 24, isToPlay: false });
  const cast = tab.of('cast').at(-1)?.text ?? '';
  expect(cast.replace(/<(\[[^\]]*\])>/g, '$1\n')).toBe(shown);

  const find = async (wanted: string) => {
    await tab.send({ type: 'find-text', text: wanted, characters: 'utf-8' });
    return tab.of('found').at(-1);
  };
  expect(await find('umodem')).toMatchObject({
    total: 1,
    hits: [{ before: '% [code was not sent: ' }],
  });
  expect((await find('needle'))?.total).toBe(0);
  expect((await find('Transferred'))?.total).toBe(0);
  const sent = await find('sent long');
  expect(sent?.hits).toMatchObject([
    { before: '% [', hit: 'sent long', after: ', 100,007 bytes]' },
  ]);
  // The hit leads to where the file is there.
  await tab.send({ type: 'go-to', entries: sent?.hits[0]?.entries ?? 0 });
  expect(tab.shown).toMatch(/bytes\]\n.*\n% $/);
});
