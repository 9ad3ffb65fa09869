/**
 * Owns the check of whatever people do with sessions, in two tabs and in any order, where the
 * store takes all, and where it refuses now and then: each tab shows what a straight run shows,
 * every kept session is one that was typed so, and nothing that was typed is lost.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
import type { Command } from '../../protocol.ts';
import type { SessionLocks } from '../desk/session-locks.ts';
import {
  type Entry,
  KeepingError,
  type SessionRecord,
  type SessionStore,
} from '../keeping/records.ts';
import { RETRY_MS } from '../session/keeping-trouble.ts';
import { ascii } from './bytes.ts';
import { onEveryStore } from './stores.ts';
import { sharedLocks, Tab } from './tab.ts';

const LINES = ['a', 'b', 'cc'];

/** Why the store takes nothing, if so. */
const REFUSALS = [undefined, new KeepingError('No room.', 'no-room'), new Error('Refused.')];

/** What a person does in one of the tabs; `nth` and `part` choose among what there is then. */
type Step = { tab: 0 | 1; nth: number; part: number } & (
  | { kind: 'type'; lines: string[] }
  | { kind: 'go-by'; steps: number[]; inHaste: boolean }
  | { kind: 'go-to'; inHaste: boolean }
  | { kind: 'start-over' | 'load'; inHaste: boolean }
  | { kind: 'continue'; how: 'so' | 'asCopy' | 'fromStart' }
  | { kind: 'rename' | 'duplicate' | 'delete' | 'restore' | 'export' | 'reload' }
  | { kind: 'step-back' | 'wait' | 'refuse' }
  | { kind: 'meddle'; line: string; acts: { command: Command; slices: number }[] }
);

/** Instructions done, within the first few lines. */
const count = fc.integer({ min: 1, max: 5_000_000 });
const place = fc.record({ finger: count });
/** What is done to a program in the midst of its computing. */
const meddling: fc.Arbitrary<Command> = fc.oneof(
  fc.record({ type: fc.constant('pause') }),
  fc.record({ type: fc.constant('run') }),
  fc.record({ type: fc.constant('step'), instructions: count }),
  fc.record({ type: fc.constant('step-back'), instructions: count }),
  fc.record({ type: fc.constant('run-to'), place }),
  fc.record({ type: fc.constant('stop-at'), place }),
  fc.record({ type: fc.constant('go-by'), steps: fc.integer({ min: -2, max: 2 }) }),
);
const inHaste = fc.boolean();
const inTheOpenSession = [
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('type'),
      lines: fc.array(fc.constantFrom(...LINES), { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('go-by'),
      steps: fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 3 }),
      inHaste,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('go-to'), inHaste }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom('step-back', 'wait') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('meddle'),
      line: fc.constantFrom(...LINES),
      acts: fc.array(fc.record({ command: meddling, slices: fc.constantFrom(0, 1, 2, 3, 50) }), {
        maxLength: 6,
      }),
    }),
  },
];
const toOthers = [
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('start-over', 'load'), inHaste }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('continue'),
      how: fc.constantFrom('so', 'so', 'asCopy', 'fromStart'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constantFrom('rename', 'duplicate', 'delete', 'restore', 'export', 'reload'),
    }),
  },
];
const refusals = [{ weight: 3, arbitrary: fc.record({ kind: fc.constant('refuse') }) }];

/** So many steps of these kinds. */
function stepsOf(
  kinds: readonly { weight: number; arbitrary: fc.Arbitrary<object> }[],
): fc.Arbitrary<Step[]> {
  const where = fc.record({
    tab: fc.constantFrom(0, 1),
    nth: fc.nat(1000),
    part: fc.double({ min: 0, max: 1, noNaN: true }),
  });
  const step = fc.tuple(where, fc.oneof(...kinds)).map(([at, what]) => ({ ...at, ...what }));
  return fc.array(step as fc.Arbitrary<Step>, { maxLength: 15 });
}

/** The store, which refuses to write as long as there is an error. */
function refusing(store: SessionStore, error: () => Error | undefined): SessionStore {
  return new Proxy(store, {
    get(_, name: keyof SessionStore) {
      return async (...given: never[]) => {
        const now = /^(put|append|add|change)/.test(name) ? error() : undefined;
        if (now) throw now;
        return (store[name] as (...given: never[]) => unknown)(...given);
      };
    },
  });
}

/** A tab, and what is to be there. */
interface Walker {
  tab: Tab;
  locks: SessionLocks;
  /** Lines of the open session, those beyond the head too; none where nothing is open. */
  log: string[] | undefined;
  head: number;
}

const typedLine = ({ bytes }: Entry): string => String.fromCharCode(...bytes).trimEnd();

/** What a straight run of these lines prints. */
function printed(lines: readonly string[]): string {
  return `ready\n${lines.map((line) => `${[...line].reverse().join('')}\n`).join('')}`;
}

onEveryStore((kept) => {
  /** All that was ever typed one after the other, and is not deleted. */
  let ways: Set<string>;
  let locksOf: () => SessionLocks;
  let walkers: Walker[];
  let store: SessionStore;
  let refusal: Error | undefined;
  /** The store has refused, and may not have all yet. */
  let isBehind: boolean;

  async function open(): Promise<Walker> {
    const locks = locksOf();
    return { tab: new Tab(store, locks), locks, log: undefined, head: 0 };
  }

  async function logOf({ id }: SessionRecord): Promise<string[]> {
    return (await kept.store.entries(id)).map(typedLine);
  }

  async function load(walker: Walker, inHaste: boolean): Promise<void> {
    walker.tab.start({ type: 'load', name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) });
    Object.assign(walker, { log: [], head: 0 });
    if (!inHaste) await walker.tab.settle();
  }

  function goTo(walker: Walker, to: number): void {
    const { log } = walker;
    if (log && to >= 0) walker.head = Math.min(log.length, to);
  }

  /** Types a line, and waits for nothing. */
  function say(walker: Walker, line: string): void {
    const { tab, log, head } = walker;
    if (!log) return;
    tab.start({ type: 'input', bytes: ascii(`${line}\n`), echo: line });
    walker.log = log[head] === line ? log : [...log.slice(0, head), line];
    walker.head += 1;
    ways.add(walker.log.slice(0, walker.head).join(' '));
  }

  async function typeLines(walker: Walker, lines: string[]): Promise<void> {
    for (const line of lines) say(walker, line);
    await walker.tab.settle();
  }

  async function meddle(walker: Walker, step: Extract<Step, { kind: 'meddle' }>): Promise<void> {
    const { tab } = walker;
    if (!walker.log) return;
    say(walker, step.line);
    for (const { command, slices } of step.acts) {
      tab.start(command);
      await tab.settle(slices);
    }
    // However it stands now, it goes on.
    await tab.settle();
    for (const { command } of step.acts) {
      if (command.type !== 'stop-at' || !('finger' in command.place)) continue;
      await tab.send({ type: 'pass', finger: command.place.finger });
    }
    await tab.send({ type: 'pause' }, { type: 'run' });
    goTo(walker, tab.head);
  }

  async function goOn(walker: Walker, record: SessionRecord, how: string): Promise<void> {
    const { tab } = walker;
    const before = tab.events.length;
    await tab.send({
      type: 'continue-session',
      id: record.id,
      ...(how !== 'so' && { [how]: true }),
    });
    const came = tab.events.slice(before);
    const isElsewhere = came.some(({ type }) => type === 'session-elsewhere');
    const other = walkers.find((one) => one !== walker);
    const isTaken = other?.log !== undefined && other.tab.id === record.id;
    expect(isElsewhere, 'whether another tab has it').toBe(isTaken && how === 'so');
    if (isElsewhere) return;
    if (how === 'fromStart') Object.assign(walker, { log: [], head: 0 });
    else Object.assign(walker, { log: await logOf(record), head: tab.head });
    if (how === 'so') expect(tab.id).toBe(record.id);
  }

  async function take(step: Step): Promise<void> {
    const walker = walkers[step.tab] as Walker;
    const { tab } = walker;
    // What is done in haste comes while that from before is on its way, and so do lines after it.
    if (!('inHaste' in step) && step.kind !== 'type') {
      for (const one of walkers) await one.tab.settle();
    }
    const all = await kept.store.sessions();
    const chosen = all[step.nth % Math.max(1, all.length)];
    const isOpen = walkers.some((one) => one.log && one.tab.id === chosen?.id);
    switch (step.kind) {
      case 'type':
        return typeLines(walker, step.lines);
      case 'load':
        return load(walker, step.inHaste);
      case 'go-by':
        if (!walker.log) return;
        // As a key that is held down: one way.
        for (const steps of step.steps) tab.start({ type: 'go-by', steps });
        goTo(walker, Math.max(0, walker.head + step.steps.reduce((sum, steps) => sum + steps)));
        break;
      case 'go-to': {
        if (!walker.log) return;
        const entries = Math.round(step.part * walker.log.length);
        tab.start({ type: 'go-to', entries });
        goTo(walker, entries);
        break;
      }
      case 'start-over':
        if (!walker.log) return;
        tab.start({ type: 'start-over' });
        Object.assign(walker, { log: [], head: 0 });
        break;
      case 'continue':
        if (chosen) await goOn(walker, chosen, step.how);
        return;
      case 'step-back':
        if (!walker.log) return;
        await tab.send({ type: 'step-back', instructions: Math.round(step.part * 3_000_000) });
        expect(tab.head).toBeLessThanOrEqual(walker.head);
        goTo(walker, tab.head);
        await tab.send({ type: 'run' });
        return;
      case 'meddle':
        return meddle(walker, step);
      case 'rename':
        if (chosen) await tab.send({ type: 'rename-session', id: chosen.id, name: 'N', rename: 1 });
        return;
      case 'duplicate':
        if (chosen) await tab.send({ type: 'duplicate-session', id: chosen.id });
        return;
      case 'delete':
        if (chosen && !isOpen) await tab.send({ type: 'delete-session', id: chosen.id });
        return;
      case 'restore':
        if (chosen) await tab.send({ type: 'restore-session', id: chosen.id });
        return;
      case 'export': {
        if (!chosen) return;
        await tab.send({
          type: 'export-session',
          id: chosen.id,
          terminal: { columns: 80, rows: 24 },
        });
        const file = tab.of('session-file').at(-1);
        expect(file).toBeDefined();
        if (file) await tab.send({ type: 'import-session', name: 'one.ums', bytes: file.bytes });
        return;
      }
      case 'wait':
        return tab.pause();
      case 'refuse':
        refusal = REFUSALS[step.nth % REFUSALS.length];
        isBehind ||= refusal !== undefined;
        return;
      case 'reload':
        walker.locks.giveBack();
        walkers[step.tab] = await open();
        return;
    }
    if (!step.inHaste) await tab.settle();
  }

  async function check(): Promise<void> {
    for (const { tab, log, head } of walkers) {
      await tab.settle();
      const told = tab.events.filter(({ type }) =>
        ['host-error', 'refused', 'session-refused', 'trouble'].includes(type),
      );
      expect(told).toEqual([]);
      if (!log) continue;
      expect({ head: tab.head, entries: tab.entries, state: tab.state }).toEqual({
        head,
        entries: log.length,
        state: 'awaiting-input',
      });
      expect(tab.shown.replaceAll(/<.*?>/g, '')).toBe(printed(log.slice(0, head)));
    }
    if (isBehind) return;
    const logs = await Promise.all((await kept.store.sessions()).map(logOf));
    for (const log of logs) expect([...ways]).toContain(log.join(' '));
    const isKept = (way: string): boolean =>
      logs.some((log) => `${log.join(' ')} `.startsWith(`${way} `));
    expect([...ways].filter((way) => !isKept(way))).toEqual([]);
  }

  async function walk(steps: readonly Step[]): Promise<void> {
    await kept.renew();
    store = refusing(kept.store, () => refusal);
    refusal = undefined;
    isBehind = false;
    locksOf = sharedLocks();
    ways = new Set();
    walkers = [await open(), await open()];
    for (const walker of walkers) await load(walker, false);
    for (const step of steps) {
      await take(step);
      if (!('inHaste' in step && step.inHaste)) await check();
    }
    await check();
  }

  test('in whichever order', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf([...inTheOpenSession, ...toOthers]), walk),
      byChance(100),
    );
  });

  test('where the store refuses for a while, all is there once it takes something again', async () => {
    await fc.assert(
      fc.asyncProperty(stepsOf([...inTheOpenSession, ...refusals]), async (steps) => {
        await walk(steps);
        refusal = undefined;
        for (const walker of walkers) {
          walker.tab.clock.nowMs += RETRY_MS;
          await typeLines(walker, ['a']);
        }
        isBehind = false;
        await check();
      }),
      byChance(100),
    );
  });
});
