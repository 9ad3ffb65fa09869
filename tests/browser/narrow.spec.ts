/** The page as narrow as phones, and large type, make it: 360 and 320 pixels. */
import { drop } from './shelf-page.ts';
import { expect, test } from './um32-page.ts';

test.use({ hasTouch: true, isMobile: true, deviceScaleFactor: 2 });

test.describe('a small phone', () => {
  test.use({ viewport: { width: 360, height: 640 } });

  test('the first tap on a card counts while a line is typed, and typing goes on', async ({
    um32,
    page,
  }) => {
    await um32.playSample('Echo');
    await page.locator('#glass').tap();
    const field = page.locator('.touch-typing');
    await expect(field).toBeFocused();
    await expect(page.locator('#meters')).toBeHidden();
    await drop(um32, { name: 'f.txt', content: 'x' });
    const dismiss = page.locator('.card').getByRole('button', { name: 'Dismiss' });
    const box = await dismiss.boundingBox();
    if (!box) throw new Error('The card has no button.');
    await page.touchscreen.tap(box.x + box.width / 2, box.y + box.height / 2);
    await expect(page.locator('.card')).toHaveCount(0);
    await expect(field).toBeFocused();
    await expect(page.locator('#meters')).toBeHidden();
    // Whoever stops typing has the meters again.
    await field.blur();
    await expect(page.locator('#meters')).toBeVisible();
  });

  test('a card is seen, and answered, while a panel is open', async ({ um32, page }) => {
    await um32.playSample('Echo');
    await um32.fromMenu('Files: the shelf');
    await expect(page.getByRole('tabpanel', { name: 'Files' })).toBeVisible();
    for (const height of [640, 340]) {
      await page.setViewportSize({ width: 360, height });
      await drop(um32, { name: `${height}.txt`, content: 'x' });
      await expect(page.locator('.card')).toContainText('is on the shelf');
      // Its answers stand apart from its sentence.
      const words = await page.locator('.card-text').boundingBox();
      const answers = await page.locator('.card-answers').boundingBox();
      expect((answers?.y ?? 0) - (words?.y ?? 0) - (words?.height ?? 0)).toBeGreaterThanOrEqual(8);
      await um32.picture(`card-${height}`);
      // Not pressed, if something lies over it.
      await page.locator('.card').getByRole('button', { name: 'Dismiss' }).tap({ timeout: 5_000 });
      await expect(page.locator('.card')).toHaveCount(0);
    }
  });

  test('every key of the bar is whole', async ({ um32, page }) => {
    await um32.playSample('Echo');
    for (const width of [360, 320]) {
      await page.setViewportSize({ width, height: 640 });
      const keys = await page.locator('.key').all();
      expect(keys.length).toBeGreaterThan(0);
      for (const key of keys) {
        const box = await key.boundingBox();
        expect(
          (box?.x ?? 0) + (box?.width ?? 0),
          (await key.textContent()) ?? '',
        ).toBeLessThanOrEqual(width);
        expect(box?.width).toBeGreaterThanOrEqual(24);
      }
    }
  });
});

test.describe('as narrow as a page at 400 %', () => {
  test.use({ viewport: { width: 320, height: 640 } });

  test('steps can be counted, Find has its parts in one row, names of keys are whole', async ({
    um32,
    page,
  }) => {
    await um32.playSample('Echo');
    await um32.press('Control+F');
    await um32.type('nowhere');
    const parts = page.locator('.find-row > *');
    await expect(page.locator('.find-count')).toHaveText('not found');
    const boxes = await Promise.all((await parts.all()).map((part) => part.boundingBox()));
    expect(boxes.length).toBeGreaterThan(3);
    const middles = boxes.map((box) => Math.round((box?.y ?? 0) + (box?.height ?? 0) / 2));
    expect(Math.max(...middles) - Math.min(...middles)).toBeLessThan(8);
    await um32.press('Escape');

    await um32.press('Alt+Shift+?');
    const names = page.getByRole('dialog').locator('dt');
    await expect(names.first()).toBeVisible();
    await um32.picture('keys');
    const cut = await names.evaluateAll((all) =>
      all.filter((name) => name.scrollWidth > name.clientWidth).map((name) => name.textContent),
    );
    expect(cut).toEqual([]);
    // No chord is on two lines.
    const chords = page.getByRole('dialog').locator('kbd');
    const heights = await chords.evaluateAll((all) =>
      all.map((chord) => [chord.textContent, chord.getClientRects().length, chord.clientHeight]),
    );
    expect(heights.length).toBeGreaterThan(20);
    for (const [chord, boxes, height] of heights) {
      expect(boxes, String(chord)).toBe(1);
      expect(height, String(chord)).toBeLessThan(24);
    }
    await um32.press('Escape');

    await um32.press('Alt+Shift+E');
    const steps = page.getByRole('tabpanel', { name: 'Engine' }).getByRole('spinbutton');
    await expect(steps).toBeVisible();
    await um32.picture('engine');
    const count = await steps.boundingBox();
    expect(count?.width).toBeGreaterThan(60);
    // What is counted stands beside the number.
    const unit = await steps.evaluate((field) => {
      const words = document.createRange();
      if (field.nextSibling) words.selectNode(field.nextSibling);
      return { text: words.toString(), top: words.getBoundingClientRect().y };
    });
    expect(unit.text).toBe('instructions');
    expect(unit.top).toBeLessThan((count?.y ?? 0) + (count?.height ?? 0));
  });
});

test.describe('as narrow as phones are', () => {
  test.use({ viewport: { width: 320, height: 568 } });

  test('a program keeps its name while it computes for long, and the state its word', async ({
    um32,
    page,
  }) => {
    const right = (box: { x: number; width: number } | null) => (box?.x ?? 0) + (box?.width ?? 0);
    const expectWholeWord = async () =>
      expect(right(await page.locator('.pill-word').boundingBox())).toBeLessThan(
        right(await page.locator('#state').boundingBox()),
      );
    await um32.playSample('Echo');
    await expectWholeWord();
    await um32.press('Alt+Shift+X');
    await um32.openFile({
      name: 'codex-of-mine.ums',
      content: 'again:\n    r1 := again\n    goto r1 in program m[r0]\n',
    });
    await um32.isIn('running');
    await expect(page.locator('.pill-detail')).toHaveText(/^[1-9]\d*\ss · /);
    for (const width of [320, 360]) {
      await page.setViewportSize({ width, height: 640 });
      await um32.picture(`long-run-${width}`);
      expect((await page.locator('.program-name').boundingBox())?.width).toBeGreaterThan(45);
      await expectWholeWord();
    }
    // The seconds have room, and are whole; they are drawn anew all the time.
    const [pill, seconds] = await page.locator('#state').evaluate((state) => {
      const parts = [state, state.querySelector('.pill-detail > span')];
      return parts.map((part) => part?.getBoundingClientRect().toJSON());
    });
    if (!pill || !seconds) throw new Error('There are no seconds.');
    expect(seconds.bottom).toBeLessThan(pill.bottom);
    expect(seconds.right).toBeLessThan(pill.right);
    // What room there is has the name, not the pill behind its last figure.
    expect(pill.right - seconds.right).toBeLessThan(12);
    expect((await page.locator('.program-name').boundingBox())?.width).toBeGreaterThan(65);
  });
});
