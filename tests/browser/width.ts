/** Owns the check that nothing is cut off at a window's side. */
import type { Locator } from '@playwright/test';
import { expect } from './um32-page.ts';

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
