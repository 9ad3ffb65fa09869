/** Keys pressed again before what they asked for is seen, or while something else is open. */
import { expect, test } from './um32-page.ts';

/** Asks for a line, and fails at it. */
const FAILS_WHEN_ANSWERED = 'r1 := input()\nr1 := 5\nunmap m[r1]\n';

test('the palette’s keys, pressed again, are not left to the browser', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await um32.press('Control+K');
  const field = page.getByRole('combobox', { name: 'Command' });
  await expect(field).toBeFocused();
  await page.evaluate(() => {
    const left: string[] = [];
    Object.assign(window, { left });
    addEventListener('keydown', (event) => {
      if (!event.defaultPrevented && !['Control', 'Alt', 'Shift'].includes(event.key)) {
        left.push(event.key);
      }
    });
  });
  await um32.press('Control+K', 'F1', 'Alt+Shift+K', 'f');
  expect(await page.evaluate(() => Reflect.get(window, 'left'))).toEqual(['f']);
  await expect(field).toHaveValue('f');
});

test('the menu gives way to what a key asks for', async ({ um32, page }) => {
  await um32.playSample('Echo');
  const menu = page.getByRole('menu');
  const more = page.getByRole('button', { name: 'More' });
  await more.click();
  await um32.press('Alt+Shift+I');
  await expect(page.getByRole('tab', { name: 'Files' })).toBeFocused();
  await expect(menu).toBeHidden();
  await expect(more).toHaveAttribute('aria-expanded', 'false');
  // Its own button closes it, and opens it again.
  await more.click();
  await expect(menu).toBeVisible();
  await more.click();
  await expect(menu).toBeHidden();
});

test('a key on its way when a program fails does not start it again', async ({ um32, page }) => {
  await um32.openFile({ name: 'fails.ums', content: FAILS_WHEN_ANSWERED });
  await um32.isIn('awaiting-input');
  const restart = page.locator('.card').getByRole('button', { name: 'Restart' });
  for (const key of ['Enter', ' ']) {
    await um32.type('foo');
    await um32.press('Enter');
    await page.waitForFunction(() => document.activeElement?.closest('.card'));
    await um32.press(key);
    await um32.isIn('failed');
    await page.waitForTimeout(600);
    await expect(restart).toBeFocused();
    await um32.press(key);
    await um32.isIn('awaiting-input');
    await expect(restart).toHaveCount(0);
  }
});

test('a key that is held down opens a panel once', async ({ um32, page }) => {
  await um32.open();
  const { keyboard } = page;
  await keyboard.down('Alt');
  await keyboard.down('Shift');
  for (let time = 0; time < 4; time++) await keyboard.down('I');
  await expect(page.getByRole('tab', { name: 'Files' })).toBeFocused();
  await keyboard.up('I');
  await keyboard.down('I');
  await expect(page.getByRole('complementary', { name: 'Panels' })).toBeHidden();
});

test('the keys of an input method are its own', async ({ um32, page }) => {
  await um32.playEcho('one');
  const composed = (key: string): Promise<void> =>
    page.evaluate((pressed) => {
      const event = { key: pressed, isComposing: true, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', event));
    }, key);
  await um32.press('Alt+Shift+N');
  await page.getByRole('button', { name: 'Rename echo.ums' }).click();
  const name = page.getByLabel('Name of echo.ums');
  await name.fill('エコー');
  await composed('Enter');
  await expect(name).toBeFocused();
  await um32.press('Enter');
  await expect(page.getByRole('button', { name: 'Rename エコー' })).toBeVisible();
  await um32.press('Control+F');
  await composed('Escape');
  await expect(page.getByLabel('Find in the terminal')).toBeFocused();
  await um32.press('Escape', 'F1');
  await um32.type('theme dark');
  await composed('Enter');
  await expect(page.getByRole('dialog', { name: 'Commands' })).toBeVisible();
  await um32.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
