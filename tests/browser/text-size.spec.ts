/**
 * The page where the browser's own text is set twice as large: all of the page's type is, but for
 * the terminal's, which has a setting of its own; and nothing is cut off.
 */
import { test as base, expect } from './um32-page.ts';
import { expectWithin } from './width.ts';

const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = [...(launchOptions.args ?? []), '--blink-settings=defaultFontSize=32'];
      await use({ ...launchOptions, args });
    },
    { scope: 'worker' },
  ],
});

const PANELS = ['N', 'H', 'J', 'I', 'U', 'E', 'B'];

for (const width of [1280, 360]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('welcome, bar, menu and sheets have large type and are whole', async ({ um32, page }) => {
      await expect(page.locator('.sample-about').first()).toHaveCSS('font-size', '26px');
      await expectWithin(page.locator('.welcome button:visible'), width);
      await um32.picture('welcome');
      await um32.playSample('Echo');
      await expect(page.locator('.pill-word')).toHaveCSS('font-size', '26px');
      await expect(page.locator('.xterm-rows')).toHaveCSS('font-size', '14px');
      await expectWithin(page.locator('#bar button:visible'), width);
      await um32.picture('terminal');
      await page.getByRole('button', { name: 'More' }).click();
      await expectWithin(page.locator('.menu-item'), width);
      await um32.press('Escape');
      await um32.press('Control+K');
      await expectWithin(page.getByRole('option'), width);
      await um32.press('Escape');
      await um32.press('Alt+Shift+?');
      await expectWithin(page.locator('.keys dd'), width);
      await um32.press('Escape');
      await um32.press('Control+F');
      await um32.type('line');
      await expect(page.locator('.find-count')).toHaveText(/\d/);
      await expectWithin(page.locator('.find-row > *'), width);
    });

    test('panels have all they offer within the window', async ({ um32, page }) => {
      await um32.playEcho('platter');
      for (const key of PANELS) {
        await um32.press(`Alt+Shift+${key}`);
        const panel = page.getByRole('tabpanel');
        await expect(panel.locator(':is(button, p):visible').first()).toBeVisible();
        await expect(panel.locator('button:visible').first()).toHaveCSS('font-size', /^2[68]px$/);
        await expectWithin(panel.locator(':is(button, input, p):visible'), width);
        await um32.picture(`panel-${key}`);
        await um32.press('Escape');
      }
    });

    test('a failure can be read and answered', async ({ um32, page }) => {
      await um32.startSample('A lost array');
      await um32.isIn('failed');
      const card = page.locator('.card-failure');
      await expect(card.getByRole('button', { name: 'Restart' })).toBeInViewport({ ratio: 1 });
      await expect(card.locator('.card-title')).toHaveCSS('font-size', '28px');
      await expectWithin(card.locator('p, dd'), width);
      await um32.picture('failure');
    });
  });
}
