/** Lines that the browser does not keep: whatever would lose them asks first, and nothing else does. */
import { drop } from './shelf-page.ts';
import { expect, test, type Um32Page } from './um32-page.ts';

/** The page anew, in a browser whose store can be made full, and whose worker can be made to die. */
async function openFillable(um32: Um32Page): Promise<void> {
  await um32.openWithWorker(`
    let isFull = false;
    new BroadcastChannel('test-full').onmessage = () => { isFull = true; };
    new BroadcastChannel('test-die').onmessage = () => { throw new Error('died'); };
    const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...given) {
      if (isFull) throw new DOMException('full', 'QuotaExceededError');
      return put.apply(this, given);
    };`);
}

async function fill({ page }: Um32Page): Promise<void> {
  await page.evaluate(() => new BroadcastChannel('test-full').postMessage('now'));
}

/** Echo is played in such a browser, which keeps the first line and not the second. */
async function playWithLineLost(um32: Um32Page): Promise<void> {
  await openFillable(um32);
  await um32.playEcho('kept');
  await fill(um32);
  await um32.echo('lost');
}

test('a session with a line that is not kept is left for another one only when that is agreed to', async ({
  um32,
  page,
}) => {
  await openFillable(um32);
  await um32.playEcho('shared');
  await um32.press('Alt+Shift+Q');
  const link = await page.getByLabel('Link to the session').inputValue();
  await um32.choose('Dismiss');
  await um32.press('Alt+Shift+X');
  await um32.playSample('Echo');
  await um32.choose('Start afresh');
  await um32.echo('kept');
  await fill(um32);
  await um32.echo('lost');
  await um32.choose('Dismiss');
  const screen = await um32.screen();
  const asked = page.locator('.card', { hasText: 'Leave echo.ums for another session?' });

  for (const leave of [
    async () => {
      await um32.press('Alt+Shift+N');
      await page.getByRole('button', { name: 'Continue echo.ums' }).click();
    },
    () => page.evaluate((address) => location.assign(address), link),
  ]) {
    await leave();
    await expect(asked).toBeVisible();
    await um32.picture('asked');
    await um32.choose('Keep it');
    await expect(page.locator('.card')).toHaveCount(0);
    expect(await um32.screen()).toBe(screen);
    await um32.isIn('awaiting-input');
  }
  await page.getByRole('button', { name: 'Continue echo.ums' }).click();
  await um32.choose('Leave');
  await um32.sees('derahs');
  expect(await um32.screen()).not.toContain('lost');
});

test('so is one whose program is over, and whoever restarts, closes or opens another is asked as well', async ({
  um32,
  page,
}) => {
  await playWithLineLost(um32);
  await um32.press('Control+D');
  await um32.isIn('halted');
  await expect(page.locator('.card')).toContainText('The last 2 typed lines are not kept');
  await um32.choose('Dismiss');
  const screen = await um32.screen();
  const card = page.locator('.card');
  for (const [leave, title] of [
    [() => um32.press('Alt+Shift+X'), 'Close echo.ums?'],
    [() => um32.press('Alt+Shift+R'), 'Restart echo.ums from the beginning?'],
    [
      () => um32.openFile({ name: 'other.ums', content: 'halt\n' }),
      'Open other.ums in place of echo.ums?',
    ],
    [
      () => drop(um32, { name: 'other.ums', content: 'halt\n' }),
      'Open other.ums in place of echo.ums?',
    ],
  ] as const) {
    await leave();
    await expect(card).toContainText(title);
    await expect(card).toContainText('Not everything typed to it is kept');
    await um32.choose('Keep');
    await expect(card).toHaveCount(0);
    expect(await um32.screen()).toBe(screen);
  }
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await um32.press('Alt+Shift+X');
  await um32.choose('Close');
  // It lasts as long as the page: it can be gone on with, and closing the page still asks.
  await expect(um32.offer).toContainText('last typed: lost');
  const askedAgain = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  await (await askedAgain).dismiss();
  await um32.offer.getByRole('button', { name: 'Continue' }).click();
  await um32.isIn('halted');
  expect(await um32.screen()).toContain('tsol');
});

test('the question says when the program has ended meanwhile', async ({ um32, page }) => {
  await playWithLineLost(um32);
  await um32.press('Alt+Shift+R');
  const card = page.locator('.card', { hasText: 'Restart echo.ums from the beginning?' });
  await expect(card).toContainText('It has not ended');
  await page.locator('.xterm-helper-textarea').focus();
  await um32.press('Control+D');
  await um32.isIn('halted');
  await expect(card).not.toContainText('It has not ended');
  await expect(card).toContainText('Not everything typed to it is kept');
  await expect(page.locator('.xterm-helper-textarea')).toBeFocused();
  await card.getByRole('button', { name: 'Restart' }).click();
  await um32.isIn('awaiting-input');
});

test('a session with lines that are not kept is deleted, and nothing is left to lose', async ({
  um32,
  page,
}) => {
  await playWithLineLost(um32);
  await um32.choose('Dismiss');
  await um32.press('Alt+Shift+X');
  await um32.choose('Close');
  await expect(um32.offer).toContainText('last typed: lost');
  await um32.offer.getByRole('button', { name: 'Sessions' }).click();
  await page.getByRole('button', { name: 'Delete echo.ums' }).click();
  await expect(um32.offer).toBeHidden();
  const isGone = page.waitForEvent('close');
  await page.close({ runBeforeUnload: true });
  await isGone;
});

test('what is lost with the worker is not asked about', async ({ um32, page }) => {
  await openFillable(um32);
  await um32.playSample('Echo');
  await fill(um32);
  await um32.echo('lost');
  await page.evaluate(() => new BroadcastChannel('test-die').postMessage('now'));
  await um32.isIn('failed');
  await um32.press('Alt+Shift+X');
  await um32.playSample('Echo');
});

test('where the browser keeps nothing sessions are lost by closing the tab alone, which asks', async ({
  um32,
  page,
}) => {
  await um32.openWithoutStore();
  await um32.playSample('Echo');
  await um32.choose('Dismiss');
  await um32.echo('first');
  await um32.press('Alt+Shift+X');
  await expect(um32.offer).toContainText('last typed: first');
  await expect(page.locator('.card')).toHaveCount(0);
  // No program is open, and still there is something to lose.
  const asked = page.waitForEvent('dialog');
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe('beforeunload');
  await dialog.dismiss();
  await um32.resume();
  await um32.sees('tsrif');
});
