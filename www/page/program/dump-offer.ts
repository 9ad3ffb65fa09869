/**
 * Owns at which moments a caught dump is offered: before it was printed there is
 * none, whoever comes back to where it was printed has it again. An answered
 * one is offered no more until the program prints again. Deliberately knows
 * neither cards nor the machine.
 */

export interface DumpOfferListeners<Dump> {
  show: (dump: Dump) => void;
  /** Takes the offer away; false when it was answered before. */
  drop: () => boolean;
}

/** A moment of the open session, which has `entries` entries in all. */
export interface Moment {
  id: string;
  entries: number;
  head: number;
}

export class DumpOffer<Dump> {
  readonly #listeners: DumpOfferListeners<Dump>;
  #caught: { dump: Dump; id: string; head: number; isWithdrawn: boolean } | undefined;

  constructor(listeners: DumpOfferListeners<Dump>) {
    this.#listeners = listeners;
  }

  /** The program printed it at this moment. */
  caught(dump: Dump, { id, head }: Moment): void {
    this.#caught = { dump, id, head, isWithdrawn: false };
    this.#listeners.show(dump);
  }

  /** It cannot be had any more. */
  gone(): void {
    this.#caught = undefined;
    this.#listeners.drop();
  }

  /** A program begins, by whatever way; where it is the one that was printed, there is nothing left to offer. */
  begins(isIt: (dump: Dump) => boolean): void {
    if (this.#caught && isIt(this.#caught.dump)) this.gone();
  }

  /** The open session went to this moment, back or forth. */
  wentTo({ id, head }: Moment): void {
    const caught = this.#caught;
    if (caught?.id !== id) return;
    if (head < caught.head) {
      if (!caught.isWithdrawn) caught.isWithdrawn = this.#listeners.drop();
    } else if (caught.isWithdrawn) {
      caught.isWithdrawn = false;
      this.#listeners.show(caught.dump);
    }
  }

  /** Something was typed that led to this moment; a last entry may be a new one, which leads elsewhere. */
  typed({ entries, head }: Moment): void {
    if (this.#caught?.isWithdrawn && head === entries) this.#caught = undefined;
  }
}
