/**
 * Owns the choice of where sessions are kept: in the browser's storage, or in
 * memory where the browser refuses. Deliberately knows nothing of sessions.
 */
import { reasonOf } from '../../wording/reason.mjs';
import { openDatabase } from './database.ts';
import type { Keeping, SessionRecord, SessionStore } from './records.ts';

/** A session put aside can be had back for so long at least, unless its room is wanted. */
const PUT_ASIDE_MS = 60_000;

export async function openKeeping(): Promise<Keeping> {
  try {
    const store = await openDatabase();
    const sessions = await store.sessions();
    // Next time, perhaps: a disk may be too full even for that.
    await tidy(store, sessions).catch(() => {});
    return { store };
  } catch (error) {
    const reason = reasonOf(error);
    // Few browsers refuse: the others need not wait for its code.
    const { MemoryStore } = await import('./memory-store.ts');
    return {
      store: new MemoryStore(),
      trouble: `${reason} This session lasts until the tab is closed.`,
    };
  }
}

/** Gives up what nobody can have back any more. */
async function tidy(store: SessionStore, sessions: readonly SessionRecord[]): Promise<void> {
  const before = Date.now() - PUT_ASIDE_MS;
  for (const { id, deleted } of sessions) {
    if (deleted !== undefined && deleted < before) await store.dropSession(id);
  }
  // A tab that has one of them open keeps it again with the first line typed.
  await store.dropUnusedImages();
}
