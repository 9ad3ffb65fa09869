/**
 * Owns what a finger does to the rows, which xterm leaves out: they follow it, and glide on
 * for a moment when it lets go; one that rests on a row asks for its text.
 */
import type { Terminal } from '@xterm/xterm';

/** Each frame of gliding keeps this much of its speed. */
const GLIDE = 0.94;
const SLOWEST_PIXELS_A_FRAME = 0.5;
const FRAME_MS = 16;
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
  let first: Touch | undefined;
  let holding: number | undefined;
  let wasHeld = false;
  let lastY = 0;
  let lastTime = 0;
  /** Pixels a frame, positive when the finger goes down. */
  let speed = 0;
  /** Pixels moved that do not yet make a row. */
  let rest = 0;
  let gliding = 0;

  const move = (pixels: number): void => {
    const rowHeight = place.clientHeight / terminal.rows;
    rest += pixels;
    const rows = Math.trunc(rest / rowHeight);
    if (rows === 0) return;
    rest -= rows * rowHeight;
    terminal.scrollLines(-rows);
  };
  const glide = (): void => {
    speed *= GLIDE;
    if (Math.abs(speed) < SLOWEST_PIXELS_A_FRAME) return;
    move(speed);
    gliding = requestAnimationFrame(glide);
  };

  const letGo = (): void => clearTimeout(holding);
  const hold = (): void => {
    wasHeld = true;
    const y = (first?.clientY ?? 0) - place.getBoundingClientRect().top;
    heldOn(terminal.buffer.active.viewportY + Math.floor((y / place.clientHeight) * terminal.rows));
  };

  place.addEventListener(
    'touchstart',
    ({ touches }) => {
      cancelAnimationFrame(gliding);
      first = touches[0];
      lastY = first?.clientY ?? 0;
      letGo();
      wasHeld = false;
      if (touches.length === 1) holding = setTimeout(hold, LONG_PRESS_MS);
      lastTime = performance.now();
      speed = 0;
      rest = 0;
    },
    { passive: true },
  );
  place.addEventListener(
    'touchmove',
    ({ touches }) => {
      const touch = touches[0];
      // Two fingers zoom.
      if (!touch || touches.length > 1) return;
      const { clientX = 0, clientY = 0 } = first ?? {};
      if (Math.hypot(touch.clientX - clientX, touch.clientY - clientY) > RESTS_PIXELS) letGo();
      const now = performance.now();
      const pixels = touch.clientY - lastY;
      speed = (pixels / Math.max(1, now - lastTime)) * FRAME_MS;
      lastY = touch.clientY;
      lastTime = now;
      move(pixels);
    },
    { passive: true },
  );
  place.addEventListener(
    'touchend',
    (event) => {
      letGo();
      // No press of what came up under the finger.
      if (wasHeld) {
        event.preventDefault();
        return;
      }
      const hasRested = performance.now() - lastTime > 60;
      if (!hasRested && !matchMedia('(prefers-reduced-motion: reduce)').matches) glide();
    },
    { passive: false },
  );
  place.addEventListener('touchcancel', letGo);
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
