/** Owns the check that nothing is cut off at a window's side. */
import type { Locator } from '@playwright/test';
import { expect } from './um32-page.ts';

/** Each of these parts ends within so many pixels of the window's left. */
export async function expectWithin(parts: Locator, width: number): Promise<void> {
  const all = await parts.all();
  expect(all.length, 'parts to look at').toBeGreaterThan(0);
  for (const part of all) {
    const box = await part.boundingBox();
    const words = (await part.textContent()) ?? '';
    expect((box?.x ?? 0) + (box?.width ?? 0), words).toBeLessThanOrEqual(width);
  }
}
