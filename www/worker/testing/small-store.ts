/**
 * Owns a store for tests that has little room, as a disk that is nearly full. Deliberately knows
 * nothing of what is tested with it.
 */
import { MemoryStore } from '../keeping/memory-store.ts';
import {
  type Entry,
  KeepingError,
  type SessionRecord,
  type WholeSession,
} from '../keeping/records.ts';

/** A store with room for so many programs and entries. */
export class SmallStore extends MemoryStore {
  programs = 0;
  lines = Number.POSITIVE_INFINITY;
  /** Programs offered. */
  offered = 0;
  hasCheckpoint = false;
  /** There is room for nothing, not even for the change of a fact. */
  isFull = false;
  readonly #keptPrograms = new Set<string>();

  override async putImage(...given: Parameters<MemoryStore['putImage']>): Promise<void> {
    this.offered += 1;
    if (await this.image(given[0].sha256)) return;
    if (this.programs === 0) throw new KeepingError('No room.', 'no-room');
    this.programs -= 1;
    this.#keptPrograms.add(given[0].sha256);
    await super.putImage(...given);
  }

  override async append(...given: Parameters<MemoryStore['append']>): Promise<void> {
    const [, log, at] = given;
    this.#take(log.length - at);
    await super.append(...given);
  }

  override async addSession(
    record: SessionRecord,
    entries: readonly Entry[],
    cut?: SessionRecord,
  ): Promise<void> {
    this.#take(entries.length);
    await super.addSession(record, entries, cut);
  }

  override async addSessions(added: readonly WholeSession[]): Promise<void> {
    // All or none, as the browser's.
    const lines = added.reduce((sum, { entries }) => sum + entries.length, 0);
    if (lines > this.lines) throw new KeepingError('No room.', 'no-room');
    await super.addSessions(added);
  }

  override async checkpointFacts(
    ...given: Parameters<MemoryStore['checkpointFacts']>
  ): ReturnType<MemoryStore['checkpointFacts']> {
    const facts = await super.checkpointFacts(...given);
    if (!this.hasCheckpoint) return facts;
    return [...facts, { moment: 'm', image: given[0], instructions: 1, sizeBytes: 1 }];
  }

  override async dropCheckpoints(
    ...given: Parameters<MemoryStore['dropCheckpoints']>
  ): Promise<void> {
    if (given[0].includes('m')) {
      this.hasCheckpoint = false;
      this.programs += 1;
    }
    await super.dropCheckpoints(...given);
  }

  override async changeSession(...given: Parameters<MemoryStore['changeSession']>): Promise<void> {
    if (this.isFull) throw new KeepingError('No room.', 'no-room');
    await super.changeSession(...given);
  }

  override async dropUnusedImages(): Promise<boolean> {
    const isAny = await super.dropUnusedImages();
    for (const sha256 of [...this.#keptPrograms]) {
      if (!(await this.image(sha256)) && this.#keptPrograms.delete(sha256)) this.programs += 1;
    }
    return isAny;
  }

  override async dropSession(id: string): Promise<void> {
    this.lines += (await this.entries(id)).length;
    await super.dropSession(id);
  }

  #take(lines: number): void {
    if (lines > this.lines) throw new KeepingError('No room.', 'no-room');
    this.lines -= lines;
  }
}
