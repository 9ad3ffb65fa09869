/** Registers and platters that are watched: the program is paused where one changes, and says what changed. */
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';
import { expectWithin, onScreens } from './width.ts';

/** Fills an array, writes over a platter of the program, and gives the array back. */
const WRITES = `r1 := 3
r2 := map segment (r1 words)
r3 := 1
m[r2][r3] := r1
r4 := end
r5 := m[r0][r0]
m[r0][r4] := r5
unmap m[r2]
r3 := 0
end: halt
halt
`;

class WatchPanel {
  readonly panel: Locator;
  readonly news: Locator;
  readonly rows: Locator;
  readonly #um32: Um32Page;

  constructor(page: Page, um32: Um32Page) {
    this.panel = page.getByRole('tabpanel', { name: 'Engine' });
    this.news = this.panel.locator('#stepping-news');
    this.rows = this.panel.getByRole('region', { name: 'What is watched' }).getByRole('listitem');
    this.#um32 = um32;
  }

  ring(name: string): Locator {
    return this.panel.getByRole('button', { name: `Stop where ${name} changes`, exact: true });
  }

  async lookInto(name: string): Promise<void> {
    await this.panel.getByLabel('Which array').fill(name);
    await this.panel.getByLabel('Which array').press('Enter');
  }

  /** Goes on as by the button in the bar, and waits until that is told. */
  async goesOnTo(sentence: string): Promise<void> {
    await this.#um32.press('Alt+Shift+P');
    await expect(this.news).toContainText(sentence);
    await this.#um32.isIn('paused');
  }
}

/** The sample, at its first instruction, with the panel open. */
async function standing(um32: Um32Page, page: Page): Promise<WatchPanel> {
  await um32.openFile({ name: 'writes.ums', content: WRITES });
  await um32.isIn('halted');
  await um32.fromMenu('Engine: where it stands, what it did');
  const watches = new WatchPanel(page, um32);
  await watches.panel.getByRole('button', { name: 'Restart, paused' }).click();
  await um32.isIn('paused');
  await expect(watches.ring('r3')).toBeVisible();
  return watches;
}

test('a register is watched by its ring: each change is stopped at and told, until it is not', async ({
  um32,
  page,
}) => {
  const watches = await standing(um32, page);
  await expect(watches.panel).toContainText('Press the ring beside a register');
  await expect(watches.ring('r3')).toHaveAttribute('aria-pressed', 'false');
  await watches.ring('r3').focus();
  await um32.press('Enter');
  await expect(watches.ring('r3')).toHaveAttribute('aria-pressed', 'true');
  // It is another button by now, and has the focus as the one before.
  await expect(watches.ring('r3')).toBeFocused();
  await expect(watches.rows).toHaveText(['r3 = 0']);
  await expect(watches.panel).toContainText('While something is watched, what is interpreted is');

  await watches.goesOnTo(
    'r3 changed from 0 to 1. Done at 2, line 3: r3 := 1, after 3 instructions.',
  );
  await expect(watches.rows).toHaveText(['r3 = 1']);
  await expect(watches.rows.first()).toHaveAttribute('aria-current', 'true');
  await watches.goesOnTo('r3 changed from 1 to 0. Done at 8, line 9: r3 := 0, after');
  // A way back passes it, the way on comes to it again.
  await watches.panel.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(watches.news).toContainText('1 instruction back.');
  await expect(watches.rows).toHaveText(['r3 = 1']);
  await watches.goesOnTo(
    'r3 changed from 1 to 0. Done at 8, line 9: r3 := 0, after 1 instruction.',
  );

  await watches.panel.getByRole('button', { name: 'No longer watch r3' }).focus();
  await um32.press('Enter');
  await expect(watches.rows).toHaveCount(0);
  await expect(watches.ring('r3')).toHaveAttribute('aria-pressed', 'false');
  await um32.press('Alt+Shift+R');
  await um32.isIn('halted');
});

test('platters are watched in the array that is looked into, and over its life', async ({
  um32,
  page,
}) => {
  const watches = await standing(um32, page);
  await page.getByLabel('How many instructions').fill('2');
  await watches.panel.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(watches.news).toContainText('2 instructions further.');
  await watches.lookInto('r2');
  // All rings of a table are one stop of the Tab key; arrow keys lead on.
  await watches.ring('array 1 at 0').focus();
  await um32.press('ArrowDown');
  await expect(watches.ring('array 1 at 1')).toBeFocused();
  await um32.press('Space');
  await expect(watches.ring('array 1 at 1')).toHaveAttribute('aria-pressed', 'true');
  await expect(watches.ring('array 1 at 1')).toBeFocused();
  await um32.press('End');
  await expect(watches.ring('array 1 at 2')).toBeFocused();
  await um32.press('Home');
  await expect(watches.ring('array 1 at 0')).toBeFocused();
  await expect(watches.panel.locator('.platters [tabindex="0"]')).toHaveCount(1);
  await watches.lookInto('0');
  await watches.ring('the 0 array at 9').click();
  await expect(watches.rows).toHaveText([/^the 0 array at 9 = /, 'array 1 at 1 = 0']);

  await watches.goesOnTo(
    'Array 1 at 1 changed from 0 to 3. Done at 3, line 4: m[r2][r3] := r1, after 2 instructions.',
  );
  await watches.goesOnTo('The 0 array at 9 changed from 1,879,048,192 to 3,523,215,363. Done at 6');
  await watches.goesOnTo('Array 1 was abandoned; at 1 it held 3. Done at 7, line 8: unmap m[r2]');
  await expect(watches.rows).toHaveText([/^the 0 array at 9 = /, /^array 1 at 1$/]);
  // Kept over a restart, as identifiers are the same then.
  await um32.press('Alt+Shift+R');
  await expect(watches.news).toContainText(
    'Array 1 was allocated; at 1 it holds 0. Done at 1, line 2: r2 := map segment (r1 words)',
  );
  await um32.isIn('paused');
  for (const sentence of ['from 0 to 3', 'The 0 array', 'was abandoned'])
    await watches.goesOnTo(sentence);
  await um32.press('Alt+Shift+P');
  await um32.isIn('halted');
  await um32.openFile({ name: 'other.ums', content: 'r1 := 1\nhalt' });
  await um32.isIn('halted');
  await expect(watches.rows).toHaveCount(0);
});

test('out of sight the panel has something to say when a change is stopped at', async ({
  um32,
  page,
}) => {
  const watches = await standing(um32, page);
  await watches.ring('r5').click();
  await expect(watches.rows).toHaveCount(1);
  await um32.press('Alt+Shift+E');
  await expect(watches.panel).toBeHidden();
  await um32.press('Alt+Shift+P');
  await expect(page.locator('#dock-tab-engine')).toHaveAttribute(
    'aria-description',
    'has something new',
  );
  await um32.isIn('paused');
});

onScreens(
  [
    [1280, 800],
    [390, 844],
  ],
  (width) => {
    test('it fits, and passes the accessibility check', async ({ um32, page }) => {
      const watches = await standing(um32, page);
      await page.getByLabel('How many instructions').fill('2');
      await watches.panel.getByRole('button', { name: 'Step', exact: true }).click();
      await watches.lookInto('r2');
      await watches.ring('array 1 at 1').click();
      await watches.ring('r3').click();
      await expect(watches.rows).toHaveCount(2);
      await watches.goesOnTo('r3 changed from 0 to 1.');
      expect(await violations(page, '#dock')).toEqual([]);
      await expectWithin(watches.panel.locator('button, input, li, table'), width);
      await um32.picture('watches');
      await watches.ring('array 1 at 1').scrollIntoViewIfNeeded();
      await um32.picture('watched platters');
    });
  },
);
