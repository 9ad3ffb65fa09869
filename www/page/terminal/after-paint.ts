/**
 * Owns waiting until the browser has painted. A page out of sight paints nothing, and its
 * program goes on: also where it went out of sight while something waited. Does not know
 * what waits.
 */
export function afterPaint(then: () => void): void {
  if (document.hidden) {
    setTimeout(then, 0);
    return;
  }
  const hidden = (): void => {
    cancelAnimationFrame(frame);
    setTimeout(then, 0);
  };
  const frame = requestAnimationFrame(() => {
    document.removeEventListener('visibilitychange', hidden);
    then();
  });
  document.addEventListener('visibilitychange', hidden, { once: true });
}
