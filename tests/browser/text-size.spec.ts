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

test.describe('a phone', () => {
  test.use({ viewport: { width: 360, height: 720 }, hasTouch: true, isMobile: true });

  test('every key of the bar is in sight', async ({ um32, page }) => {
    await um32.playSample('Echo');
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 720 });
      await expectWithin(page.locator('.key'), width);
    }
    for (const key of await page.locator('.key').all()) {
      expect((await key.boundingBox())?.width).toBeGreaterThanOrEqual(24);
    }
  });

  test('sessions are renamed and given back, and arrays looked into, without scrolling aside', async ({
    um32,
    page,
  }) => {
    const panel = page.getByRole('tabpanel');
    await um32.playSample('Echo');
    await page.locator('#glass').tap();
    await um32.echo('platter');
    await um32.press('Alt+Shift+N');
    await panel.getByRole('button', { name: /^Duplicate/ }).click();
    await expect(panel.locator('.session')).toHaveCount(2);
    await panel
      .getByRole('button', { name: /^Rename/ })
      .first()
      .click();
    await expectWithin(panel.locator('.session-field, .session-acts .button'), 360);
    await um32.press('Escape');
    await panel
      .getByRole('button', { name: /^Delete/, disabled: false })
      .first()
      .click();
    const undo = panel.getByRole('button', { name: /^Undo/ });
    await um32.picture('deleted');
    expect((await undo.boundingBox())?.height).toBeLessThan(66);
    await um32.press('Alt+Shift+E');
    await panel.getByLabel('Which array').fill('0');
    await um32.press('Enter');
    await expectWithin(panel.locator('.array-ways :is(button, input)'), 360);
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 720 });
      await expectWithin(panel.locator('.platters tbody :is(th, td)'), width);
      expect(await panel.evaluate(({ scrollWidth }) => scrollWidth)).toBeLessThanOrEqual(width);
    }
    await um32.picture('platters');
  });

  test('the steps of Find are beside one another', async ({ um32, page }) => {
    await um32.playEcho('one');
    await um32.press('Control+F');
    await um32.type('one');
    await expect(page.locator('.find-count')).not.toHaveText('');
    const tops = await page
      .locator('.find-row .button')
      .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y));
    expect(new Set(tops).size).toBe(1);
    await expectWithin(page.locator('.find-row > *'), 360);
  });

  test('items of the menu on two lines stand apart', async ({ um32, page }) => {
    await um32.playEcho('one');
    await page.getByRole('button', { name: 'More' }).click();
    const item = page.locator('.menu-item', { hasText: 'Open the file again' });
    const words = await item.locator('.menu-title').boundingBox();
    expect((await item.boundingBox())?.height).toBeGreaterThanOrEqual((words?.height ?? 0) + 8);
  });

  test('what to do with the palette is said in whole words', async ({ um32, page }) => {
    await page.setViewportSize({ width: 320, height: 720 });
    await um32.press('Control+K');
    const cut = await page.getByRole('combobox').evaluate((field: HTMLInputElement) => {
      const words = document.createElement('span');
      const { font, paddingLeft, paddingRight } = getComputedStyle(field);
      words.textContent = field.placeholder;
      words.style.font = font;
      words.style.position = 'absolute';
      words.style.whiteSpace = 'nowrap';
      field.after(words);
      const room =
        field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      return words.getBoundingClientRect().width - room;
    });
    expect(cut).toBeLessThanOrEqual(0);
  });
});
