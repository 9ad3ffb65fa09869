/**
 * Owns what a screen reader would say of the page by itself: what comes into live regions that are
 * there and not under a dialog, and where the focus goes, with the group that it enters. Does not
 * know what the page says.
 */
import type { Page } from '@playwright/test';

/** Begins to listen; gives everything heard since. Where the focus goes is marked with an arrow. */
export async function listen(page: Page): Promise<() => Promise<string[]>> {
  const heard = await page.evaluateHandle(() => {
    const LIVE = '[aria-live], [role="status"], [role="alert"], [role="log"]';
    const sentences: string[] = [];
    const textOf = (node: Node): string => (node.textContent ?? '').replace(/\s+/g, ' ').trim();
    const hear = (text: string): void => {
      if (text !== '') sentences.push(text);
    };
    const isLive = (region: Element): boolean => {
      const dialog = document.querySelector('dialog[open]');
      const isUnderDialog = dialog !== null && !dialog.contains(region);
      return region.ariaLive !== 'off' && region.checkVisibility() && !isUnderDialog;
    };
    // A region that comes into sight together with its text is no change of it.
    let there = new Set<Element>();
    const look = (): void => {
      there = new Set([...document.querySelectorAll(LIVE)].filter(isLive));
      requestAnimationFrame(look);
    };
    look();
    const isHeard = (region: Element): boolean =>
      isLive(region) && (there.has(region) || region.role === 'alert');
    new MutationObserver((mutations) => {
      const whole = new Set<Element>();
      for (const { target, addedNodes, type } of mutations) {
        const place = target instanceof Element ? target : target.parentElement;
        const region = place?.closest(LIVE);
        if (region && isHeard(region)) {
          if (region.role === 'status' || region.role === 'alert') whole.add(region);
          else if (type === 'characterData') hear(textOf(target));
          else for (const added of addedNodes) hear(textOf(added));
          continue;
        }
        // But for an alert.
        for (const added of addedNodes) {
          if (!(added instanceof Element)) continue;
          for (const alert of [added, ...added.querySelectorAll('*')]) {
            if (alert.role === 'alert' && isLive(alert)) whole.add(alert);
          }
        }
      }
      for (const region of whole) hear(textOf(region));
    }).observe(document.body, { childList: true, characterData: true, subtree: true });

    let group: Element | null = null;
    addEventListener(
      'focusin',
      ({ target }) => {
        if (!(target instanceof Element)) return;
        const entered = target.closest('[role="group"][aria-labelledby]');
        const label = entered?.getAttribute('aria-labelledby') ?? '';
        const isNew = entered !== null && entered !== group;
        group = entered;
        const name = target.ariaLabel ?? textOf(target.querySelector('.answer-label') ?? target);
        const of = isNew ? `${document.getElementById(label)?.textContent}: ` : '';
        sentences.push(`→ ${of}${name}`);
      },
      true,
    );
    return sentences;
  });
  return () => heard.jsonValue();
}
