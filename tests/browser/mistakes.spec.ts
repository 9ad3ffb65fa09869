/** What the page tells those who write programs: which order of bytes, which line, where a loop goes round. */
import { listen } from './heard.ts';
import { expect, test } from './um32-page.ts';

const GOES_ROUND = `
    r1 := 7
again: r7 := again
    goto r7 in program m[r0]
`;

test('a program whose bytes are in the other order is told to be', async ({ um32, page }) => {
  const program = Buffer.from('d2000048a0000001d2000069a000000170000000', 'hex');
  await um32.openFile({ name: 'turned.um', content: Buffer.from(program).swap32() });
  await um32.isIn('failed');
  const card = page.locator('.card-failure');
  await expect(card).toContainText('its platters make sense with their bytes turned round', {
    ignoreCase: true,
  });
  await expect(card).toContainText('a program is read highest byte first');

  // One that is in order is not blamed for it.
  await um32.openFile({ name: 'in-order.um', content: program.subarray(0, 16) });
  await expect(card).toContainText('The finger is at 4');
  await expect(card).not.toContainText('turned round');
});

test('a mistake in a source is shown in its line', async ({ um32, page }) => {
  await um32.openFile({ name: 'typo.ums', content: 'r1 := 5\n  r2 = r1 + r1\nhalt\n' });
  const card = page.getByRole('group', { name: 'typo.ums was not opened' });
  await expect(card.locator('p')).toHaveText(/^Line 2, column 6: .*not =$/);
  await expect(card.locator('p code').last()).toHaveText('=');
  // The mark is below the sign, whatever the width.
  expect(await card.locator('pre').textContent()).toBe('  2 |   r2 = r1 + r1\n    |      ^');
});

test('all mistakes of a source are shown, the first twenty of many', async ({ um32, page }) => {
  await um32.openFile({ name: 'typos.ums', content: 'r1 = 5\nhalt\noutput r9\n' });
  const card = page.getByRole('group', { name: 'typos.ums was not opened' });
  const mistakes = card.getByRole('group', { name: 'Mistakes' });
  await expect(card).toContainText('2 mistakes:');
  await expect(mistakes.locator('p')).toHaveText([/^Line 1, column 4: /, /^Line 3, column 8: /]);
  await um32.picture('two');

  await page.setViewportSize({ width: 360, height: 640 });
  await um32.openFile({ name: 'typos.ums', content: 'r1 = 5\n'.repeat(1_032) });
  await expect(card).toContainText('The first 20 of 1,032 mistakes:');
  await expect(mistakes.locator('pre')).toHaveCount(20);
  const isWhole = (line: Element) => line.clientHeight >= line.scrollHeight;
  for (const line of await mistakes.locator('pre').all()) {
    expect(await line.evaluate(isWhole)).toBe(true);
  }
  // The last is reached by keys, and the answers stay where they are.
  await mistakes.focus();
  await page.keyboard.press('End');
  await expect(mistakes.locator('pre').last()).toBeInViewport();
  await expect(card.getByRole('button', { name: 'Open another' })).toBeInViewport();
  await um32.picture('many');

  // As a window of 1280 by 800 is at twice the size.
  await page.setViewportSize({ width: 640, height: 400 });
  await expect(card.getByRole('button', { name: 'Open another' })).toBeInViewport({ ratio: 1 });
});

test('a failure is told with its line of the source, unless something else stands there', async ({
  um32,
  page,
}) => {
  await um32.openFile({
    name: 'divides.ums',
    content: '// halves\n  r1 := 8\nhalf: r3 := r1 / r2 // r2?\n  halt\n',
  });
  await um32.isIn('failed');
  const card = page.locator('.card-failure');
  const source = card.locator('dt', { hasText: 'Source' }).locator('+ dd');
  await expect(source).toHaveText('line 3: half: r3 := r1 / r2 // r2?');
  const { bytes } = await um32.saved(() => um32.choose('Save report as text'));
  expect(bytes.toString()).toMatch(/^Source {8}line 3: half: /m);

  // Another one fails at what it wrote over its own last platter.
  await um32.openFile({
    name: 'writes.ums',
    content:
      'r1 := 5\nr2 := division\nr2 := m[r0][r2]\nm[r0][r1] := r2\nr3 := 0\nhalt\ndivision: r3 := r1 / r4',
  });
  await expect(card).toContainText('At 5 the program divided by 0');
  await expect(source).toHaveCount(0);
});

test('a session that goes on after a reload fails with the line of its source, too', async ({
  um32,
  page,
}) => {
  const reads = 'r1 := input()\nr1 := input()\nr1 := input()\nr2 := r1 / r0 // how many?\n';
  await um32.openFile({ name: 'reads.ums', content: reads });
  await um32.isIn('awaiting-input');
  await um32.type('a\n');
  await um32.isIn('awaiting-input');
  await page.reload();
  await um32.resume();
  await um32.type('b\n');
  await um32.isIn('failed');
  await expect(page.locator('.card-failure')).toContainText('line 4: r2 := r1 / r0 // how many?');
});

test('where a program goes round and round is seen by pausing it', async ({ um32, page }) => {
  await um32.openFile({ name: 'round.ums', content: GOES_ROUND });
  await um32.isIn('running');
  await um32.press('Alt+Shift+E');
  const panel = page.getByRole('tabpanel', { name: 'Engine' });
  await expect(panel).toContainText('This program: translator');
  await expect(panel).not.toContainText('Paused before');
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  await expect(panel).toContainText('Paused before this instruction');
  await expect(panel.locator('[aria-current=true]')).toHaveText(
    /1: \[0xde000001\] r7 := 1;|2: \[0xc0000007\] goto r7 in program m\[r0\];/,
  );
  await expect(panel.locator('.register-list')).toContainText('r1 = 7');
  await expect(panel).toContainText(/line 3: again: r7 := again|line 4: goto r7 in/);
  await um32.picture('paused');

  await um32.press('Alt+Shift+P');
  await um32.isIn('running');
  await expect(panel).not.toContainText('Paused before');
});

test('typing to what is over has a sign without motion, and a word for readers', async ({
  um32,
  page,
}) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await um32.openFile({ name: 'over.ums', content: 'halt' });
  await um32.isIn('halted');
  const heard = await listen(page);
  const began = page.evaluate(
    () =>
      new Promise<string>((resolve) =>
        addEventListener('animationstart', ({ animationName }) => resolve(animationName)),
      ),
  );
  await um32.type('ls');
  expect(await began).toBe('nudge');
  await expect.poll(heard).toEqual(['Halted']);
});
