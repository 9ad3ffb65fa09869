/** The browser's own way back, to a page that it has kept as it was. */
import { test as base, expect } from './um32-page.ts';

const test = base.extend({
  launchOptions: [
    async ({ launchOptions }, use) => {
      // Tests are run without, as a rule.
      await use({ ...launchOptions, ignoreDefaultArgs: ['--disable-back-forward-cache'] });
    },
    { scope: 'worker' },
  ],
});

test('whoever goes back to the page types on where it was left', async ({ um32, page }) => {
  await um32.playEcho('one');
  await page.evaluate(() => {
    addEventListener('pageshow', ({ persisted }) => {
      document.documentElement.dataset.shown = persisted ? 'as it was' : 'anew';
    });
  });
  // Not to a page of the same site: the browser gives up a kept page for another one's access to
  // the store, which on a slow disk comes in between.
  await page.goto('about:blank');
  // It is not loaded again, which is what is waited for otherwise.
  await page.goBack({ waitUntil: 'commit', timeout: 3_000 }).catch(() => {});
  await expect(page.locator('html')).toHaveAttribute('data-shown', 'as it was');
  await um32.echo('two');
});

test('a page that was left, and is kept for the way back, has no session that another one wants', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one');
  await page.evaluate(() => {
    addEventListener('pagehide', ({ persisted }) => {
      sessionStorage.setItem('left', persisted ? 'and kept' : 'for good');
    });
  });
  await um32.open('?anew');
  expect(await page.evaluate(() => sessionStorage.getItem('left'))).toBe('and kept');
  await um32.offer.getByRole('button', { name: 'Continue' }).click();
  await um32.sees('eno');
  await um32.echo('two');
  await expect(page.locator('.card')).toHaveCount(0);
});
