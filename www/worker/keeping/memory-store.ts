/**
 * Owns the keeping of sessions where the browser keeps nothing: in memory,
 * until the tab is closed. Going back and export work all the same.
 * Deliberately knows nothing of why it is used.
 */
import {
  asNamedLast,
  asPutAside,
  type Checkpoint,
  type CheckpointFacts,
  ConflictError,
  type Entry,
  imageToKeep,
  inOrder,
  type KeptImage,
  type KeptPublication,
  type Moment,
  type MomentId,
  publicationsOf,
  type SessionRecord,
  type SessionStore,
  type WholeSession,
} from './records.ts';

/** Room for the checkpoints of all images, in bytes: what they save is time, and a tab has memory for more than them. */
const CHECKPOINTS_BYTES = 64 * 1024 * 1024;

export class MemoryStore implements SessionStore {
  readonly #images = new Map<string, KeptImage>();
  readonly #sessions = new Map<string, SessionRecord>();
  readonly #entries = new Map<string, Entry[]>();
  readonly #moments = new Map<MomentId, Moment>();
  readonly #checkpoints = new Map<MomentId, Checkpoint>();
  readonly #publications = new Map<string, KeptPublication>();

  async sessions(): Promise<SessionRecord[]> {
    return [...this.#sessions.values()].sort((a, b) => b.changed - a.changed);
  }

  async session(id: string): Promise<SessionRecord | undefined> {
    return this.#sessions.get(id);
  }

  async image(sha256: string): Promise<KeptImage | undefined> {
    return this.#images.get(sha256);
  }

  async entries(session: string): Promise<Entry[]> {
    return [...(this.#entries.get(session) ?? [])];
  }

  async moments(ids: readonly MomentId[]): Promise<(Moment | undefined)[]> {
    return ids.map((id) => this.#moments.get(id));
  }

  async publications(image: string): Promise<KeptPublication[]> {
    return inOrder([...this.#publications.values()].filter((one) => one.image === image));
  }

  async whereIs(moment: MomentId): Promise<{ session: string; entries: number } | undefined> {
    for (const [session, entries] of this.#entries) {
      const at = entries.findIndex((entry) => entry.moment === moment);
      if (at >= 0 && this.#sessions.get(session)?.deleted === undefined) {
        return { session, entries: at + 1 };
      }
    }
    return undefined;
  }

  async checkpointFacts(image: string): Promise<CheckpointFacts[]> {
    return (await this.allCheckpointFacts()).filter((checkpoint) => checkpoint.image === image);
  }

  async allCheckpointFacts(): Promise<CheckpointFacts[]> {
    return [...this.#checkpoints.values()].map(({ bytes, ...facts }) => ({
      ...facts,
      sizeBytes: bytes.length,
    }));
  }

  async checkpointRoomBytes(): Promise<number> {
    return CHECKPOINTS_BYTES;
  }

  async checkpoint(moment: MomentId): Promise<Checkpoint | undefined> {
    return this.#checkpoints.get(moment);
  }

  async putImage(image: KeptImage): Promise<void> {
    const toKeep = imageToKeep(image, this.#images.get(image.sha256));
    if (toKeep) this.#images.set(image.sha256, toKeep);
  }

  async append(
    record: SessionRecord,
    log: readonly Entry[],
    at: number,
    moments: readonly Moment[],
  ): Promise<void> {
    const kept = this.#entries.get(record.id) ?? [];
    if (kept.length !== at) throw new ConflictError(!this.#sessions.has(record.id));
    kept.push(...log.slice(at));
    this.#entries.set(record.id, kept);
    await this.putMoments(moments);
    this.#sessions.set(record.id, asNamedLast(record, this.#sessions.get(record.id)));
  }

  async putMoments(moments: readonly Moment[], record?: SessionRecord): Promise<void> {
    const kept = record && this.#sessions.get(record.id);
    if (record && !kept) throw new ConflictError(true);
    for (const moment of moments) this.#moments.set(moment.id, moment);
    for (const one of moments.flatMap(publicationsOf)) {
      const key = `${one.image} ${one.text}`;
      if (!this.#publications.has(key)) this.#publications.set(key, one);
    }
    if (kept && kept.entries === record.entries) {
      this.#sessions.set(record.id, asPutAside(asNamedLast(record, kept), kept));
    }
  }

  async changeSession(
    id: string,
    changed: (record: SessionRecord) => SessionRecord,
  ): Promise<void> {
    const kept = this.#sessions.get(id);
    if (kept) this.#sessions.set(id, changed(kept));
  }

  async addSessions(added: readonly WholeSession[]): Promise<void> {
    for (const { record, entries } of added) await this.addSession(record, entries);
  }

  async addSession(
    record: SessionRecord,
    entries: readonly Entry[],
    cut?: SessionRecord,
  ): Promise<void> {
    const left = cut && this.#sessions.get(cut.id);
    if (cut && (left?.entries ?? 0) < cut.entries) throw new ConflictError(!left);
    this.#sessions.set(record.id, asNamedLast(record, left));
    this.#entries.set(record.id, [...entries]);
    if (!cut) return;
    this.#sessions.set(cut.id, asNamedLast(cut, left));
    this.#entries.set(cut.id, (this.#entries.get(cut.id) ?? []).slice(0, cut.entries));
    if (record.id === cut.id) this.#forget(entries.slice(cut.entries));
  }

  async putCheckpoint(checkpoint: Checkpoint): Promise<void> {
    this.#checkpoints.set(checkpoint.moment, checkpoint);
  }

  async dropCheckpoints(moments: readonly MomentId[]): Promise<void> {
    for (const moment of moments) this.#checkpoints.delete(moment);
  }

  async dropSession(id: string): Promise<void> {
    const sha256 = this.#sessions.get(id)?.image.sha256 ?? '';
    const entries = this.#entries.get(id) ?? [];
    this.#sessions.delete(id);
    this.#entries.delete(id);
    const isLast = ![...this.#sessions.values()].some(({ image }) => image.sha256 === sha256);
    this.#forget([...entries, ...(isLast ? [{ moment: sha256 }] : [])]);
    if (isLast) this.#images.delete(sha256);
  }

  /** What is kept of these moments, but for those that a session has. */
  #forget(gone: readonly Pick<Entry, 'moment'>[]): void {
    const shared = new Set([...this.#entries.values()].flat().map(({ moment }) => moment));
    for (const { moment } of gone) {
      if (shared.has(moment)) continue;
      this.#moments.delete(moment);
      this.#checkpoints.delete(moment);
    }
  }

  async dropUnusedImages(): Promise<boolean> {
    const used = new Set([...this.#sessions.values()].map(({ image }) => image.sha256));
    const unused = [...this.#images.keys()].filter((sha256) => !used.has(sha256));
    for (const sha256 of unused) {
      this.#images.delete(sha256);
      this.#moments.delete(sha256);
      this.#checkpoints.delete(sha256);
    }
    return unused.length > 0;
  }
}
