/**
 * Owns scrolling back with a finger, which xterm leaves out: the rows follow the
 * finger, and glide on for a moment when it lets go.
 */
import type { Terminal } from '@xterm/xterm';

/** Each frame of gliding keeps this much of its speed. */
const GLIDE = 0.94;
const SLOWEST_PIXELS_A_FRAME = 0.5;
const FRAME_MS = 16;

export function scrollByTouch(place: HTMLElement, terminal: Terminal): void {
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

  place.addEventListener(
    'touchstart',
    ({ touches }) => {
      cancelAnimationFrame(gliding);
      lastY = touches[0]?.clientY ?? 0;
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
    () => {
      const hasRested = performance.now() - lastTime > 60;
      if (!hasRested && !matchMedia('(prefers-reduced-motion: reduce)').matches) glide();
    },
    { passive: true },
  );
}
