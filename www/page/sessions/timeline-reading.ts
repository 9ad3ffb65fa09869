/**
 * Owns when the page asks for the timeline of the session: at once, or soon where
 * something has come that would be seen. Does not know how it looks.
 */
import type { ProgramConnection } from '../program/program-connection.ts';
import type { TimelinePanel } from './timeline-panel.ts';

/** The timeline is made anew at most this often. */
const TIMELINE_MS = 400;

export class TimelineReading {
  readonly #connection: ProgramConnection;
  readonly #panel: () => Pick<TimelinePanel, 'isShown' | 'known'> | undefined;
  #readMs = Number.NEGATIVE_INFINITY;
  #isDue = false;

  constructor(
    connection: ProgramConnection,
    panel: () => Pick<TimelinePanel, 'isShown' | 'known'> | undefined,
  ) {
    this.#connection = connection;
    this.#panel = panel;
  }

  read(): void {
    this.#readMs = performance.now();
    const known = this.#panel()?.known ?? 0;
    if (this.#connection.program) this.#connection.ask({ type: 'read-timeline', known });
  }

  /** Lines that come fast are shown together: the list is made anew each time. */
  readSoon(): void {
    if (!this.#panel()?.isShown || this.#isDue) return;
    this.#isDue = true;
    const sinceMs = performance.now() - this.#readMs;
    setTimeout(
      () => {
        this.#isDue = false;
        if (this.#panel()?.isShown) this.read();
      },
      Math.max(0, TIMELINE_MS - sinceMs),
    );
  }
}
