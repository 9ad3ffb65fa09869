/** Places that a program is paused at each time: kept in a list, stopped at however it goes on, taken away. */
import type { Locator, Page } from '@playwright/test';
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';
import { expectWithin, onScreens } from './width.ts';

/** Prints 321, a digit in each round. */
const COUNTS = `r7 := r0 nand r0
r6 := 3
again: r1 := 48
r1 := r1 + r6
output r1
r6 := r6 + r7
r4 := over
r5 := again
if (r6 != 0) r4 := r5
goto r4 in program m[r0]
over: halt
.equ many, 3
`;

/** Never ends. */
const COUNTS_ON = `r1 := 1
top: r2 := r2 + r1
r3 := top
goto r3 in program m[r0]
`;

class PlacesPanel {
  readonly panel: Locator;
  readonly places: Locator;
  readonly field: Locator;
  readonly rows: Locator;
  readonly stepping: Locator;
  readonly #um32: Um32Page;

  constructor(page: Page, um32: Um32Page) {
    this.panel = page.getByRole('tabpanel', { name: 'Engine' });
    this.places = this.panel.getByRole('region', { name: 'Places to stop at' });
    this.field = this.places.getByLabel('Place to stop at');
    this.rows = this.places.getByRole('listitem');
    this.stepping = this.panel.locator('#stepping-news');
    this.#um32 = um32;
  }

  async stopAt(place: string): Promise<void> {
    await this.field.fill(place);
    await this.field.press('Enter');
  }

  /** Goes on as by the button in the bar, and waits until it has come to the place of this sentence. */
  async goesOnTo(sentence: string): Promise<void> {
    await this.#um32.press('Alt+Shift+P');
    await expect(this.stepping).toContainText(sentence);
    await this.#um32.isIn('paused');
  }
}

/** The sample, over, with the panel open. */
async function opened(um32: Um32Page, page: Page): Promise<PlacesPanel> {
  await um32.openFile({ name: 'counts.ums', content: COUNTS });
  await um32.isIn('halted');
  await um32.press('Alt+Shift+E');
  return new PlacesPanel(page, um32);
}

test('a program stops at each place, each time, until it is taken away', async ({ um32, page }) => {
  const places = await opened(um32, page);
  await places.stopAt('line 5');
  await expect(places.rows).toHaveText(['4, line 5: output r1']);
  await expect(places.field).toHaveValue('');
  // To whoever does not see the list.
  await expect(places.places.getByRole('status')).toHaveText('It stops at 4, line 5: output r1');
  await places.stopAt('0x08');
  await expect(places.rows).toHaveText([
    '4, line 5: output r1',
    '8, line 9: if (r6 != 0) r4 := r5',
  ]);
  await expect(places.places).toContainText('what is interpreted is slower. Compiled code is not.');

  // Kept over a restart, which runs on to the first of them.
  await um32.press('Alt+Shift+R');
  await um32.isIn('paused');
  await expect(places.stepping).toHaveText(
    'At 4, where it is to stop, after 4 instructions. Next: line 5: output r1',
  );
  await expect(places.rows.first()).toHaveAttribute('aria-current', 'true');
  await expect(places.rows.last()).not.toHaveAttribute('aria-current', 'true');
  expect(await um32.screen()).toBe('');
  await places.goesOnTo('At 8, where it is to stop, after 4 instructions.');
  await um32.sees('3');
  await places.goesOnTo('At 4, where it is to stop, after 4 instructions.');
  await expect(places.panel.locator('.register-list')).toContainText('r6 = 2');
  // A step of many ends there too.
  await page.getByLabel('How many instructions').fill('100');
  await page.getByRole('button', { name: 'Step', exact: true }).click();
  await expect(places.stepping).toContainText('At 8, where it is to stop, after 4 instructions.');

  const first = places.places.getByRole('button', { name: 'No longer stop at 4, line 5' });
  await first.focus();
  await um32.press('Enter');
  await expect(places.rows).toHaveText(['8, line 9: if (r6 != 0) r4 := r5']);
  await expect(places.places.getByRole('button', { name: 'No longer stop at 8' })).toBeFocused();
  await places.goesOnTo('At 8, where it is to stop, after 8 instructions.');
  await places.places.getByRole('button', { name: 'No longer stop at 8' }).focus();
  await um32.press('Enter');
  await expect(places.rows).toHaveCount(0);
  await expect(places.field).toBeFocused();
  await expect(places.places).not.toContainText('interpreted');
  await um32.press('Alt+Shift+P');
  await um32.isIn('halted');
});

test('places are of one program; where none can be is told beside the field', async ({
  um32,
  page,
}) => {
  const places = await opened(um32, page);
  const news = places.places.getByRole('status');
  await places.stopAt('11');
  await expect(news).toHaveText(
    'The finger cannot stand at 11: the program has 11 platters, counted from 0.',
  );
  await expect(places.field).toHaveAttribute('aria-invalid', 'true');
  await places.stopAt('over there');
  await expect(news).toContainText('Say where the finger is to stand');
  await places.stopAt('there');
  await expect(news).toHaveText('The source has no label there.');
  await places.stopAt('many');
  await expect(news).toHaveText('In the source many is no label: it is the number 3.');
  await places.stopAt('2');
  await expect(places.rows).toHaveText(['2, line 3: again: r1 := 48']);
  await expect(news).toHaveText('It stops at 2, line 3: again: r1 := 48');
  await expect(places.field).not.toHaveAttribute('aria-invalid', 'true');
  // One that is kept already is none more, and nothing is wrong with it, however soon it was asked for.
  await places.field.evaluate((field: HTMLInputElement) => {
    for (const place of ['no', 'again']) {
      field.value = place;
      field.form?.requestSubmit();
    }
  });
  await expect(places.field).toHaveValue('');
  await expect(places.field).not.toHaveAttribute('aria-invalid', 'true');
  await expect(news).toHaveText('');
  await expect(places.rows).toHaveCount(1);
  await um32.openFile({ name: 'other.ums', content: 'r1 := 1\nr1 := 2\nr1 := 3\nhalt' });
  await um32.isIn('halted');
  await expect(places.rows).toHaveCount(0);
});

test('a program that runs in compiled code stops where a place is kept, and the panel says so', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'long.ums', content: COUNTS_ON });
  await um32.isIn('running');
  await um32.press('Alt+Shift+E');
  const places = new PlacesPanel(page, um32);
  await expect(places.panel.locator('.share-figure')).toHaveText(/^[1-9]/);
  await places.stopAt('line 2');
  await um32.isIn('paused');
  await expect(places.panel.locator('dt', { hasText: 'Source' }).locator('+ dd')).toContainText(
    'line 2',
  );
  // Out of sight it has something to say.
  await um32.press('Alt+Shift+E');
  await expect(places.panel).toBeHidden();
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
    [360, 740],
    // A phone held sideways.
    [740, 360],
  ],
  (width) => {
    test('it fits, and passes the accessibility check', async ({ um32, page }) => {
      await um32.openFile({ name: 'counts.ums', content: COUNTS });
      await um32.isIn('halted');
      await um32.fromMenu('Engine: where it stands, what it did');
      const places = new PlacesPanel(page, um32);
      await places.stopAt('line 9');
      await expect(places.rows).toHaveCount(1);
      await places.stopAt('line 4');
      await expect(places.rows).toHaveCount(2);
      for (const line of [5, 6, 7, 8, 10, 11]) await places.stopAt(`line ${line}`);
      await expect(places.rows).toHaveCount(8);
      await um32.press('Alt+Shift+R');
      await um32.isIn('paused');
      await expect(places.rows.first()).toHaveAttribute('aria-current', 'true');
      // However many places there are, where it stands is seen below them; a phone's sheet is low.
      const registers = places.panel.locator('.register-list');
      if (width === 1280) await expect(registers).toBeInViewport({ ratio: 1 });
      // And so is the one of them that it stands at.
      for (const finger of [4, 5, 6, 7, 8, 9]) await places.goesOnTo(`At ${finger}, where`);
      const row = places.rows.and(page.locator('[aria-current]'));
      await expect(row).toContainText('9, line 10');
      if (width === 1280) await expect(row).toBeInViewport({ ratio: 1 });
      expect(await violations(page, '#dock')).toEqual([]);
      await expectWithin(places.panel.locator('button, input, li'), width);
      await um32.picture('places');
    });
  },
);
