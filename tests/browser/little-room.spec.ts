/** The page where there is little room: on phones, in low windows, with everything twice or four times as large. */
import type { Locator, Page } from '@playwright/test';
import { drop } from './shelf-page.ts';
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';
import { expectWithin } from './width.ts';

const FAILS = { name: 'fails.ums', content: 'r1 := 1\nr1 := r1 / r0\nhalt' };

/** Whether what a person would touch at its middle is this, or lies in it. */
async function isOnTop(part: Locator): Promise<boolean> {
  return await part.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const there = document.elementFromPoint(left + width / 2, top + height / 2);
    return element.contains(there);
  });
}

const heightOf = async (part: Locator): Promise<number> => (await part.boundingBox())?.height ?? 0;

/** Echo, with these lines typed; where there is touch a tap leads to its field. */
async function played(um32: Um32Page, lines: readonly string[]): Promise<void> {
  await um32.playSample('Echo');
  await um32.page.locator('#glass').click();
  for (const line of lines) {
    await um32.enter(line);
    // Of all that it answers the last, however few rows there are.
    await um32.sees(Buffer.from(line).toString('hex').slice(-2));
    await um32.isIn('awaiting-input');
  }
}

async function pageFits(page: Page, width: number): Promise<void> {
  const wide = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    Math.round(visualViewport?.width ?? 0),
  ]);
  expect(wide).toEqual([width, width]);
}

test.describe('a phone', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });

  test('beside an open panel all of the list of Find is in sight, and the panel too', async ({
    um32,
    page,
  }) => {
    await played(
      um32,
      Array.from({ length: 12 }, (_, nth) => `line ${nth + 1}`),
    );
    await um32.press('Control+F');
    await um32.type('line');
    await expect(page.locator('.hits-count')).toContainText('hits in the whole session');
    await um32.press('Alt+Shift+N');
    const dock = page.getByRole('complementary', { name: 'Panels' });
    await expect(dock).toBeVisible();
    await um32.picture('find-and-panel');
    const find = await page.getByRole('search').boundingBox();
    expect((find?.y ?? 0) + (find?.height ?? 0)).toBeLessThanOrEqual(
      (await dock.boundingBox())?.y ?? 0,
    );
    // Room for some of it, that is.
    expect(await heightOf(page.locator('.hits'))).toBeGreaterThan(120);
    expect(await heightOf(page.getByRole('tabpanel'))).toBeGreaterThan(200);
    // What is found first is far down in the list.
    const oldest = page.locator('.hit').last();
    await oldest.tap();
    await um32.isIn('awaiting-input');
    await expect(oldest).toHaveAttribute('aria-selected', 'true');
    expect(await violations(page)).toEqual([]);
  });

  test('the rows of lists are as high as a finger needs', async ({ um32, page }) => {
    await played(um32, ['one', 'two']);
    await um32.press('Control+F');
    await um32.type('o');
    await expect(page.locator('.hit').first()).toBeVisible();
    await um32.press('Alt+Shift+H');
    await expect(page.locator('.mark').last()).toHaveAttribute('aria-selected', 'true');
    for (const row of await page.locator('.hit, .mark').all()) {
      expect(await heightOf(row), (await row.textContent()) ?? '').toBeGreaterThanOrEqual(44);
    }
  });

  test('a failure leaves an open panel its room, and can be read and answered', async ({
    um32,
    page,
  }) => {
    await um32.openFile(FAILS);
    await um32.isIn('failed');
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: /^Engine/ }).click();
    const panel = page.getByRole('tabpanel', { name: 'Engine' });
    await expect(panel.getByText('Failed at this instruction')).toBeVisible();
    for (const [width, height, least] of [
      [360, 740, 240],
      [640, 400, 160],
      [180, 370, 90],
    ] as const) {
      await page.setViewportSize({ width, height });
      await um32.picture(`failure-and-panel-${width}`);
      expect(await heightOf(panel), `${width}`).toBeGreaterThanOrEqual(least);
      const card = page.getByRole('region', { name: 'Questions and news' }).locator('.card');
      expect(await isOnTop(card.getByText('Failed: division by 0'))).toBe(true);
      expect(await isOnTop(card.getByRole('button', { name: 'Restart' }))).toBe(true);
      const finger = card.getByText('It read');
      await finger.scrollIntoViewIfNeeded();
      await expect(finger).toBeInViewport();
      await card.getByText('Failed: division by 0').scrollIntoViewIfNeeded();
      expect(await violations(page)).toEqual([]);
    }
  });

  test('while a program with a long name runs for long the bar’s buttons stay in reach', async ({
    um32,
    page,
  }) => {
    await page.setViewportSize({ width: 320, height: 640 });
    const content = 'again: r1 := again; goto r1 in program m[r0]';
    await um32.openFile({ name: 'for-ever-and-ever.ums', content });
    await expect(page.locator('.pill-detail')).toContainText(/\d\sG$/, { timeout: 60_000 });
    await um32.picture('running');
    await expectWithin(page.locator('#bar button:visible, #state'), 320);
    await pageFits(page, 320);
    await page.getByRole('button', { name: 'Pause' }).tap();
    await um32.isIn('paused');
  });

  test('what plays a session can be wound by a finger', async ({ um32, page }) => {
    await played(um32, ['one']);
    await um32.press('Alt+Shift+N');
    await page.getByRole('button', { name: 'Play echo.ums' }).tap();
    const player = page.getByRole('dialog', { name: 'echo.ums' });
    const slider = player.getByRole('slider');
    await expect(slider).toBeVisible();
    await um32.picture('player');
    expect((await slider.boundingBox())?.width).toBeGreaterThan(240);
    expect(await heightOf(slider)).toBeGreaterThanOrEqual(44);
    await expectWithin(player.locator('.player-bar > *'), 360);
  });

  test('with all twice as large nothing is cut off or out of reach', async ({ um32, page }) => {
    await page.setViewportSize({ width: 180, height: 370 });
    await played(um32, ['one']);
    await pageFits(page, 180);
    await expectWithin(page.locator('#bar button:visible, #state'), 180);
    await page.getByRole('button', { name: 'More' }).click();
    await expectWithin(page.locator('.menu-item'), 180);
    await um32.press('Escape', 'Control+F');
    await um32.type('one');
    await expect(page.locator('.hit').first()).toBeVisible();
    await um32.picture('find');
    await expectWithin(page.locator('.find-row > *'), 180);
    expect((await page.locator('.find-field').boundingBox())?.width).toBeGreaterThan(80);
    await um32.press('Escape');
    for (const [key, name] of [
      ['N', 'Sessions'],
      ['H', 'Timeline'],
      ['J', 'Notebook'],
      ['I', 'Files'],
      ['U', 'Accounts'],
      ['E', 'Engine'],
      ['B', 'Bench'],
    ] as const) {
      await um32.press(`Alt+Shift+${key}`);
      const panel = page.getByRole('tabpanel', { name });
      await expect(panel.locator('button:visible').first()).toBeVisible();
      await um32.picture(`panel-${name}`);
      expect(await panel.evaluate((shown) => shown.scrollWidth), name).toBe(180);
      await expectWithin(panel.locator('button:visible, p:visible'), 180);
    }
    await pageFits(page, 180);
  });
});

test.describe('a low window', () => {
  test.use({ viewport: { width: 320, height: 200 } });

  test('Find is seen over an open panel for as long as it is used', async ({ um32, page }) => {
    await played(um32, ['one']);
    await um32.press('Alt+Shift+N');
    const panel = page.getByRole('tabpanel', { name: 'Sessions' });
    await expect(panel.getByRole('button', { name: 'Export all' })).toBeVisible();
    await um32.press('Control+F');
    const field = page.getByRole('textbox', { name: 'Find in the terminal' });
    await expect(field).toBeFocused();
    expect(await isOnTop(field)).toBe(true);
    await um32.type('one');
    const hit = page.locator('.hit').first();
    await expect(hit).toBeVisible();
    expect(await isOnTop(hit)).toBe(true);
    await um32.picture('find-over-panel');
    await um32.press('Escape');
    expect(await isOnTop(page.getByRole('tab', { name: 'Sessions' }))).toBe(true);
  });

  test('a card is seen and answered', async ({ um32, page }) => {
    await um32.playSample('Echo');
    await drop(um32, { name: 'f.txt', content: 'x' });
    const cards = page.getByRole('region', { name: 'Questions and news' });
    await expect(cards.getByText('is on the shelf')).toBeInViewport({ ratio: 1 });
    await um32.picture('card');
    expect(await heightOf(cards)).toBeGreaterThan(80);
    await cards.getByRole('button', { name: 'Dismiss' }).click({ timeout: 5_000 });
    await expect(page.locator('.card')).toHaveCount(0);
    expect(await heightOf(page.locator('.xterm-screen'))).toBeGreaterThan(60);
  });
});

for (const height of [200, 256]) {
  test(`a failure’s answer that has the focus is in sight, also ${height} pixels high`, async ({
    um32,
    page,
  }) => {
    await page.setViewportSize({ width: 320, height });
    await um32.openFile(FAILS);
    await um32.isIn('failed');
    const answer = page.locator('.card').getByRole('button', { name: 'Restart' });
    await expect(answer).toBeFocused();
    await expect(answer).toBeInViewport({ ratio: 1 });
    expect(await isOnTop(answer)).toBe(true);
    await expect(page.getByText('Failed: division by 0')).toBeInViewport({ ratio: 1 });
    await um32.picture('failure');
  });
}

test('an instruction that has no room goes on below itself', async ({ um32, page }) => {
  const content = 'r1 := 12\nr2 := map segment (r1 words)\nr1 := r1 / r0\nhalt';
  await um32.openFile({ name: 'fails.ums', content });
  await um32.isIn('failed');
  await um32.press('Alt+Shift+E');
  const line = page.getByRole('tabpanel').locator('.listing code', { hasText: 'map segment' });
  await expect(line).toBeVisible();
  await um32.picture('listing');
  const lefts = await line.evaluate((code) => {
    const text = document.createRange();
    text.selectNodeContents(code);
    const { left: from, top } = code.getBoundingClientRect();
    const rects = [...text.getClientRects()];
    const first = rects.filter((rect) => rect.top < top + 12).map(({ left }) => left - from);
    const rest = rects.filter((rect) => rect.top >= top + 12).map(({ left }) => left - from);
    return [Math.min(...first), Math.min(...rest)];
  });
  expect(lefts[0]).toBe(0);
  expect(lefts[1]).toBeGreaterThan(100);
  expect(lefts[1]).toBeLessThan(200);
});

test('beside a panel in a narrow window Find has its sides', async ({ um32, page }) => {
  await page.setViewportSize({ width: 660, height: 700 });
  await um32.playSample('Echo');
  await um32.press('Alt+Shift+N', 'Control+F');
  const find = await page.getByRole('search').boundingBox();
  expect(find?.x).toBeGreaterThan(0);
  await expectWithin(page.locator('.find-row > *'), 660 - 320);
});
