/**
 * Owns when a moment is kept to come back to: once the program asks and nothing
 * was typed for a while. Deliberately knows neither what a snapshot is nor what
 * a checkpoint is.
 */

import type { MachinePort } from '../running/machine-port.ts';
import type { KeptSession } from '../session/kept-session.ts';

/** A moment is kept when nothing was typed for so long; who has come from elsewhere may go on at once. */
const QUIET_MS = 400;
const ARRIVED_MS = 3_000;

/** What keeps moments, the quickest first. */
interface MomentKeeper {
  take(session: KeptSession, machine: MachinePort): Promise<void>;
}

export interface QuietKeepingHost {
  later(name: string, milliseconds: number, act: () => void): void;
  /** That session with that machine still stands where it asked. */
  isQuiet(session: KeptSession, machine: MachinePort): boolean;
}

export class QuietKeeping {
  readonly #keepers: readonly MomentKeeper[];
  readonly #host: QuietKeepingHost;
  #quietMs = QUIET_MS;

  constructor(keepers: readonly MomentKeeper[], host: QuietKeepingHost) {
    this.#keepers = keepers;
    this.#host = host;
  }

  /** A program begins. */
  begun(isFromElsewhere: boolean): void {
    this.#quietMs = isFromElsewhere ? ARRIVED_MS : QUIET_MS;
  }

  /** The program asks: its moment is kept if nothing comes. */
  asked(session: KeptSession, machine: MachinePort | undefined): void {
    if (machine) {
      this.#host.later('checkpoint', this.#quietMs, () => void this.#keep(session, machine));
    }
    this.#quietMs = QUIET_MS;
  }

  async #keep(session: KeptSession, machine: MachinePort): Promise<void> {
    for (const keeper of this.#keepers) {
      if (!this.#host.isQuiet(session, machine)) return;
      await keeper.take(session, machine);
    }
  }
}
