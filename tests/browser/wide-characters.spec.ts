/** How wide characters are comes with the first program: what it prints beyond Latin waits for that, and for no longer. */
import type { Page } from '@playwright/test';
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

/** The column of the stroke in the first row of a terminal. */
function columnOfStroke(page: Page, place: string): Promise<number> {
  return page
    .locator(`${place} .xterm-rows > div`)
    .first()
    .evaluate((row) => {
      const range = document.createRange();
      const texts = document.createTreeWalker(row, NodeFilter.SHOW_TEXT);
      for (let text = texts.nextNode(); text; text = texts.nextNode()) {
        const at = text.textContent?.indexOf('|') ?? -1;
        if (at < 0) continue;
        range.setStart(text, at);
        range.setEnd(text, at + 1);
        const stroke = range.getBoundingClientRect();
        return Math.round((stroke.left - row.getBoundingClientRect().left) / stroke.width);
      }
      return -1;
    });
}

test('another moment, and a session that is played, show them as wide as they were', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'wide.ums', content: printing('😀日e\u0301|\n> ') });
  await um32.sees('|');
  expect(await columnOfStroke(page, '#glass')).toBe(5);
  await um32.enter('x');
  await um32.isIn('halted');
  await um32.press('Alt+Shift+H');
  await page.getByRole('slider', { name: 'Moment' }).fill('0');
  await expect.poll(() => um32.screen('.moment')).toContain('|');
  await um32.picture('moment');
  expect(await columnOfStroke(page, '.moment')).toBe(5);
  await um32.press('Alt+Shift+N');
  await page.getByRole('button', { name: 'Play wide.ums' }).click();
  await expect.poll(() => um32.screen('.player')).toContain('|');
  await um32.picture('player');
  expect(await columnOfStroke(page, '.player')).toBe(5);
});
