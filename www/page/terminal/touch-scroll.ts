/**
 * Owns what a finger does to the rows, which xterm leaves out: they follow it, and glide on
 * for a moment when it lets go; one that rests on a row asks for its text.
 */
import type { Terminal } from '@xterm/xterm';

/** Each frame of gliding keeps this much of its speed. */
const GLIDE = 0.94;
const SLOWEST_PIXELS_A_FRAME = 0.5;
const FRAME_MS = 16;
/** Rows that stood still under the finger for so long do not glide. */
const STILL_MS = 60;
/** As long as phones wait before they take a press for a long one. */
const LONG_PRESS_MS = 500;
/** A finger that rests moves as far as this. */
const RESTS_PIXELS = 8;

/** `heldOn`: a finger rested on this row. */
export function scrollByTouch(
  place: HTMLElement,
  terminal: Terminal,
  heldOn: (row: number) => void,
): void {
  const rows = new FollowingRows(place, terminal);
  const rest = new RestingFinger(place, terminal, heldOn);

  place.addEventListener(
    'touchstart',
    ({ touches }) => {
      rows.touched(touches[0]);
      rest.touched(touches.length === 1 ? touches[0] : undefined);
    },
    { passive: true },
  );
  place.addEventListener(
    'touchmove',
    ({ touches }) => {
      const touch = touches[0];
      // Two fingers zoom.
      if (!touch || touches.length > 1) return;
      rest.moved(touch);
      rows.moved(touch);
    },
    { passive: true },
  );
  place.addEventListener(
    'touchend',
    (event) => {
      rest.left();
      // No press of what came up under the finger.
      if (rest.wasLong) event.preventDefault();
      else rows.left();
    },
    { passive: false },
  );
  place.addEventListener('touchcancel', () => rest.left());
  // The browser's own long press would only give xterm's field the focus.
  place.addEventListener(
    'contextmenu',
    (event) => {
      if ((event as PointerEvent).pointerType !== 'touch') return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
}

/** Rows that follow a finger, and glide on. */
class FollowingRows {
  readonly #place: HTMLElement;
  readonly #terminal: Terminal;
  #lastY = 0;
  #lastTime = 0;
  /** Pixels a frame, positive when the finger goes down. */
  #speed = 0;
  /** Pixels moved that do not yet make a row. */
  #rest = 0;
  #gliding = 0;

  constructor(place: HTMLElement, terminal: Terminal) {
    this.#place = place;
    this.#terminal = terminal;
  }

  touched(finger: Touch | undefined): void {
    cancelAnimationFrame(this.#gliding);
    this.#lastY = finger?.clientY ?? 0;
    this.#lastTime = performance.now();
    this.#speed = 0;
    this.#rest = 0;
  }

  moved({ clientY }: Touch): void {
    const now = performance.now();
    const pixels = clientY - this.#lastY;
    this.#speed = (pixels / Math.max(1, now - this.#lastTime)) * FRAME_MS;
    this.#lastY = clientY;
    this.#lastTime = now;
    this.#move(pixels);
  }

  left(): void {
    if (performance.now() - this.#lastTime > STILL_MS) return;
    if (!matchMedia('(prefers-reduced-motion: reduce)').matches) this.#glide();
  }

  #glide(): void {
    this.#speed *= GLIDE;
    if (Math.abs(this.#speed) < SLOWEST_PIXELS_A_FRAME) return;
    this.#move(this.#speed);
    this.#gliding = requestAnimationFrame(() => this.#glide());
  }

  #move(pixels: number): void {
    const rowHeight = this.#place.clientHeight / this.#terminal.rows;
    this.#rest += pixels;
    const rows = Math.trunc(this.#rest / rowHeight);
    if (rows === 0) return;
    this.#rest -= rows * rowHeight;
    this.#terminal.scrollLines(-rows);
  }
}

/** A finger that rests on a row for long. */
class RestingFinger {
  readonly #place: HTMLElement;
  readonly #terminal: Terminal;
  readonly #heldOn: (row: number) => void;
  #first: Touch | undefined;
  #waiting: ReturnType<typeof setTimeout> | undefined;
  /** It rested so long that its row's text was asked for. */
  wasLong = false;

  constructor(place: HTMLElement, terminal: Terminal, heldOn: (row: number) => void) {
    this.#place = place;
    this.#terminal = terminal;
    this.#heldOn = heldOn;
  }

  /** Undefined for one of several, which never rest. */
  touched(finger: Touch | undefined): void {
    this.left();
    this.wasLong = false;
    this.#first = finger;
    if (finger) this.#waiting = setTimeout(() => this.#ask(finger), LONG_PRESS_MS);
  }

  moved({ clientX, clientY }: Touch): void {
    const first = this.#first;
    if (!first || Math.hypot(clientX - first.clientX, clientY - first.clientY) > RESTS_PIXELS)
      this.left();
  }

  left(): void {
    clearTimeout(this.#waiting);
  }

  #ask({ clientY }: Touch): void {
    this.wasLong = true;
    const y = clientY - this.#place.getBoundingClientRect().top;
    const { rows, buffer } = this.#terminal;
    this.#heldOn(buffer.active.viewportY + Math.floor((y / this.#place.clientHeight) * rows));
  }
}
