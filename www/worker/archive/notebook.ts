/**
 * Owns the notebook of an image: every publication that passed in any of its
 * sessions, once, and where the moment is that it came at. Deliberately does not
 * know what a publication is worth.
 */
import type { NotebookEntry } from '../../protocol.ts';
import { firstOfEach, inOrder, type MomentId, type SessionStore } from '../keeping/records.ts';
import type { KeptSession } from '../session/kept-session.ts';

export class Notebook {
  readonly #store: SessionStore;

  constructor(store: SessionStore) {
    this.#store = store;
  }

  /** Those of the session's image, in the order they came; what is not written yet too. */
  async entries(session: KeptSession): Promise<NotebookEntry[]> {
    const kept = await this.#store.publications(session.image.sha256).catch(() => []);
    const all = firstOfEach([...kept, ...session.moments.publications]);
    return Promise.all(
      inOrder(all).map(async ({ text, account, moment, date, instructions }) => {
        const where = await this.whereIs(session, moment);
        return {
          text,
          account,
          moment,
          date,
          instructions,
          ...(where && {
            entries: where.entries,
            isInOpenSession: where.session === session.record.id,
          }),
        };
      }),
    );
  }

  /** The session with this moment, the open one rather than another. */
  async whereIs(
    session: KeptSession,
    moment: MomentId,
  ): Promise<{ session: string; entries: number } | undefined> {
    const entries = session.moments.entriesTo(moment);
    if (entries !== undefined) return { session: session.record.id, entries };
    return this.#store.whereIs(moment).catch(() => undefined);
  }
}
