/**
 * Owns the latest moments of the machine that is there, as snapshots in its own
 * memory: nothing is unpacked on the way back to them, and compiled code stays.
 * Besides, one in the midst of a moment, shortly before where a way back by
 * instructions led: who goes on back begins there. Deliberately knows nothing of
 * the store: for the rest of the session, and for any other machine, there are
 * checkpoints.
 */

import type { MomentId } from '../keeping/records.ts';
import type { MachinePort, SnapshotPort } from '../running/machine-port.ts';
import { messagesFirst } from '../running/slice-scheduler.ts';
import type { KeptSession } from '../session/kept-session.ts';
import type { ReplayEnd } from '../session/replay.ts';

/** Snapshots are as large as the machine; this much of them is kept where memory is plenty. */
const ROOM_BYTES = 256 * 1024 * 1024;
/** And where it is not, as on many phones. */
const SMALL_ROOM_BYTES = 64 * 1024 * 1024;
const PLENTY_GIB = 8;
/** A replay of so many instructions takes a tenth of a second at the most. */
const WORTH_INSTRUCTIONS = 30_000_000;

interface Recent {
  moment: MomentId;
  instructions: number;
  snapshot: SnapshotPort;
  /** What the moment had printed, where it was only being made: the machine does not ask. */
  printed?: Uint8Array;
}

export interface FoundRecent extends Omit<Recent, 'moment'> {
  entries: number;
}

export class RecentMoments {
  readonly #roomBytes: number;
  #machine: MachinePort | undefined;
  /** The one that was taken last, last. */
  #recent: Recent[] = [];
  #isTaking = false;

  constructor(roomBytes: number = roomHere()) {
    this.#roomBytes = roomBytes;
  }

  /** The latest of them at which the machine asks, on the way to the moment after `entries` entries. */
  nearest(session: KeptSession, machine: MachinePort, entries: number): FoundRecent | undefined {
    return this.#onPath(session, machine, entries)
      .filter(({ printed }) => !printed)
      .toSorted((a, b) => b.entries - a.entries)[0];
  }

  /** The latest of them that the way goes through to where so many `instructions` are done. */
  nearestBefore(
    session: KeptSession,
    machine: MachinePort,
    { to, instructions = 0 }: ReplayEnd,
  ): FoundRecent | undefined {
    return this.#onPath(session, machine, to)
      .filter((one) => one.instructions <= instructions && (one.printed || one.entries < to))
      .toSorted((a, b) => b.instructions - a.instructions)[0];
  }

  #onPath(session: KeptSession, machine: MachinePort, entries: number): FoundRecent[] {
    if (machine !== this.#machine) return [];
    return this.#recent.flatMap(({ moment, ...recent }) => {
      const at = session.moments.entriesTo(moment);
      return at === undefined || at > entries ? [] : [{ entries: at, ...recent }];
    });
  }

  /** Takes one of the machine, which stands at the session's head and asks, if it is worth it. */
  async take(session: KeptSession, machine: MachinePort): Promise<void> {
    const before = this.nearest(session, machine, session.head)?.instructions ?? 0;
    if (machine.instructions() - before < WORTH_INSTRUCTIONS) return;
    await this.#take(machine, { moment: session.moments.idAt(session.head) });
  }

  /**
   * Takes one of the machine, which stands still after `entries` entries and does not ask, in
   * place of the last such.
   */
  async takeInBetween(
    session: KeptSession,
    machine: MachinePort,
    entries: number,
    printed: Uint8Array,
  ): Promise<void> {
    await this.#take(machine, { moment: session.moments.idAt(entries), printed });
  }

  async #take(machine: MachinePort, of: Pick<Recent, 'moment' | 'printed'>): Promise<void> {
    if (this.#isTaking || machine.memoryBytes() > this.#roomBytes) return;
    this.#hold(machine);
    if (of.printed) this.#release(this.#recent.findIndex(({ printed }) => printed));
    const instructions = machine.instructions();
    this.#isTaking = true;
    try {
      this.#makeRoom(machine.memoryBytes());
      const snapshot = await whole(machine, instructions);
      if (!snapshot) return;
      if (machine === this.#machine) this.#recent.push({ ...of, instructions, snapshot });
      else snapshot.release();
    } catch {
      // It only saves time.
    } finally {
      this.#isTaking = false;
    }
  }

  /** Snapshots are of this machine from now on. */
  #hold(machine: MachinePort): void {
    if (machine === this.#machine) return;
    // The others' memory went with their machine.
    this.#recent = [];
    this.#machine = machine;
  }

  /** The oldest go. */
  #makeRoom(bytes: number): void {
    const taken = (): number =>
      this.#recent.reduce((sum, { snapshot }) => sum + snapshot.sizeBytes, 0);
    while (this.#recent.length > 0 && taken() + bytes > this.#roomBytes) this.#release(0);
  }

  #release(at: number): void {
    if (at >= 0) this.#recent.splice(at, 1)[0]?.snapshot.release();
  }
}

/** A snapshot of the machine, made between the messages that come; nothing when it went on meanwhile. */
async function whole(
  machine: MachinePort,
  instructions: number,
): Promise<SnapshotPort | undefined> {
  const snapshot = machine.snapshot();
  let isWhole = false;
  try {
    for (;;) {
      const state = snapshot.advance();
      if (state === 'whole') {
        isWhole = true;
        return snapshot;
      }
      if (state === 'never') return undefined;
      await messagesFirst();
      if (machine.instructions() !== instructions || machine.pendingInput() > 0) return undefined;
    }
  } finally {
    if (!isWhole) snapshot.release();
  }
}

function roomHere(): number {
  // Not every browser tells; those that do not are not on phones with little memory, mostly.
  const { deviceMemory = PLENTY_GIB } = (globalThis.navigator ?? {}) as { deviceMemory?: number };
  return deviceMemory >= PLENTY_GIB ? ROOM_BYTES : SMALL_ROOM_BYTES;
}
