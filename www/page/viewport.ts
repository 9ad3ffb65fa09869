/**
 * Owns the height of the page: what is left of the screen when a phone's
 * keyboard is up, so that the line being typed is always in sight.
 */
export function followViewport(changed: () => void): void {
  const { visualViewport } = window;
  if (!visualViewport) return;
  const apply = (): void => {
    // A person who has zoomed in sees a part of the page, which keeps its size.
    if (visualViewport.scale > 1.01) return;
    document.documentElement.style.setProperty('--viewport', `${visualViewport.height}px`);
    // Some phones push the page up to show the field that has the focus.
    if (visualViewport.offsetTop > 0) scrollTo(0, 0);
    changed();
  };
  visualViewport.addEventListener('resize', apply);
  visualViewport.addEventListener('scroll', apply);
  apply();
}
