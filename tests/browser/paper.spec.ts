/** The page on paper: light, whole, and without what is pressed. */
import type { Locator } from '@playwright/test';
import { expect, test } from './um32-page.ts';

/** The ink of the light theme. */
const INK = 'rgb(38, 35, 30)';

test.use({ colorScheme: 'dark', viewport: { width: 720, height: 400 } });

test('a failure is printed dark on light, with all of its card', async ({ um32, page }) => {
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  const card = page.locator('.card-failure');
  await expect(card.getByRole('button', { name: 'Restart' })).toBeVisible();
  await page.emulateMedia({ media: 'print' });

  const words = page.locator('.xterm-rows span', { hasText: 'Now the ten arrays' });
  await expect(words).toHaveCSS('color', INK);
  await expect(card).toHaveCSS('color', INK);
  await expect(card).toHaveCSS('background-color', 'rgb(255, 254, 251)');
  for (const part of [card.getByRole('button'), page.locator('.controls'), page.locator('.meters')])
    for (const pressed of await part.all()) await expect(pressed).toBeHidden();
  // Nothing is scrolled but the page, which paper does not do.
  const listing = card.locator('.listing li').last();
  await expect(listing).toBeVisible();
  const cut = await listing.evaluate((line) => {
    const within: string[] = [];
    for (let part = line.parentElement; part; part = part.parentElement) {
      const { overflowY } = getComputedStyle(part);
      if (overflowY !== 'visible' && part.scrollHeight > part.clientHeight)
        within.push(part.className);
    }
    return within;
  });
  expect(cut).toEqual([]);
  // The program's rows, nothing before them, and then the card.
  const box = (part: Locator) => part.evaluate((shown) => shown.getBoundingClientRect());
  const [bar, rows, shown] = [await box(page.locator('#bar')), await box(words), await box(card)];
  expect(rows.top - bar.bottom).toBeLessThan(60);
  expect(rows.bottom).toBeLessThan(shown.top);
  await um32.picture('paper');
});
