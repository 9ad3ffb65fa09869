/**
 * Owns the choice of where sessions are kept: in the browser's storage, or in
 * memory where the browser refuses. Deliberately knows nothing of sessions.
 */
import { openDatabase } from './database.ts';
import { MemoryStore } from './memory-store.ts';
import type { Keeping } from './records.ts';

/** A session put aside can be had back for so long at least. */
const PUT_ASIDE_MS = 60_000;
/**
 * A database that neither opens nor refuses is given up after so long. A busy disk may well take
 * seconds, and what is given up is kept no more.
 */
const PATIENCE_MS = 10_000;

export async function openKeeping(): Promise<Keeping> {
  try {
    const store = await Promise.race([openDatabase(), outOfPatience()]);
    const before = Date.now() - PUT_ASIDE_MS;
    for (const { id, deleted } of await store.sessions()) {
      if (deleted !== undefined && deleted < before) await store.dropSession(id);
    }
    // A tab that has one of them open keeps it again with the first line typed.
    await store.dropUnusedImages();
    return { store };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      store: new MemoryStore(),
      trouble: `${reason} This session lasts until the tab is closed.`,
    };
  }
}

function outOfPatience(): Promise<never> {
  return new Promise((_, refuse) => {
    setTimeout(() => refuse(new Error('The browser’s storage does not answer.')), PATIENCE_MS);
  });
}
