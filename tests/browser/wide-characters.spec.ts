/** How wide characters are comes with the first program: what it prints beyond Latin waits for that, and for no longer. */
import { printing } from './printing.ts';
import { expect, test } from './um32-page.ts';

const WIDTHS = '**/*graphemes*.js';
const PROGRAM = { name: 'wide.ums', content: printing('plain\n日本語 e\u0301\n> ') };

test('the page comes without them, and Latin is printed before they are there', async ({
  um32,
  page,
}) => {
  let isAsked = false;
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route(WIDTHS, async (route) => {
    isAsked = true;
    await answered;
    await route.continue();
  });
  await page.waitForLoadState('networkidle');
  expect(isAsked).toBe(false);
  await um32.openFile({ name: 'plain.ums', content: printing('voilà\n> ') });
  await um32.sees('voilà\n>');
  await um32.isIn('awaiting-input');
  await expect.poll(() => isAsked).toBe(true);
  await um32.enter('日');
  await um32.isIn('halted');
  expect(await um32.screen()).not.toContain('日');
  answer();
  await um32.sees('> 日');
  await um32.openFile(PROGRAM);
  await um32.sees('plain\n日本語 e\u0301\n>');
  await um32.type('語x');
  await um32.sees('> 語x');
  // The cursor stands behind them: two for the prompt, three for what was typed.
  const cell = await page.locator('.xterm-cursor').boundingBox();
  const row = await page.locator('.xterm-rows > div').first().boundingBox();
  if (!cell || !row) throw new Error('There is no cursor.');
  expect(Math.round((cell.x - row.x) / cell.width)).toBe(5);
});

test('where they cannot be had, a card says what is wrong, and all is printed', async ({
  um32,
  page,
}) => {
  await page.route(WIDTHS, (route) => route.abort());
  await um32.openFile(PROGRAM);
  await um32.sees(/plain\n日本語 e.*\n>/);
  const card = page.locator('.card', { hasText: 'Wide characters are drawn too narrow now' });
  await expect(card).toContainText('Reload the page to get a newer version.');
  await um32.picture('narrow');
});
