/**
 * Owns the latest moments of the machine that is there, as snapshots in its own
 * memory: nothing is unpacked on the way back to them, and compiled code stays.
 * Deliberately knows nothing of the store: for the rest of the session, and for
 * any other machine, there are checkpoints.
 */

import type { MomentId } from '../keeping/records.ts';
import type { MachinePort, SnapshotPort } from '../running/machine-port.ts';
import { messagesFirst } from '../running/slice-scheduler.ts';
import type { KeptSession } from '../session/kept-session.ts';

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
}

export interface FoundRecent {
  entries: number;
  instructions: number;
  snapshot: SnapshotPort;
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

  /** The latest of them that the way to the moment after `entries` entries goes through. */
  nearest(session: KeptSession, machine: MachinePort, entries: number): FoundRecent | undefined {
    if (machine !== this.#machine) return undefined;
    const path = session.path(entries);
    const found = this.#recent.flatMap(({ moment, instructions, snapshot }) => {
      const at = path.indexOf(moment);
      return at < 0 ? [] : [{ entries: at, instructions, snapshot }];
    });
    return found.toSorted((a, b) => b.entries - a.entries)[0];
  }

  /** Takes one of the machine, which stands at the session's head and asks, if it is worth it. */
  async take(session: KeptSession, machine: MachinePort): Promise<void> {
    if (this.#isTaking) return;
    if (machine !== this.#machine) {
      // The others' memory went with their machine.
      this.#recent = [];
      this.#machine = machine;
    }
    const instructions = machine.instructions();
    const before = this.nearest(session, machine, session.head)?.instructions ?? 0;
    if (instructions - before < WORTH_INSTRUCTIONS) return;
    if (machine.memoryBytes() > this.#roomBytes) return;
    const moment = session.momentId(session.head);
    this.#isTaking = true;
    try {
      this.#makeRoom(machine.memoryBytes());
      const snapshot = await whole(machine, instructions);
      if (!snapshot) return;
      if (machine === this.#machine) this.#recent.push({ moment, instructions, snapshot });
      else snapshot.release();
    } catch {
      // It only saves time.
    } finally {
      this.#isTaking = false;
    }
  }

  /** The oldest go. */
  #makeRoom(bytes: number): void {
    const taken = (): number =>
      this.#recent.reduce((sum, { snapshot }) => sum + snapshot.sizeBytes, 0);
    while (this.#recent.length > 0 && taken() + bytes > this.#roomBytes) {
      this.#recent.shift()?.snapshot.release();
    }
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
