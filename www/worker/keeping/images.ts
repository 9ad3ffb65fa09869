/**
 * Owns where a program's image is had from: the store, the program that is open, or
 * memory, where one came with a session and the store does not take it. Deliberately
 * does not know what an image is wanted for.
 */
import { KeepingError, type KeptImage, type SessionStore } from './records.ts';

/**
 * Keeps an image where it fits, or does once there is room; gives why not, in a sentence.
 * Rejects where the store fails for another reason.
 */
export async function keepWhereItFits(
  store: Pick<SessionStore, 'putImage'>,
  image: KeptImage,
  makeRoom: () => Promise<boolean>,
): Promise<KeepingError | undefined> {
  for (let mayMakeRoom = true; ; mayMakeRoom = false) {
    try {
      await store.putImage(image);
      return undefined;
    } catch (error) {
      if (!(error instanceof KeepingError) || error.why === 'refused') throw error;
      if (error.why === 'too-large') return error;
      if (mayMakeRoom && (await makeRoom())) continue;
      return new KeepingError(
        `${image.name} could not be kept: the browser has no room left for it.`,
        'no-room',
      );
    }
  }
}

export class Images {
  readonly #store: Pick<SessionStore, 'image' | 'putImage'>;
  readonly #open: () => KeptImage | undefined;
  readonly #makeRoom: () => Promise<boolean>;
  /** By their hashes, as long as the worker is there. */
  readonly #held = new Map<string, KeptImage>();

  /** `open` gives the one that is open, which the store may not have; `makeRoom` gives up what can be done without. */
  constructor(
    store: Pick<SessionStore, 'image' | 'putImage'>,
    open: () => KeptImage | undefined,
    makeRoom: () => Promise<boolean>,
  ) {
    this.#store = store;
    this.#open = open;
    this.#makeRoom = makeRoom;
  }

  async get(sha256: string): Promise<KeptImage | undefined> {
    const open = this.#open();
    if (open?.sha256 === sha256) return open;
    return this.#held.get(sha256) ?? (await this.#store.image(sha256));
  }

  /** Keeps it; where it does not fit it is at hand for now, and the sentence that says so is given. */
  async keep(image: KeptImage): Promise<string | undefined> {
    const lack = await keepWhereItFits(this.#store, image, this.#makeRoom);
    if (lack) this.#held.set(image.sha256, image);
    return lack?.message;
  }
}
