/**
 * Owns what becomes of the dumps that the loaded program prints: from the first byte that passes
 * to the bytes that are booted or saved. Does not know how long a dump is offered
 * (dump-offer.ts), nor how a program is loaded.
 */
import type { Event } from '../../protocol.ts';
import type { CaughtDump } from '../cards/other-cards.ts';
import type { ProgramFile } from '../opening/open-program.ts';
import { DumpOffer, type Moment } from './dump-offer.ts';

type Dump = CaughtDump & { id: number };
type DumpEvent = Extract<Event, { type: 'dump-progress' | 'dump-caught' | 'dump-bytes' }>;

export interface DumpListeners {
  dumpProgress: (caughtBytes: number) => void;
  dumpCaught: (dump: Dump) => void;
  /** The dump that was caught, or was being caught, is not to be had here. False when none was offered. */
  dumpGone: () => boolean;
  dumpBytes: (name: string, bytes: Uint8Array) => void;
}

interface Acts {
  /** Asks for the bytes of a dump, which then `came`. */
  take: (id: number) => void;
  boot: (file: ProgramFile) => void;
}

export class ProgramDumps {
  readonly #listeners: DumpListeners;
  readonly #acts: Acts;
  readonly #offer: DumpOffer<Dump>;
  /** To be booted as soon as its bytes are here. */
  #booting: number | undefined;
  #isPassing = false;

  constructor(listeners: DumpListeners, acts: Acts) {
    this.#listeners = listeners;
    this.#acts = acts;
    this.#offer = new DumpOffer({
      show: (dump) => listeners.dumpCaught(dump),
      drop: () => listeners.dumpGone(),
    });
  }

  boot(id: number): void {
    this.#booting = id;
    this.#acts.take(id);
  }

  /** Answered by `dumpBytes`. */
  take(id: number): void {
    this.#acts.take(id);
  }

  /** What the worker tells of dumps, at this moment of the session. */
  heard(event: DumpEvent, moment: Moment): void {
    if (event.type === 'dump-progress') {
      this.#isPassing = true;
      this.#listeners.dumpProgress(event.caughtBytes);
    } else if (event.type === 'dump-caught') {
      this.#isPassing = false;
      this.#offer.caught(event, moment);
    } else this.#came(event);
  }

  /** As of the offer. */
  wentTo(moment: Moment): void {
    this.#offer.wentTo(moment);
  }

  /** As of the offer. */
  typed(moment: Moment): void {
    this.#offer.typed(moment);
  }

  /** The program with this image begins. */
  begins(sha256: string): void {
    this.left();
    this.#offer.begins((dump) => dump.sha256 === sha256);
  }

  /** One that was still passing when its program was given up will never be whole. */
  left(): void {
    if (!this.#isPassing) return;
    this.#isPassing = false;
    this.#listeners.dumpGone();
  }

  /** The worker is gone, and whatever it had. */
  lost(): void {
    this.#booting = undefined;
    this.#isPassing = false;
    this.#offer.gone();
  }

  /** The bytes that were asked for. */
  #came({ id, name, bytes }: ProgramFile & { id: number }): void {
    if (id !== this.#booting) {
      this.#listeners.dumpBytes(name, bytes);
      return;
    }
    this.#booting = undefined;
    this.#acts.boot({ name, bytes });
  }
}
