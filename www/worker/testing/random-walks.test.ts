/**
 * Owns the check of whatever people do with sessions, in two tabs and in any order, where the
 * store takes all, where it refuses now and then, and where it is cleared: each tab shows what a
 * straight run shows, every kept session is one that was typed so, and nothing that was typed is
 * lost, but with a tab that dies.
 */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byChance } from '../../../tests/chance/by-chance.mjs';
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
import { sharedLocks, Tab, TERMINAL } from './tab.ts';
import {
  clearings,
  inTheOpenSession,
  refusals,
  type Step,
  stepsOf,
  toOthers,
} from './walk-steps.ts';

/** Why the store takes nothing, if so. */
const REFUSALS = [undefined, new KeepingError('No room.', 'no-room'), new Error('Refused.')];

/** What is told of trouble. */
const TROUBLE = ['host-error', 'refused', 'session-refused', 'trouble'];

/** End of input, among lines. */
const END = '^D';

/** No more than so many sessions are taken in again together. */
const MANY = 6;

/** A tab, and what is to be there. */
interface Walker {
  tab: Tab;
  locks: SessionLocks;
  /** Its worker does nothing any more. */
  isDead: boolean;
  /** Lines of the open session, those beyond the head too; none where nothing is open. */
  log: string[] | undefined;
  head: number;
  /** What may be lost with it: it was typed since all was kept. */
  fresh: Set<string>;
}

const typedLine = ({ bytes, isEnd }: Entry): string =>
  isEnd ? END : String.fromCharCode(...bytes).trimEnd();

/** All that was typed one after the other to come there, and before. */
const waysTo = (log: readonly string[]): string[] =>
  log.map((_, nth) => log.slice(0, nth + 1).join(' '));

/** What a straight run of these lines prints. */
function printed(lines: readonly string[]): string {
  const answers = lines.filter((line) => line !== END);
  return `ready\n${answers.map((line) => `${[...line].reverse().join('')}\n`).join('')}`;
}

const isOver = ({ log, head }: Walker): boolean => log?.[head - 1] === END;

onEveryStore((kept) => {
  /** All that was ever typed one after the other. */
  let typed: Set<string>;
  /** What of it may be lost: it was not kept when its tab died, or the store was cleared. */
  let doubtful: Set<string>;
  /** What the person called each session last. */
  let names: Map<string, string>;
  let locksOf: () => SessionLocks;
  let walkers: [Walker, Walker];
  let refusal: Error | undefined;
  /** The store has refused, or lost something, and may not have all yet. */
  let isBehind: boolean;

  /** The store as a tab has it: it refuses to write as long as it is to, and a dead tab does nothing with it. */
  function storeOf(walker: { isDead: boolean }): SessionStore {
    return new Proxy({} as SessionStore, {
      get(_, name: keyof SessionStore) {
        return async (...given: never[]) => {
          if (walker.isDead) return new Promise(() => {});
          const now = /^(put|append|add|change)/.test(name) ? refusal : undefined;
          if (now) throw now;
          // Room was wanted, and it was put aside.
          if (name === 'dropSession')
            for (const way of waysTo(await logOf(`${given[0]}`))) lose(way);
          return (kept.store[name] as (...given: never[]) => unknown)(...given);
        };
      },
    });
  }

  async function open(): Promise<Walker> {
    const locks = locksOf();
    const walker = { locks, isDead: false, log: undefined, head: 0, fresh: new Set<string>() };
    return Object.assign(walker, { tab: new Tab(storeOf(walker), locks) });
  }

  async function logOf(id: string): Promise<string[]> {
    return (await kept.store.entries(id)).map(typedLine);
  }

  function lose(way: string): void {
    doubtful.add(way);
  }

  async function load(walker: Walker, inHaste: boolean): Promise<void> {
    walker.tab.start({ type: 'load', name: 'test.um', bytes: Uint8Array.of(1, 2, 3, 4) });
    Object.assign(walker, { log: [], head: 0 });
    if (!inHaste) await walker.tab.settle();
  }

  /** What comes with it is not to be lost, if it was before. */
  function isTyped(walker: Walker, way: string): void {
    typed.add(way);
    doubtful.delete(way);
    walker.fresh.add(way);
  }

  function goTo(walker: Walker, to: number): void {
    const { log } = walker;
    if (log && to >= 0) walker.head = Math.min(log.length, to);
  }

  /** Types a line, or ends the input, and waits for nothing. */
  function say(walker: Walker, line: string): void {
    const { tab, log, head } = walker;
    if (!log || isOver(walker)) return;
    if (line === END) tab.start({ type: 'end-input' });
    else tab.start({ type: 'input', bytes: ascii(`${line}\n`), echo: line });
    walker.log = log[head] === line ? log : [...log.slice(0, head), line];
    walker.head += 1;
    for (const way of waysTo(walker.log.slice(0, walker.head))) isTyped(walker, way);
  }

  async function typeLines(walker: Walker, lines: string[]): Promise<void> {
    for (const line of lines) say(walker, line);
    await walker.tab.settle();
  }

  /** Types what comes next already, and waits for nothing to come of it. */
  async function typeAgain(walker: Walker): Promise<void> {
    const { tab, log, head } = walker;
    if (!log) return;
    await tab.send({ type: 'type-again', id: tab.id, head });
    const next = log[head];
    if (next === undefined) return;
    walker.head += 1;
    isTyped(walker, log.slice(0, head + 1).join(' '));
  }

  async function meddle(walker: Walker, step: Extract<Step, { kind: 'meddle' }>): Promise<void> {
    const { tab } = walker;
    if (!walker.log || isOver(walker)) return;
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
    // Where the store refuses, it may not come to that.
    if (refusal && came.some(({ type }) => TROUBLE.includes(type))) return;
    if (how === 'fromStart') {
      Object.assign(walker, { log: [], head: 0 });
      return;
    }
    await tab.send({ type: 'read-timeline', known: 0 });
    const marks = tab.of('timeline').at(-1)?.marks ?? [];
    const log = marks.map(({ isEnd, echo }) => (isEnd ? END : (echo ?? '')));
    if (!isBehind) expect(log).toEqual(await logOf(record.id));
    Object.assign(walker, { log, head: tab.head });
    if (how === 'so') expect(tab.id).toBe(record.id);
  }

  /** Its file is taken in again. */
  async function exportAndImport({ tab }: Walker, record?: SessionRecord): Promise<void> {
    const before = tab.of('session-file').length;
    if (record) await tab.send({ type: 'export-session', id: record.id, terminal: TERMINAL });
    else await tab.send({ type: 'export-all-sessions', terminal: TERMINAL });
    const file = tab.of('session-file')[before];
    expect(file).toBeDefined();
    if (file) await tab.send({ type: 'import-session', name: 'one.ums', bytes: file.bytes });
  }

  /** Everything kept is gone; what is open is in memory. */
  async function clear(): Promise<void> {
    await kept.renew();
    isBehind = true;
    for (const way of typed) lose(way);
    names.clear();
    for (const walker of walkers) {
      for (const way of waysTo(walker.log ?? [])) isTyped(walker, way);
    }
  }

  /** The tab's worker is gone, and its page has another. */
  async function reload(nth: 0 | 1): Promise<void> {
    const walker = walkers[nth];
    walker.isDead = true;
    for (const way of walker.fresh) lose(way);
    walker.locks.giveBack();
    walkers[nth] = await open();
  }

  async function take(step: Step): Promise<void> {
    const walker = walkers[step.tab];
    const { tab } = walker;
    // What is done in haste comes while that from before is on its way, and so do lines after it.
    if (!('inHaste' in step) && step.kind !== 'type') {
      for (const one of walkers) await one.tab.settle();
    }
    const all = await kept.store.sessions();
    const chosen = all[step.nth % Math.max(1, all.length)];
    const isOpen = walker.log && tab.id === chosen?.id;
    switch (step.kind) {
      case 'type':
        return typeLines(walker, step.lines);
      case 'end-input':
        return typeLines(walker, [END]);
      case 'type-again':
        return typeAgain(walker);
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
      case 'rename': {
        if (!chosen) return;
        const name = `N${step.nth}`;
        names.set(chosen.id, name);
        return tab.send({ type: 'rename-session', id: chosen.id, name, rename: 1 });
      }
      case 'duplicate':
        if (chosen) await tab.send({ type: 'duplicate-session', id: chosen.id });
        return;
      case 'delete':
        if (chosen && !isOpen) await tab.send({ type: 'delete-session', id: chosen.id });
        return;
      case 'restore':
        if (chosen) await tab.send({ type: 'restore-session', id: chosen.id });
        return;
      case 'export':
        if (chosen) await exportAndImport(walker, chosen);
        return;
      case 'export-all': {
        const isAny = all.some(({ deleted, entries }) => deleted === undefined && entries > 0);
        if (isAny && all.length < MANY) await exportAndImport(walker);
        return;
      }
      case 'wait':
        return tab.pause();
      case 'stop':
        Object.assign(walker, { log: undefined, head: 0 });
        return tab.send({ type: 'stop' });
      case 'refuse':
        refusal = REFUSALS[step.nth % REFUSALS.length];
        isBehind ||= refusal !== undefined;
        return;
      case 'clear':
        return clear();
      case 'set-clock':
        for (const one of walkers) one.tab.dateAheadMs = step.aheadMs;
        return;
      case 'reload':
        return reload(step.tab);
      case 'kill':
        for (const line of step.lines) say(walker, line);
        await tab.settle(step.slices);
        return reload(step.tab);
    }
    if (!step.inHaste) await tab.settle();
  }

  async function check(): Promise<void> {
    for (const { tab, log, head, ...walker } of walkers) {
      await tab.settle();
      const told = tab.events.filter(({ type }) => TROUBLE.includes(type));
      // What is asked of a store that refuses is refused.
      if (!isBehind) expect(told).toEqual([]);
      if (!log) continue;
      expect({ head: tab.head, entries: tab.entries, state: tab.state }).toEqual({
        head,
        entries: log.length,
        state: isOver({ ...walker, tab, log, head }) ? 'halted' : 'awaiting-input',
      });
      expect(tab.shown.replaceAll(/<.*?>/g, '')).toBe(printed(log.slice(0, head)));
    }
    const all = await kept.store.sessions();
    const logs = await Promise.all(all.map(({ id }) => logOf(id)));
    for (const log of logs) expect(['', ...typed]).toContain(log.join(' '));
    if (isBehind) return;
    const isKept = (way: string): boolean =>
      logs.some((log) => `${log.join(' ')} `.startsWith(`${way} `));
    expect([...typed].filter((way) => !isKept(way) && !doubtful.has(way))).toEqual([]);
    for (const walker of walkers) walker.fresh.clear();
    const named = all.filter(({ id }) => names.has(id)).map(({ id, name }) => [id, name]);
    expect(named).toEqual(named.map(([id]) => [id, names.get(id ?? '')]));
  }

  /** The store takes everything, and each tab has something to write. */
  async function catchUp(): Promise<void> {
    refusal = undefined;
    for (const walker of walkers) {
      walker.tab.clock.nowMs += RETRY_MS;
      if (!walker.log || isOver(walker)) await load(walker, false);
      await typeLines(walker, ['a']);
      walker.tab.forget(TROUBLE);
    }
    isBehind = false;
    names.clear();
    await check();
  }

  async function walk(steps: readonly Step[]): Promise<void> {
    await kept.renew();
    refusal = undefined;
    isBehind = false;
    locksOf = sharedLocks();
    typed = new Set();
    doubtful = new Set();
    names = new Map();
    walkers = [await open(), await open()];
    for (const walker of walkers) await load(walker, false);
    for (const step of steps) {
      await take(step);
      if (!('inHaste' in step && step.inHaste)) await check();
    }
    await check();
    await catchUp();
  }

  test.each([
    ['in whichever order', []],
    ['where the store refuses for a while, all is there once it takes something again', refusals],
    ['where what is kept is cleared away, all that is open is kept again', clearings],
  ])('%s', async (_, more) => {
    const steps = stepsOf([...inTheOpenSession, ...toOthers, ...more]);
    await fc.assert(fc.asyncProperty(steps, walk), byChance(60));
  });
});
