/**
 * Owns the input that has come and that the program has not asked for yet, and
 * whose turn it is: one delivery at a time, each only when the program asks.
 * Deliberately knows neither log nor machine.
 */
import type { Delivery } from '../keeping/records.ts';

export class DeliveryQueue {
  #arrived: Delivery[] = [];
  #isEnded = false;
  #isOver = true;
  /** The program asks, and has not been given anything yet. */
  #isAsking = false;
  #isDelivering = false;
  /** What waits is not for the moment that is left, but for the one that is come back to. */
  keepsWaiting = false;

  /** A program begins; or goes on, and may have had its end of input. */
  restart(isEnded: boolean): void {
    if (!this.keepsWaiting) this.#arrived = [];
    this.#isEnded = isEnded || this.#arrived.some((delivery) => delivery.isEnd);
    this.#isOver = false;
    this.#isAsking = false;
  }

  /** The program reads nothing any more. */
  end(): void {
    this.#isOver = true;
    this.#arrived = [];
  }

  set isAsking(isAsking: boolean) {
    this.#isAsking = isAsking;
  }

  get isAsking(): boolean {
    return this.#isAsking;
  }

  /** The program asks, and nothing is on its way to it. */
  get isIdle(): boolean {
    return this.#isAsking && !this.#isDelivering;
  }

  /** Nothing waits, and more may come. */
  get isEmpty(): boolean {
    return this.#arrived.length === 0 && !this.#isEnded;
  }

  get waitingBytes(): number {
    return this.#arrived.reduce(
      (sum, delivery) => sum + (delivery.isEnd ? 0 : delivery.bytes.length),
      0,
    );
  }

  /** A machine's figures, with what waits here for it. */
  countedIn<Figures extends { pendingInputBytes: number }>(figures: Figures): Figures {
    const pendingInputBytes = figures.pendingInputBytes + this.waitingBytes;
    return { ...figures, pendingInputBytes };
  }

  /** False when nothing will read it. */
  add(delivery: Delivery): boolean {
    if (this.#isOver || this.#isEnded) return false;
    this.#arrived.push(delivery);
    this.#isEnded = delivery.isEnd;
    return true;
  }

  /** The next delivery, or `ahead` before it, if the program asks for one; `delivered` is to follow. */
  take(ahead?: Delivery): Delivery | undefined {
    if (!this.isIdle || this.keepsWaiting) return undefined;
    const delivery = ahead ?? this.#arrived.shift();
    if (!delivery) return undefined;
    this.#isAsking = false;
    this.#isDelivering = true;
    return delivery;
  }

  delivered(): void {
    this.#isDelivering = false;
  }
}
