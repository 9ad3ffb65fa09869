/**
 * Owns where a program's image is had from: the store, the program that is open, or
 * memory, where one came with a session and is too large for the store. Deliberately
 * does not know what an image is wanted for.
 */
import { KeepingError, type KeptImage, type SessionStore } from './records.ts';

export class Images {
  readonly #store: Pick<SessionStore, 'image' | 'putImage'>;
  readonly #open: () => KeptImage | undefined;
  /** By their hashes, as long as the worker is there. */
  readonly #held = new Map<string, KeptImage>();

  /** `open` gives the one that is open, which the store may not have. */
  constructor(store: Pick<SessionStore, 'image' | 'putImage'>, open: () => KeptImage | undefined) {
    this.#store = store;
    this.#open = open;
  }

  async get(sha256: string): Promise<KeptImage | undefined> {
    const open = this.#open();
    if (open?.sha256 === sha256) return open;
    return this.#held.get(sha256) ?? (await this.#store.image(sha256));
  }

  /** Keeps it; where it is too large for that it is at hand for now, and the sentence that says so is given. */
  async keep(image: KeptImage): Promise<string | undefined> {
    try {
      await this.#store.putImage(image);
      return undefined;
    } catch (error) {
      if (!(error instanceof KeepingError) || error.why !== 'too-large') throw error;
      this.#held.set(image.sha256, image);
      return error.message;
    }
  }
}
