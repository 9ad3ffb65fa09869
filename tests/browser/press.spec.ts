/**
 * A press takes a while, and what is pressed may be drawn anew meanwhile: the
 * click is not lost. As a person presses: down, and only then up.
 */
import type { Locator } from '@playwright/test';
import { drop, guestsShelf, Shelf } from './shelf-page.ts';
import { expect, test, type Um32Page } from './um32-page.ts';

/** Presses with the mouse, and lets go when `meanwhile` is over. */
async function pressSlowly(
  um32: Um32Page,
  button: Locator,
  meanwhile: () => Promise<void>,
): Promise<void> {
  await button.hover();
  await um32.page.mouse.down();
  await meanwhile();
  await um32.page.mouse.up();
}

/** The same with the blank key. */
async function pressKeySlowly(
  um32: Um32Page,
  button: Locator,
  meanwhile: () => Promise<void>,
): Promise<void> {
  await button.focus();
  await um32.page.keyboard.down(' ');
  await meanwhile();
  await um32.page.keyboard.up(' ');
}

test('what moves on while it is pressed is stopped by mouse and key, on its card and in its panel', async ({
  um32,
  page,
}) => {
  const shelf = await guestsShelf(um32);
  await shelf.add({ name: 'long.txt', content: Buffer.alloc(1_500_000, 'A LONG LINE OF TEXT\n') });
  const card = page.locator('.card', { hasText: 'Sending long.txt' });
  const onCard = card.getByRole('button', { name: 'Stop' });
  const inPanel = shelf.panel.getByRole('button', { name: 'Stop sending' });
  const figures = card.locator('.figure');

  let stopped = 0;
  for (const [button, press] of [
    [onCard, pressSlowly],
    [inPanel, pressSlowly],
    [onCard, pressKeySlowly],
    [inPanel, pressKeySlowly],
  ] as const) {
    await shelf.send('long.txt');
    await expect(figures).toContainText('of 1,500,000 bytes');
    await press(um32, button, async () => {
      const before = await figures.textContent();
      await expect(figures).not.toHaveText(before ?? '');
    });
    stopped += 1;
    await expect
      .poll(async () => (await um32.screen()).match(/\[sending long\.txt was stopped/g)?.length)
      .toBe(stopped);
    await expect(card).toHaveCount(0);
    await expect(inPanel).toHaveCount(0);
    await um32.isIn('awaiting-input');
  }
});

test('a row of a list is pressed while the list is drawn anew', async ({ um32, page }) => {
  const shelf = new Shelf(um32);
  await um32.playSample('Echo');
  await shelf.open();
  await shelf.add({ name: 'one.txt', content: '1' }, { name: 'two.txt', content: '2' });
  const remove = (name: string) => shelf.panel.getByRole('button', { name: `Delete ${name}` });
  // As a file that is dropped does, once it is kept.
  const another = async (name: string): Promise<void> => {
    await drop(um32, { name, content: name });
    await expect.poll(() => shelf.kept()).toContain(name);
  };

  await pressSlowly(um32, remove('one.txt'), () => another('three.txt'));
  await expect(shelf.file('one.txt')).toContainText('is deleted');
  await expect(shelf.file('three.txt')).toBeVisible();
  await pressKeySlowly(um32, remove('two.txt'), () => another('four.txt'));
  await expect(shelf.file('two.txt')).toContainText('is deleted');

  // Let go elsewhere, nothing is clicked, and what was to be drawn is.
  await pressSlowly(um32, shelf.file('one.txt').getByRole('button'), async () => {
    await another('five.txt');
    await expect(shelf.file('five.txt')).toHaveCount(0);
    await page.mouse.move(0, 0);
  });
  await expect(shelf.file('five.txt')).toBeVisible();
  await expect(shelf.file('one.txt')).toContainText('is deleted');
});

test('the focus stays with what was done by key, also where that cannot be done twice', async ({
  um32,
}) => {
  const shelf = await guestsShelf(um32);
  await shelf.add({ name: 'long.txt', content: Buffer.alloc(1_500_000, 'A LONG LINE OF TEXT\n') });
  const send = shelf.panel.getByRole('button', { name: 'Send long.txt', exact: true });
  const stop = shelf.panel.getByRole('button', { name: 'Stop sending' });

  await send.focus();
  await um32.press('Enter');
  await expect(stop).toBeVisible();
  await expect(send).toBeDisabled();
  await expect(send).toBeFocused();
  // A second press does nothing.
  await um32.press('Enter');
  await stop.focus();
  await um32.press('Enter');
  await um32.sees('[sending long.txt was stopped');
  await expect(stop).toHaveCount(0);
  await expect(shelf.panel.locator(':focus')).toHaveCount(1);
  await um32.isIn('awaiting-input');
  await expect(send).toBeEnabled();
  // What is called otherwise after the press keeps it too.
  await shelf.panel.getByRole('button', { name: 'Send as binary long.txt' }).focus();
  await um32.press('Enter');
  await expect(shelf.panel.getByRole('button', { name: 'Send as text long.txt' })).toBeFocused();
  expect((await um32.screen()).match(/long\.txt/g)).toHaveLength(1);
});

test('a sheet is closed by a click beside it, not by a drag that ends there', async ({
  um32,
  page,
}) => {
  const sheet = page.getByRole('dialog', { name: 'Keys' });
  await um32.press('Alt+Shift+?');
  await expect(sheet).toBeVisible();
  await pressSlowly(um32, sheet.getByRole('heading', { name: 'Program' }), () =>
    page.mouse.move(5, 5),
  );
  await expect(sheet).toBeVisible();
  await page.mouse.click(5, 5);
  await expect(sheet).toBeHidden();
});

test('a card that comes while another is pressed is drawn after the press', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  await drop(um32, { name: 'first.txt', content: '1' });
  const first = page.locator('.card', { hasText: 'first.txt' });
  const second = page.locator('.card', { hasText: 'second.um' });
  await pressSlowly(um32, first.getByRole('button', { name: 'Dismiss' }), async () => {
    await drop(um32, { name: 'second.um', content: '\0\0\0\0' });
    // Long enough for it to have come.
    await page.waitForTimeout(500);
  });
  await expect(first).toHaveCount(0);
  await expect(second.getByRole('button', { name: 'Open second.um' })).toBeFocused();

  // A card that is gone has no answers any more, also while it is still drawn.
  await pressSlowly(um32, second.getByRole('button', { name: 'Open second.um' }), async () => {
    await page.keyboard.press('Alt+Shift+X');
    await page.waitForTimeout(500);
  });
  await expect(page.locator('.card')).toHaveCount(0);
});

test('what ends a renaming is done too, and a renaming is not undone by leaving the panel', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one');
  await um32.press('Alt+Shift+V');
  await um32.isIn('awaiting-input');
  await um32.echo('two');
  await um32.press('Alt+Shift+N');
  const rows = page.locator('.session');
  await expect(rows).toHaveCount(2);
  const rename = (row: number) => rows.nth(row).getByRole('button', { name: 'Rename' });
  await rename(0).click();
  await um32.type('first');
  await rename(1).click();
  const field = page.getByRole('textbox', { name: /^Name of/ });
  await expect(field).toBeFocused();
  await um32.type('second');
  await expect(field).toHaveValue('second');
  await um32.press('Alt+Shift+N');
  await expect(field).toBeHidden();
  await um32.press('Alt+Shift+N');
  await expect(rows.getByRole('heading', { name: 'second' })).toBeVisible();
  await expect(rows.getByRole('heading', { name: 'first' })).toBeVisible();
});

test('of two names in a row the first is not seen again', async ({ page, um32 }) => {
  // The worker is slow to hear of names.
  await page.addInitScript(() => {
    window.Worker = class extends Worker {
      override postMessage(message: { type: string }, given?: unknown): void {
        const post = (): void => super.postMessage(message, given as Transferable[]);
        if (message.type === 'rename-session') setTimeout(post, 600);
        else post();
      }
    };
  });
  await um32.open();
  await um32.playEcho('one');
  await um32.press('Alt+Shift+N');
  const row = page.locator('.session');
  await expect(row).toHaveCount(1);
  await page.evaluate(() => {
    const names: string[] = [];
    Object.assign(window, { names });
    const list = document.querySelector('.panel .sessions');
    if (!list) throw new Error('There is no list.');
    new MutationObserver(() => {
      const name = list.querySelector('.session-name')?.textContent;
      if (name && name !== names.at(-1)) names.push(name);
    }).observe(list, { childList: true, subtree: true });
  });
  for (const name of ['first', 'second']) {
    await row.getByRole('button', { name: 'Rename' }).click();
    await um32.type(name);
    await um32.press('Enter');
    await expect(row.getByRole('heading')).toBeVisible();
  }
  // Until the worker has told of both.
  await page.waitForTimeout(1_500);
  const names = await page.evaluate(() => (window as unknown as { names: string[] }).names);
  expect(names).toEqual(['first', 'second']);
});
