/**
 * Owns a small program that tests go through step by step, and the part of the Engine panel that
 * does so. Does not know what is tested with them.
 */
import type { Locator, Page } from '@playwright/test';
import { expect, type Um32Page } from './um32-page.ts';

/** Counts down from three and prints each, takes a line's first byte, and fails. */
export const COUNTS = `// Counts down.
        r7 := r0 nand r0
        r6 := 3
again:  r1 := 48
        r1 := r1 + r6
        output r1
        r6 := r6 + r7
        r4 := over
        r5 := again
        if (r6 != 0) r4 := r5
        goto r4 in program m[r0]

over:   r1 := input()
        output r1
        r2 := r6 / r6
`;

export class EnginePanel {
  readonly panel: Locator;
  readonly step: Locator;
  readonly back: Locator;
  readonly place: Locator;
  readonly news: Locator;
  readonly registers: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('tabpanel', { name: 'Engine' });
    this.step = this.panel.getByRole('button', { name: 'Step' });
    this.back = this.panel.getByRole('button', { name: 'Back', exact: true });
    this.place = this.panel.getByLabel('Where to');
    this.news = this.panel.locator('#stepping-news');
    this.registers = this.panel.locator('.register-list');
  }

  /** Waits until it stands before this one. */
  async standsAt(source: string): Promise<void> {
    const line = this.panel.locator('dt', { hasText: 'Source' }).locator('+ dd');
    await expect(line).toHaveText(source);
  }

  async runTo(place: string): Promise<void> {
    await this.place.fill(place);
    await this.place.press('Enter');
  }
}

export async function command(um32: Um32Page, name: string): Promise<void> {
  await um32.press('Control+k');
  await um32.type(name);
  await um32.press('Enter');
}

/** The sample, standing at its first instruction. */
export async function standing(um32: Um32Page, page: Page): Promise<EnginePanel> {
  await um32.openFile({ name: 'counts.ums', content: COUNTS });
  await um32.isIn('awaiting-input');
  await command(um32, 'restart paused');
  await um32.isIn('paused');
  const engine = new EnginePanel(page);
  await engine.standsAt('line 2: r7 := r0 nand r0');
  return engine;
}
