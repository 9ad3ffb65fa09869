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
  // What led there is told on paper, too, though it can be pressed on the screen.
  await expect(card.getByRole('region', { name: 'What led here' })).toContainText('Abandoned');
  // Not by role: what is hidden has none.
  const answers = card.locator('.card-answers button');
  for (const part of [answers, page.locator('.controls'), page.locator('.meters')]) {
    await expect(part).not.toHaveCount(0);
    for (const pressed of await part.all()) await expect(pressed).toBeHidden();
  }
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

test('all rows of the terminal are printed, those scrolled out of sight too', async ({
  um32,
  page,
}) => {
  await page.setViewportSize({ width: 400, height: 400 });
  await um32.playSample('Echo');
  for (let line = 1; line <= 12; line++) await um32.echo(`line ${line}`);
  await um32.enter('a line that is longer than the window is wide, which paper is not');
  await um32.isIn('awaiting-input');
  await um32.sees('hcihw');
  expect(await um32.screen()).not.toContain('Type a line');

  // The browser says so before it prints.
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  const paper = page.locator('.paper');
  await expect(paper).toBeVisible();
  await expect(paper).toHaveCSS('color', INK);
  await expect(page.locator('.xterm')).toBeHidden();
  const text = (await paper.textContent()) ?? '';
  expect(text).toContain('Type a line');
  expect(text).toContain('line 1\n');
  expect(text).toContain('a line that is longer than the window is wide, which paper is not\n');
  await um32.picture('whole');

  await page.emulateMedia({ media: null });
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await expect(paper).toHaveCount(0);
  await um32.echo('still there');
});

test('an open panel is printed, and a moment that is looked at in place of the present', async ({
  um32,
  page,
}) => {
  await page.setViewportSize({ width: 1000, height: 300 });
  await um32.playEcho('stone', 'sand', 'platter', 'finger');
  await um32.press('Alt+Shift+H');
  const list = page.getByRole('listbox', { name: 'Lines typed' });
  await list.getByText('stone').click();
  const moment = page.getByRole('region', { name: /^The screen after/ });
  await expect(moment).toContainText('enots');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await expect(page.locator('#glass')).toBeHidden();
  const box = async (part: Locator) => {
    const found = await part.boundingBox();
    if (!found) throw new Error('It is not on paper.');
    return { top: found.y, bottom: found.y + found.height };
  };
  // One below the other, each as high as it is.
  const [bar, shown, lines] = [
    await box(page.locator('#bar')),
    await box(moment),
    await box(list.getByText('finger')),
  ];
  expect(shown.top).toBeGreaterThanOrEqual(bar.bottom);
  expect(lines.top).toBeGreaterThanOrEqual(shown.bottom);
  const panel = await box(page.getByRole('tabpanel', { name: 'Timeline' }));
  expect(panel.bottom).toBeGreaterThanOrEqual(lines.bottom);
  await um32.picture('moment');
});
