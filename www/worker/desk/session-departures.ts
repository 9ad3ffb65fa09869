/**
 * Owns where it is gone on elsewhere: with another session, at another moment of
 * this one, over from the beginning, or with one that came by a link. Each ends with
 * the machine there and the session adopted, or with the page told why not, and what
 * was left going on where it was.
 * Deliberately knows neither the input that waits nor how the way is gone
 * (see way-elsewhere.ts); calls are to come one after the other.
 */
import type { Command } from '../../protocol.ts';
import { standing } from '../../session-log/exchange-log.mjs';
import { brokenDown } from '../../wording/broken-down.mjs';
import type { SessionArchive } from '../archive/session-archive.ts';
import { titleOf } from '../archive/session-list.ts';
import type { Entry, SessionRecord, SessionStore } from '../keeping/records.ts';
import { loadNumber } from '../running/loaded-image.ts';
import { furtherOn } from '../running/standstill.ts';
import type { KeptSession } from '../session/kept-session.ts';
import type { Came } from '../travel/running-back.ts';
import type { Arrival } from '../travel/session-travel.ts';
import { WayElsewhere, type WayParts } from './way-elsewhere.ts';

export interface DepartureParts extends WayParts {
  store: SessionStore;
  archive: SessionArchive;
  /** What was typed and waits is for where the next way leads, or no more. */
  keepsWaiting(keeps: boolean): void;
}

export class SessionDepartures {
  readonly #parts: DepartureParts;
  readonly #way: WayElsewhere;

  constructor(parts: DepartureParts) {
    this.#parts = parts;
    this.#way = new WayElsewhere(parts);
  }

  /** Goes on with a session that is kept, after `entries` of its entries or where it stood. */
  async goOn(
    id: string,
    {
      asCopy = false,
      fromStart = false,
      entries,
    }: { asCopy?: boolean; fromStart?: boolean; entries?: number } = {},
  ): Promise<void> {
    const { store, archive, current, locks } = this.#parts;
    const { session } = current;
    // The open one may have lines that the store has refused so far.
    if (session?.record.id === id && !asCopy && !fromStart) {
      await this.goTo(entries ?? session.head);
      return;
    }
    await session?.flush(true);
    const left = asCopy || fromStart ? undefined : await current.held.leftUnkept(id);
    if (left) {
      await this.#goOnUnkept(left, entries);
      return;
    }
    const record = await store.session(id);
    const image = record && (await archive.images.get(record.image.sha256));
    if (!record || !image) {
      const sentence = record
        ? `The program ${record.image.name} is not kept here. Open its file, then continue.`
        : 'That session is not kept here any more.';
      this.#parts.tell({ type: 'refused', name: record?.image.name ?? 'The session', sentence });
      return;
    }
    if (fromStart) {
      this.#parts.runner.begin(image);
      return;
    }
    const taken = asCopy ? await archive.list.copy(record) : id;
    if (!(await locks.take(taken))) {
      this.#tellElsewhere(record);
      return;
    }
    const { log, kept } = await this.#readTaken(taken, record);
    await this.#way.travelTo(current.of(image, kept, log), standing(log, entries ?? kept.head));
  }

  /** Goes on with a session that was left, with the lines that the store does not have. */
  async #goOnUnkept(left: KeptSession, entries = left.head): Promise<void> {
    const { record, log } = left;
    if (await this.#parts.locks.take(record.id)) {
      await this.#way.travelTo(left, standing(log, Math.min(entries, log.length)));
    } else this.#tellElsewhere(record);
  }

  #tellElsewhere(record: SessionRecord): void {
    this.#parts.tell({ type: 'session-elsewhere', id: record.id, name: titleOf(record) });
  }

  /** A session that this tab has claimed, as it is by now; `record` is how it, or what it is a copy of, was before. */
  async #readTaken(
    id: string,
    record: SessionRecord,
  ): Promise<{ log: Entry[]; kept: SessionRecord }> {
    const { store, archive, current, locks } = this.#parts;
    try {
      // Who goes on with what was put aside, in another tab perhaps, wants it back.
      if (record.deleted !== undefined && id === record.id) await archive.list.restore(id);
      // Read only now: up to here another tab may have gone on with it.
      const log = await store.entries(id);
      const here = (await store.session(id)) ?? record;
      return { log, kept: { ...here, entries: log.length, head: Math.min(here.head, log.length) } };
    } catch (error) {
      // The session that is open stays so.
      if (current.session) await locks.take(current.session.record.id);
      else locks.giveBack();
      throw error;
    }
  }

  /** A session of its own for the program that is there, at its first request for input. */
  async startOver(): Promise<void> {
    const { current, locks, runner } = this.#parts;
    const { image } = runner;
    if (!image) {
      const sentence = 'The program is not in memory any more. Restart it, or open it again.';
      this.#parts.tell({ type: 'refused', name: 'A new session', sentence });
      return;
    }
    await current.session?.flush(true);
    const session = current.of(image, current.freshRecord(image), []);
    await locks.take(session.record.id);
    await this.#way.travelTo(session, 0);
    await session.keepImage();
  }

  /** A session that was shared: gone through once, then kept beside all others. */
  async openShare(command: Extract<Command, { type: 'open-share' }>): Promise<void> {
    const { archive, current, locks } = this.#parts;
    const opened = await archive.sharing.open(command.shared, command.file);
    if (!opened) return;
    const { image, log, name } = opened;
    await current.session?.flush(true);
    const record = { ...current.freshRecord(image), name: name || `Shared ${image.name}` };
    const session = current.of(image, record, log);
    await locks.take(record.id);
    if (!(await this.#way.travelTo(session, log.length, true))) return;
    this.#parts.tell({ type: 'share-opened', id: record.id, entries: session.log.length });
  }

  /** Goes to the moment after `entries` entries of the session that is open. */
  async goTo(entries: number): Promise<void> {
    const session = this.#parts.current.session;
    if (!session || entries < 0 || entries > session.log.length) return;
    await session.flush();
    await this.#way.travelTo(session, standing(session.log, entries, session.head));
  }

  /** Goes as many steps further, or back below 0; a file that was moved is one step. */
  async goBy(steps: number): Promise<void> {
    const session = this.#parts.current.session;
    if (!session) return;
    const { log, head } = session;
    let to = head;
    for (let step = 0; step < Math.abs(steps); step++) {
      const next = to + Math.sign(steps);
      if (next < 0 || next > log.length) break;
      to = standing(log, next, to);
    }
    if (to !== head) await this.goTo(to);
  }

  /** Goes back by so many instructions, to stand still there. */
  async stepBack(instructions: number): Promise<void> {
    const { current, runner, travel } = this.#parts;
    const { session } = current;
    const { machine } = runner;
    if (!session || !machine || !runner.isAtRest || instructions <= 0) return;
    const from = furtherOn(machine);
    const done = Math.max(0, from.instructions - instructions);
    if (done === from.instructions) return;
    await session.flush();
    // What it had been given when it had done so many stays given.
    const had = session.log.slice(0, session.head).filter((entry) => entry.instructions <= done);
    const end = { to: had.length, instructions: done, back: instructions };
    const way = (yields: () => boolean): Promise<Arrival> =>
      travel.goBack(session, yields() ? end : { to: 0, instructions: 0 }, machine);
    await this.#way.go(session, way, { from });
  }

  /** Goes back to the last place or change that is to be stopped at, to stand still there. */
  async runBack(): Promise<void> {
    const { current, runner, travel } = this.#parts;
    const { session } = current;
    if (!session || !runner.machine || !runner.isAtRest) return;
    await session.flush();
    // Most people go no such way.
    const { mayRunBack, runningBack } = await import('../travel/running-back.ts');
    const { machine, standstill } = runner;
    if (!machine) return;
    if (!mayRunBack(machine, standstill)) {
      standstill.stay();
      return;
    }
    const from = furtherOn(machine);
    const way = (yields: () => boolean): Promise<Came> =>
      yields()
        ? runningBack(travel, session, machine, standstill)
        : travel.goBack(session, { to: 0, instructions: 0 }, machine);
    await this.#way.go(session, way, { from });
  }

  /** Who goes to where it stands still stands still at once. */
  pause(): void {
    this.#way.pause();
  }

  /**
   * What is half fetched is left by going back to before it was asked for; what is over by now
   * stays, and what was typed meanwhile comes after it all the same.
   */
  async leaveFetch(exchange: { readonly isFetching: boolean }): Promise<void> {
    if (!exchange.isFetching) return;
    this.#parts.keepsWaiting(true);
    try {
      await this.goBy(-1);
    } finally {
      this.#parts.keepsWaiting(false);
    }
  }

  /** A file broke the engine down while it was read: another machine is brought to where that one was. */
  async bringBack(
    { load, name }: Extract<Command, { type: 'load' }>,
    error: unknown,
  ): Promise<void> {
    const isBack = await this.#way.bringBack();
    const sentence = `${brokenDown(error)}${isBack ? ' What was open goes on where it was.' : ''}`;
    this.#parts.tell({ type: 'refused', ...loadNumber(load), name, sentence });
  }

  /** Goes to a moment in whichever session has it. */
  async goToMoment(moment: string): Promise<void> {
    const session = this.#parts.current.session;
    if (!session) return;
    const where = await this.#parts.archive.notebook.whereIs(session, moment);
    if (!where) {
      const sentence = 'Every session with that moment was deleted.';
      this.#parts.tell({ type: 'session-refused', title: 'There is no way there', sentence });
    } else if (where.session === session.record.id) {
      await this.goTo(where.entries);
    } else {
      await this.goOn(where.session, { entries: where.entries });
    }
  }
}
