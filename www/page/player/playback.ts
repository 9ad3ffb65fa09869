/**
 * Owns the time of a cast that is played: on, halted, faster, at any point.
 * Does not know the terminal it is written to, nor the buttons.
 */
import type { Cast } from './cast.ts';

export interface PlaybackListener {
  write: (data: string) => void;
  /** A clean terminal. */
  reset: () => void;
  /** The time, or whether it goes on, is other than before. */
  changed: () => void;
}

/** Where time comes from; a test's own is as good. */
export interface Clock {
  nowMs: () => number;
  /** Calls `act` soon; gives what calls it off. */
  soon: (act: () => void) => () => void;
}

export class Playback {
  readonly cast: Cast;
  readonly #listener: PlaybackListener;
  readonly #clock: Clock;
  /** Events written. */
  #written = 0;
  #atMs = 0;
  #speed = 1;
  #sinceMs = 0;
  #callOff: (() => void) | undefined;

  constructor(cast: Cast, listener: PlaybackListener, clock: Clock) {
    this.cast = cast;
    this.#listener = listener;
    this.#clock = clock;
    this.#writeUpTo(0);
  }

  get atMs(): number {
    return this.#atMs;
  }

  get isPlaying(): boolean {
    return this.#callOff !== undefined;
  }

  get isOver(): boolean {
    return this.#atMs >= this.cast.durationMs;
  }

  set speed(speed: number) {
    this.#speed = speed;
    this.#listener.changed();
  }

  /** Plays on, or from the beginning where it was over. */
  play(): void {
    if (this.isPlaying) return;
    if (this.isOver) this.seek(0);
    this.#sinceMs = this.#clock.nowMs();
    this.#next();
    this.#listener.changed();
  }

  pause(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#listener.changed();
  }

  seek(toMs: number): void {
    const atMs = Math.max(0, Math.min(this.cast.durationMs, toMs));
    const isBack = atMs < this.#atMs;
    if (isBack) {
      this.#listener.reset();
      this.#written = 0;
    }
    this.#writeUpTo(atMs);
    this.#listener.changed();
  }

  #next(): void {
    this.#callOff = this.#clock.soon(() => {
      const nowMs = this.#clock.nowMs();
      const passedMs = (nowMs - this.#sinceMs) * this.#speed;
      this.#sinceMs = nowMs;
      this.#writeUpTo(Math.min(this.cast.durationMs, this.#atMs + passedMs));
      if (this.isOver) this.#callOff = undefined;
      else this.#next();
      this.#listener.changed();
    });
  }

  #writeUpTo(atMs: number): void {
    const { events } = this.cast;
    let data = '';
    for (let next = events[this.#written]; next && next.atMs <= atMs; ) {
      data += next.data;
      this.#written += 1;
      next = events[this.#written];
    }
    this.#atMs = atMs;
    if (data !== '') this.#listener.write(data);
  }
}
