/**
 * Owns the check of files sent and fetched in any order and haste: what is said to be done is
 * done byte for byte, what is typed meanwhile comes after it, whoever asked is asked again, and
 * the session gone through later, in another tab or from its file, shows what was shown.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import type { Command, ExchangeResult } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { fetched, results, tabAtShell } from './at-shell.ts';
import { ascii } from './bytes.ts';
import { Clock, scriptedMachine } from './scripted-machine.ts';
import { scriptedShell } from './scripted-shell.ts';
import { sharedLocks, Tab, TERMINAL, text } from './tab.ts';

const NAMES = ['a', 'b.bin', 'code'];
/** Lines that leave every file as it is. */
const HARMLESS = ['ls', 'x', 'think', ''];

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 60 }),
  fc.constantFrom('', 'text\n', '% ', 'ZYYYY\r\nEND\n', '\n\n\n', 'cat a\n').map(ascii),
);
const asked = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('send-files'),
      files: fc.array(fc.record({ name: fc.constantFrom(...NAMES), bytes }), {
        minLength: 1,
        maxLength: 3,
      }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('fetch-file'), name: fc.constantFrom(...NAMES) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('input'), line: fc.constantFrom(...HARMLESS) }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('stop-exchange') }) },
) as fc.Arbitrary<Command | { type: 'input'; line: string }>;

/** What is asked for in haste, each after so many slices; then what is done at leisure. */
const step = fc.record({
  inHaste: fc.array(fc.tuple(asked, fc.constantFrom(0, 1, 2, 5, 1000)), { maxLength: 4 }),
  /** The tab is closed in the midst of it. */
  isClosed: fc.oneof(
    { weight: 6, arbitrary: fc.constant(false) },
    { weight: 1, arbitrary: fc.constant(true) },
  ),
  atLeisure: fc.constantFrom('', '', 'rm a', 'play', 'ls', 'back', 'forth', 'elsewhere', 'file'),
});

/** The file as the shell has it after these entries. */
function fileAfter(entries: readonly Uint8Array[], name: string): Uint8Array | undefined {
  const machine = scriptedMachine(scriptedShell(), new Clock());
  for (const entry of entries) machine.pushInput(entry);
  const run = (): string => {
    let output = '';
    while (machine.run(1_000_000_000) !== 'awaiting-input') output += text(machine.takeOutput());
    return output + text(machine.takeOutput());
  };
  run();
  machine.pushInput(ascii(`dump ${name}\n`));
  const dump = run();
  if (dump.startsWith('dump:')) return undefined;
  return Uint8Array.from(dump.match(/[0-9A-F]{2}(?=[ \n])/g) ?? [], (pair) => parseInt(pair, 16));
}

const plain = (shown: string): string => shown.replaceAll(/<[^>]*>/g, '');

/** Another tab that goes on with the session; with a program of its own where nothing is kept of it. */
async function anotherTab(store: MemoryStore, id: string): Promise<Tab> {
  const tab = new Tab(store, sharedLocks()(), scriptedShell());
  if (await store.session(id)) await tab.send({ type: 'continue-session', id });
  else await tab.load();
  return tab;
}

/** The session as it comes out of its file, in a browser that never saw it. */
async function fromFile(tab: Tab): Promise<[MemoryStore, Tab]> {
  await tab.send({ type: 'export-session', id: tab.id, terminal: TERMINAL });
  const store = new MemoryStore();
  const other = new Tab(store, sharedLocks()(), scriptedShell());
  const { bytes } = tab.of('session-file').at(-1) ?? {};
  if (bytes) await other.send({ type: 'import-session', name: 'a.um32', bytes });
  const { id } = other.of('session-imported').at(-1) ?? {};
  if (id !== undefined) await other.send({ type: 'continue-session', id });
  return [store, other];
}

async function perform(tab: Tab, asked: Command | { type: 'input'; line: string }): Promise<void> {
  if ('line' in asked)
    tab.start({ type: 'input', bytes: ascii(`${asked.line}\n`), echo: asked.line });
  else tab.start(asked);
}

test('in any order and haste', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 5 }), async (steps) => {
      let store = new MemoryStore();
      let tab = await tabAtShell(store, sharedLocks()());
      const logNow = async () => (await store.entries(tab.id)).slice(0, tab.head);
      for (const { inHaste, isClosed, atLeisure } of steps) {
        const before = results(tab).length;
        const from = (await logNow()).length;
        const fetchedBefore = tab.of('file-fetched').length;
        for (const [what, slices] of inHaste) {
          await perform(tab, what);
          await tab.settle(slices);
        }
        if (isClosed) {
          tab = await anotherTab(store, tab.id);
          expect(tab.state).toBe('awaiting-input');
          expect(plain(tab.shown), 'in the midst of no file').toMatch(/(% |>: )$/);
          const kept = (await logNow()).map((entry) => entry.bytes);
          const isAtShell = plain(tab.shown).endsWith('% ');
          if (isAtShell) expect(await fetched(tab, 'a')).toEqual(fileAfter(kept, 'a'));
          continue;
        }
        await tab.settle();
        expect(tab.state).toBe('awaiting-input');
        const log = await logNow();
        const said = results(tab).slice(before);
        const wanted = inHaste.flatMap(([one]) => (one.type === 'send-files' ? one.files : []));
        const entries = log.map((entry) => entry.bytes);
        const sends = said.filter(({ kind }) => kind === 'send');
        const sent = new Set(sends.map(({ name }) => name));
        for (const name of sent) {
          if (!sends.every((one) => one.name !== name || one.isDone)) continue;
          const files = wanted.filter((file) => file.name === name).map(({ bytes }) => bytes);
          expect(files, name).toContainEqual(fileAfter(entries, name));
        }
        const last = said.findLast((one: ExchangeResult) => one.kind === 'fetch' && one.isDone);
        if (last && tab.of('file-fetched').length > fetchedBefore && !sent.has(last.name)) {
          const { bytes } = tab.of('file-fetched').at(-1) ?? {};
          expect(bytes, last.name).toEqual(fileAfter(entries, last.name));
        }
        const typed = inHaste.flatMap(([one]) => ('line' in one ? [one.line] : []));
        const echoes = log.slice(from).flatMap(({ echo }) => (echo === undefined ? [] : [echo]));
        expect(echoes).toEqual(typed);

        if (atLeisure === 'back') await tab.send({ type: 'go-by', steps: -1 });
        else if (atLeisure === 'forth') await tab.send({ type: 'go-by', steps: 1 });
        else if (atLeisure === 'elsewhere' || atLeisure === 'file') {
          // A file refused at a log's end may go on, by what was typed: it has no moment after it.
          await tab.lines('ls');
          const shown = plain(tab.shown);
          if (atLeisure === 'file') [store, tab] = await fromFile(tab);
          else {
            await tab.send({ type: 'stop' });
            tab = await anotherTab(store, tab.id);
          }
          expect(plain(tab.shown)).toBe(shown);
        } else if (atLeisure !== '') await tab.lines(atLeisure);
      }
      // A file refused at a log's end may go on, by what was typed: it has no moment after it.
      await tab.lines('ls');
      const live = plain(tab.shown);
      const { head } = tab;
      await tab.pause();
      await tab.send({ type: 'go-to', entries: 0 });
      await tab.send({ type: 'go-to', entries: head });
      expect(plain(tab.shown)).toBe(live);
    }),
    byChance(100),
  );
});
