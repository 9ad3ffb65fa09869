/**
 * Owns the choice of where sessions are kept: in the browser's storage, or in
 * memory where the browser refuses. Deliberately knows nothing of sessions.
 */
import { reasonOf } from '../../wording/reason.mjs';
import { openDatabase } from './database.ts';
import { MemoryStore } from './memory-store.ts';
import type { Keeping } from './records.ts';

/** A session put aside can be had back for so long at least. */
const PUT_ASIDE_MS = 60_000;

export async function openKeeping(): Promise<Keeping> {
  try {
    const store = await openDatabase();
    const before = Date.now() - PUT_ASIDE_MS;
    for (const { id, deleted } of await store.sessions()) {
      if (deleted !== undefined && deleted < before) await store.dropSession(id);
    }
    // A tab that has one of them open keeps it again with the first line typed.
    await store.dropUnusedImages();
    return { store };
  } catch (error) {
    const reason = reasonOf(error);
    return {
      store: new MemoryStore(),
      trouble: `${reason} This session lasts until the tab is closed.`,
    };
  }
}
