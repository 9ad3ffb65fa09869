/** What an automatic check can tell of accessibility, in both themes and each part of the page. */
import type { Page } from '@playwright/test';
import { expect, test } from './um32-page.ts';
import { violations } from './violations.ts';

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('no part of the page fails the check', async ({ um32, page }) => {
      const check = async (part: string): Promise<void> => {
        expect(await violations(page), part).toEqual([]);
      };

      await check('welcome');
      await um32.picture('welcome');
      await um32.playSample('Echo');
      await um32.enter('platter');
      await um32.sees('rettalp');
      await check('terminal');
      await page.getByRole('button', { name: 'More' }).click();
      await check('menu');
      await um32.picture('menu');
      await um32.press('Escape');
      await page.getByRole('button', { name: /^Program:/ }).click();
      await check('program facts');
      await um32.press('Escape');
      await um32.press('Control+K');
      await check('palette');
      await um32.press('Escape');
      await um32.press('Alt+Shift+?');
      await check('keys');
      await um32.picture('keys');
      await um32.press('Escape');
      await um32.press('Control+F');
      await check('find');
      await um32.press('Escape');
      await um32.openFile({ name: 'short.um', content: 'abc' });
      await expect(page.locator('.card')).toContainText('short.um was not opened');
      await check('cards');
      await um32.press('Alt+Shift+A');
      await check('screen reader mode');
    });

    test('a failure card passes too', async ({ um32, page }) => {
      await um32.startSample('A lost array');
      await um32.isIn('failed');
      expect(await violations(page)).toEqual([]);
      await um32.picture('failure');
    });
  });
}

test.describe('in the dark', () => {
  test.use({ colorScheme: 'dark' });

  test('what an empty field asks for can be read', async ({ um32, page }) => {
    await um32.playSample('Echo');
    await um32.press('Control+F');
    await um32.press('Alt+Shift+I');
    for (const field of [page.locator('.find-field'), page.getByLabel('Fetch a file from UMIX')]) {
      await expect(field).toBeVisible();
      // The ink that a test of tokens.css holds to a contrast on each ground.
      const ink = await field.evaluate((empty) => getComputedStyle(empty, '::placeholder').color);
      expect(ink).toBe('rgb(170, 163, 150)');
    }
  });
});

/** The part of the page that has the focus. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const part = document.activeElement?.closest('#bar, #welcome, #terminal, #cards, #dock');
    return part?.id ?? 'none';
  });
}

test('F6 leads round before a program is open, too, and through an open panel', async ({
  um32,
  page,
}) => {
  await um32.press('F6');
  for (const part of ['welcome', 'bar', 'welcome']) {
    expect(await focused(page)).toBe(part);
    await um32.press('F6');
  }
  await um32.press('Alt+Shift+N');
  await expect(page.locator('#dock')).toBeVisible();
  await page.locator('#welcome button').first().focus();
  for (const part of ['dock', 'bar', 'welcome']) {
    await um32.press('F6');
    expect(await focused(page)).toBe(part);
  }
});

test('the focus goes round by keyboard alone, and nothing is a trap', async ({ um32, page }) => {
  await um32.playSample('Echo');
  const place = (): Promise<string> => focused(page);
  expect(await place()).toBe('terminal');
  await um32.press('Tab');
  expect(await place()).toBe('terminal');
  await um32.press('Shift+Tab');
  expect(await place()).toBe('bar');
  await um32.press('F6');
  expect(await place()).toBe('terminal');
  await um32.press('F6');
  expect(await place()).toBe('bar');
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
});
