/**
 * The page where the system sets all colours (high contrast): what is chosen,
 * selected or typed at differs from what is not, in the pixels.
 */
import type { Locator } from '@playwright/test';
import { expect, test, type Um32Page } from './um32-page.ts';

/** What a place looks like, whatever is there. */
async function picture({ page }: Um32Page, place: Locator): Promise<string> {
  const clip = await place.boundingBox();
  if (!clip) throw new Error('It is not in sight.');
  return (await page.screenshot({ clip })).toString('base64');
}

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme, contextOptions: { forcedColors: 'active' } });

    test('cursor, selection and chosen rows can be told', async ({ um32, page }) => {
      await um32.playEcho('one', 'two');

      const cursor = page.locator('.xterm-cursor');
      await um32.type('abc');
      await um32.sees(/abc$/);
      await um32.press('ArrowLeft', 'ArrowLeft');
      await expect(cursor).toHaveText('b');
      const onLetter = await picture(um32, cursor);
      await um32.press('ArrowLeft');
      await expect(cursor).toHaveText('a');
      const letter = page.locator('.xterm-rows span', { hasText: /^bc$/ });
      const { x = 0, y = 0, height = 0 } = (await letter.boundingBox()) ?? {};
      const width = (await cursor.boundingBox())?.width ?? 0;
      const plain = await page.screenshot({ clip: { x, y, width, height } });
      expect(onLetter).not.toBe(plain.toString('base64'));
      await um32.press('End', 'Control+U');

      const line = page.locator('.xterm-rows > div', { hasText: 'Type a line' });
      const unselected = await picture(um32, line);
      const box = await line.boundingBox();
      await page.mouse.dblclick((box?.x ?? 0) + 10, (box?.y ?? 0) + 8);
      await expect.poll(() => page.locator('.xterm-selection > div').count()).toBeGreaterThan(0);
      await page.mouse.move(0, 0);
      await um32.picture('selection');
      expect(await picture(um32, line)).not.toBe(unselected);

      await um32.press('Control+K');
      const row = page.getByRole('option').first();
      await expect(row).toHaveAttribute('aria-selected', 'true');
      const chosen = await picture(um32, row);
      await um32.picture('palette');
      await um32.press('ArrowDown');
      await expect(row).not.toHaveAttribute('aria-selected', 'true');
      expect(await picture(um32, row)).not.toBe(chosen);
      await um32.press('Escape');

      await um32.press('Alt+Shift+H');
      const mark = page.locator('.mark', { hasText: 'one' });
      await mark.waitFor();
      await page.mouse.move(0, 0);
      const other = await picture(um32, mark);
      await mark.click();
      await expect(mark).toHaveAttribute('aria-selected', 'true');
      await page.mouse.move(0, 0);
      await page.locator('.marks').evaluate((list: HTMLElement) => list.blur());
      await um32.picture('timeline');
      expect(await picture(um32, mark)).not.toBe(other);
    });

    test('the instruction that failed can be told from those around it', async ({ um32, page }) => {
      await um32.startSample('A lost array');
      await um32.isIn('failed');
      // What led there comes a little later, and takes room.
      await expect(page.getByRole('region', { name: 'What led here' })).toBeVisible();
      const failed = page.locator('.listing [aria-current]');
      const marked = await picture(um32, failed);
      await um32.picture('failure');
      await failed.evaluate((row) => row.removeAttribute('aria-current'));
      expect(await picture(um32, page.locator('.listing li').nth(5))).not.toBe(marked);
    });
  });
}
