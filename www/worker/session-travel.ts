/**
 * Owns the way to a moment of a session, back or forth: from the machine that
 * is there, from the nearest checkpoint, or from the beginning, whichever is
 * nearest, and then along the log. Deliberately does not know what becomes of
 * the machine once it is there.
 */
import type { EngineName } from '../protocol.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { KeptSession } from './kept-session.ts';
import type { EnginePort, MachinePort, StopReason } from './machine-port.ts';
import { OutputTrail } from './output-trail.ts';
import { DivergenceError, type MomentOutput, Replay, type ReplayStart } from './replay.ts';
import type { WorkerHost } from './worker-host.ts';

/** `replaying` at most this often. */
const PROGRESS_MS = 100;

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

/** Where a way begins. */
interface Beginning extends ReplayStart {
  /** The machine begins with the program, and has printed nothing yet. */
  isFresh?: boolean;
  /** The checkpoint that was found is none. */
  isBad?: boolean;
}

interface Way {
  replay: Replay;
  ofInstructions: number;
  progressMs: number;
  arrived: (stop: StopReason) => void;
  failed: (error: unknown) => void;
}

export class SessionTravel {
  readonly #engine: EnginePort;
  readonly #host: WorkerHost;
  readonly #checkpoints: Checkpoints;
  readonly #requestSlice: () => void;
  readonly #engineName: () => EngineName;
  #way: Way | undefined;

  constructor(
    engine: EnginePort,
    host: WorkerHost,
    checkpoints: Checkpoints,
    requestSlice: () => void,
    engineName: () => EngineName,
  ) {
    this.#engine = engine;
    this.#host = host;
    this.#checkpoints = checkpoints;
    this.#requestSlice = requestSlice;
    this.#engineName = engineName;
  }

  /** Slices are for the way now. */
  get isOn(): boolean {
    return this.#way !== undefined;
  }

  /**
   * Brings a machine to the moment after `to` entries. `yieldMachine` is called
   * when everything has been read, and gives the machine at the session's head
   * if it can be used; whatever machine there was is lost then.
   */
  async go(
    session: KeptSession,
    to: number,
    yieldMachine: () => MachinePort | undefined,
  ): Promise<Arrival> {
    const found = await this.#checkpoints.nearest(session, to);
    const trail = found && (await session.trailAt(found.entries));
    const here = yieldMachine();
    let way = this.#begin(session, to, found && { ...found, trail }, here);
    if (way.isBad && found) await this.#checkpoints.drop(found.moment);
    try {
      return await this.#replay(session, way, to);
    } catch (error) {
      // What was led astray by a checkpoint, or by us, is tried once more by the log alone.
      if (!(error instanceof DivergenceError) || way.isFresh) throw error;
      if (found) await this.#checkpoints.drop(found.moment);
      way = this.#begin(session, to, undefined, undefined);
      return this.#replay(session, way, to);
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
    } catch (error) {
      this.#way = undefined;
      way.failed(error);
      return;
    }
    const nowMs = this.#host.nowMs();
    if (nowMs - way.progressMs >= PROGRESS_MS) {
      way.progressMs = nowMs;
      const doneInstructions = way.replay.machine.instructions();
      this.#host.emit({ type: 'replaying', doneInstructions, ofInstructions: way.ofInstructions });
    }
    this.#requestSlice();
  }

  /** Ends the way where it is. */
  interrupt(): void {
    if (this.#way) this.#end(this.#way, 'budget-spent');
  }

  #begin(
    session: KeptSession,
    to: number,
    found: { entries: number; bytes: Uint8Array; trail: OutputTrail | undefined } | undefined,
    here: MachinePort | undefined,
  ): Beginning {
    if (here && session.head <= to && session.head >= (found?.entries ?? 0)) {
      return { machine: here, from: session.head, trail: session.trail };
    }
    const engine = this.#engineName();
    const { bytes: image } = session.image;
    const fromBeginning = (): Beginning => ({
      machine: this.#engine.createMachine(image, engine),
      from: 0,
      trail: OutputTrail.atBeginning(),
      isFresh: true,
    });
    if (!found) return fromBeginning();
    try {
      const machine = this.#engine.restoreMachine(found.bytes, engine);
      return { machine, from: found.entries, trail: found.trail ?? OutputTrail.unknown() };
    } catch {
      return { ...fromBeginning(), isBad: true };
    }
  }

  async #replay(session: KeptSession, start: Beginning, to: number): Promise<Arrival> {
    const { machine, from, trail, isFresh } = start;
    const replay = new Replay(
      start,
      session.log,
      to,
      {
        reached(entries, instructions, stop, output, news) {
          session.learn(entries, instructions, output.bytes);
          // A machine that does not begin at the beginning has printed that moment before.
          if (entries === from && !isFresh) return;
          if (stop === 'awaiting-input' || stop === 'halted' || stop === 'failed') {
            session.addMoment(entries, stop, instructions, output, news);
          }
        },
      },
      () => this.#host.nowMs(),
    );
    const stop = await new Promise<StopReason>((arrived, failed) => {
      this.#way = {
        replay,
        ofInstructions: session.log[to]?.instructions ?? session.record.instructions,
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
