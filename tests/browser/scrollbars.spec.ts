/** Scrollbars that take room, as those of Linux and Windows do: they have the page's colours, and only one each. */
import type { Page } from '@playwright/test';
import { test as base, expect } from './um32-page.ts';

const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) => {
      // Tests are run without any, as a rule.
      await use({ ...launchOptions, ignoreDefaultArgs: ['--hide-scrollbars'] });
    },
    { scope: 'worker' },
  ],
});

/** A small piece of the page, as it looks. */
async function piece(page: Page, x: number, y: number): Promise<string> {
  const clip = { x: Math.floor(x), y: Math.floor(y), width: 3, height: 2 };
  return (await page.screenshot({ clip })).toString('base64');
}

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the terminal has no scrollbar below its own', async ({ um32, page }) => {
      await um32.playSample('Echo');
      const screen = page.locator('.xterm-screen');
      const strip = async () => {
        const glass = await page.locator('#glass').boundingBox();
        const rows = await screen.boundingBox();
        if (!glass || !rows) throw new Error('The terminal is not in sight.');
        const top = rows.y + rows.height;
        return { top, height: glass.y + glass.height - top, right: glass.x + glass.width };
      };
      // As high as leaves a strip below the last whole row.
      for (let height = 700; (await strip()).height < 6; height += 1) {
        if (height > 740) throw new Error('There is no strip.');
        await page.setViewportSize({ width: 1280, height });
        await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(drawn)));
      }
      const { top, right } = await strip();
      const ground = await piece(page, right - 60, top + 3);
      for (const fromRight of [4, 8, 12]) {
        expect(await piece(page, right - fromRight, top + 3)).toBe(ground);
      }
    });

    test('a panel’s has the ground of the panel behind it', async ({ um32, page }) => {
      await page.setViewportSize({ width: 1280, height: 500 });
      await um32.playSample('Echo');
      await um32.press('Alt+Shift+E');
      const panel = page.getByRole('tabpanel', { name: 'Engine' });
      await expect(panel.getByText('Step by step')).toBeVisible();
      const room = () =>
        panel.evaluate((inner) => {
          let scrolled: Element | null = inner;
          while (scrolled && scrolled.scrollHeight <= scrolled.clientHeight) {
            scrolled = scrolled.parentElement;
          }
          if (!scrolled) return undefined;
          const { left, top, bottom } = scrolled.getBoundingClientRect();
          return { bar: left + scrolled.clientWidth, top, bottom };
        });
      await expect.poll(room).toBeDefined();
      const { bar = 0, top = 0, bottom = 0 } = (await room()) ?? {};
      const ground = await piece(page, bar - 4, bottom - 30);
      expect(await piece(page, bar + 6, bottom - 30)).toBe(ground);
      // There is one, and it can be seen.
      expect(await piece(page, bar + 6, top + 40)).not.toBe(ground);
    });
  });
}
