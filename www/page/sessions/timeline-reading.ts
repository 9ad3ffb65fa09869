/**
 * Owns when the page asks for the timeline of the session: at once, or soon where
 * something has come that would be seen. Does not know how it looks.
 */
import type { Session } from '../session.ts';

/** The timeline is made anew at most this often. */
const TIMELINE_MS = 400;

export class TimelineReading {
  readonly #session: Session;
  readonly #isShown: () => boolean;
  #readMs = Number.NEGATIVE_INFINITY;
  #isDue = false;

  constructor(session: Session, isShown: () => boolean) {
    this.#session = session;
    this.#isShown = isShown;
  }

  read(): void {
    this.#readMs = performance.now();
    if (this.#session.program) this.#session.ask({ type: 'read-timeline' });
  }

  /** Lines that come fast are shown together: the list is made anew each time. */
  readSoon(): void {
    if (!this.#isShown() || this.#isDue) return;
    this.#isDue = true;
    const sinceMs = performance.now() - this.#readMs;
    setTimeout(
      () => {
        this.#isDue = false;
        if (this.#isShown()) this.read();
      },
      Math.max(0, TIMELINE_MS - sinceMs),
    );
  }
}
