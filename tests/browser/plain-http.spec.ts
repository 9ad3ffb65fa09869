/**
 * A site that is served without https, in a home's network perhaps: browsers have no locks there,
 * no clipboard and no ids of their own. The page plays and keeps all the same, in two tabs too.
 */
import { serveSite } from './file-server.ts';
import { test as base, expect, Um32Page } from './um32-page.ts';

const HOST = 'um32.test';

const test = base.extend<{ site: string }>({
  launchOptions: [
    async ({ launchOptions }, use) => {
      const args = [...(launchOptions.args ?? []), `--host-resolver-rules=MAP ${HOST} 127.0.0.1`];
      await use({ ...launchOptions, args });
    },
    { scope: 'worker' },
  ],
  site: async ({ page: _ }, use) => {
    const { address, end } = await serveSite('/');
    await use(address.replace('localhost', HOST));
    end();
  },
});

test('a session is kept, gone on with, and copied', async ({ page, site }, testInfo) => {
  await page.goto(site);
  expect(await page.evaluate(() => isSecureContext)).toBe(false);
  const um32 = new Um32Page(page, testInfo);
  await um32.playEcho('one', 'two');
  await page.reload();
  await um32.resume();
  await um32.sees('owt');
  await um32.press('Control+Z');
  await um32.isIn('awaiting-input');
  await um32.echo('other');
  await um32.press('Alt+Shift+N');
  await page
    .locator('.is-open')
    .getByRole('button', { name: /^Duplicate/ })
    .click();
  await expect(page.locator('.session')).toHaveCount(3);
});

test('npm start answers under any name of its machine', async ({ request }) => {
  const answer = await request.get('./', { headers: { host: HOST } });
  expect(answer.status()).toBe(200);
  expect(await answer.text()).toContain('<title>um32');
});
