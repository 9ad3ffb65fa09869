/** The page at a phone's width, with a finger and a composing keyboard. */
import { printing } from './printing.ts';
import { expect, test } from './um32-page.ts';
import { violations } from './violations.ts';

test.use({
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
  deviceScaleFactor: 2,
});

test('nothing is wider than the screen, and targets are large enough', async ({ um32, page }) => {
  await um32.picture('welcome');
  await um32.playSample('Echo');
  await um32.picture('terminal');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const buttons = await page.locator('button:visible').all();
  expect(buttons.length).toBeGreaterThan(0);
  for (const button of buttons) {
    const box = await button.boundingBox();
    const name = (await button.getAttribute('aria-label')) ?? (await button.textContent()) ?? '';
    expect(box?.height, name).toBeGreaterThanOrEqual(44);
    expect((box?.x ?? 0) + (box?.width ?? 0), name).toBeLessThanOrEqual(390);
  }
  expect(await violations(page)).toEqual([]);
});

test('there is one field to type in, and keys lead past it both ways', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.locator('#glass').tap();
  const field = page.getByRole('textbox', { name: 'Terminal input' });
  await expect(field).toHaveCount(1);
  await expect(field).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(field).not.toBeFocused();
});

test('whoever has a keyboard beside a touch screen types without a tap', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await expect(page.locator('body')).toBeFocused();
  await um32.echo('platter');
  await expect(page.locator('.touch-typing')).toBeFocused();
});

test('what is typed as soon as a sample has begun is the sample’s', async ({ um32, page }) => {
  await page.evaluate(() => {
    const { body, documentElement } = document;
    // Before the page is drawn.
    const seen = (): void => {
      if (body.classList.contains('is-loaded'))
        documentElement.dataset.focus ??= document.activeElement?.localName;
    };
    new MutationObserver(seen).observe(body, { attributeFilter: ['class'] });
  });
  await um32.startSample('Echo');
  await expect(page.locator('html')).toHaveAttribute('data-focus', 'body');
  await um32.isIn('awaiting-input');
  await um32.echo('stone');
});

test('a program from a file is typed to, and Open has the keys no more', async ({ um32, page }) => {
  await um32.openFile({ name: 'asks.ums', content: printing('ask') });
  await um32.isIn('awaiting-input');
  await expect(page.locator('body')).toBeFocused();
  await page.getByRole('button', { name: 'More' }).tap();
  await um32.openFile({ name: 'asks again.ums', content: printing('more') });
  await um32.choose('Open asks again.ums');
  await um32.sees('more');
  await expect(page.locator('body')).toBeFocused();
  await um32.type('typed');
  await um32.sees('moretyped');
});

test('the way out of raw mode is as high as a finger', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await um32.press('Control+K');
  await um32.type('raw mode');
  await um32.press('Enter');
  const raw = page.getByRole('button', { name: /^Raw mode is on/ });
  const box = await raw.boundingBox();
  expect(box?.height).toBeGreaterThanOrEqual(44);
  expect(box?.width).toBeGreaterThanOrEqual(44);
  await expect(raw).toBeInViewport({ ratio: 1 });
  await um32.picture('raw mode');
  await raw.tap();
  await expect(raw).toHaveCount(0);
});

test('the cursor is filled as long as one types, and an outline without the keyboard', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  const cursor = page.locator('.xterm-cursor');
  await expect(cursor).toHaveClass(/xterm-cursor-outline/);
  await page.locator('#glass').tap();
  await expect(cursor).toHaveClass(/xterm-cursor-block/);
  await um32.echo('one');
  await expect(cursor).toHaveClass(/xterm-cursor-block/);
  await page.locator('.touch-typing').blur();
  await expect(cursor).toHaveClass(/xterm-cursor-outline/);
});

test('a composing keyboard types, corrects and sends; the key bar does the rest', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  await page.locator('#glass').tap();
  await expect(page.locator('.touch-typing')).toBeFocused();
  const fontSize = await page
    .locator('.touch-typing')
    .evaluate((field) => Number.parseFloat(getComputedStyle(field).fontSize));
  expect(fontSize).toBeGreaterThanOrEqual(16);

  // A word is composed letter by letter, then replaced by the keyboard's correction.
  const keyboard = await page.context().newCDPSession(page);
  for (const part of ['s', 'sa', 'sam']) {
    await keyboard.send('Input.imeSetComposition', {
      text: part,
      selectionStart: part.length,
      selectionEnd: part.length,
    });
  }
  await um32.sees(/sam$/);
  await keyboard.send('Input.insertText', { text: 'sand' });
  await um32.sees(/sand$/);
  await keyboard.send('Input.insertText', { text: 'stone' });
  await page.getByRole('button', { name: 'Left' }).tap();
  await page.keyboard.press('Backspace');
  await um32.sees('sandstoe');
  await page.getByRole('button', { name: 'Enter', exact: true }).tap();
  await um32.sees('eotsdnas');
  await page.getByRole('button', { name: 'Up', exact: true }).tap();
  await um32.sees(/sandstoe$/);
  await page.getByRole('button', { name: /^Control/ }).tap();
  await keyboard.send('Input.insertText', { text: 'u' });
  await expect.poll(() => um32.screen()).not.toMatch(/sandstoe$/);
  await page.getByRole('button', { name: 'End of input' }).tap();
  await um32.isIn('halted');
});

test('with less height the terminal gets smaller and its foot stays in sight', async ({
  um32,
  page,
}) => {
  await um32.startSample('Mandelbrot');
  await um32.isIn('awaiting-input', 60_000);
  await page.setViewportSize({ width: 390, height: 420 });
  await um32.sees('q: end');
  await um32.picture('keyboard-up');
});

test('above an open panel the terminal’s last rows are in sight, and those of the moment looked at', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  for (const line of ['one', 'two', 'three', 'four', 'five', 'six']) await um32.echo(line);
  await um32.press('Alt+Shift+H');
  const dock = page.locator('#dock');
  await expect(dock).toBeVisible();
  const last = async (place: string, text: string): Promise<number> => {
    const box = await page.locator(`${place} .xterm-rows > div`, { hasText: text }).boundingBox();
    return (box?.y ?? 9_999) + (box?.height ?? 0);
  };
  const top = (await dock.boundingBox())?.y ?? 0;
  await expect.poll(() => last('.glass', 'reversed  xis')).toBeLessThanOrEqual(top);
  await um32.picture('timeline');
  await page.locator('[data-entries="5"]').tap();
  await expect.poll(() => last('.moment', 'reversed  evif')).toBeLessThanOrEqual(top);
  await um32.picture('moment');
  const height = (await page.locator('.glass').boundingBox())?.height ?? 0;
  await page.getByRole('button', { name: 'Close the panels' }).tap();
  await expect
    .poll(async () => (await page.locator('.glass').boundingBox())?.height ?? 0)
    .toBeGreaterThan(2 * height);
  await um32.sees('reversed  eno');
});

test('a finger scrolls back', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.locator('#glass').tap();
  for (let count = 0; count < 20; count++) {
    await um32.enter(`line ${count}`);
    await um32.sees(new RegExp(`line ${count}\\n`));
    await um32.isIn('awaiting-input');
  }
  expect(await um32.screen()).not.toContain('Type a line');
  const finger = await page.context().newCDPSession(page);
  for (let times = 0; times < 4; times++) {
    await finger.send('Input.dispatchTouchEvent', {
      type: 'touchStart',
      touchPoints: [{ x: 200, y: 150 }],
    });
    for (let y = 170; y <= 550; y += 20) {
      await finger.send('Input.dispatchTouchEvent', {
        type: 'touchMove',
        touchPoints: [{ x: 200, y }],
      });
    }
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  }
  await um32.sees('Type a line');
});

test('what led to a failure is in sight on its card, and answers beside one another', async ({
  um32,
  page,
}) => {
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  const card = page.locator('.card-failure');
  const led = card.locator('.led-place');
  await expect(led.nth(3)).toBeInViewport({ ratio: 1 });
  const answers = card.locator('.card-answers .button');
  const first = await answers.first().boundingBox();
  const tops = await answers.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y));
  expect(tops).toHaveLength(5);
  expect(new Set(tops)).toEqual(new Set([first?.y]));
  // None of them lies over what is told.
  const last = await led.nth(3).boundingBox();
  expect((last?.y ?? 0) + (last?.height ?? 0)).toBeLessThan(first?.y ?? 0);
  // The last is scrolled to, and no fade lies over it.
  const dismiss = card.getByRole('button', { name: 'Dismiss' });
  await dismiss.tap();
  await expect(card).toHaveCount(0);
});

test('a finger leaves no look of a mouse behind', async ({ um32, page }) => {
  // Colours are there at once.
  await page.emulateMedia({ reducedMotion: 'reduce' });
  // A click would leave a mouse elsewhere.
  await page.locator('.sample', { hasText: 'Echo' }).tap();
  await um32.isIn('awaiting-input');
  const pause = page.locator('#controls .button').first();
  const untouched = await pause.evaluate((button) => getComputedStyle(button).backgroundColor);
  await pause.tap();
  await um32.isIn('paused');
  // As browsers have it, until something else is tapped.
  expect(await pause.evaluate((button) => button.matches(':hover'))).toBe(true);
  await expect(pause).toHaveCSS('background-color', untouched);
});

test('the Timeline’s lines begin beside their numbers, all at one place', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one', 'two');
  await um32.press('Alt+Shift+H');
  const marks = page.locator('.mark-line');
  await expect(marks).toHaveCount(3);
  const begin = await marks.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().x));
  expect(new Set(begin).size).toBe(1);
  expect(begin[0]).toBeLessThan(50);
});

test('registers stand on the line of their word', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await um32.press('Alt+Shift+E');
  const panel = page.getByRole('tabpanel', { name: 'Engine' });
  await panel.getByRole('button', { name: 'Back', exact: true }).tap();
  const register = panel.locator('.register-list code').first();
  await expect(register).toBeVisible();
  const foot = (box: { y: number; height: number } | null) => (box?.y ?? 0) + (box?.height ?? 0);
  const word = panel.locator('dt', { hasText: 'Registers' });
  expect(
    Math.abs(foot(await word.boundingBox()) - foot(await register.boundingBox())),
  ).toBeLessThan(6);
});

test('Control on the key bar is for the bar’s next key too', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.locator('#glass').tap();
  await page.keyboard.insertText('sand stone');
  const control = page.getByRole('button', { name: /^Control/ });
  await control.tap();
  await page.getByRole('button', { name: 'Left' }).tap();
  await expect(control).toHaveAttribute('aria-pressed', 'false');
  await page.keyboard.insertText('y ');
  await um32.sees('sand y stone');
});

test.describe('held sideways', () => {
  test('each of what led to a failure is as high as a finger', async ({ um32, page }) => {
    await page.setViewportSize({ width: 740, height: 360 });
    await um32.startSample('A lost array');
    await um32.isIn('failed');
    const led = page.locator('.led-place');
    await expect(led).toHaveCount(4);
    for (const place of await led.all()) {
      expect((await place.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
  });

  for (const width of [640, 740]) {
    test(`at ${width} pixels a panel has the room, and the keys come back`, async ({
      um32,
      page,
    }) => {
      await page.setViewportSize({ width, height: 360 });
      await um32.playSample('Echo');
      const keys = page.locator('#key-bar');
      await expect(keys).toBeVisible();
      await um32.fromMenu('Files: the shelf');
      const panel = page.getByRole('tabpanel', { name: 'Files' });
      await expect(panel).toBeVisible();
      await expect(keys).toBeHidden();
      await um32.picture(`panel-${width}`);
      expect((await panel.boundingBox())?.height).toBeGreaterThanOrEqual(240);
      await expect(page.getByRole('tab', { selected: true })).toBeInViewport({ ratio: 1 });
      expect(await violations(page)).toEqual([]);
      if (width > 640) {
        // The terminal is in sight beside it: whoever types there has the keys.
        await page.locator('#glass').tap();
        await expect(keys).toBeVisible();
        await expect(panel).toBeVisible();
      }
      await page.getByRole('button', { name: 'Close the panels' }).tap();
      await expect(keys).toBeVisible();
    });
  }
});

test('lines that a keyboard types from its clipboard stay lines', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.locator('#glass').tap();
  await page.keyboard.insertText('stone');
  await page.getByRole('button', { name: 'Left', exact: true }).tap();
  // Into the line, as a paste does: what is behind the cursor goes with the first.
  await page.keyboard.insertText('s\nsecond\nthird');
  await um32.sees('reversed  esnots');
  await um32.sees('reversed  dnoces');
  await um32.sees(/third$/);
  // A line feed alone is still the Enter key of keyboards that have no other.
  await page.keyboard.insertText('\n');
  await um32.sees('reversed  driht');
});

test('a finger that rests on a line has it to be copied', async ({ um32, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await um32.playSample('Echo');
  await um32.enter('what is long enough to be on two rows of a telephone');
  await um32.sees('in hex');
  const sheet = page.getByRole('dialog', { name: 'Text of the terminal' });
  const row = page.locator('.xterm-rows > div', { hasText: /elephone$/ }).first();
  const box = await row.boundingBox();
  const at = { x: (box?.x ?? 0) + 20, y: (box?.y ?? 0) + 5 };
  const finger = await context.newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', y?: number) =>
    finger.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: y === undefined ? [] : [{ x: at.x, y }],
    });
  // One that moves on scrolls.
  await touch('touchStart', at.y);
  await touch('touchMove', at.y + 20);
  await touch('touchEnd');
  await touch('touchStart', at.y);
  await expect(sheet).toBeVisible();
  await touch('touchEnd');
  await um32.picture('text sheet');
  await expect(sheet).toBeVisible();
  await sheet.getByRole('button', { name: 'Copy the selection' }).tap();
  await expect(sheet).toHaveCount(0);
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'what is long enough to be on two rows of a telephone',
  );
  // What was copied is pasted from the menu.
  await um32.fromMenu('Paste');
  await um32.sees(/elephone$/);
  await page.getByRole('button', { name: 'Enter', exact: true }).tap();
  await um32.sees(/reversed (.*\n)*reversed /);
  expect(await violations(page)).toEqual([]);
});
