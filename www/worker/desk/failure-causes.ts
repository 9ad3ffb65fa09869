/**
 * Owns when it is looked for what led to a failure, beside the program that failed, and that the
 * page is told of that failure alone. Deliberately does not know how it is found.
 */
import type { Deed, Event, Failure } from '../../protocol.ts';
import type { LookBack } from '../aside/looking-back.ts';
import type { KeptSession } from '../session/kept-session.ts';

/** A longer way takes too long to be gone again. */
const MOST_INSTRUCTIONS = 10_000_000_000;
/** So many are looked at one by one, the last, which takes a second or two. */
const MOST_SEEN = 20_000_000;

export interface CausesHost {
  emit(event: Event): void;
  /** Looks back beside the program that is there; what it gives ends it. */
  lookAside(look: LookBack, hear: (deeds: Deed[]) => void): () => void;
}

export class FailureCauses {
  readonly #host: CausesHost;
  #failure: Failure | undefined;
  #end = (): void => {};

  constructor(host: CausesHost) {
    this.#host = host;
  }

  /** Another program, or another moment: nobody is told any more. */
  forget(): void {
    this.#failure = undefined;
    this.#end();
    this.#end = () => {};
  }

  /** A program failed so; `look` is to follow. */
  failed(failure: Failure): void {
    this.#failure = failure;
  }

  /** It did so in this session, after so many instructions. */
  look(session: KeptSession, instructions: number): void {
    const failure = this.#failure;
    if (!failure) return;
    const { image, head } = session;
    const log = session.log.slice(0, head);
    const unseen = Math.max(0, instructions - MOST_SEEN);
    const tell = (deeds: Deed[]): void =>
      this.#host.emit({ type: 'led-to-failure', instructions, deeds, unseen });
    // The page keeps room for it.
    if (instructions > MOST_INSTRUCTIONS) tell([]);
    else this.#end = this.#host.lookAside({ failure, image, log, instructions, unseen }, tell);
  }
}
