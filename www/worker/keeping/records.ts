/**
 * Owns what is kept of a session, as plain records, and the interface of the
 * place that keeps them. Deliberately knows neither the machine nor the
 * browser's storage (see database.ts, memory-store.ts).
 *
 * The machine has no clock and no chance, so a session is its image and its
 * input. An *entry* is one delivery of input, handed over when the machine had
 * read everything before it and asked for more. A *moment* is the state after
 * some number of entries: the machine asks again, or is over. A moment's
 * identifier is a hash over the image's hash and all entries up to it (see
 * moments.ts), so two sessions that begin alike share the moments, outputs and
 * checkpoints of what they have in common: a branch or a copy costs its input
 * log and nothing else, and a checkpoint serves whoever comes by.
 */

import type { UnkeptReason } from '../../session-protocol.ts';
import { cutShort } from '../../wording/cut-short.mjs';
import type { Publication, TrailState } from '../output/output-trail.ts';

/** So many moments are read from the store, or written to it, at once. */
export const MOMENTS_AT_ONCE = 64;

/** Identifies the state after some entries: 64 hexadecimal digits. */
export type MomentId = string;

/** What is handed over at once: the end of input, or some of it. */
export type Delivery = { isEnd: true } | { isEnd: false; bytes: Uint8Array; echo?: string };

/** One delivery of input, as it is kept. */
export interface Entry {
  /** What was handed over; empty when it was the end of input. */
  bytes: Uint8Array;
  isEnd: boolean;
  /** The typed line as the terminal showed it, without its line feed; absent when nothing was echoed. */
  echo?: string;
  /** Instructions done when the machine asked for it. */
  instructions: number;
  /** The moment that it leads to. */
  moment: MomentId;
  /** When it was handed over first, in milliseconds since 1970. */
  date: number;
}

/** What happened from one entry (or the beginning) until the machine asked again or was over. */
export interface Moment {
  id: MomentId;
  /** SHA-256 of the image it belongs to. */
  image: string;
  /** What the terminal was given, or its latest part. */
  output: Uint8Array;
  /** Bytes the terminal was given in all. */
  outputBytes: number;
  /** Instructions done at its end. */
  instructions: number;
  end: 'awaiting-input' | 'halted' | 'failed';
  /** What is known of all that was printed up to its end; absent in what an older um32 kept. */
  trail?: TrailState;
  /** Those that passed since the moment before. */
  publications?: (Publication & { date: number })[];
}

/** A publication of an image's notebook: kept once, with the moment it came first. */
export interface KeptPublication extends Publication {
  /** SHA-256. */
  image: string;
  moment: MomentId;
  instructions: number;
  /** Milliseconds since 1970. */
  date: number;
}

/** A machine's whole state at a moment. */
export interface Checkpoint {
  moment: MomentId;
  image: string;
  instructions: number;
  /** The session that it was taken in. */
  session?: string;
  /** The machine's own format, compressed. */
  bytes: Uint8Array;
}

/** What is known of a checkpoint without reading it. */
export type CheckpointFacts = Omit<Checkpoint, 'bytes'> & { sizeBytes: number };

/** An image as the machine reads it. */
export interface KeptImage {
  sha256: string;
  name: string;
  bytes: Uint8Array;
  /** The text in notation that it was read from last; absent in what an older um32 kept. */
  source?: Uint8Array;
}

/** The text of a longer one is not kept: it is a listing of an image, and several times as large. */
const SOURCE_MOST_BYTES = 4 * 1024 * 1024;

/** What is to be kept of an image, where this is kept of it already; nothing where that is all. */
export function imageToKeep(image: KeptImage, kept: KeptImage | undefined): KeptImage | undefined {
  const { source, ...rest } = image;
  const text = source && source.length <= SOURCE_MOST_BYTES ? { source } : {};
  if (!kept) return { ...rest, ...text };
  // Mended in what makes no platter, a source has other lines for the same ones.
  return text.source && !isSameText(text.source, kept.source) ? { ...kept, ...text } : undefined;
}

function isSameText(one: Uint8Array, other: Uint8Array | undefined): boolean {
  return one.length === other?.length && one.every((byte, at) => byte === other[at]);
}

/** A session's own facts; its entries are apart. */
export interface SessionRecord {
  id: string;
  /** Given by the person; empty until then. */
  name: string;
  /** When it was given, in milliseconds since 1970: of two tabs' names the later one counts. */
  named?: number;
  image: { sha256: string; name: string; sizeBytes: number };
  /** Milliseconds since 1970. */
  created: number;
  changed: number;
  /** Entries kept. */
  entries: number;
  /** How many of them are in force: fewer after going back, until something else is typed. */
  head: number;
  /** How many of those in force were said for files sent and fetched; absent in what an older um32 kept. */
  fileEntries?: number;
  /** Instructions done at the latest moment reached. */
  instructions: number;
  /** Bytes of the log, and of the output kept with it. */
  sizeBytes?: number;
  /** What was typed last, as echoed. */
  lastLine: string;
  /** The account logged in to, where the program said so. */
  account: string;
  /** The session this one left, and after how many entries. */
  parent?: { id: string; entries: number };
  /** When the person gave it up, in milliseconds since 1970; it can be had back for a while. */
  deleted?: number;
}

/** A session, and all its entries. */
export interface WholeSession {
  record: SessionRecord;
  entries: readonly Entry[];
}

/** Something could not be kept; the message is a sentence that says what and why. */
export class KeepingError extends Error {
  override name = 'KeepingError';
  readonly why: UnkeptReason;

  constructor(message: string, why: UnkeptReason = 'refused') {
    super(message);
    this.why = why;
  }
}

export function isForWantOfRoom(error: unknown): boolean {
  return error instanceof KeepingError && error.why === 'no-room';
}

/** What is to be added does not follow what is kept; the message tells the person what becomes of it. */
export class ConflictError extends Error {
  override name = 'ConflictError';
  /** Nothing of the session is kept any more; otherwise another tab has gone on with it. */
  readonly isGone: boolean;

  constructor(isGone: boolean) {
    super(
      isGone
        ? 'What the browser had kept of it is gone. All its lines are kept again.'
        : 'Another tab has gone on with this session. What you type here is kept as a session of its own.',
    );
    this.isGone = isGone;
  }
}

/**
 * A place that keeps sessions. Every method is one transaction: it is done
 * whole or not at all, and rejects with a `KeepingError` then.
 */
export interface SessionStore {
  /** Newest first. */
  sessions(): Promise<SessionRecord[]>;
  session(id: string): Promise<SessionRecord | undefined>;
  image(sha256: string): Promise<KeptImage | undefined>;
  /** All of the session's entries, in order. */
  entries(session: string): Promise<Entry[]>;
  /** In the order asked for; undefined where none is kept. */
  moments(ids: readonly MomentId[]): Promise<(Moment | undefined)[]>;
  /** In the order they came; what sessions they came in may be gone. */
  publications(image: string): Promise<KeptPublication[]>;
  /** A kept session with this moment, and how many entries come before it. */
  whereIs(moment: MomentId): Promise<{ session: string; entries: number } | undefined>;
  checkpointFacts(image: string): Promise<CheckpointFacts[]>;
  /** Of all images. */
  allCheckpointFacts(): Promise<CheckpointFacts[]>;
  /** Room for the checkpoints of all images, in bytes. */
  checkpointRoomBytes(): Promise<number>;
  checkpoint(moment: MomentId): Promise<Checkpoint | undefined>;

  putImage(image: KeptImage): Promise<void>;
  /**
   * Adds the entries of `log` from `at` on to `record`'s session, which it writes
   * too, with the moments known by now and the publications in them.
   * Rejects with a `ConflictError` when the session has other entries than those before, or is gone.
   */
  append(
    record: SessionRecord,
    log: readonly Entry[],
    at: number,
    moments: readonly Moment[],
  ): Promise<void>;
  /**
   * With `record`, that session's facts are written too, unless another tab has gone on
   * with it; where it is put aside it stays so. Rejects with a `ConflictError` when it is gone.
   */
  putMoments(moments: readonly Moment[], record?: SessionRecord): Promise<void>;
  /** Changes the facts of a session, as they are kept by then; its entries stay. Nothing where it is not kept. */
  changeSession(id: string, changed: (record: SessionRecord) => SessionRecord): Promise<void>;
  /** Sessions that came in one file, each with all its entries. */
  addSessions(added: readonly WholeSession[]): Promise<void>;
  /**
   * A session with all its entries at once: a copy, a branch. With `cut`, another
   * session is cut to its record's entries; rejects with a `ConflictError` where it has not so many,
   * or others than `entries`. Where both are the same what comes after is given up, with all that no
   * other session shares of it.
   */
  addSession(record: SessionRecord, entries: readonly Entry[], cut?: SessionRecord): Promise<void>;
  putCheckpoint(checkpoint: Checkpoint): Promise<void>;
  dropCheckpoints(moments: readonly MomentId[]): Promise<void>;
  /** Gives up a session, and all that no other session shares with it. */
  dropSession(id: string): Promise<void>;
  /** Gives up images that no session has: they were opened and never typed to. True when there were any. */
  dropUnusedImages(): Promise<boolean>;
}

/** Where sessions are kept, and what is to be said when that is not for long. */
export interface Keeping {
  store: SessionStore;
  /** Why nothing outlives the tab, in a sentence; absent when all is well. */
  trouble?: string;
}

/** What of a moment belongs into the notebook. */
export function publicationsOf({
  id,
  image,
  instructions,
  publications = [],
}: Moment): KeptPublication[] {
  return publications.map((one) => ({ ...one, image, moment: id, instructions }));
}

/** What is written over the facts that are kept: whoever has a session open does not hear of the name that another tab gave it. */
export function asNamedLast(record: SessionRecord, kept: SessionRecord | undefined): SessionRecord {
  if (!kept?.named || kept.named <= (record.named ?? 0)) return record;
  return { ...record, name: kept.name, named: kept.named };
}

/** The date of a name given now: after that of the name before, though the clock may have been set back since. */
export function namingDate(kept: SessionRecord | undefined, date: number): number {
  return Math.max(date, (kept?.named ?? 0) + 1);
}

/** What is written over the facts of a session to which nothing is added. */
export function asPutAside(record: SessionRecord, { deleted }: SessionRecord): SessionRecord {
  return deleted === undefined ? record : { ...record, deleted };
}

/** Whether a person is shown it among the others: something was typed to it, and it was not given up. */
export function isListed({ deleted, entries }: SessionRecord): boolean {
  return deleted === undefined && entries > 0;
}

/** What lists show of a line: it may be as long as a file. */
const LISTED_CHARACTERS = 400;

/** A line as lists have it. */
export function asListed(echo: string): string {
  return cutShort(echo, LISTED_CHARACTERS);
}

/** The last line of a log that shows something, as lists have it; empty where there is none. */
export function lastLineTyped(log: readonly Pick<Entry, 'echo'>[]): string {
  return asListed(log.findLast(({ echo }) => echo?.trim())?.echo?.trim() ?? '');
}

/** Each text of an image once: as it came first. */
export function firstOfEach(publications: readonly KeptPublication[]): KeptPublication[] {
  const firsts = new Map<string, KeptPublication>();
  for (const one of publications) {
    const key = `${one.image} ${one.text}`;
    if (!firsts.has(key)) firsts.set(key, one);
  }
  return [...firsts.values()];
}

export function inOrder(publications: readonly KeptPublication[]): KeptPublication[] {
  return publications.toSorted((a, b) => a.date - b.date || a.instructions - b.instructions);
}
