/**
 * Cards on screens with little room: nothing lies over them, what they say fits,
 * and their answers are in sight.
 */
import type { Locator } from '@playwright/test';
import { printing } from './printing.ts';
import { drop } from './shelf-page.ts';
import { expect, test } from './um32-page.ts';

const LONG_NAME = 'some-quite-long-file-name-for-a-program.um';

/** A press there is a press on this very element: in the window, and with nothing over it. */
async function canBePressed(place: Locator): Promise<boolean> {
  return await place.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return [0.1, 0.5, 0.9].every((part) => {
      const there = document.elementFromPoint(left + width * part, top + height / 2);
      return there !== null && element.contains(there);
    });
  });
}

/** Everything of an element, its text too, is where it is, and beside what is beside it. */
async function expectRoomy(card: Locator): Promise<void> {
  const cut = await card.evaluate((element) => {
    const edge = element.getBoundingClientRect();
    const parts = [...element.querySelectorAll('.card-title, .card-text p, button')];
    const boxes = parts.map((part) => {
      const range = document.createRange();
      range.selectNodeContents(part);
      return {
        what: part.textContent,
        own: part.getBoundingClientRect(),
        text: range.getBoundingClientRect(),
      };
    });
    return boxes
      .filter(({ own, text }, at) => {
        const isOut = text.right > own.right + 1 || own.right > edge.right || own.left < edge.left;
        const isOver = boxes.some(
          (other, otherAt) =>
            otherAt !== at &&
            own.left < other.own.right - 1 &&
            other.own.left < own.right - 1 &&
            own.top < other.own.bottom - 1 &&
            other.own.top < own.bottom - 1,
        );
        return isOut || isOver;
      })
      .map(({ what }) => what);
  });
  expect(cut).toEqual([]);
}

test.use({ actionTimeout: 15_000 });

for (const [width, height, isTouch] of [
  [740, 360, true],
  [844, 390, true],
  [667, 375, true],
  [915, 412, true],
  [640, 360, false],
  [683, 384, false],
  [720, 450, false],
  [1280, 400, false],
] as const) {
  test.describe(`${width} × ${height}${isTouch ? ', touched' : ''}`, () => {
    test.use({ viewport: { width, height }, hasTouch: isTouch, isMobile: isTouch });

    test('cards can be read and answered', async ({ um32, page }) => {
      await um32.startSample('A lost array');
      await um32.isIn('failed');
      const failure = page.locator('.card-failure');
      await expect(failure.getByRole('button', { name: 'Restart' })).toBeFocused();
      await um32.picture('failure');
      // The place has its last size only after the next picture of the page.
      await expect.poll(() => canBePressed(failure.locator('.card-title'))).toBe(true);
      expect(await canBePressed(failure.getByRole('button', { name: 'Restart' }))).toBe(true);
      // The program's last words are in sight too.
      await um32.sees('Now the ten arrays are given back.');
      await failure.getByRole('button', { name: 'Restart' }).click();
      await um32.isIn('failed');
      await failure.getByRole('button', { name: 'Dismiss' }).click();
      await expect(failure).toHaveCount(0);

      await um32.fromMenu('Close the program');
      await um32.playEcho();
      await drop(um32, { name: 'hi.txt', content: 'hi' });
      await drop(um32, { name: LONG_NAME, content: '\0\0\0\0' });
      const other = page.locator('.card', { hasText: LONG_NAME });
      await expect(other.getByRole('button').first()).toBeInViewport();
      await um32.picture('two');
      await expectRoomy(other);
      for (const button of await other.getByRole('button').all()) {
        await button.scrollIntoViewIfNeeded();
        expect(await canBePressed(button), (await button.textContent()) ?? '').toBe(true);
      }
      await other.getByRole('button', { name: 'Keep echo.ums' }).click();
      await page.locator('.card').getByRole('button', { name: 'Dismiss' }).click();
      await expect(page.locator('.card')).toHaveCount(0);
      await um32.sees('Type a line');
    });
  });
}

for (const [width, height] of [
  [360, 640],
  [320, 640],
  [1280, 720],
] as const) {
  test.describe(`${width} × ${height}`, () => {
    test.use({ viewport: { width, height } });

    test('a long file name fits its card and leaves room for the text', async ({ um32, page }) => {
      await um32.playEcho();
      await drop(um32, { name: LONG_NAME, content: '\0\0\0\0' });
      const card = page.locator('.card', { hasText: LONG_NAME });
      await card.waitFor();
      await um32.picture('long name');
      await expectRoomy(card);
      const title = await card.locator('.card-title').boundingBox();
      expect(title?.width).toBeGreaterThan(Math.min(320, width - 60));
      await card.getByRole('button', { name: 'Keep echo.ums' }).click();
      // A name that is nothing but long.
      const longest = `${'x'.repeat(200)}.txt`;
      await drop(um32, { name: longest, content: 'hi' });
      await page.locator('.card').getByRole('button', { name: 'Dismiss' }).waitFor();
      await expectRoomy(page.locator('.card'));
    });
  });
}

test('beside a panel a failure has its answers in two rows, and without one in one', async ({
  um32,
  page,
}) => {
  await page.setViewportSize({ width: 768, height: 1024 });
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  const answers = page.locator('.card-failure .card-answers .button');
  const rows = async (): Promise<number> =>
    new Set(await answers.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y)))
      .size;
  expect(await rows()).toBe(1);
  await um32.press('Alt+Shift+H');
  await expect(page.getByRole('tabpanel')).toBeVisible();
  expect(await rows()).toBe(2);
  await um32.picture('failure beside a panel');
});

test('memory that is not there is told with the instruction that asked for it', async ({
  um32,
  page,
}) => {
  const content = 'r1 := r0 nand r0\nr2 := map segment (r1 words)\n';
  await um32.openFile({ name: 'greedy.ums', content });
  await um32.isIn('failed');
  const card = page.locator('.card');
  await expect(card).toContainText('This computer could not go on');
  await expect(card).toContainText('Out of memory');
  await expect(card).toContainText('r2 := map segment (r1 words)   [0x80000011]');
  await expect(card).toContainText('line 2: r2 := map segment (r1 words)');
  await expect(card).toContainText('C is r1 = 4,294,967,295 (0xffffffff, -1)');
  await expect(card.getByText('r1 = 4,294,967,295 -1', { exact: true })).toBeVisible();
  await expect(card.getByRole('button', { name: 'Restart' })).toBeInViewport();
  await um32.picture('memory-asked');
  await page.setViewportSize({ width: 360, height: 480 });
  await expect(card.getByRole('button', { name: 'Restart' })).toBeInViewport();
});

test('a card that can only be dismissed asks for nothing, as one with a question does', async ({
  um32,
  page,
}) => {
  await um32.openWithoutStore();
  const filled = (name: RegExp) =>
    page
      .locator('.cards')
      .getByRole('button', { name })
      .evaluate((one) => getComputedStyle(one).backgroundColor !== 'rgba(0, 0, 0, 0)');
  await um32.playEcho('one');
  await page.mouse.move(0, 0);
  await expect(page.locator('.card')).toContainText('Not everything can be kept');
  expect(await filled(/^Dismiss/)).toBe(false);
  await um32.openFile({ name: 'other.ums', content: printing('other') });
  await page.mouse.move(0, 0);
  await expect.poll(() => filled(/^Open other/)).toBe(true);
  await um32.press('Alt+Enter');
  await um32.sees('other');
});
