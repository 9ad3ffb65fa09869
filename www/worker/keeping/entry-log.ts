/**
 * Owns what is asked of the room of entries in the browser's database: where a session's
 * are, what has a certain one, and how many it shares. Deliberately changes nothing there.
 */
import type { IDBPObjectStore, StoreNames } from 'idb';
import type { Schema } from './connection.ts';
import type { StoredEntries } from './entry-packs.ts';
import type { Entry, MomentId } from './records.ts';

export function entriesOf(session: string): IDBKeyRange {
  return IDBKeyRange.bound([session, 0], [session, Number.MAX_SAFE_INTEGER]);
}

/** How many of these entries another session begins with: it has a moment with all those before it. */
export async function sharedBeginning(
  moments: { count(moment: MomentId): Promise<number> },
  entries: readonly Entry[],
): Promise<number> {
  let [from, to] = [0, entries.length];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if ((await moments.count(entries[middle]?.moment ?? '')) > 0) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** What is kept with the session's `index`th entry in it; undefined before the first. */
export async function packWith(
  log: Pick<IDBPObjectStore<Schema, StoreNames<Schema>[], 'entries', 'readwrite'>, 'openCursor'>,
  session: string,
  index: number,
): Promise<StoredEntries | undefined> {
  if (index < 0) return undefined;
  const upTo = IDBKeyRange.bound([session, 0], [session, index]);
  return (await log.openCursor(upTo, 'prev'))?.value;
}
