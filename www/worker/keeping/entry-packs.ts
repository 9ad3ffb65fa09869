/**
 * Owns how a session's entries lie in the browser's database: a line that is
 * typed is a record of its own, and of a log that is written at once many
 * entries are one, for a database takes its time for each record and hardly any
 * for what is in it. Deliberately knows nothing of transactions (see database.ts).
 */
import type { Entry, MomentId } from './records.ts';

/** A line by itself. */
type StoredEntry = Entry & { session: string; index: number };

/** Entries that follow one another, the first of which is the session's `index`th. */
interface StoredPack {
  session: string;
  index: number;
  entries: Entry[];
  /** Where each leads to, under the name that the index of moments goes by. */
  moment: MomentId[];
}

export type StoredEntries = StoredEntry | StoredPack;

/** A pack has no more entries, nor many more bytes: the last lines of a log are read as whole packs. */
const PACK_ENTRIES = 1_000;
const PACK_BYTES = 1 << 20;

/** What is kept of a log's entries from `at` on. */
export function packed(session: string, log: readonly Entry[], at = 0): StoredEntries[] {
  const packs: StoredEntries[] = [];
  for (let from = at, to = at; from < log.length; from = to) {
    let sizeBytes = 0;
    do sizeBytes += log[to]?.bytes.length ?? 0;
    while (++to < log.length && to - from < PACK_ENTRIES && sizeBytes < PACK_BYTES);
    packs.push(asOne(session, from, log.slice(from, to)));
  }
  return packs;
}

/** The entries in what is kept, in order. */
export function unpacked(kept: readonly StoredEntries[]): Entry[] {
  return kept.flatMap(entriesIn);
}

/** The `index`th entry of the session, where the pack has it. */
export function entryAt(pack: StoredEntries | undefined, index: number): Entry | undefined {
  return pack && entriesIn(pack)[index - pack.index];
}

/** How many entries of its session come before the moment, which is in the pack. */
export function entriesBefore(pack: StoredEntries, moment: MomentId): number {
  return pack.index + entriesIn(pack).findIndex((entry) => entry.moment === moment) + 1;
}

/** What stays of the pack where its session is cut to so many entries, which it begins before. */
export function cutPack(pack: StoredEntries, entries: number): StoredEntries {
  return asOne(pack.session, pack.index, entriesIn(pack).slice(0, entries - pack.index));
}

function asOne(session: string, index: number, entries: Entry[]): StoredEntries {
  const [only] = entries;
  if (only && entries.length === 1) return { ...only, session, index };
  return { session, index, entries, moment: entries.map(({ moment }) => moment) };
}

function entriesIn(pack: StoredEntries): Entry[] {
  if ('entries' in pack) return pack.entries;
  const { session: _, index: __, ...entry } = pack;
  return [entry];
}
