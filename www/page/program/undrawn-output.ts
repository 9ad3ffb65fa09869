/**
 * Owns the count of output that is on its way to the screen: how much of what is drawn the
 * worker that printed it may send again. Does not know what draws.
 */
export class UndrawnOutput {
  #bytes = 0;
  /** Nobody waits for these: a dead worker's, or shown once more. They are drawn before the others. */
  #uncreditedBytes = 0;

  /** The worker sent so much. */
  came(bytes: number): void {
    this.#bytes += bytes;
  }

  /** So much is drawn that the worker has not counted. */
  cameAgain(bytes: number): void {
    this.#uncreditedBytes += bytes;
  }

  /** The worker that sent it is dead. */
  lost(): void {
    this.#uncreditedBytes += this.#bytes;
    this.#bytes = 0;
  }

  /** So much has been drawn; gives how much of it the worker is owed. */
  drawn(bytes: number): number {
    const uncredited = Math.min(bytes, this.#uncreditedBytes);
    this.#uncreditedBytes -= uncredited;
    const credited = bytes - uncredited;
    this.#bytes -= credited;
    return credited;
  }
}
