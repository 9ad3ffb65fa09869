/** The dock: the panel on the engine, and the bench; by mouse, by keyboard, on a phone, for screen readers. */
import type { Page } from '@playwright/test';
import { counting } from './counting.ts';
import { expect, realProgram, test } from './um32-page.ts';
import { violations } from './violations.ts';

/** Counts for a moment, then halts. */
const COUNTS_DOWN = `${counting(1)}\n    halt\n`;
/** The same, behind platters that are never run. */
const COUNTS_FAR_DOWN = `r2 := begin; goto r2 in program m[r0]\n.space 1000\nbegin:${COUNTS_DOWN}`;
const FOR_EVER = 'again: r1 := again; goto r1 in program m[r0]';

const figure = (page: Page, term: string): Promise<string | null> =>
  page.locator('.engine-figures dt', { hasText: term }).locator('+ dd').textContent();

test('the dock is closed at first, opens by button, key, menu and palette, and gives the focus back', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  const dock = page.getByRole('complementary', { name: 'Panels' });
  await expect(dock).toBeHidden();
  const button = page.getByRole('button', { name: 'Panels', exact: true });
  await button.click();
  await expect(dock).toBeVisible();
  await expect(button).toHaveAttribute('aria-expanded', 'true');
  await um32.type('still typed here');
  await um32.sees('still typed here');
  await button.click();
  await expect(dock).toBeHidden();

  await um32.press('Alt+Shift+E');
  const tab = (name: string) => page.getByRole('tab', { name });
  await expect(tab('Engine')).toBeFocused();
  await um32.press('ArrowRight');
  await expect(tab('Engine')).toHaveAttribute('aria-selected', 'false');
  await um32.press('ArrowLeft');
  await expect(tab('Engine')).toHaveAttribute('aria-selected', 'true');
  await um32.press('F6');
  await um32.press('F6');
  await um32.type(' and here');
  await um32.sees('still typed here and here');
  await um32.press('F6');
  await um32.press('Escape');
  await expect(dock).toBeHidden();
  await um32.type(', too');
  await um32.sees('and here, too');

  await um32.fromMenu('Bench: compare the engines');
  await expect(page.getByRole('tabpanel', { name: 'Bench' })).toBeVisible();
  await um32.press('Alt+Shift+B');
  await expect(dock).toBeHidden();
  await um32.press('Control+Shift+Home');
  await um32.press('F1');
  await um32.type('engine what');
  await um32.press('Enter');
  await expect(page.getByRole('tabpanel', { name: 'Engine' })).toBeVisible();
  await expect(tab('Engine')).toBeFocused();
});

test('the engine’s figures are asked for only while they are in sight', async ({ page, um32 }) => {
  await page.addInitScript(() => {
    const asked: string[] = [];
    Object.assign(window, { asked });
    window.Worker = class extends Worker {
      override postMessage(message: { type: string }, given?: unknown): void {
        asked.push(message.type);
        super.postMessage(message, given as Transferable[]);
      }
    };
  });
  await um32.open();
  const asked = (): Promise<number> =>
    page.evaluate(
      () =>
        (window as unknown as { asked: string[] }).asked.filter((type) => type === 'get-statistics')
          .length,
    );
  await um32.openFile({ name: 'for-ever.ums', content: FOR_EVER });
  await um32.isIn('running');
  expect(await asked()).toBe(0);
  await um32.press('Alt+Shift+E');
  await expect.poll(asked).toBeGreaterThan(2);
  await um32.press('Alt+Shift+E');
  const before = await asked();
  await page.waitForTimeout(1_200);
  expect(await asked()).toBe(before);
});

test('the panel tells what the translator did, and another engine runs from the restart on', async ({
  um32,
  page,
}) => {
  await um32.press('Alt+Shift+E');
  const panel = page.getByRole('tabpanel', { name: 'Engine' });
  await expect(panel).toContainText('Once a program is loaded');
  await um32.openFile({ name: 'count.ums', content: COUNTS_FAR_DOWN });
  await um32.isIn('halted', 60_000);
  await expect(panel).toContainText('This program: translator');
  expect(
    Number.parseFloat((await panel.locator('.share-figure').textContent()) ?? ''),
  ).toBeGreaterThan(90);
  const instructions = await figure(page, 'Instructions');
  expect(Number(instructions?.replaceAll(',', ''))).toBeGreaterThan(100_000_000);
  expect(Number(await figure(page, 'Functions compiled'))).toBeGreaterThan(0);
  expect(await figure(page, 'WebAssembly')).toMatch(/B$/);
  expect(await figure(page, 'Compiling')).toMatch(/ms$/);
  await expect(panel.getByRole('table', { name: 'Exits by reason' })).toContainText('budget');
  const busiest = panel.getByRole('table', { name: 'Busiest exits' });
  await expect(busiest).toContainText('budget');
  await expect(busiest.getByRole('cell', { name: /^1,0\d\d$/ }).first()).toBeVisible();
  await expect(panel).toContainText('Refusals to compile');
  await um32.picture('translator');

  await panel.getByRole('radio', { name: /Interpreter/ }).check();
  await expect(panel.getByText('The loaded program still has the translator')).toBeVisible();
  await panel.getByRole('button', { name: 'Restart now' }).click();
  // The state is the old one at first.
  await expect(panel).toContainText('This program: interpreter');
  await um32.isIn('halted', 60_000);
  await expect.poll(() => figure(page, 'Instructions')).toBe(instructions);
  await expect(panel.getByText('still has')).toBeHidden();

  // The choice is kept.
  await page.reload();
  await um32.press('Alt+Shift+E');
  await expect(panel.getByRole('radio', { name: /Interpreter/ })).toBeChecked();
  await um32.openFile({ name: 'count.ums', content: COUNTS_DOWN });
  await um32.isIn('halted', 60_000);
  await expect(panel).toContainText('This program: interpreter');
});

test('beside a narrow terminal a panel is as wide as its dock', async ({ um32, page }) => {
  await page.setViewportSize({ width: 660, height: 700 });
  await um32.openFile({ name: 'count.ums', content: COUNTS_DOWN });
  await um32.isIn('halted', 60_000);
  for (const key of ['Alt+Shift+E', 'Alt+Shift+B']) {
    await um32.press(key);
    const panel = page.getByRole('tabpanel');
    await expect(panel).toBeVisible();
    const wide = await panel.evaluate((shown) => [
      shown.scrollWidth - shown.clientWidth,
      Math.round(shown.getBoundingClientRect().right),
    ]);
    expect(wide).toEqual([0, 660]);
    await expect(page.getByRole('tab', { selected: true })).toBeInViewport({ ratio: 1 });
  }
});

test('the bench runs our two programs, and the session in the terminal is as it was', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  await um32.enter('platter');
  await um32.isIn('awaiting-input');
  await um32.type('half a line');
  await um32.sees('half a line');
  const before = await um32.screen();
  await um32.press('Alt+Shift+B');
  const panel = page.getByRole('tabpanel', { name: 'Bench' });
  await expect(panel.getByRole('radio', { name: /Our two programs/ })).toBeChecked();
  await panel.getByRole('button', { name: 'Run the bench' }).click();
  await expect(panel.getByRole('progressbar', { name: 'Bench' })).toBeVisible();
  await expect(panel.getByRole('status')).toHaveText('Done.', { timeout: 60_000 });
  for (const name of ['arrays.ums', 'jump-table.ums']) {
    const result = panel.getByRole('figure', { name });
    await expect(result).toContainText(/[\d.]+ times the interpreter’s speed/);
    await expect(result).toContainText('Both engines printed the same 9 bytes');
    await expect(result.getByRole('img')).toHaveAttribute(
      'aria-label',
      /^Translator [\d,]+ million instructions per second, .*; Interpreter [\d,]+ million/,
    );
  }
  await expect(panel.getByRole('figure')).toHaveCount(2);
  await um32.picture('bench');
  await um32.isIn('awaiting-input');
  await expect.poll(() => um32.screen()).toBe(before);
  await um32.press('Escape');
  await um32.press('Enter');
  await um32.sees('enil a flah');
});

test('a program that computes is paused while the bench runs; a stop lets it go on', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'for-ever.ums', content: FOR_EVER });
  await um32.isIn('running');
  await um32.press('Alt+Shift+B');
  const panel = page.getByRole('tabpanel', { name: 'Bench' });
  await panel.getByRole('radio', { name: /for-ever.ums/ }).check();
  await panel.getByRole('button', { name: 'Run the bench' }).click();
  await um32.isIn('paused');
  await expect(panel).toContainText('for-ever.ums: translator, round 1');
  await expect(panel.getByRole('button', { name: 'Stop the bench' })).toBeFocused();
  await um32.press('Enter');
  await expect(panel.getByRole('status')).toHaveText('Stopped.');
  await um32.isIn('running');
  await expect(panel.getByRole('button', { name: 'Run the bench' })).toBeFocused();
  await expect.poll(() => page.workers().length).toBe(1);
});

test('the bench takes a file of its own, and says what is no program', async ({ um32, page }) => {
  await um32.press('Alt+Shift+B');
  const panel = page.getByRole('tabpanel', { name: 'Bench' });
  const choose = async (name: string, content: string): Promise<void> => {
    const choosing = page.waitForEvent('filechooser');
    await panel.getByRole('button', { name: 'Choose a file' }).click();
    const chooser = await choosing;
    const buffer = Buffer.from(content);
    await chooser.setFiles({ name, mimeType: 'application/octet-stream', buffer });
    await expect(panel.getByRole('radio', { name: new RegExp(name) })).toBeChecked();
    await panel.getByRole('button', { name: 'Run the bench' }).click();
    await expect(panel.getByRole('status')).toHaveText('Done.', { timeout: 30_000 });
  };
  await choose('asks.ums', 'r1 := 63; output r1; r1 := input(); halt');
  await expect(panel.getByRole('figure', { name: 'asks.ums' })).toContainText(
    '2 instructions, until it asked for input',
  );
  await expect(panel.getByRole('figure')).toContainText('Too short to compare.');
  await choose('letter.um', 'abc');
  await expect(panel.getByRole('alert')).toContainText('letter.um:');
  await expect(panel.getByRole('figure')).toHaveCount(0);
  await choose('typos.ums', 'r1 = 1\noutput 2\n');
  await expect(panel.getByRole('alert')).toContainText(/^typos\.ums:2 mistakes:Line 1, column 4/);
  await expect(panel.getByRole('alert').locator('pre').last()).toHaveText(/output 2\n.*\^$/);
  await um32.picture('mistakes');
  await choose('fails.ums', 'r1 := 1\nr1 := r1 / r0');
  await expect(panel.getByRole('figure')).toContainText(/1 instruction, until it failed/);
  await expect(page.locator('#welcome')).toBeVisible();
});

test('SANDmark in the bench: the loaded program, whole, in both engines', async ({
  um32,
  page,
}, testInfo) => {
  const sandmark = realProgram('sandmark.umz');
  await um32.openFile(sandmark);
  await um32.press('Alt+Shift+B');
  const panel = page.getByRole('tabpanel', { name: 'Bench' });
  await expect(panel.getByRole('radio', { name: /sandmark.umz/ })).toBeChecked();
  await panel.getByRole('button', { name: 'Run the bench' }).click();
  await expect(panel.getByRole('status')).toHaveText('Done.', { timeout: 110_000 });
  const result = panel.getByRole('figure', { name: 'sandmark.umz' });
  await expect(result).toContainText('5,556,001,579 instructions, until it halted');
  await expect(result).toContainText('Both engines printed the same 2,946 bytes.');
  const label = (await result.getByRole('img').getAttribute('aria-label')) ?? '';
  testInfo.annotations.push({ type: 'bench', description: label });
  await um32.picture('sandmark');
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('no panel fails the accessibility check', async ({ um32, page }) => {
      await um32.openFile({ name: 'count.ums', content: COUNTS_DOWN });
      await um32.isIn('halted', 60_000);
      await um32.press('Alt+Shift+E');
      await expect(page.locator('.share-figure')).toBeVisible();
      await page.getByRole('radio', { name: /Interpreter/ }).check();
      expect(await violations(page), 'engine').toEqual([]);
      await um32.picture('engine');
      await um32.press('Alt+Shift+B');
      await page.getByRole('button', { name: 'Run the bench' }).click();
      await expect(page.getByRole('tabpanel').getByRole('status')).toHaveText('Done.', {
        timeout: 60_000,
      });
      expect(await violations(page), 'bench').toEqual([]);
      await um32.picture('bench');
    });
  });
}

test.describe('on a phone', () => {
  test.use({
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    deviceScaleFactor: 2,
  });

  test('a panel is a sheet from below, no wider than the screen, with large targets', async ({
    um32,
    page,
  }) => {
    await um32.openFile({ name: 'count.ums', content: COUNTS_DOWN });
    await um32.isIn('halted', 60_000);
    for (const name of ['Engine: where it stands, what it did', 'Bench: compare the engines']) {
      await um32.fromMenu(name);
      const dock = page.getByRole('complementary', { name: 'Panels' });
      await expect(dock).toBeVisible();
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        390,
      );
      const sheet = await dock.boundingBox();
      expect(sheet?.width).toBe(390);
      expect(sheet?.y).toBeGreaterThan(100);
      // Tabs that have no room are scrolled to; the chosen one is in sight.
      const targets = 'button:not([aria-selected="false"]):visible, label:visible';
      for (const target of await dock.locator(targets).all()) {
        const box = await target.boundingBox();
        const text =
          (await target.getAttribute('aria-label')) ?? (await target.textContent()) ?? '';
        expect(box?.height, text).toBeGreaterThanOrEqual(44);
        expect((box?.x ?? 0) + (box?.width ?? 0), text).toBeLessThanOrEqual(390);
      }
      await um32.picture(name);
    }
    await page.getByRole('button', { name: 'Close the panels' }).click();
    await expect(page.getByRole('complementary', { name: 'Panels' })).toBeHidden();
  });
});

test('tabs keep their places, whichever of them is chosen', async ({ um32, page }) => {
  await page.setViewportSize({ width: 768, height: 800 });
  await um32.playSample('Echo');
  const tabs = page.getByRole('tab');
  const places = (): Promise<number[][]> =>
    tabs.evaluateAll((all) =>
      all.map((one) => {
        const { x, y } = one.getBoundingClientRect();
        return [x, y];
      }),
    );
  await um32.press('Alt+Shift+N');
  const before = await places();
  expect(before.length).toBeGreaterThan(5);
  for (const tab of await tabs.all()) {
    await tab.click();
    await expect(tab).toHaveAttribute('aria-selected', 'true');
    expect(await places()).toEqual(before);
  }
});
