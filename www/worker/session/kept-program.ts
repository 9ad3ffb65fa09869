/**
 * Owns whether the program of a session is kept beside its lines, and how soon the store is
 * asked again where it is not: what is typed is kept without it. Deliberately knows no session.
 */
import { keepWhereItFits } from '../keeping/images.ts';
import type { KeepingError, KeptImage, SessionStore } from '../keeping/records.ts';
import { RETRY_MS } from './keeping-trouble.ts';

export interface KeptProgramHost {
  nowMs(): number;
  /** Gives up what can be done without. True when something was given up. */
  makeRoom(): Promise<boolean>;
}

export class KeptProgram {
  readonly #store: Pick<SessionStore, 'putImage'>;
  readonly #image: KeptImage;
  readonly #host: KeptProgramHost;
  #isWritten: boolean;
  #lack: KeepingError | undefined;
  #refusedMs = Number.NEGATIVE_INFINITY;

  /** `isWritten`: the store was asked before, in a session that goes on. */
  constructor(
    store: Pick<SessionStore, 'putImage'>,
    image: KeptImage,
    host: KeptProgramHost,
    isWritten: boolean,
  ) {
    this.#store = store;
    this.#image = image;
    this.#host = host;
    this.#isWritten = isWritten;
  }

  /** Why it is not kept, if it is not. */
  get lack(): KeepingError | undefined {
    return this.#lack;
  }

  /** Writes it where it fits; `isAnew`: also where it was written before. Rejects where the store fails. */
  async write(isAnew: boolean): Promise<void> {
    if (this.#isWritten && !isAnew) return;
    if (this.#lack && !this.#isDue(this.#lack)) return;
    // What can be done without is given up once: it would come again, and be missed each time.
    const makeRoom = this.#lack ? async () => false : () => this.#host.makeRoom();
    this.#lack = await keepWhereItFits(this.#store, this.#image, makeRoom);
    this.#isWritten = this.#lack === undefined;
    this.#refusedMs = this.#host.nowMs();
  }

  /** What is too large stays so, and is long in being refused. */
  #isDue({ why }: KeepingError): boolean {
    return why !== 'too-large' && this.#host.nowMs() - this.#refusedMs >= RETRY_MS;
  }
}
