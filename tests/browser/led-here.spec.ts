/** What led to a failure, on its card: who abandoned the array, who set the registers, and the way back there. */
import { command, EnginePanel } from './gone-through.ts';
import { expect, test } from './um32-page.ts';

test('the card of a failure tells what led there, and each leads back to it', async ({
  um32,
  page,
}) => {
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  const card = page.locator('.card-failure');
  const led = card.getByRole('region', { name: 'What led here' });
  await expect(led).toContainText('Abandoned1 instruction before, at 46, line 90: unmap m[r1]');
  await expect(led).toContainText(
    /Allocated\d+ instructions before, with 2 platters, at \d+, line 25/,
  );
  await um32.picture('led-here');
  const { bytes } = await um32.saved(() => um32.choose('Save report as text'));
  expect(bytes.toString()).toMatch(/^Abandoned +1 instruction before, at 46, line 90: unmap/m);

  const engine = new EnginePanel(page);
  await led.getByRole('button', { name: /unmap m\[r1\]/ }).press('Enter');
  await um32.isIn('paused');
  await engine.standsAt('line 90: unmap m[r1]');
  await expect(card).toBeHidden();
  await expect(engine.back).toBeFocused();

  // It fails again, and is told again; the array was allocated far from there.
  await um32.press('Alt+Shift+P');
  await um32.isIn('failed');
  await led.getByRole('button', { name: /map segment/ }).click();
  await um32.isIn('paused');
  await engine.standsAt('line 25: r2 := map segment (r5 words)');
});

for (const [rows, program] of [
  [4, undefined],
  [1, 'r1 := 5\nr2 := m[r1][r1]\n'],
  [2, 'r1 := 5\nr2 := 6\nr3 := m[r1][r2]\n'],
] as const) {
  test(`what led there moves little when it comes (${rows})`, async ({ um32, page }) => {
    // High enough that the card could grow.
    await page.setViewportSize({ width: 1280, height: 1200 });
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await page.context().route('**/engine-panel*.js', async (route) => {
      await held;
      await route.continue();
    });
    if (program === undefined) await um32.startSample('A lost array');
    else await um32.openFile({ name: 'fails.ums', content: program });
    await um32.isIn('failed');
    const places = () =>
      page
        .locator('.card-failure :is(.card-title, .listing)')
        .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().y));
    const before = await places();
    answer();
    await expect(page.locator('.led-place')).toHaveCount(rows);
    const after = await places();
    const moved = after.map((y, at) => Math.abs(y - (before[at] ?? 0)));
    expect(Math.max(...moved)).toBeLessThan(12);
  });
}

test('where it is not known what led there no room is left for it', async ({ um32, page }) => {
  // Its code cannot be had.
  await page.context().route('**/engine-panel*.js', (route) => route.abort());
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  await expect(page.locator('.led')).toBeHidden();
  await um32.picture('nothing led here');

  // The worker that looks back does not begin.
  let workers = 0;
  await page.context().route('**/worker*.js', (route) => {
    workers += 1;
    return workers > 1 ? route.abort() : route.continue();
  });
  await page.reload();
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  await expect(page.locator('.led')).toBeHidden();
  expect(workers).toBe(2);
});

test('what led there is found by what was typed', async ({ um32, page }) => {
  const source = `ask: r1 := input()
    r2 := 'x'
    r2 := r2 nand r2
    r3 := 1
    r2 := r2 + r3
    r2 := r1 + r2
    r4 := ask
    r5 := fail
    if (r2 != 0) r5 := r4
    goto r5 in program m[r0]
fail: r6 := r1 / r2
`;
  await um32.openFile({ name: 'asks.ums', content: source });
  await um32.isIn('awaiting-input');
  await um32.enter('abc');
  await um32.isIn('awaiting-input');
  await um32.enter('x');
  await um32.isIn('failed');
  const led = page.getByRole('region', { name: 'What led here' });
  await expect(led).toHaveText(
    /r2 set5 instructions before, to 0, at 5, line 6: r2 := r1 \+ r2: go back there$/,
  );
});

test('a program that halts and has printed nothing is told to, with where', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'silent.ums', content: '// nothing\nr1 := 1\nhalt\n' });
  await um32.isIn('halted');
  const card = page.getByRole('group', { name: 'The program halted and has printed nothing' });
  await expect(card).toContainText('It halted at 1, after 2 instructions.');
  await um32.picture('silent');
  await um32.choose('Go back one instruction');
  await um32.isIn('paused');
  await new EnginePanel(page).standsAt('line 3: halt');
  await command(um32, 'restart the');
  await um32.isIn('halted');
  await expect(card).toBeVisible();
  await um32.openFile({ name: 'speaks.ums', content: "r1 := 'A'\noutput r1\nhalt\n" });
  await um32.isIn('halted');
  await um32.sees('A');
  await expect(card).toBeHidden();
});

test('the page itself cannot be scrolled by what led there, nor its bar out of sight', async ({
  um32,
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 480 });
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  await expect(page.locator('.led-place').last()).toBeAttached();
  const scrolled = await page.evaluate(() => {
    scrollTo(0, 1_000);
    return scrollY;
  });
  expect(scrolled).toBe(0);
});
