/**
 * Owns what is given up where the store has no room left: programs that were opened and never
 * typed to, then what only saves time, and where there is none of it, sessions that the person
 * gave up before, to make room perhaps. Deliberately does not know what wants the room.
 */
import type { SessionStore } from './records.ts';

export class Room {
  readonly #store: Pick<SessionStore, 'sessions' | 'dropSession' | 'dropUnusedImages'>;
  readonly #checkpoints: { makeRoom(): Promise<boolean> };

  constructor(
    store: Pick<SessionStore, 'sessions' | 'dropSession' | 'dropUnusedImages'>,
    checkpoints: { makeRoom(): Promise<boolean> },
  ) {
    this.#store = store;
    this.#checkpoints = checkpoints;
  }

  /** True when something was given up. */
  async makeRoom(): Promise<boolean> {
    return (
      (await this.#dropUnused()) ||
      (await this.#checkpoints.makeRoom()) ||
      (await this.#dropPutAside())
    );
  }

  /** One that is open is kept again with the first line typed to it. */
  async #dropUnused(): Promise<boolean> {
    return this.#store.dropUnusedImages().catch(() => false);
  }

  async #dropPutAside(): Promise<boolean> {
    try {
      const putAside = (await this.#store.sessions()).filter(
        ({ deleted }) => deleted !== undefined,
      );
      for (const { id } of putAside) await this.#store.dropSession(id);
      return putAside.length > 0;
    } catch {
      return false;
    }
  }
}
