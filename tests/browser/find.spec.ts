/** Find looks through the whole session, far beyond what the terminal keeps, and leads to the moment of a hit. */
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';

/** Echo with so many lines pasted at once; the first and the last are other than the rest. */
async function long(um32: Um32Page, count: number): Promise<void> {
  await um32.playSample('Echo');
  const lines = Array.from({ length: count }, (_, nth) => `line number ${nth + 1}`);
  lines[2] = 'needle in the hay';
  await um32.paste(`${lines.join('\n')}\n`);
  await um32.sees(`reversed  ${[...`line number ${count}`].reverse().join('')}`, 60_000);
  await um32.isIn('awaiting-input');
}

test('a text is found over the whole session and gone to, also after the tab was closed', async ({
  um32,
  page,
}) => {
  await long(um32, 600);
  await um32.press('Control+F');
  await um32.type('NEEDLE in');
  const hits = page.getByRole('listbox', { name: 'In the whole session' });
  await expect(page.locator('.hits-count')).toHaveText('1 hit in the whole session');
  await expect(hits.getByRole('option')).toHaveText([/3\s*needle in the hay/]);
  await um32.press('Control+A');
  await um32.type('eldeen');
  await expect(hits.getByRole('option')).toHaveText([/3\s*reversed {2}yah eht ni eldeen/]);
  await um32.press('ArrowDown', 'Enter');
  await expect.poll(() => um32.screen()).not.toContain('line number 600');
  await um32.sees('yah eht ni eldeen');
  await um32.isIn('awaiting-input');
  // The focus stays among the hits; Escape leaves, and the session goes on from there.
  await expect(hits).toBeFocused();
  await um32.press('Escape');
  await expect(page.locator('.find')).toBeHidden();

  await page.reload();
  await page.getByRole('button', { name: 'Continue' }).click();
  await um32.isIn('awaiting-input');
  await um32.press('Control+F');
  await um32.type('number 599');
  await expect(hits.getByRole('option')).toHaveText([/599\s*line number 599/]);
  await hits.getByRole('option').click();
  await um32.sees('line number 599');
  await expect.poll(() => um32.screen()).not.toContain('line number 600');
  await um32.press('Control+F', 'Control+A');
  await um32.type('line number');
  await expect(page.locator('.hits-count')).toHaveText(
    '599 hits in the whole session, the latest 500 here',
  );
  await um32.press('Control+A');
  await um32.type('nowhere');
  await expect(page.locator('.hits-count')).toHaveText('Not in this session.');
});

test('the list of hits goes along with steps in the terminal, from the moment that is there', async ({
  um32,
  page,
}) => {
  await long(um32, 30);
  await um32.press('Control+F');
  await um32.type('line number');
  await expect(page.locator('.hits-count')).toHaveText('29 hits in the whole session');
  const chosen = page.getByRole('option', { selected: true });
  const stands = page.locator('.find-count');
  // It stands at the foot, as the list does, whatever was there first: the search, or what is
  // looked for.
  await expect(stands).toHaveText('29 of 29');
  await um32.press('Escape', 'Control+F');
  await expect(stands).toHaveText('29 of 29');
  await um32.press('Backspace');
  await um32.type('line number');
  await expect(stands).toHaveText('29 of 29');
  await expect(chosen).toHaveText(/^30\s*line number 30$/);
  for (let time = 0; time < 12; time++) await um32.press('Enter');
  await expect(stands).toHaveText('17 of 29');
  await expect(chosen).toHaveText(/^18\s*line number 18$/);
  await expect(chosen).toBeInViewport();
  await page.getByRole('button', { name: 'Next hit' }).click();
  await expect(chosen).toHaveText(/^19\s*line number 19$/);

  // From the list to a moment, where the later lines are not: what was chosen stays so.
  await chosen.click();
  await expect(stands).toHaveText('18 of 18');
  await um32.isIn('awaiting-input');
  await expect(chosen).toHaveText(/^19\s*line number 19$/);
  await page.getByRole('button', { name: 'Previous hit' }).click();
  await expect(chosen).toHaveText(/^18\s*line number 18$/);

  // A screen that was cleared has fewer.
  await um32.press('Escape');
  await um32.press('Alt+Shift+L');
  for (const line of ['line number nineteen', 'line number twenty']) await um32.echo(line);
  await um32.press('Control+F');
  await expect(page.locator('.hits-count')).toHaveText('20 hits in the whole session');
  await expect(stands).toHaveText('2 of 2');
  await um32.press('Enter');
  await expect(stands).toHaveText('1 of 2');
  await expect(chosen).toHaveText(/^20\s*line number nineteen$/);
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });
    test('the hits pass the check of accessibility', async ({ um32, page }) => {
      await long(um32, 20);
      await um32.press('Control+F');
      await um32.type('number');
      await expect(page.locator('.hits-count')).toHaveText('19 hits in the whole session');
      await um32.press('ArrowDown', 'ArrowDown');
      expect(await violations(page)).toEqual([]);
      await um32.picture(`find-${colorScheme}`);
      await page.setViewportSize({ width: 390, height: 844 });
      await um32.picture(`find-phone-${colorScheme}`);
    });
  });
}

test('Find tells of the program that is there, and goes with it', async ({ um32, page }) => {
  await long(um32, 4);
  await um32.press('Control+F');
  await um32.type('needle');
  const count = page.locator('.hits-count');
  await expect(count).toHaveText('1 hit in the whole session');
  await um32.press('Alt+Shift+R');
  await expect(count).toHaveText('Not in this session.');
  await um32.press('Alt+Shift+X');
  await um32.playSample('Life');
  await expect(page.getByRole('search')).toBeHidden();
});

test('what Find had marked is not marked again when a panel changes the terminal’s width', async ({
  um32,
  page,
}) => {
  await um32.playEcho('password');
  const marked = page.locator('.xterm-selection div');
  await um32.press('Control+F');
  await um32.type('pass');
  await expect(marked).not.toHaveCount(0);
  await um32.press('Escape');
  await expect(marked).toHaveCount(0);
  const width = async () => (await page.locator('.xterm-screen').boundingBox())?.width ?? 0;
  const before = await width();
  await um32.press('Alt+Shift+N');
  await expect.poll(width).toBeLessThan(before);
  await expect(marked).toHaveCount(0);
});

const NO_LINE_FEED = `
    r1 := 1
    r4 := 32
    r6 := 2000000
print:
    output r4
    r4 := r4 + r1
    r5 := 127
    r5 := r4 / r5
    r2 := 32
    if (r5 != 0) r4 := r2
    r5 := r0 nand r0
    r6 := r6 + r5
    r3 := ask
    r2 := print
    if (r6 != 0) r3 := r2
    goto r3 in program m[r0]
ask:
    r1 := input()
    r3 := ask
    goto r3 in program m[r0]
`;

test('a text is found in all the rows that the terminal keeps of a line without end', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'no-line-feed.ums', content: NO_LINE_FEED });
  await um32.isIn('awaiting-input', 60_000);
  await um32.press('Control+F');
  const count = page.locator('.find-count');
  await um32.type('xyz{|}');
  await expect(count).toHaveText('1000+');
  await um32.press('Control+A');
  await um32.type('zyx');
  await expect(count).toHaveText('not found');
  await expect(page.locator('.hits-count')).toHaveText('Not in this session.');
});

test('a double click chooses a word of thousands of rows', async ({ um32, page }) => {
  const words = NO_LINE_FEED.replace('r4 := r4 + r1', 'r5 := r5 + r0').replace(
    'r4 := 32',
    'r4 := 97',
  );
  await um32.openFile({ name: 'one-word.ums', content: words });
  await um32.isIn('awaiting-input', 60_000);
  const rows = page.locator('.xterm-selection div');
  // What chooses it comes with the first press.
  await expect(async () => {
    await page.locator('.xterm-screen').dblclick({ position: { x: 200, y: 100 } });
    await expect(rows).not.toHaveCount(0, { timeout: 500 });
  }).toPass();
  expect((await rows.last().boundingBox())?.height ?? 0).toBeGreaterThan(20);
  // Typing goes on.
  await um32.type('xyz');
  await um32.sees('xyz');
});
