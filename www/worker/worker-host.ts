/**
 * Owns what the worker's logic needs of the place it runs in, as an interface:
 * a way to tell the page things, and a clock. Tests give a page and a clock
 * of their own.
 */
import type { Event } from '../protocol.ts';

/** Where events go and time comes from. */
export interface WorkerHost {
  /** Sends an event; bytes in it are transferred and must not be used again. */
  emit(event: Event): void;
  /** Hears all that the program prints, dumps included, ahead of the events about it. */
  printed?(bytes: Uint8Array): void;
  /** Milliseconds from some fixed moment, never going back. */
  nowMs(): number;
}
