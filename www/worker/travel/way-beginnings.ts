/**
 * Owns where a way to a moment begins: where the machine is that is there, or was lately, at the
 * nearest checkpoint, or at the beginning, whichever is nearest; and puts a machine there.
 * Deliberately does not know how the way is gone.
 */
import type { EngineName } from '../../protocol.ts';
import { OutputTrail } from '../output/output-trail.ts';
import type { EnginePort, MachinePort, SnapshotPort } from '../running/machine-port.ts';
import type { KeptSession } from '../session/kept-session.ts';
import { type ReplayEnd, type ReplayStart, UNKNOWN_INSTRUCTIONS } from '../session/replay.ts';
import type { Checkpoints } from './checkpoints.ts';
import type { RecentMoments } from './recent-moments.ts';

/** Where a way begins. */
export interface Beginning extends ReplayStart {
  /** The machine begins with the program, and has printed nothing yet. */
  isFresh?: boolean;
  /** The checkpoint that was found is none. */
  isBad?: boolean;
}

/** The machine that is there, with the session's image, and whether it stands at the session's head and asks. */
export interface Here {
  machine: MachinePort;
  isAtHead: boolean;
}

/** Where that machine is on the way, or may be put back. */
interface Near {
  entries: number;
  instructions: number;
  snapshot?: SnapshotPort;
  printed?: Uint8Array;
}

type FoundCheckpoint = NonNullable<Awaited<ReturnType<Checkpoints['nearest']>>>;

/** What is nearest, while nothing is lost to it yet; nothing of it where a way begins at the beginning. */
export interface Nearest {
  here?: Here | undefined;
  near?: Near | undefined;
  checkpoint?: FoundCheckpoint | undefined;
  /** All that was printed up to there, where that is known. */
  trail?: OutputTrail | undefined;
}

export class WayBeginnings {
  readonly #engine: EnginePort;
  readonly #checkpoints: Checkpoints;
  readonly #recent: RecentMoments;
  readonly #engineName: () => EngineName;

  constructor(
    engine: EnginePort,
    checkpoints: Checkpoints,
    recent: RecentMoments,
    engineName: () => EngineName,
  ) {
    this.#engine = engine;
    this.#checkpoints = checkpoints;
    this.#recent = recent;
    this.#engineName = engineName;
  }

  /** What is nearest to the moment after `to` entries. */
  async nearest(session: KeptSession, to: number, here: Here | undefined): Promise<Nearest> {
    const known = Math.min(to, knownEntries(session));
    const near = here && this.#near(session, known, here);
    const checkpoint = await this.#checkpoints.nearest(session, known, near?.instructions);
    const from = checkpoint ?? near;
    const isAtHead = from === near && !near?.snapshot;
    const trail = isAtHead
      ? session.present.trail
      : from && (await session.moments.trailAt(from.entries));
    return { here, near, checkpoint, trail };
  }

  /** What is nearest before the machine has done so many instructions, or before that moment. */
  async nearestBefore(
    session: KeptSession,
    end: ReplayEnd,
    machine: MachinePort | undefined,
  ): Promise<Nearest> {
    const { to, instructions } = end;
    // The moment itself may be one that the machine had not come to again.
    const before = instructions === undefined ? to : to - 1;
    const near = machine && this.#recent.nearestBefore(session, machine, end);
    const checkpoint =
      before < 0 ? undefined : await this.#checkpoints.nearest(session, before, near?.instructions);
    const from = checkpoint ?? near;
    const trail = from && (await trailWhere(session, from));
    return { here: machine && { machine, isAtHead: false }, near, checkpoint, trail };
  }

  /** A machine where a way begins. */
  begin(session: KeptSession, { here, near, checkpoint, trail }: Nearest = {}): Beginning {
    const engine = this.#engineName();
    const { bytes: image } = session.image;
    const fromBeginning = (): Beginning => ({
      machine: this.#engine.createMachine(image, engine),
      from: 0,
      trail: OutputTrail.atBeginning(),
      isFresh: true,
    });
    const from = checkpoint ?? near;
    if (!from) return fromBeginning();
    try {
      const machine = this.#put(here, from, engine);
      const printed = 'printed' in from ? from.printed : undefined;
      return { machine, from: from.entries, trail: trail ?? OutputTrail.unknown(), printed };
    } catch {
      return { ...fromBeginning(), isBad: true };
    }
  }

  /** How near `here` is, or may be put, on the way to the moment after `to` entries. */
  #near(session: KeptSession, to: number, here: Here): Near | undefined {
    const { machine, isAtHead } = here;
    const back = this.#recent.nearest(session, machine, to);
    const isOnTheWay = isAtHead && session.head <= to && session.head >= (back?.entries ?? 0);
    if (!isOnTheWay) return back;
    return { entries: session.head, instructions: machine.instructions() };
  }

  #put(
    here: Here | undefined,
    from: Near | { bytes: Uint8Array },
    engine: EngineName,
  ): MachinePort {
    if ('bytes' in from) {
      // Compiled code stays with the machine that is there.
      if (here?.machine.engine !== engine) {
        return this.#engine.restoreMachine(from.bytes, engine);
      }
      here.machine.restore(from.bytes);
    } else {
      from.snapshot?.rewind();
    }
    if (!here) throw new Error('Nothing is near where nothing is.');
    return here.machine;
  }
}

/** The trail where a way begins: that of the moment, or of the one before while it is only being made. */
async function trailWhere(
  session: KeptSession,
  { entries, printed }: Partial<Near> & { entries: number },
): Promise<OutputTrail | undefined> {
  if (!printed) return session.moments.trailAt(entries);
  return entries === 0 ? OutputTrail.atBeginning() : session.moments.trailAt(entries - 1);
}

/** Entries of which all is known; of a session that came by a link the rest is learnt on the way. */
function knownEntries({ log }: KeptSession): number {
  const unknown = log.findIndex(({ instructions }) => instructions === UNKNOWN_INSTRUCTIONS);
  return unknown < 0 ? log.length : unknown;
}
