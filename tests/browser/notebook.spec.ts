/** The notebook: publications are collected as they pass, and lead back to their moments. */
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';

const LOG = 'INTRO.LOG=200@999999|35e6f52e9bc951917c73af391e35e1d';
const KEY = 'ADVTR.KEY=20@~12904775|0123456789abcdef0123456789abcdef';

const backwards = (text: string): string => [...text].reverse().join('');

/** Echo prints lines backwards: typed backwards, a publication passes. */
async function publish(um32: Um32Page, text: string): Promise<void> {
  await um32.enter(backwards(text));
  // The terminal may have broken the line.
  await expect.poll(async () => (await um32.screen()).replaceAll('\n', '')).toContain(text);
  await um32.isIn('awaiting-input');
}

const panel = (um32: Um32Page) => um32.page.getByRole('tabpanel', { name: 'Notebook' });

test('publications are collected over sessions, counted, and lead back', async ({
  um32,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await um32.playSample('Echo');
  await publish(um32, LOG);
  await expect(page.getByRole('button', { name: 'Panels, with something new' })).toBeVisible();
  await um32.press('Alt+Shift+J');
  await expect(page.getByRole('button', { name: 'Panels', exact: true })).toBeVisible();
  await expect(panel(um32)).toContainText('200 points in 1 publication');
  await page.locator('#glass').click();
  await um32.echo('nothing');
  await publish(um32, KEY);
  await publish(um32, LOG);
  await expect(panel(um32)).toContainText('220 points in 2 publications');
  await expect(panel(um32).getByRole('list', { name: 'By puzzle' })).toContainText('INTRO 200');

  // Back to where the first came, in place.
  await panel(um32).getByRole('button', { name: 'Go to the moment of INTRO.LOG' }).click();
  await expect.poll(() => um32.screen()).not.toContain('gnihton');
  await um32.sees('INTRO.LOG');
  await expect(panel(um32)).toContainText('220 points');

  // Another session of the same program has the same notebook.
  await page.locator('#glass').click();
  await um32.press('Alt+Shift+R');
  await um32.isIn('awaiting-input');
  await expect(panel(um32)).toContainText('in another session, after 3 lines');
  await panel(um32).getByRole('button', { name: 'Copy all' }).click();
  await expect(panel(um32).getByRole('button', { name: 'Copied' })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(`${LOG}\n${KEY}\n`);
  const { name, bytes } = await um32.saved(() =>
    panel(um32).getByRole('button', { name: 'Download' }).click(),
  );
  expect(name).toBe('echo-publications.txt');
  expect(bytes.toString()).toBe(`${LOG}\n${KEY}\n`);
  await panel(um32).getByRole('button', { name: 'Type them into the program' }).click();
  await um32.sees(backwards(KEY).slice(-20));
  await um32.isIn('awaiting-input');
  await expect(panel(um32)).toContainText('2 publications');

  // What is kept outlives the tab.
  await page.reload();
  await page.getByRole('button', { name: 'Continue' }).click();
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+J');
  await expect(panel(um32)).toContainText('220 points in 2 publications');
});

test('the total is read out when it is another one, not at each start', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await publish(um32, LOG);
  await um32.press('Alt+Shift+J');
  const total = panel(um32).locator('[aria-live]');
  await expect(total).toHaveText('200 points in 1 publication');
  await total.evaluate((live) => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver(() => said.push(live.textContent ?? '')).observe(live, {
      childList: true,
      characterData: true,
      subtree: true,
    });
  });
  await page.locator('#glass').click();
  await um32.press('Alt+Shift+R');
  await um32.isIn('awaiting-input');
  await expect(panel(um32)).toContainText('in another session, after 1 line');
  await publish(um32, KEY);
  await expect(total).toHaveText('220 points in 2 publications');
  expect(await page.evaluate(() => (window as unknown as { said: string[] }).said)).toEqual([
    '220 points in 2 publications',
  ]);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test('the notebook passes the check of accessibility', async ({ um32, page }) => {
      await um32.playSample('Echo');
      await publish(um32, LOG);
      await publish(um32, KEY);
      await um32.press('Alt+Shift+J');
      await expect(panel(um32)).toContainText('220 points');
      expect(await violations(page)).toEqual([]);
      await um32.picture(`notebook-${colorScheme}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await um32.picture(`notebook-phone-${colorScheme}`);
    });
  });
}

test('what publications are is told in the letters of a text, the total in those of a figure', async ({
  um32,
}) => {
  await um32.playSample('Echo');
  await um32.press('Alt+Shift+J');
  const about = panel(um32).getByText('Publications are what scores');
  await expect(about).toHaveCSS('font-weight', '400');
  await um32.page.locator('#glass').click();
  await publish(um32, LOG);
  const total = panel(um32).getByText('200 points in 1 publication');
  await expect(total).toHaveCSS('font-weight', '600');
});
