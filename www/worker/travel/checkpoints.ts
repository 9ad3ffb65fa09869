/**
 * Owns when a checkpoint is taken, which is nearest to a moment, and that they
 * stay within their room. Deliberately knows neither the store's kind nor what
 * is in a checkpoint.
 */

import type { CheckpointFacts, MomentId, SessionStore } from '../keeping/records.ts';
import {
  CHECKPOINT_BUDGET_BYTES,
  replayed,
  sizeOf,
  toForget,
  toThin,
  wayFrom,
} from '../keeping/thinning.ts';
import type { MachinePort } from '../running/machine-port.ts';
import { messagesFirst } from '../running/slice-scheduler.ts';
import type { KeptSession } from '../session/kept-session.ts';

/** A replay of so many instructions takes about a tenth of a second: without that much to save none is taken. */
const WORTH_INSTRUCTIONS = 60_000_000;
/** The program's first request for input is gone back to more often than any other moment. */
const WORTH_INSTRUCTIONS_FIRST = 10_000_000;
/** Of a larger machine none is taken: packed to a quarter, it would take the room of all others. */
const MACHINE_BYTES = 384 * 1024 * 1024;
/** Kept in memory besides. */
const RECENT_BYTES = 64 * 1024 * 1024;

export class Checkpoints {
  readonly #store: SessionStore;
  /** The latest, oldest first, so that the way back a few lines begins without the store. */
  readonly #recent = new Map<MomentId, Uint8Array>();
  #isTaking = false;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  /**
   * The checkpoint from which the moment after `entries` entries is reached
   * soonest; nothing when none is nearer than somebody who has `other`
   * instructions done there already.
   */
  async nearest(
    session: KeptSession,
    entries: number,
    other: number = Number.NEGATIVE_INFINITY,
  ): Promise<{ entries: number; moment: MomentId; bytes: Uint8Array } | undefined> {
    try {
      const facts = await this.#store.checkpointFacts(session.image.sha256);
      const found = onTheWay(facts, session, entries).map(({ at, ...checkpoint }) => {
        // Where the way ends is the same for all.
        return { at, moment: checkpoint.moment, way: wayFrom(checkpoint, 0) };
      });
      for (const { at, moment, way } of found.toSorted((a, b) => a.way - b.way)) {
        if (way >= -other) return undefined;
        const bytes = this.#recent.get(moment) ?? (await this.#store.checkpoint(moment))?.bytes;
        if (bytes) return { entries: at, moment, bytes };
      }
    } catch {
      // Checkpoints only save time: the log alone leads there too.
    }
    return undefined;
  }

  /** It led nowhere. */
  async drop(moment: MomentId): Promise<void> {
    this.#recent.delete(moment);
    await this.#store.dropCheckpoints([moment]).catch(() => {});
  }

  /**
   * Takes one of the machine, which asks after `entries` entries of the session,
   * if it is worth it. The machine is to stand still until `mayGoOn` is called or
   * all is done.
   */
  async take(
    session: KeptSession,
    machine: MachinePort,
    entries: number = session.head,
    mayGoOn?: () => void,
  ): Promise<void> {
    if (this.#isTaking || !session.trouble.hasRoom || machine.memoryBytes() > MACHINE_BYTES) return;
    this.#isTaking = true;
    try {
      const instructions = machine.instructions();
      const moment = session.moments.idAt(entries);
      const image = session.image.sha256;
      const facts = await this.#store.checkpointFacts(image);
      const before = onTheWay(facts, session, entries)
        .map(({ at, instructions }) => replayed(instructions, at))
        .reduce((most, done) => Math.max(most, done), 0);
      const worth = entries === 0 ? WORTH_INSTRUCTIONS_FIRST : WORTH_INSTRUCTIONS;
      if (replayed(instructions, entries) - before < worth) return;
      // The machine may have gone on while the list was read.
      if (machine.instructions() !== instructions || machine.pendingInput() > 0) return;
      const bytes = await inPieces(machine, instructions);
      mayGoOn?.();
      if (!bytes) return;
      this.#remember(moment, bytes);
      const room = await this.#store.checkpointRoomBytes();
      const budget = Math.min(CHECKPOINT_BUDGET_BYTES, room);
      const taken = { moment, image, instructions, session: session.record.id };
      const all = [...facts, { ...taken, sizeBytes: bytes.length }];
      await this.#store.dropCheckpoints(toThin(all, budget, moment));
      if (bytes.length <= budget) {
        // Sessions that begin here read what was printed before, which a session without lines has not written.
        if (entries === 0) await session.moments.keepFirst();
        await this.#store.putCheckpoint({ ...taken, bytes });
        await this.#forgetOthers(image, room);
      }
    } catch {
      // The next one may have more luck; the log is what counts.
    } finally {
      this.#isTaking = false;
    }
  }

  /** Those of all images are to fit: who plays one program after the other goes back in the latest. */
  async #forgetOthers(image: string, roomBytes: number): Promise<void> {
    const all = await this.#store.allCheckpointFacts();
    if (sizeOf(all) <= roomBytes) return;
    const sessions = await this.#store.sessions();
    const images = [image, ...sessions.map((kept) => kept.image.sha256)];
    await this.#store.dropCheckpoints(toForget(all, images, roomBytes));
  }

  #remember(moment: MomentId, bytes: Uint8Array): void {
    this.#recent.set(moment, bytes);
    let sizeBytes = 0;
    for (const [kept, { length }] of [...this.#recent].reverse()) {
      sizeBytes += length;
      if (sizeBytes > RECENT_BYTES) this.#recent.delete(kept);
    }
  }

  /** Gives up all there are; true when there were any. */
  async makeRoom(): Promise<boolean> {
    const sessions = await this.#store.sessions().catch(() => []);
    let given = 0;
    for (const image of new Set(sessions.map((kept) => kept.image.sha256))) {
      const facts = await this.#store.checkpointFacts(image).catch(() => []);
      given += facts.length;
      await this.#store.dropCheckpoints(facts.map(({ moment }) => moment)).catch(() => {});
    }
    return given > 0;
  }
}

/** Those of moments that the way to the one after `entries` entries goes through. */
function onTheWay(
  facts: readonly CheckpointFacts[],
  session: KeptSession,
  entries: number,
): (CheckpointFacts & { at: number })[] {
  return facts.flatMap((checkpoint) => {
    const at = session.moments.entriesTo(checkpoint.moment);
    return at === undefined || at > entries ? [] : [{ ...checkpoint, at }];
  });
}

/** The machine's checkpoint, written between the messages that come; nothing when it went on meanwhile. */
async function inPieces(
  machine: MachinePort,
  instructions: number,
): Promise<Uint8Array | undefined> {
  const writing = machine.checkpoint();
  try {
    for (;;) {
      const bytes = writing.advance();
      if (bytes) return bytes;
      await messagesFirst();
      if (machine.instructions() !== instructions || machine.pendingInput() > 0) return undefined;
    }
  } finally {
    writing.release();
  }
}
