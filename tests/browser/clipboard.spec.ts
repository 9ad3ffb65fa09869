/** What other programs put on the clipboard and the page takes, and what it puts there itself. */
import type { Page } from '@playwright/test';
import { Shelf } from './shelf-page.ts';
import { expect, test } from './um32-page.ts';

/** Copies as a spreadsheet does: the text of the cells, and a picture of them. */
async function copyCells(page: Page, text: string): Promise<void> {
  await page.evaluate(async (cells) => {
    const canvas = document.createElement('canvas');
    const picture = await new Promise<Blob | null>((drawn) => canvas.toBlob(drawn));
    if (!picture) throw new Error('no picture');
    await navigator.clipboard.write([
      new ClipboardItem({
        'text/plain': new Blob([cells], { type: 'text/plain' }),
        'image/png': picture,
      }),
    ]);
  }, text);
}

test('of a text that comes with a picture of itself the text is taken', async ({
  um32,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  const shelf = new Shelf(um32);
  await um32.playSample('Echo');
  await shelf.open();
  await page.locator('#glass').click();
  await copyCells(page, '1 2 3');
  await um32.press('Control+V');
  await um32.sees('1 2 3');
  await um32.press('Enter');
  await um32.sees('reversed  3 2 1');

  await shelf.write('cells.txt', '');
  await um32.press('Control+V');
  await expect(shelf.text).toHaveValue('1 2 3');
  await shelf.keep();
  expect((await shelf.bytes('cells.txt')).toString()).toBe('1 2 3');
  await expect(shelf.panel.locator('[data-file]')).toHaveCount(1);
  await expect(page.locator('.card')).toHaveCount(0);
});

test('a file that comes with its name as text is taken as a file', async ({ um32, page }) => {
  await um32.playSample('Echo');
  const shelf = new Shelf(um32);
  await shelf.open();
  await page.locator('#glass').click();
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['10 END'], 'my hack.bas'));
    data.setData('text/plain', '/home/somebody/my hack.bas\n');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  expect((await shelf.bytes('my_hack.bas')).toString()).toBe('10 END');
  expect(await um32.screen()).not.toContain('somebody');
});

test('what is pasted while a card has the focus is for the line, as what is typed is', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one');
  await um32.press('Alt+Shift+Q');
  await page.waitForFunction(() => document.activeElement?.closest('.card button'));
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.setData('text/plain', 'pasted');
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
    );
  });
  await um32.type(', and typed');
  await um32.sees('pasted, and typed');
});

test('a selection that the browser does not copy stays, and the page says so', async ({
  um32,
  page,
}) => {
  await um32.playEcho('platter');
  const selection = page.locator('.xterm-selection > div');
  const row = await page.locator('.xterm-rows > div', { hasText: 'rettalp' }).boundingBox();
  await page.mouse.dblclick((row?.x ?? 0) + 4, (row?.y ?? 0) + 4);
  await expect(selection).not.toHaveCount(0);
  await page.evaluate(() => {
    const { clipboard } = navigator;
    clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'));
    document.execCommand = () => false;
  });
  await um32.press('Control+C');
  const card = page.locator('.card');
  await expect(card).toContainText('The selection was not copied');
  await expect(selection).not.toHaveCount(0);
  await um32.isIn('awaiting-input');
  await um32.picture('not-copied');

  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.resolve();
  });
  await um32.press('Control+C');
  await expect(selection).toHaveCount(0);
  await expect(card).toHaveCount(0);
});
