/** Without a program the focus is on what the page offers; and without the network it says what is missing. */
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Um32Page } from './um32-page.ts';

test('whoever leaves a program has the focus on what goes on with it', async ({ um32, page }) => {
  await um32.playEcho('one');
  await um32.press('Alt+Shift+X');
  const goOn = page.getByRole('button', { name: 'Continue', exact: true });
  await expect(goOn).toBeFocused();
  // A panel that closes, and a card that is answered, give it back.
  await um32.press('Alt+Shift+N');
  await expect(page.getByRole('tabpanel')).toBeVisible();
  await um32.press('Escape');
  await expect(goOn).toBeFocused();
  await um32.openFile({ name: 'empty.um', content: '' });
  await um32.choose('Dismiss');
  await expect(goOn).toBeFocused();
  await um32.press('Enter');
  await um32.isIn('awaiting-input');
  await um32.sees('eno');
});

/** Where the place to open a program is before the offer of the last session comes, and after that. */
async function aroundTheOffer({ page, offer }: Um32Page) {
  let answer = (): void => {};
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.context().route('**/worker*.js', async (route) => {
    await held;
    await route.continue();
  });
  await page.reload();
  const open = page.locator('.drop');
  await expect(open).toBeVisible();
  await expect(offer).toBeHidden();
  const before = await open.boundingBox();
  answer();
  await offer.waitFor();
  await page.context().unroute('**/worker*.js');
  return { before, after: await open.boundingBox() };
}

/** How high the offer was, as the page remembers it. */
const rememberedHeight = (page: Page): Promise<number> =>
  page.evaluate(() => Number(localStorage.getItem('um32-offer-height')));

test('the offer of the last session moves nothing when it comes', async ({ um32, page }) => {
  await page.setViewportSize({ width: 360, height: 720 });
  await um32.playEcho('one');
  await um32.press('Alt+Shift+X');
  await um32.offer.waitFor();
  const { before, after } = await aroundTheOffer(um32);
  expect(after).toEqual(before);
  // Where it is gone it leaves no room.
  await page.evaluate(() => indexedDB.deleteDatabase('um32'));
  await page.reload();
  await expect.poll(() => rememberedHeight(page)).toBe(0);
  expect((await page.locator('.drop').boundingBox())?.y).toBeLessThan(before?.y ?? 0);
});

test('nor does it when it comes for the first time', async ({ um32, page }) => {
  await page.setViewportSize({ width: 1280, height: 800 });
  await um32.playEcho('one');
  await expect.poll(() => rememberedHeight(page)).toBeGreaterThan(0);
  await expect(page.locator('#welcome')).toBeHidden();
  const { before, after } = await aroundTheOffer(um32);
  expect(after).toEqual(before);
});

test('without the network the page says so, and goes on with it once it is there', async ({
  um32,
  page,
  context,
}) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await um32.playSample('Echo');
  await context.setOffline(true);
  await um32.echo('stone');
  await um32.press('Alt+Shift+E');
  const panel = page.getByRole('tabpanel');
  await expect(panel.getByRole('alert')).toContainText('Open the panel again later.');
  await um32.press('Escape');
  await um32.press('Control+F');
  await page.keyboard.type('enots');
  await expect(page.locator('.find-count')).toContainText('Try again.');
  await um32.press('Escape');

  await context.setOffline(false);
  await um32.press('Alt+Shift+E');
  await expect(panel.getByText('of all instructions in compiled code')).toBeVisible();
  await um32.press('Escape');
  await um32.press('Control+F');
  await expect(page.locator('.find-count')).toHaveText('1 of 1');
  expect(faults).toEqual([]);
});

test('the samples have come once somebody is there, and start without the network then', async ({
  um32,
  page,
  context,
}) => {
  // The machine is there by then.
  await page.waitForLoadState('networkidle');
  const coming = page.waitForResponse(/sample-sources/);
  await page.mouse.move(5, 5);
  await (await coming).finished();
  await context.setOffline(true);
  await um32.playEcho('stone');
});

test('a sample that cannot be had without the network is started once it is there', async ({
  um32,
  page,
  context,
}) => {
  await page.waitForLoadState('networkidle');
  await context.setOffline(true);
  await um32.startSample('Echo');
  await expect(page.locator('.card')).toContainText('echo.ums was not opened');
  await expect(page.locator('.card')).toContainText('Start the sample again later.');
  await context.setOffline(false);
  await um32.choose('Dismiss');
  await um32.playEcho('stone');
});

test('a page that the site has a newer one of says so', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.route(/engine-panel/, (route) => route.fulfill({ status: 404 }));
  await um32.press('Alt+Shift+E');
  const alert = page.getByRole('tabpanel').getByRole('alert');
  await expect(alert).toHaveText(/^The site no longer has this part of the page\. Reload the page/);
});

test('whoever opens a program again may go on where it was left', async ({ um32, page }) => {
  await um32.playEcho('stone');
  await um32.press('Alt+Shift+X');
  await um32.playSample('Echo');
  const card = page.getByRole('group', { name: 'You were in echo.ums, just now.' });
  await expect(card).toContainText('1 line');
  await um32.press('Alt+Enter');
  await um32.sees('enots');
  await expect(card).toBeHidden();
  // Who types has begun afresh.
  await um32.press('Alt+Shift+X');
  await um32.playSample('Echo');
  await expect(card).toBeVisible();
  await um32.echo('sand');
  await expect(card).toBeHidden();
});

test('the offer of the last session is taken up like a card, wherever the focus is', async ({
  um32,
  page,
}) => {
  await um32.playEcho('stone');
  await page.reload();
  await um32.offer.waitFor();
  await page.getByRole('button', { name: 'Open a program' }).first().focus();
  await um32.press('Alt+Enter');
  await um32.sees('enots');
  await um32.isIn('awaiting-input');
  // Once a program is there, there is none.
  await um32.press('Alt+Enter');
  await um32.echo('sand');
});

test('without its own face the terminal goes on in another, and nothing is at fault', async ({
  um32,
  page,
}) => {
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.route(/\.woff2?$/, (route) => route.fulfill({ status: 404 }));
  const refused = page.waitForResponse((answer) => /\.woff/.test(answer.url()));
  await page.reload();
  await refused;
  await um32.playEcho('stone');
  expect(faults).toEqual([]);
});

test('what um32 is about is told, and where the site is gone that, until it is there', async ({
  um32,
  page,
  context,
}) => {
  const sheet = page.getByRole('dialog', { name: 'About um32' });
  await context.setOffline(true);
  await um32.fromMenu('About um32');
  await expect(sheet).toContainText('The site does not answer.');
  await um32.press('Escape');
  await context.setOffline(false);
  await um32.fromMenu('About um32');
  await expect(sheet).toContainText('In 2006 the ICFP programming contest');
});

test('who has no program is told where the contest’s is, and cards stand in its column', async ({
  um32,
  page,
}) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await expect(page.locator('.drop')).toContainText('boundvariable.org');
  await um32.openFile({ name: 'empty.um', content: '' });
  const card = page.locator('.card');
  await expect(card).toContainText('empty.um was not opened');
  await um32.picture('card');
  const sides = async (part: Locator): Promise<number[]> => {
    const { x = 0, width = 0 } = (await part.boundingBox()) ?? {};
    return [x, width].map(Math.round);
  };
  expect(await sides(card)).toEqual(await sides(page.locator('.drop')));
});
