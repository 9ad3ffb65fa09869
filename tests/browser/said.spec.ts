/** What a screen reader is told of what only the eye would see: where a step back leads, a part that is late. */
import { listen } from './heard.ts';
import { expect, test } from './um32-page.ts';

test('where a step back or forth leads is said, once', async ({ um32, page }) => {
  await um32.playEcho('one', 'two');
  const heard = await listen(page);
  await um32.press('Control+Z');
  await expect.poll(heard).toContain('After 1 line');
  await um32.press('Control+Shift+Z');
  await expect.poll(heard).toContain('After 2 lines');
  await um32.press('Alt+Shift+Z');
  await expect.poll(async () => (await heard()).length).toBeGreaterThan(2);
  expect(await heard()).toEqual(['After 1 line', 'After 2 lines', 'After 1 line']);
});

test('a panel whose code is late says so, and then shows itself', async ({ um32, page }) => {
  let answer = (): void => {};
  const answered = new Promise<void>((resolve) => {
    answer = resolve;
  });
  await page.route('**', async (route) => {
    if (route.request().method() === 'HEAD') await answered;
    await route.continue();
  });
  await um32.press('Alt+Shift+N');
  const panel = page.getByRole('tabpanel', { name: 'Sessions' });
  const words = () =>
    panel.locator('> *').evaluate((content) => {
      const { content: text, opacity } = getComputedStyle(content, '::before');
      return [text, opacity];
    });
  await expect.poll(words).toEqual(['"One moment."', '1']);
  await um32.picture('late');
  answer();
  await expect(panel.getByRole('button', { name: 'Export all' })).toBeVisible();
  expect((await words())[0]).toBe('none');
});

test('what has a key is named without it, and the key is told as one', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.getByRole('button', { name: 'More' }).click();
  for (const [name, key] of [
    ['Undo the last line', 'Control+Z'],
    ['Larger text', 'Alt+Shift+Plus'],
  ] as const) {
    const item = page.getByRole('menuitem', { name, exact: true });
    await expect(item).toHaveAttribute('aria-keyshortcuts', key);
  }
  await um32.press('Escape');
  await um32.openFile({ name: 'other.um', content: Buffer.from([0x70, 0, 0, 0]) });
  await expect(page.getByRole('button', { name: 'Open other.um', exact: true })).toBeVisible();
});

test('whoever hears the page is told in the terminal how to hear what is printed', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  const input = page.getByRole('textbox', { name: 'Terminal input' });
  const HOW = /^F6 leads on from here\. Alt Shift A has what is printed read out\.$/;
  await expect(input).toHaveAccessibleDescription(HOW);
  await um32.press('Alt+Shift+a');
  await expect(input).toHaveAccessibleDescription('F6 leads on from here.');
  await um32.press('Alt+Shift+a');
  await expect(input).toHaveAccessibleDescription(HOW);
  await um32.press('F6');
  await expect(input).not.toBeFocused();
});

test('a look at another moment has no field to type in', async ({ um32, page }) => {
  await um32.playEcho('one', 'two');
  await um32.press('Alt+Shift+h');
  await page.getByRole('option', { name: /^1 / }).click();
  await expect(page.getByRole('region', { name: 'The screen after 1 line' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Terminal input' })).toHaveCount(1);
});
