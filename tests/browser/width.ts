/** Owns how a test is done on screens of several widths, and the check that nothing is cut off at a side. */
import type { Locator } from '@playwright/test';
import { expect, test } from './um32-page.ts';

/** Narrower ones are those of phones, which are touched. */
const DESKTOP_PIXELS = 1280;

/** Does tests on screens of each of these sizes. */
export function onScreens(
  sizes: readonly (readonly [width: number, height: number])[],
  tests: (width: number) => void,
): void {
  for (const [width, height] of sizes) {
    const isPhone = width < DESKTOP_PIXELS;
    test.describe(`${width} pixels wide`, () => {
      test.use({ viewport: { width, height }, hasTouch: isPhone, isMobile: isPhone });
      tests(width);
    });
  }
}

/** Each of these parts ends within so many pixels of the window's left. */
export async function expectWithin(parts: Locator, width: number): Promise<void> {
  // The code of a sheet may come late.
  await expect(parts.first(), 'parts to look at').toBeVisible();
  for (const part of await parts.all()) {
    const box = await part.boundingBox();
    const words = (await part.textContent()) ?? '';
    expect((box?.x ?? 0) + (box?.width ?? 0), words).toBeLessThanOrEqual(width);
  }
}
