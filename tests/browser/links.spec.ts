/** Links in a program's output: where one leads is asked about in the page, and nothing is opened before. */
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';

const PRINTED = 'https://www.example.org/a/page?of=it';
/** Declared by the program, under a text of its own, with a mark that turns the direction. */
const LONG = `https://elsewhere.example/${'long/'.repeat(200)}\u202egpj.exe`;
const DECLARED = `\x1b]8;;${LONG}\x1b\\https://www.example.org/\x1b]8;;\x1b\\`;

const bytes = [...Buffer.from(`${PRINTED}\n${DECLARED}\n> `)];
const PROGRAM = `${bytes.map((byte) => `r1 := ${byte}; output r1`).join('\n')}\nr1 := input()\nhalt\n`;

/** Clicks on the link at the beginning of a row of the terminal, once it is seen to be one. */
async function clickOnRow(um32: Um32Page, row: number): Promise<void> {
  const place = await um32.page.locator('.xterm-rows > div').nth(row).boundingBox();
  if (!place) throw new Error(`There is no row ${row}.`);
  const [x, y] = [place.x + 40, place.y + place.height / 2];
  await expect(async () => {
    await um32.page.mouse.move(x - 10, y);
    await um32.page.mouse.move(x, y);
    await expect(um32.page.locator('.xterm-cursor-pointer')).toHaveCount(1, { timeout: 500 });
  }).toPass();
  await um32.page.mouse.click(x, y);
}

async function begin(um32: Um32Page): Promise<void> {
  await um32.page
    .context()
    .route(/example/, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<title>There</title>' }),
    );
  await um32.fromMenu('Links in the output');
  await um32.openFile({ name: 'links.ums', content: PROGRAM });
  await um32.sees(/> $|>$/);
  await um32.isIn('awaiting-input');
}

test('a link is followed once the person has said so, and the focus comes back', async ({
  um32,
  page,
}) => {
  await begin(um32);
  const { length } = page.context().pages();
  await clickOnRow(um32, 0);
  const card = page.getByRole('group', { name: 'Open a page of www.example.org in a new tab?' });
  await expect(card).toContainText(PRINTED);
  await expect(card.getByRole('button', { name: 'Open the page' })).toBeFocused();
  await um32.picture('link');
  expect(await violations(page)).toEqual([]);
  expect(page.context().pages()).toHaveLength(length);

  // By keys alone: no, then yes.
  await um32.press('Tab', 'Enter');
  await expect(card).toBeHidden();
  await expect(page.locator('#glass textarea')).toBeFocused();
  expect(page.context().pages()).toHaveLength(length);
  await clickOnRow(um32, 0);
  const opening = page.context().waitForEvent('page');
  await expect(card.getByRole('button', { name: 'Open the page' })).toBeFocused();
  await um32.press('Enter');
  const opened = await opening;
  await opened.waitForLoadState();
  expect(opened.url()).toBe(PRINTED);
  expect(await opened.evaluate(() => window.opener)).toBe(null);
  await opened.close();
  await expect(card).toBeHidden();
  await expect(page.locator('#glass textarea')).toBeFocused();
  await um32.type('x');
  await um32.sees(/> x$/);
});

test('without the network links are not found, and that is said', async ({
  um32,
  page,
  context,
}) => {
  await um32.playSample('Echo');
  await context.setOffline(true);
  await um32.fromMenu('Links in the output');
  const card = page.locator('.card', { hasText: 'Links in the output cannot be found now' });
  await expect(card).toContainText('Switch the links off, and on again later.');
  await context.setOffline(false);
});

for (const width of [1280, 360]) {
  test.describe(`${width} pixels wide`, () => {
    test.use({ viewport: { width, height: 640 } });
    test('where a link leads that looks otherwise is seen whole', async ({ um32, page }) => {
      await begin(um32);
      await clickOnRow(um32, 1);
      const card = page.getByRole('group', { name: 'Open a page of elsewhere.example' });
      const address = card.getByLabel('Address');
      await expect(address).toHaveText(LONG.replace('\u202e', '%E2%80%AE'));
      await um32.picture(`declared-link-${width}`);
      await expect(address).toBeInViewport();
      await expect(card.getByRole('button', { name: 'Stay here' })).toBeInViewport({ ratio: 1 });
      expect(await violations(page)).toEqual([]);
      // The address is scrolled by keys.
      await address.focus();
      await um32.press('End');
      await expect.poll(() => address.evaluate((p) => p.scrollTop > 0)).toBe(true);
      await um32.picture(`declared-link-${width}-end`);
    });
  });
}
