/**
 * Owns the way to a moment of a session, back or forth, along its log: slice by
 * slice, with what is kept on the way for whoever comes that way again.
 * Deliberately knows neither where a way begins (see way-beginnings.ts) nor what
 * becomes of the machine once it is there.
 */
import type { EngineName } from '../../protocol.ts';
import type { MomentId } from '../keeping/records.ts';
import { replayed } from '../keeping/thinning.ts';
import type { OutputTrail } from '../output/output-trail.ts';
import type { EnginePort, MachinePort, StopReason } from '../running/machine-port.ts';
import type { KeptSession } from '../session/kept-session.ts';
import type { MomentOutput } from '../session/present-moment.ts';
import { DivergenceError, Replay, type ReplayEnd, type Rest } from '../session/replay.ts';
import type { WorkerHost } from '../worker-host.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { RecentMoments } from './recent-moments.ts';
import { type Beginning, type Here, WayBeginnings } from './way-beginnings.ts';

/** `replaying` at most this often. */
const PROGRESS_MS = 100;
/** So long a way goes on beyond all that is known of it. */
const BEYOND_KNOWN_MS = 2_000;
/** A checkpoint is taken on the way where a replay without it may take a second. */
const CHECKPOINT_INSTRUCTIONS = 200_000_000;
/** Who goes back by instructions finds a snapshot, for so many ways of the same length further back, */
const WAYS_BACK = 8;
/** or so many instructions, which hardly take any time, */
const BACK_INSTRUCTIONS = 2_000_000;
/** unless it would save less than this. */
const BACK_WORTH_INSTRUCTIONS = 30_000_000;

/** Where a way ended. */
export interface Arrival {
  machine: MachinePort;
  stop: StopReason;
  /** Entries that the machine has had. */
  entries: number;
  /** The way was ended early, and the machine computes. */
  isOnTheWay: boolean;
  /** What was printed since the last entry. */
  output: MomentOutput;
  /** All that was printed up to there. */
  trail: OutputTrail;
  inputEnded: boolean;
}

/** Where a way ends; and how far it leads back, if it does so by instructions. */
export interface WayEnd extends ReplayEnd {
  back?: number | undefined;
  /** It begins no later than where this way would end. */
  since?: ReplayEnd | undefined;
}

interface Way {
  session: KeptSession;
  replay: Replay;
  /** The last entry that is given on it. */
  to: number;
  ofInstructions: number;
  progressMs: number;
  /** When the program was first seen to have done more than it ever had. */
  beyondMs?: number;
  arrived: (stop: StopReason) => void;
  failed: (error: unknown) => void;
}

export class SessionTravel {
  readonly #engine: EnginePort;
  readonly #host: WorkerHost;
  readonly #checkpoints: Checkpoints;
  readonly #recent: RecentMoments;
  readonly #requestSlice: () => void;
  readonly #beginnings: WayBeginnings;
  #way: Way | undefined;
  #interruptions = 0;

  constructor(
    engine: EnginePort,
    host: WorkerHost,
    checkpoints: Checkpoints,
    recent: RecentMoments,
    requestSlice: () => void,
    engineName: () => EngineName,
  ) {
    this.#engine = engine;
    this.#host = host;
    this.#checkpoints = checkpoints;
    this.#recent = recent;
    this.#requestSlice = requestSlice;
    this.#beginnings = new WayBeginnings(engine, checkpoints, recent, engineName);
  }

  /** How often a way was to end where it is: who goes several, one after the other, goes no more. */
  get interruptions(): number {
    return this.#interruptions;
  }

  /** Slices are for the way now. */
  get isOn(): boolean {
    return this.#way !== undefined;
  }

  /**
   * Brings a machine to the moment after `to` entries: `here`, if there is one
   * with the session's image, or a new one. `yields` is called when everything
   * has been read; whatever else there was is lost then. Where it says no, nobody wants
   * to be there any more: the way ends where it begins.
   */
  async go(
    session: KeptSession,
    to: number,
    here: Here | undefined,
    yields: () => boolean,
  ): Promise<Arrival> {
    const nearest = await this.#beginnings.nearest(session, to, here);
    const isWanted = yields();
    const way = this.#beginnings.begin(session, nearest);
    const end = isWanted ? { to } : beginningOf(way);
    return this.#follow(session, way, end, nearest.checkpoint?.moment);
  }

  /**
   * Brings a machine to the moment after `to` entries, or to where it has done so many
   * instructions on the way from the last of them: `here`, if that has the session's image and
   * is not gone, or a new one.
   */
  async goBack(session: KeptSession, end: WayEnd, here?: MachinePort): Promise<Arrival> {
    const nearest = await this.#beginnings.nearestBefore(session, end.since ?? end, here);
    const way = this.#beginnings.begin(session, nearest);
    return this.#follow(session, way, end, nearest.checkpoint?.moment);
  }

  /** Goes a way to its end, which may have begun with the checkpoint of a moment. */
  async #follow(
    session: KeptSession,
    way: Beginning,
    end: WayEnd,
    checkpoint?: MomentId,
  ): Promise<Arrival> {
    if (way.isBad && checkpoint) await this.#checkpoints.drop(checkpoint);
    try {
      return await this.#replay(session, way, end);
    } catch (error) {
      if (!(error instanceof DivergenceError)) {
        // The engine may have trapped: whatever comes next has another.
        this.#engine.release();
        throw error;
      }
      // What was led astray by a checkpoint, or by us, is tried once more by the log alone.
      if (way.isFresh) throw error;
      if (checkpoint) await this.#checkpoints.drop(checkpoint);
      return this.#replay(session, this.#beginnings.begin(session), end);
    }
  }

  /** Goes on for a slice. */
  slice(): void {
    const way = this.#way;
    if (!way) return;
    try {
      const stop = way.replay.slice();
      if (stop) {
        this.#end(way, stop);
        return;
      }
      if (way.replay.rest) {
        void this.#rest(way, way.replay.rest);
        return;
      }
    } catch (error) {
      this.#way = undefined;
      way.failed(error);
      return;
    }
    const nowMs = this.#host.nowMs();
    if (isBeyondKnown(way, nowMs)) {
      this.#end(way, 'budget-spent');
      return;
    }
    if (nowMs - way.progressMs >= PROGRESS_MS) {
      way.progressMs = nowMs;
      this.#host.emit({ type: 'replaying', ...way.replay.progress(way.ofInstructions) });
    }
    this.#requestSlice();
  }

  /** Ends the way where it is. */
  interrupt(): void {
    this.#interruptions += 1;
    const way = this.#way;
    if (way) this.#end(way, way.replay.rest === 'asking' ? 'awaiting-input' : 'budget-spent');
  }

  /** Whoever comes this way again begins here. */
  async #rest({ session, replay }: Way, rest: Rest): Promise<void> {
    const { machine, entries, printed } = replay;
    if (rest === 'asking') {
      // The way goes on as soon as the machine is copied, while that is still being written.
      await new Promise<void>((mayGoOn) => {
        void this.#checkpoints.take(session, machine, entries, mayGoOn).then(mayGoOn);
      });
      // Whoever begins there reads what was printed before.
      session.keepMoments();
    } else if (printed) await this.#recent.takeInBetween(session, machine, entries, printed);
    if (replay === this.#way?.replay) this.#requestSlice();
  }

  async #replay(session: KeptSession, start: Beginning, end: WayEnd): Promise<Arrival> {
    const { machine, from, trail, isFresh } = start;
    let lookedAt = replayed(machine.instructions(), from);
    const ofInstructions =
      end.instructions ?? session.log[end.to]?.instructions ?? session.record.instructions;
    const replay = new Replay(
      start,
      session.log,
      { ...end, restsAfter: restOnTheWay(end, machine), restsWith: end.since?.to },
      {
        reached(entries, moment) {
          session.learn(entries, moment.instructions, moment.output.bytes);
          // A machine that does not begin at the beginning has printed that moment before.
          if (entries !== from || isFresh) session.addMoment(entries, moment);
        },
        rests(instructions, entries) {
          if (entries === 0) return true;
          const done = replayed(instructions, entries);
          if (done - lookedAt < CHECKPOINT_INSTRUCTIONS) return false;
          // At the end there will be time for one.
          if (replayed(ofInstructions, end.to) - done < CHECKPOINT_INSTRUCTIONS) return false;
          lookedAt = done;
          return true;
        },
      },
      () => this.#host.nowMs(),
    );
    const stop = await new Promise<StopReason>((arrived, failed) => {
      this.#way = {
        session,
        replay,
        to: end.to,
        ofInstructions,
        progressMs: this.#host.nowMs(),
        arrived,
        failed,
      };
      this.#requestSlice();
    });
    const { entries, output } = replay;
    return {
      machine,
      stop,
      entries,
      isOnTheWay: stop === 'budget-spent',
      output,
      trail,
      inputEnded: session.log[entries - 1]?.isEnd ?? false,
    };
  }

  #end(way: Way, stop: StopReason): void {
    this.#way = undefined;
    way.arrived(stop);
  }
}

/**
 * Whether the program has its last entry, and computes for longer than it was ever seen to. It may
 * be that it never asks again: whoever left it there is to see it, and can take that entry back.
 */
function isBeyondKnown(way: Way, nowMs: number): boolean {
  const { replay, to, ofInstructions } = way;
  if (to === 0 || replay.entries < to) return false;
  if (replay.machine.instructions() <= ofInstructions) return false;
  way.beyondMs ??= nowMs;
  return nowMs - way.beyondMs >= BEYOND_KNOWN_MS;
}

/** The end of a way that is not gone. */
function beginningOf({ from, isFresh }: Beginning): ReplayEnd {
  // A machine that did not begin at the beginning asks already.
  return { to: from, ...(isFresh && { instructions: 0 }) };
}

/** After how many instructions a snapshot is worth it for whoever goes back further. */
function restOnTheWay({ back, since, ...end }: WayEnd, machine: MachinePort): number | undefined {
  if (back === undefined) return undefined;
  const { instructions = 0 } = since ?? end;
  const rest = instructions - Math.max(BACK_INSTRUCTIONS, WAYS_BACK * back);
  return rest - machine.instructions() < BACK_WORTH_INSTRUCTIONS ? undefined : rest;
}
