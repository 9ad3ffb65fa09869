/**
 * Owns how a way elsewhere is gone: the machine that is there is given away, and the session that
 * is gone on with adopted where the way ends; where it leads nowhere, the program that was left
 * goes on as if nothing had been. Deliberately does not know who wants to go where (see
 * session-departures.ts), nor how a machine is brought there (see session-travel.ts).
 */
import type { Event, HistoryPiece } from '../../protocol.ts';
import { standing } from '../../session-log/exchange-log.mjs';
import type { MachinePort } from '../running/machine-port.ts';
import type { Standing } from '../running/reports.ts';
import type { Runner } from '../running/runner.ts';
import type { FurtherOn } from '../running/standstill.ts';
import type { KeptSession } from '../session/kept-session.ts';
import { DivergenceError } from '../session/replay.ts';
import type { Came } from '../travel/running-back.ts';
import { historyAt } from '../travel/session-history.ts';
import type { Arrival, SessionTravel } from '../travel/session-travel.ts';
import type { CurrentSession } from './current-session.ts';
import { refusedWay } from './refused-way.ts';
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

export interface WayParts {
  current: CurrentSession;
  runner: Runner;
  travel: SessionTravel;
  locks: SessionLocks;
  tell(event: Event): void;
  /** The program that is there is asking the person. */
  isAsking(): boolean;
  /** From now on it is, or is not. */
  asks(isAsking: boolean): void;
  /** Another program is to take the place of what is gone to. */
  isOverruled(): boolean;
  /** The runner adopts this one's machine next. */
  arrives(arriving: ArrivingSession): void;
}

export class WayElsewhere {
  readonly #parts: WayParts;
  /** Where the way leads that is gone now, the program stands still. */
  #isToStand = false;

  constructor(parts: WayParts) {
    this.#parts = parts;
  }

  /** Brings a machine to the moment after `to` entries, and goes on from there; or from where it was. */
  async travelTo(session: KeptSession, to: number, isShared = false): Promise<boolean> {
    const { current, runner, travel } = this.#parts;
    const isAtHead = this.#parts.isAsking() && session === current.session;
    const { machine } = runner;
    const isHere = machine && runner.image?.sha256 === session.image.sha256;
    const here = isHere ? { machine, isAtHead } : undefined;
    return this.go(session, (yields) => travel.go(session, to, here, yields), { isShared });
  }

  /**
   * Goes a way that `yields` when it begins, and on from where it leads; or from where the machine
   * was, also where the way leads nowhere. `yields` answers whether anybody still wants to be there.
   */
  async go(
    session: KeptSession,
    way: (yields: () => boolean) => Promise<Came>,
    how: Manner,
  ): Promise<boolean> {
    const left: Left = { session: this.#parts.current.session, wasAsking: false };
    const { isShared } = how;
    this.#isToStand = how.from !== undefined;
    try {
      const came = await way(() => {
        this.#leave(left);
        return !this.#parts.isOverruled();
      });
      if ('nowhere' in came) {
        if (await this.#comeBack(left, came.nowhere)) this.#parts.runner.standstill.stay();
        return false;
      }
      const from = how.from && { ...how.from, found: came.found };
      await this.#arrive(session, came, { ...how, ...(from && { from }) });
      return true;
    } catch (error) {
      // Checkpoints were kept on the way: what was printed before them is kept with them.
      if (!isShared) await session.flush();
      const isBack = await this.#comeBack(left);
      // Where the engine broke down on the way back too, that was told.
      if (isBack || error instanceof DivergenceError) this.#parts.tell(refusedWay(error, isShared));
      return false;
    } finally {
      this.#isToStand = false;
    }
  }

  /** Who goes to where it stands still stands still at once. */
  pause(): void {
    if (this.#isToStand) this.#parts.travel.interrupt();
  }

  /** The machine broke down where the program stood: another is brought there. False where that cannot be. */
  async bringBack(): Promise<boolean> {
    const left: Left = { session: this.#parts.current.session, wasAsking: false };
    this.#leave(left);
    return this.#comeBack(left);
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
   * is `elsewhere`, or gone, for there is room for one, and another is brought to where it was.
   * False, and told, where the engine breaks down on this way too.
   */
  async #comeBack(
    { session, standing: stood, wasAsking }: Left,
    elsewhere?: MachinePort,
  ): Promise<boolean> {
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
      const arrival = await travel.goBack(session, { to: session.head, instructions }, elsewhere);
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
