/**
 * Owns the check of lines that wait at the page and are handed over without asking it for each:
 * every one goes to the program once, in order, as if it had been typed by itself, and the page
 * is told of nothing that came of one which the store does not have.
 */
import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import type { Command, Event } from '../../protocol.ts';
import { MemoryStore } from '../keeping/memory-store.ts';
import { KeepingError, type SessionStore } from '../keeping/records.ts';
import { ascii } from './bytes.ts';
import { type Act, readLine } from './scripted-machine.ts';
import { onEveryStore } from './stores.ts';
import { sharedLocks, Tab, text } from './tab.ts';

const bare = (line: string) => ({ bytes: ascii(`${line}\n`), echo: line });

/** A line, and those that wait behind it. */
const typed = (line: string, number = 0, ...lines: string[]): Command => ({
  type: 'input',
  ...bare(line),
  ...(number > 0 && { ahead: { number, lines: lines.map(bare) } }),
});

/** Names who is asked for by what is typed, until nothing is. */
function* prompts(): Generator<Act, void, number> {
  for (let prompt = '> '; ; ) {
    yield { do: 'print', bytes: ascii(prompt) };
    const line = yield* readLine();
    if (line === undefined || line === 'end') return;
    prompt = line.startsWith('ask ') ? line.slice('ask '.length) : '> ';
  }
}

const echoes = async (kept: { store: SessionStore }, id: string) =>
  (await kept.store.entries(id)).map(({ echo }) => echo);

onEveryStore((kept) => {
  test('are kept, told and answered as if each had been typed when it was asked for', async () => {
    const lines = Array.from({ length: 40 }, (_, nth) => `line ${nth}`);
    const [one, many] = [kept.newTab(), kept.newTab()];
    await one.load();
    await one.lines(...lines);
    await many.load();
    const [first = '', ...rest] = lines;
    const asked = many.of('state').length;
    await many.send(typed(first, 1, ...rest));
    await Promise.all([one.pause(), many.pause()]);
    expect(many.shown).toBe(one.shown);
    expect(many.of('line-taken').map(({ echo }) => echo)).toEqual(rest);
    const heads = (tab: Tab) =>
      tab.events.flatMap((event): (number | string)[] =>
        event.type === 'session'
          ? [event.head]
          : event.type === 'output'
            ? [text(event.bytes)]
            : [],
      );
    expect(heads(many), 'the page knows at each output what it came of').toEqual(heads(one));
    const undated = async (tab: Tab) =>
      (await kept.store.entries(tab.id)).map(({ date, ...entry }) => entry);
    expect(await undated(many)).toEqual(await undated(one));
    expect(many.of('line-taken').map(({ instructionsDone }) => instructionsDone)).toEqual(
      (await undated(one)).slice(1).map(({ instructions }) => instructions),
    );
    expect([many.entries, many.head, many.done]).toEqual([40, 40, one.done]);
    expect(many.of('state').length - asked, 'the page is asked once').toBe(1);
    expect(many.of('state').at(-1)).toMatchObject({ state: 'awaiting-input', ahead: 1 });
    const moments = (await kept.store.entries(many.id)).map(({ moment }) => moment);
    const outputs = (await kept.store.moments(moments)).map(
      (moment) => moment && text(moment.output),
    );
    expect(outputs).toEqual(lines.map((line) => `${[...line].reverse().join('')}\n`));
    await many.send({ type: 'go-to', entries: 3 });
    expect(many.shown).toBe('ready\n<line 0>0 enil\n<line 1>1 enil\n<line 2>2 enil\n');
  });

  test('are seen once the store has them, and what came of them not before', async () => {
    const tab = kept.newTab();
    await tab.load();
    await tab.lines('one');
    let letGo = (): void => {};
    const append = kept.store.append.bind(kept.store);
    let writes = 0;
    vi.spyOn(kept.store, 'append').mockImplementation(async (...given) => {
      writes += 1;
      if (writes === 2) {
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
      }
      return append(...given);
    });
    await tab.send(typed('two', 1, 'three', 'four', 'five'));
    expect(tab.shown).toBe('ready\neno\nowt\n');
    expect(tab.of('line-taken')).toEqual([]);
    expect(await echoes(kept, tab.id)).toEqual(['one', 'two']);
    letGo();
    await tab.settle();
    expect(tab.shown).toBe('ready\neno\nowt\neerht\nruof\nevif\n');
    expect(await echoes(kept, tab.id)).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(writes, 'those that waited for the store are written together').toBe(3);
    vi.restoreAllMocks();
  });

  test('go on apart where another tab has gone on with the session', async () => {
    const [tab, other] = [kept.newTab(), kept.newTab()];
    await tab.load();
    await tab.lines('one');
    const { id } = tab;
    const record = await kept.store.session(id);
    const log = await kept.store.entries(id);
    if (!record || !log[0]) throw new Error('not kept');
    await kept.store.append(
      { ...record, entries: 2, head: 2 },
      [log[0], { ...log[0], moment: 'other' }],
      1,
      [],
    );
    await tab.send(typed('two', 1, 'three', 'four'));
    expect(tab.id).not.toBe(id);
    expect(await echoes(kept, tab.id)).toEqual(['one', 'two', 'three', 'four']);
    expect(other.of('trouble' as Event['type'])).toEqual([]);
  });
});

const newTab = (store = new MemoryStore()) => ({
  store,
  tab: new Tab(store, sharedLocks()(), prompts),
});

test.each(['Password: ', 'login: ', 'Pass\x1b[1mword: '])(
  'wait where %j is asked',
  async (prompt) => {
    const { tab, store } = newTab();
    await tab.load();
    await tab.send(typed(`ask ${prompt}`, 1, 'secret', 'after'));
    expect(tab.of('line-taken')).toEqual([]);
    expect(tab.of('state').at(-1)).toMatchObject({ state: 'awaiting-input', ahead: 1 });
    // The page has them, and says now which of them are for this one.
    await tab.send({ type: 'input', bytes: ascii('secret\n'), echo: '••••••' });
    expect(await echoes({ store }, tab.id)).toEqual([`ask ${prompt}`, '••••••']);
  },
);

test('that the page keeps, or that a program leaves, are typed nowhere', async () => {
  const { tab, store } = newTab();
  await tab.load();
  tab.start(typed('one', 1, 'two'));
  await tab.send({ type: 'keep-lines' });
  expect(await echoes({ store }, tab.id)).toEqual(['one']);
  tab.start(typed('three', 2, 'four'));
  await tab.send({ type: 'reset' });
  expect([tab.entries, tab.state]).toEqual([0, 'awaiting-input']);
  await tab.send(typed('end', 3, 'five'));
  expect(tab.state).toBe('halted');
  await tab.send({ type: 'reset' });
  expect([tab.entries, tab.shown]).toEqual([0, '> ']);
  await tab.send(typed('six', 4, 'seven'));
  await tab.send({ type: 'start-over' });
  expect([tab.entries, tab.shown]).toEqual([0, '> ']);
});

test('do not overtake what was typed for the person meanwhile', async () => {
  const { tab, store } = newTab();
  await tab.load();
  tab.start(typed('one', 1, 'three', 'four'));
  await tab.send(typed('two'));
  expect(tab.of('state').at(-1)).toMatchObject({ state: 'awaiting-input', ahead: 1 });
  expect(await echoes({ store }, tab.id)).toEqual(['one', 'two']);
});

test('are asked for where the program stood still: the page is to know that it does no more', async () => {
  const { tab, store } = newTab();
  await tab.load();
  tab.start({ type: 'pause' });
  tab.start(typed('one', 1, 'two'));
  await tab.send({ type: 'run' });
  expect(tab.state).toBe('awaiting-input');
  expect(await echoes({ store }, tab.id)).toEqual(['one']);
});

test('that the store refuses are told of, are there still, and are written later', async () => {
  const { tab, store } = newTab();
  await tab.load();
  await tab.lines('one');
  const refusal = vi
    .spyOn(store, 'append')
    .mockRejectedValue(new KeepingError('No room.', 'no-room'));
  await tab.send(typed('two', 1, 'three', 'four', 'five'));
  expect(tab.of('line-taken').map(({ echo }) => echo)).toEqual(['three', 'four', 'five']);
  expect(tab.of('keeping').at(-1)).toMatchObject({ isKept: false });
  refusal.mockRestore();
  tab.clock.nowMs += 10_000;
  await tab.lines('six');
  expect(await echoes({ store }, tab.id)).toEqual(['one', 'two', 'three', 'four', 'five', 'six']);
});

/** A page that lets as much happen between as the test says, and keeps its lines as it is to. */
class Page {
  readonly #tab: Tab;
  readonly waiting: string[] = [];
  readonly shown: string[] = [];
  #seen = 0;
  #number = 0;
  #ahead = 0;
  #isAsked = false;

  constructor(tab: Tab) {
    this.#tab = tab;
  }

  /** Hears some of what it has not heard yet. */
  hears(most: number): void {
    for (const event of this.#tab.events.slice(this.#seen, this.#seen + most)) {
      this.#seen += 1;
      if (event.type === 'line-taken') {
        this.shown.push(event.echo);
        if (this.#ahead > 0) this.waiting.shift();
        if (this.#ahead > 0) this.#ahead -= 1;
      } else if (event.type === 'state') {
        const isStale = (event.ahead ?? 0) !== this.#number;
        this.#isAsked = event.state === 'awaiting-input' && !isStale;
        this.delivers();
      }
    }
  }

  delivers(): void {
    if (!this.#isAsked) return;
    const line = this.waiting.shift();
    if (line === undefined) return;
    this.#isAsked = false;
    this.shown.push(line);
    const ahead = this.waiting.slice(0, 5);
    this.#ahead = ahead.length;
    if (ahead.length > 0) this.#number += 1;
    this.#tab.start(typed(line, ahead.length > 0 ? this.#number : 0, ...ahead));
  }

  /** Takes back all that waits; gives it. */
  keeps(): string[] {
    const kept = this.waiting.splice(0);
    this.#ahead = 0;
    this.#tab.start({ type: 'keep-lines' });
    return kept;
  }

  get isBehind(): boolean {
    return this.#seen < this.#tab.events.length;
  }
}

test('each is typed once and in order, however late page and worker hear of one another', async () => {
  const step = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('hear'), most: fc.integer({ min: 1, max: 4 }) }),
    },
    {
      weight: 4,
      arbitrary: fc.record({ do: fc.constant('slice'), most: fc.integer({ min: 1, max: 3 }) }),
    },
    {
      weight: 2,
      arbitrary: fc.record({ do: fc.constant('paste'), most: fc.integer({ min: 1, max: 9 }) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constantFrom('keep', 'pause', 'run'), most: fc.constant(1) }),
    },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const { tab, store } = newTab();
      await tab.load();
      const page = new Page(tab);
      let pasted = 0;
      const doubtful = new Set<string>();
      for (const { do: what, most } of steps) {
        if (what === 'hear') page.hears(most);
        else if (what === 'slice') await tab.settle(most);
        else if (what === 'keep') for (const line of page.keeps()) doubtful.add(line);
        else if (what !== 'paste') tab.start({ type: what as 'pause' | 'run' });
        else {
          page.waiting.push(...Array.from({ length: most }, () => `line ${pasted++}`));
          page.delivers();
        }
      }
      tab.start({ type: 'run' });
      await tab.settle();
      while (page.isBehind) {
        page.hears(Number.POSITIVE_INFINITY);
        await tab.settle();
      }
      const inLog = await echoes({ store }, tab.id);
      expect(page.shown).toEqual(inLog);
      // What was taken back may have been on its way.
      const all = Array.from({ length: pasted }, (_, nth) => `line ${nth}`);
      const expected = all.filter((line) => inLog.includes(line) || !doubtful.has(line));
      expect(inLog).toEqual(expected);
      expect(page.waiting).toEqual([]);
    }),
    byChance(60),
  );
});
