/** Looking into the arrays of a program that stands still: by register, identifier, offset; what a step changed there. */
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';
import { expectWithin, onScreens } from './width.ts';

/** A long array in r2, a short one in r4 that text is put in; abandons it, and fails with it. */
const FILLS = `r1 := 1000000
r2 := map segment (r1 words)
r3 := 5
r4 := map segment (r3 words)
r5 := 72
m[r4][r0] := r5
r6 := 1
r5 := 10
m[r4][r6] := r5
r5 := 3000000
m[r4][r0] := r5
unmap m[r4]
r1 := m[r4][r0]
`;

class ArraysPanel {
  readonly panel: Locator;
  readonly arrays: Locator;
  readonly name: Locator;
  readonly offset: Locator;
  readonly news: Locator;
  readonly rows: Locator;

  constructor(page: Page) {
    this.panel = page.getByRole('tabpanel', { name: 'Engine' });
    this.arrays = this.panel.getByRole('region', { name: 'Arrays' });
    this.name = this.arrays.getByLabel('Which array');
    this.offset = this.arrays.getByLabel('To which offset');
    this.news = this.arrays.getByRole('status');
    this.rows = this.arrays.locator('tbody tr');
  }

  register(number: number): Locator {
    return this.panel.getByRole('button', { name: `r${number} =` });
  }

  async lookInto(name: string): Promise<void> {
    await this.name.fill(name);
    await this.name.press('Enter');
  }

  async goTo(offset: string): Promise<void> {
    await this.offset.fill(offset);
    await this.offset.press('Enter');
  }

  async step(instructions: number): Promise<void> {
    await this.panel.getByLabel('How many instructions').fill(String(instructions));
    await this.panel.getByRole('button', { name: 'Step' }).click();
  }

  /** Each row's cells. */
  async seen(): Promise<string[]> {
    const rows = await this.rows.all();
    return Promise.all(
      rows.map(async (row) => (await row.locator('th, td').allTextContents()).join(' ').trim()),
    );
  }

  async standsAt(line: number): Promise<void> {
    const source = this.panel.locator('dt', { hasText: 'Source' }).locator('+ dd');
    await expect(source).toContainText(`line ${line}:`);
  }
}

/** The program, `instructions` after its beginning. */
async function standing(um32: Um32Page, page: Page, instructions: number): Promise<ArraysPanel> {
  await um32.openFile({ name: 'fills.ums', content: FILLS });
  await um32.isIn('failed');
  await um32.press('Alt+Shift+E');
  const panel = new ArraysPanel(page);
  await panel.panel.getByRole('button', { name: 'Restart, paused' }).click();
  await panel.standsAt(1);
  await panel.step(instructions);
  await panel.standsAt(instructions + 1);
  return panel;
}

test('a register leads into its array, where each step is seen', async ({ um32, page }) => {
  const panel = await standing(um32, page, 6);
  // Numbers that no array has are no buttons.
  await expect(panel.register(1)).toHaveCount(0);
  await expect(panel.register(4)).toHaveAccessibleName(/an array of 5 platters: look into it$/);
  await expect(panel.register(0)).toHaveAccessibleName(/the 0 array of 13 platters/);
  await panel.register(4).focus();
  await um32.press('Enter');
  await expect(panel.news).toHaveText(/^Array [\d,]+: 5 platters\.$/);
  await expect(panel.register(4)).toBeFocused();
  await expect(panel.offset).toBeHidden();
  const zeros = [2, 3, 4].map((offset) => `${offset} 0x00000000 0`);
  expect(await panel.seen()).toEqual(['0 0x00000048 72 H', '1 0x00000000 0', ...zeros]);

  await panel.step(3);
  await panel.standsAt(10);
  await expect(panel.news).toHaveText(/: 5 platters\. Changed here: 1\.$/);
  expect(await panel.seen()).toEqual(['0 0x00000048 72 H', '1 0x0000000a 10was 0 \\n', ...zeros]);
  await panel.step(1);
  await panel.standsAt(11);
  await expect(panel.news).toHaveText(/: 5 platters\.$/);
  await panel.step(1);
  await panel.standsAt(12);
  expect((await panel.seen())[0]).toBe('0 0x002dc6c0 3,000,000was 72');

  // It is abandoned, and the failure after it is looked at in the same way.
  await panel.step(1);
  await panel.standsAt(13);
  await expect(panel.news).toHaveText(/^Array [\d,]+ is not there: it was abandoned\.$/);
  await expect(panel.rows).toHaveCount(0);
  await expect(panel.register(4)).toHaveCount(0);
  await panel.step(1);
  await um32.isIn('failed');
  await expect(panel.panel).toContainText('Failed at this instruction');
  await panel.register(2).click();
  await expect(panel.news).toHaveText('Array 1: 0 to 31 of 1,000,000 platters.');

  // Nothing of it is left in another program.
  await um32.openFile({ name: 'over.ums', content: 'r1 := 5\nhalt' });
  await um32.isIn('halted');
  await expect(panel.news).toHaveText('');
  await expect(panel.rows).toHaveCount(0);
  await panel.lookInto('0');
  await expect(panel.news).toHaveText('The 0 array: 2 platters.');
  expect(await panel.seen()).toEqual(['0 0xd2000005 3,523,215,365', '1 0x70000000 1,879,048,192']);
});

test('of a long array the part that is wanted is seen, and no more', async ({ um32, page }) => {
  const panel = await standing(um32, page, 2);
  await panel.lookInto('r2');
  await expect(panel.news).toHaveText('Array 1: 0 to 31 of 1,000,000 platters.');
  const back = panel.arrays.getByRole('button', { name: 'Back' });
  const on = panel.arrays.getByRole('button', { name: 'On' });
  await expect(back).toHaveAttribute('aria-disabled', 'true');
  await on.click();
  await expect(panel.news).toHaveText('Array 1: 32 to 63 of 1,000,000 platters.');
  await um32.press('Enter');
  await expect(panel.news).toHaveText('Array 1: 64 to 95 of 1,000,000 platters.');
  await expect(panel.rows).toHaveCount(32);
  await panel.goTo('999,990');
  await expect(panel.news).toHaveText('Array 1: 999,990 to 999,999 of 1,000,000 platters.');
  await expect(on).toHaveAttribute('aria-disabled', 'true');
  await back.click();
  await expect(panel.news).toHaveText('Array 1: 999,958 to 999,989 of 1,000,000 platters.');
  await panel.goTo('0x10');
  await expect(panel.news).toHaveText('Array 1: 16 to 47 of 1,000,000 platters.');
  await back.click();
  await expect(panel.news).toHaveText('Array 1: 0 to 31 of 1,000,000 platters.');
});

test('what no array has, and what lies outside, is told beside the field', async ({
  um32,
  page,
}) => {
  const panel = await standing(um32, page, 2);
  await panel.lookInto('array 1');
  await expect(panel.news).toContainText('Say which array');
  await expect(panel.name).toHaveAttribute('aria-invalid', 'true');
  await panel.lookInto('0x1');
  await expect(panel.news).toHaveText('Array 1: 0 to 31 of 1,000,000 platters.');
  await expect(panel.name).not.toHaveAttribute('aria-invalid', 'true');
  await panel.goTo('1000000');
  await expect(panel.news).toHaveText(
    'The array has 1,000,000 platters, counted from 0: there is none at 1,000,000.',
  );
  await expect(panel.offset).toHaveAttribute('aria-invalid', 'true');
  await panel.lookInto('4294967295');
  await expect(panel.news).toHaveText('Array 4,294,967,295 is not there: it was never allocated.');
  await expect(panel.offset).toBeHidden();
});

test('while the program runs what was seen stays, and is said to be old', async ({
  um32,
  page,
}) => {
  await um32.openFile({
    name: 'counts-on.ums',
    content: `r1 := 1; r2 := map segment (r1 words)
on: r3 := r3 + r1
m[r2][r0] := r3
r4 := on
goto r4 in program m[r0]`,
  });
  await um32.isIn('running');
  await um32.press('Alt+Shift+E');
  const panel = new ArraysPanel(page);
  const lookInto = panel.arrays.getByRole('button', { name: 'Look into' });
  await expect(lookInto).toHaveAttribute('aria-disabled', 'true');
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  await panel.register(2).click();
  await expect(panel.news).toHaveText('Array 1: 1 platter.');
  const old = panel.arrays.getByText('As it was when the program last stood still.');
  await expect(old).toBeHidden();
  await um32.press('Alt+Shift+P');
  await um32.isIn('running');
  await expect(old).toBeVisible();
  await expect(panel.rows).toHaveCount(1);
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  await expect(panel.news).toHaveText('Array 1: 1 platter. Changed here: 1.');
  await expect(old).toBeHidden();
});

test('where a shorter array has the identifier by now its end is seen', async ({ um32, page }) => {
  await um32.openFile({
    name: 'again.ums',
    content: `r1 := 70; r2 := map segment (r1 words); unmap m[r2]
r1 := 69; r3 := map segment (r1 words)
r4 := 65; r5 := 68; m[r3][r5] := r4
unmap m[r3]; halt`,
  });
  await um32.isIn('halted');
  await um32.press('Alt+Shift+E');
  const panel = new ArraysPanel(page);
  await panel.panel.getByRole('button', { name: 'Restart, paused' }).click();
  await panel.standsAt(1);
  await panel.step(2);
  await panel.register(2).click();
  await panel.goTo('69');
  await expect(panel.news).toHaveText(/^Array \d+: 69 to 69 of 70 platters\.$/);
  await panel.step(3);
  await panel.standsAt(3);
  await expect(panel.news).toHaveText(/^Array \d+: 37 to 68 of 69 platters\.$/);
  await panel.step(3);
  await panel.standsAt(4);
  await expect(panel.news).toContainText('Changed here: 1.');
  // Whoever is on the way through it when it goes is not left nowhere.
  await panel.arrays.getByRole('button', { name: 'Back' }).focus();
  await um32.press('Alt+Shift+P');
  await um32.isIn('halted');
  await expect(panel.news).toContainText('it was abandoned.');
  await expect(panel.arrays.getByRole('button', { name: 'Look into' })).toBeFocused();
});

onScreens(
  [
    [1280, 800],
    [360, 740],
  ],
  (width) => {
    test('it fits, and passes the accessibility check', async ({ um32, page }) => {
      await um32.openFile({ name: 'fills.ums', content: FILLS });
      await um32.isIn('failed');
      await um32.choose('Dismiss');
      await um32.fromMenu('Engine: where it stands, what it did');
      const panel = new ArraysPanel(page);
      await panel.panel.getByRole('button', { name: 'Restart, paused' }).click();
      await panel.standsAt(1);
      await panel.step(8);
      await panel.standsAt(9);
      await panel.register(4).click();
      await expect(panel.news).toBeInViewport();
      await panel.step(3);
      await expect(panel.news).toContainText('Changed here: 2.');
      await panel.news.scrollIntoViewIfNeeded();
      await um32.picture('short array');
      await panel.register(2).click();
      await panel.goTo('999968');
      await expect(panel.rows).toHaveCount(32);
      expect(await violations(page, '#dock')).toEqual([]);
      await expectWithin(panel.panel.locator('button, input, dd, table'), width);
      await panel.rows.first().scrollIntoViewIfNeeded();
      await um32.picture('long array');
    });
  },
);
