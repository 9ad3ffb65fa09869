/**
 * Owns the way back to where a program last came to a place that it is to stop at, or changed what
 * is watched: which parts of what it did are done over again, the last ones first, and looked at.
 * Deliberately knows neither how a part is gone (see session-travel.ts) nor what is told of it.
 *
 * Most of what is looked for is near; so each part that is looked at in vain makes the next several
 * times as long. In a part of which very much would have to be noted, the rest of a piece is passed
 * unseen, and looked at by itself afterwards.
 */
import type { Approach, Changed, Watched } from '../../protocol.ts';
import type { MachinePort, StopReason } from '../running/machine-port.ts';
import type { KeptSession } from '../session/kept-session.ts';
import type { Lookout, ReplayEnd } from '../session/replay.ts';
import type { Arrival, SessionTravel } from './session-travel.ts';

/** The last part: it is there at once. */
const FIRST_INSTRUCTIONS = 20_000;
/** A way back leaves a snapshot where the next part begins, see `restOnTheWay`. */
const GROWTH = 9;
/** A part is looked at in so many pieces, */
const PIECES = 64;
/** of each of which so much is noted. */
const NOTED_MOST = 500;

/** Where it is to be stopped, and how the program came to stand still, if it does. */
export interface Stops {
  readonly isOn: boolean;
  readonly approach: Approach | undefined;
  readonly fingers: Uint32Array;
  readonly watched: readonly Watched[];
}

/** Where a way led, and what was found there; `nowhere`: there is no such moment, and that is the machine. */
export type Came = (Arrival & Found) | { nowhere: MachinePort };

interface Found {
  found?: { changed?: Changed | undefined };
}

/** Where nothing is to be stopped at, or nothing is done yet, no way need be gone. */
export function mayRunBack(machine: MachinePort, { fingers, watched }: Stops): boolean {
  return machine.instructions() > 0 && fingers.length + watched.length > 0;
}

/** Brings the machine, which stands after all that the session had, there; where it is interrupted it stays. */
export async function runningBack(
  travel: Pick<SessionTravel, 'goBack' | 'interruptions'>,
  session: KeptSession,
  machine: MachinePort,
  stops: Stops,
): Promise<Came> {
  return new RunningBack(travel, session, machine, stops).go();
}

class RunningBack {
  readonly #travel: Pick<SessionTravel, 'goBack' | 'interruptions'>;
  readonly #session: KeptSession;
  readonly #stops: Stops;
  readonly #interruptions: number;
  /** Where it stood. */
  readonly #now: number;
  #machine: MachinePort;
  /** So many of the last instructions were looked at. */
  #looked = 0;
  /** Where it was interrupted. */
  #interrupted: Arrival | undefined;

  constructor(
    travel: Pick<SessionTravel, 'goBack' | 'interruptions'>,
    session: KeptSession,
    machine: MachinePort,
    stops: Stops,
  ) {
    this.#travel = travel;
    this.#session = session;
    this.#machine = machine;
    // It may be told to stop elsewhere by the time.
    const { isOn, approach, fingers, watched } = stops;
    this.#stops = { isOn, approach, fingers, watched };
    this.#interruptions = travel.interruptions;
    this.#now = machine.instructions();
  }

  async go(): Promise<Came> {
    const { isOn, approach, fingers } = this.#stops;
    const isTold = isOn && approach?.watched !== undefined;
    const last = isTold ? this.#now - 1 : this.#now;
    let to = last;
    for (let part = FIRST_INSTRUCTIONS; to > 0; part *= GROWTH) {
      const from = Math.max(0, last - part);
      const found = await this.#latest(from, to);
      if (this.#interrupted) return this.#interrupted;
      if (found !== undefined) return this.#standAt(found);
      to = from;
    }
    // It stands there before it begins.
    if (fingers.includes(0)) {
      return {
        ...(await this.#travel.goBack(this.#session, this.#at(0), this.#machine)),
        found: {},
      };
    }
    return { nowhere: this.#machine };
  }

  async #standAt(instructions: number): Promise<Came> {
    const lookout = this.#lookout(instructions - 1, instructions);
    const arrival = await this.#go(lookout);
    if (this.#interrupted) return arrival;
    return { ...arrival, found: { changed: lookout.changed } };
  }

  /** After how many of these instructions, the first not among them, it last came to what is looked for. */
  async #latest(from: number, to: number): Promise<number | undefined> {
    let latest: number | undefined;
    for (let unseen: [from: number, to: number] | undefined = [from, to]; unseen; ) {
      const lookout = this.#lookout(...unseen);
      await this.#go(lookout);
      if (this.#interrupted) return undefined;
      latest = lookout.latest ?? latest;
      unseen = lookout.unseen;
    }
    return latest;
  }

  #lookout(from: number, to: number): PassingLookout {
    // Of one that stands at a place it is seen.
    const isHereSeen = this.#stops.isOn && to === this.#now;
    const looked = (instructions: number) => {
      const part = Math.max(0, instructions - from);
      // Of what was passed unseen some is looked at twice.
      this.#looked = Math.max(this.#looked, this.#now - to + part);
      if (this.#looked <= 1) return undefined;
      const [doneInstructions, ofInstructions] = [this.#looked, this.#now];
      return { doneInstructions, ofInstructions, isLookedThrough: true } as const;
    };
    return new PassingLookout(from, to, this.#stops, isHereSeen, looked);
  }

  async #go(lookout: PassingLookout): Promise<Arrival> {
    const { from, to } = lookout;
    const end = { ...this.#at(to), since: this.#at(from), back: this.#now - from, lookout };
    const arrival = await this.#travel.goBack(this.#session, end, this.#machine);
    this.#machine = arrival.machine;
    const isThere = this.#machine.instructions() === to;
    if (!isThere || this.#travel.interruptions !== this.#interruptions) this.#interrupted = arrival;
    return arrival;
  }

  /** Where so many instructions are done: what it had been given when they were stays given. */
  #at(instructions: number): ReplayEnd {
    const { log, head } = this.#session;
    const had = log.slice(0, head).filter((entry) => entry.instructions <= instructions);
    return { to: had.length, instructions };
  }
}

/** Notes when a machine comes to what is looked for. */
class PassingLookout implements Lookout {
  readonly from: number;
  readonly to: number;
  /** After so many instructions, the last time that was noted. */
  latest: number | undefined;
  /** What the last instruction changed, where one alone is looked at. */
  changed: Changed | undefined;
  readonly #stops: Stops;
  readonly #isEndSeen: boolean;
  readonly #pieceInstructions: number;
  readonly looked: Lookout['looked'];
  #pieceEnd = 0;
  #noted = 0;
  /** From the latest on, up to there. */
  #unseenTo: number | undefined;

  /** `isEndSeen`: at a place the machine stands there already, so only a change counts. */
  constructor(
    from: number,
    to: number,
    stops: Stops,
    isEndSeen: boolean,
    looked: Lookout['looked'],
  ) {
    this.from = from;
    this.to = to;
    this.#stops = stops;
    this.#isEndSeen = isEndSeen;
    this.looked = looked;
    this.#pieceInstructions = Math.ceil((to - from) / PIECES);
  }

  /** Where more may have passed after the latest. */
  get unseen(): [from: number, to: number] | undefined {
    if (this.latest === undefined || this.#unseenTo === undefined) return undefined;
    return [this.latest, this.#unseenTo];
  }

  run(machine: MachinePort, budgetInstructions: number): StopReason {
    const done = machine.instructions();
    // It may be gone once more from before.
    const isNext = done >= this.#pieceEnd || done < this.#pieceEnd - this.#pieceInstructions;
    if (isNext) {
      this.#pieceEnd = done + this.#pieceInstructions;
      this.#noted = 0;
    }
    const budget = Math.min(budgetInstructions, this.#pieceEnd - done);
    if (this.#noted >= NOTED_MOST) {
      const stop = machine.run(budget);
      this.#unseenTo = machine.instructions();
      return stop;
    }
    const { fingers, watched } = this.#stops;
    const stop = machine.runTo(fingers, watched, budget);
    if (stop !== 'arrived') return stop;
    this.#arrived(machine);
    return 'budget-spent';
  }

  #arrived(machine: MachinePort): void {
    const now = machine.instructions();
    const { watched } = this.#stops;
    const isEnd = now === this.to;
    if (isEnd && this.#isEndSeen && !machine.changed(watched)) return;
    if (this.to - this.from === 1) this.changed = machine.changed(watched);
    this.latest = now;
    this.#noted += 1;
    this.#unseenTo = undefined;
  }
}
