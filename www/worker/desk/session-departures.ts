/**
 * Owns going on elsewhere: with another session, at another moment of this one,
 * over from the beginning, or with one that came by a link. Each ends with the
 * machine there and the session adopted, or with the page told why not, and what
 * was left going on where it was.
 * Deliberately knows neither the input that waits nor how the way is gone
 * (see session-travel.ts); calls are to come one after the other.
 */

import type { Command, Event, HistoryPiece } from '../../protocol.ts';
import { standing } from '../../session-log/exchange-log.mjs';
import { brokenDown } from '../../wording/broken-down.mjs';
import type { SessionArchive } from '../archive/session-archive.ts';
import type { Entry, SessionRecord, SessionStore } from '../keeping/records.ts';
import type { Standing } from '../running/accounts.ts';
import { loadNumber } from '../running/loaded-image.ts';
import type { Runner } from '../running/runner.ts';
import type { FurtherOn } from '../running/standstill.ts';
import type { KeptSession } from '../session/kept-session.ts';
import { DivergenceError, HostTroubleError } from '../session/replay.ts';
import { historyAt } from '../travel/session-history.ts';
import type { Arrival, SessionTravel } from '../travel/session-travel.ts';
import type { CurrentSession } from './current-session.ts';
import type { SessionLocks } from './session-locks.ts';

/** A session that goes on, and what the page is to be shown of it between `loaded` and `state`. */
export interface ArrivingSession {
  session: KeptSession;
  pieces: HistoryPiece[];
  isCut: boolean;
}

/** What was there before a way elsewhere; how it stood, once its machine is given away. */
interface Left {
  session: KeptSession | undefined;
  standing?: Standing;
  wasAsking: boolean;
}

/** How a way is gone. */
interface Manner {
  /** The session came by a link. */
  isShared?: boolean;
  /** It leads back from there, and the program is to stand still. */
  from?: FurtherOn;
}

export interface DepartureParts {
  store: SessionStore;
  current: CurrentSession;
  runner: Runner;
  travel: SessionTravel;
  archive: SessionArchive;
  locks: SessionLocks;
  tell(event: Event): void;
  /** The program that is there is asking the person. */
  isAsking(): boolean;
  /** From now on it is, or is not. */
  asks(isAsking: boolean): void;
  /** What was typed and waits is for where the next way leads, or no more. */
  keepsWaiting(keeps: boolean): void;
  /** Another program is to take the place of what is gone to. */
  isOverruled(): boolean;
  /** The runner adopts this one's machine next. */
  arrives(arriving: ArrivingSession): void;
}

export class SessionDepartures {
  readonly #parts: DepartureParts;

  constructor(parts: DepartureParts) {
    this.#parts = parts;
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
    await this.#travelTo(current.of(image, kept, log), standing(log, entries ?? kept.head));
  }

  /** Goes on with a session that was left, with the lines that the store does not have. */
  async #goOnUnkept(left: KeptSession, entries = left.head): Promise<void> {
    const { record, log } = left;
    if (await this.#parts.locks.take(record.id)) {
      await this.#travelTo(left, standing(log, Math.min(entries, log.length)));
    } else this.#tellElsewhere(record);
  }

  #tellElsewhere({ id, name, image }: SessionRecord): void {
    this.#parts.tell({ type: 'session-elsewhere', id, name: name || image.name });
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
    await this.#travelTo(session, 0);
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
    if (!(await this.#travelTo(session, log.length, true))) return;
    this.#parts.tell({ type: 'share-opened', id: record.id, entries: session.log.length });
  }

  /** Goes to the moment after `entries` entries of the session that is open. */
  async goTo(entries: number): Promise<void> {
    const session = this.#parts.current.session;
    if (!session || entries < 0 || entries > session.log.length) return;
    await session.flush();
    await this.#travelTo(session, standing(session.log, entries, session.head));
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
    const from = {
      instructions: machine.instructions(),
      registers: machine.position()?.registers ?? [],
    };
    const done = Math.max(0, from.instructions - instructions);
    if (done === from.instructions) return;
    await session.flush();
    // What it had been given when it had done so many stays given.
    const had = session.log.slice(0, session.head).filter((entry) => entry.instructions <= done);
    const end = { to: had.length, instructions: done, back: instructions };
    const way = (yields: () => boolean): Promise<Arrival> =>
      travel.goBack(session, yields() ? end : { to: 0, instructions: 0 }, machine);
    await this.#goWay(session, way, { from });
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
    const left: Left = { session: this.#parts.current.session, wasAsking: false };
    this.#leave(left);
    const isBack = await this.#comeBack(left);
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

  /** Brings a machine to the moment after `to` entries, and goes on from there; or from where it was. */
  async #travelTo(session: KeptSession, to: number, isShared = false): Promise<boolean> {
    const { current, runner, travel } = this.#parts;
    const isAtHead = this.#parts.isAsking() && session === current.session;
    const { machine } = runner;
    const isHere = machine && runner.image?.sha256 === session.image.sha256;
    const here = isHere ? { machine, isAtHead } : undefined;
    return this.#goWay(session, (yields) => travel.go(session, to, here, yields), { isShared });
  }

  /**
   * Goes a way that `yields` when it begins, and on from where it leads; or from where the machine
   * was. `yields` answers whether anybody still wants to be there.
   */
  async #goWay(
    session: KeptSession,
    way: (yields: () => boolean) => Promise<Arrival>,
    how: Manner,
  ): Promise<boolean> {
    const left: Left = { session: this.#parts.current.session, wasAsking: false };
    const { isShared } = how;
    try {
      const arrival = await way(() => {
        this.#leave(left);
        return !this.#parts.isOverruled();
      });
      await this.#arrive(session, arrival, how);
      return true;
    } catch (error) {
      // Checkpoints were kept on the way: what was printed before them is kept with them.
      if (!isShared) await session.flush();
      const isBack = await this.#comeBack(left);
      if (!(error instanceof DivergenceError)) {
        if (isBack) this.#tellTrouble(error);
        return false;
      }
      const title = isShared ? 'The shared session was not opened' : 'The session goes another way';
      const why = isShared
        ? 'it was made up'
        : 'its lines were altered, or kept by another version of um32. They stay as they are';
      const sentence = `Its program does not ask for input where the session has some: ${why}. (${error.message})`;
      this.#parts.tell({ type: 'session-refused', title, sentence });
      return false;
    }
  }

  /** The host, or the engine, could not go the way. */
  #tellTrouble(error: unknown): void {
    const why = error instanceof HostTroubleError ? error.message : brokenDown(error);
    this.#parts.tell({
      type: 'session-refused',
      title: 'That moment cannot be reached now',
      sentence: `${why} Nothing is lost: the program goes on where it was, and all sessions stay as they are.`,
    });
  }

  /** The machine that is there is given away: what is typed waits. */
  #leave(left: Left): void {
    left.wasAsking = this.#parts.isAsking();
    left.standing = this.#parts.runner.yieldMachine();
    this.#parts.asks(false);
  }

  /** The session is adopted where the way ended. */
  async #arrive(
    session: KeptSession,
    came: Arrival,
    { isShared, from }: Manner = {},
  ): Promise<void> {
    let arrival = came;
    const stood = standing(session.log, arrival.entries);
    if (stood !== arrival.entries) {
      // The way was ended in the midst of a file.
      arrival = await this.#parts.travel.go(session, stood, undefined, () => true);
    }
    if (isShared) await session.keepWhole(arrival.entries);
    await session.goneTo(arrival.entries, arrival.trail, this.#parts.isOverruled());
    this.#parts.arrives({ session, ...(await historyAt(session, arrival)) });
    if (arrival.isOnTheWay) session.present.continueWith(arrival.output);
    this.#parts.runner.adopt(session.image, arrival, arrival.isOnTheWay ? from : undefined);
  }

  /**
   * The way led nowhere: the program that was left goes on as if nothing had been. Its machine
   * is gone, for there is room for one, and another is brought to where it was. False, and
   * told, where the engine breaks down on this way too.
   */
  async #comeBack({ session, standing: stood, wasAsking }: Left): Promise<boolean> {
    const { runner, travel, locks } = this.#parts;
    if (!stood) return true;
    if (!session) {
      runner.perform({ type: 'stop' });
      return true;
    }
    // Where another tab was quicker, the store tells the two apart.
    await locks.take(session.record.id);
    if (!stood.isThere) {
      runner.takeBack(undefined);
      return true;
    }
    const instructions = stood.isComputing ? stood.instructions : undefined;
    try {
      const arrival = await travel.goBack(session, { to: session.head, instructions });
      const { entries, machine, isOnTheWay } = arrival;
      const isEnd = stood.isComputing ? machine.instructions() === instructions : !isOnTheWay;
      if (entries === session.head && isEnd) {
        runner.takeBack(machine);
        this.#parts.asks(wasAsking);
      } else {
        // The person would not wait.
        await this.#arrive(session, arrival);
      }
    } catch (error) {
      if (!(error instanceof DivergenceError)) {
        runner.lose(error);
        return false;
      }
      runner.perform({ type: 'stop' });
    }
    return true;
  }
}
