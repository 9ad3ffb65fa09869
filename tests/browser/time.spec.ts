/** The panels about sessions and time: what is kept is listed and managed, and any moment can be gone back to. */
import { expect, test } from '@playwright/test';
import { realProgram, Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';

/** Echo with these lines typed; gives the screen after each number of them. */
async function echoed(um32: Um32Page, lines: readonly string[]): Promise<string[]> {
  await um32.open();
  await um32.playSample('Echo');
  const screens = [await um32.screen()];
  for (const line of lines) {
    await um32.echo(line);
    screens.push(await um32.screen());
  }
  return screens;
}

const LINES = ['one', 'two', 'three', 'four', 'five'];

test('sessions are listed, renamed, duplicated, deleted and had back', async ({
  page,
}, testInfo) => {
  const um32 = new Um32Page(page, testInfo);
  await echoed(um32, ['first', 'second']);
  await um32.press('Alt+Shift+N');
  const list = page.getByRole('tabpanel', { name: 'Sessions' });
  await expect(list.locator('.session')).toHaveCount(1);
  await expect(list).toContainText('open now · 2 lines');
  await expect(list.getByRole('button', { name: 'Delete echo.ums' })).toBeDisabled();
  await list.getByRole('button', { name: 'Rename echo.ums' }).click();
  await um32.type('My words');
  await um32.press('Enter');
  await expect(list.getByRole('heading', { name: 'My words' })).toBeVisible();
  await expect(list.getByRole('button', { name: 'Rename My words' })).toBeFocused();
  await list.getByRole('button', { name: 'Duplicate My words' }).click();
  await expect(list.locator('.session')).toHaveCount(2);
  await list.getByRole('button', { name: 'Delete Copy of My words' }).click();
  await expect(list).toContainText('Copy of My words is deleted.');
  await list.getByRole('button', { name: 'Undo the deletion of Copy of My words' }).click();
  await list.getByRole('button', { name: 'Continue Copy of My words' }).click();
  await um32.isIn('awaiting-input');
  await um32.sees('dnoces');
  await expect(list.locator('.is-open')).toContainText('Copy of My words');
  await expect(list).toContainText('used of the');
  await um32.picture('sessions');
  await page.reload();
  await expect(page.getByRole('region', { name: 'Last session' })).toContainText(
    'Copy of My words',
  );
});

test('a session is exported, and goes on in a browser that never saw it', async ({
  browser,
  page,
}, testInfo) => {
  const um32 = new Um32Page(page, testInfo);
  const screens = await echoed(um32, ['carried', 'over']);
  await um32.press('Alt+Shift+N');
  const { name, bytes } = await um32.saved(() =>
    page.getByRole('button', { name: 'Export echo.ums' }).click(),
  );
  expect(name).toBe('echo-session.um32');

  const context = await browser.newContext();
  const other = new Um32Page(await context.newPage(), testInfo);
  await other.open();
  const damaged = Buffer.from(bytes);
  damaged[damaged.length >> 1] = (damaged[damaged.length >> 1] ?? 0) ^ 1;
  await other.openFile({ name: 'damaged.um32', content: damaged });
  await expect(other.page.locator('.card')).toContainText('damaged.um32 was not opened');
  await other.picture('damaged');
  await other.openFile({ name, content: bytes });
  await expect(other.page.locator('.card').last()).toContainText(
    'The session echo.ums is imported',
  );
  await other.picture('imported');
  await other.page.locator('.cards').getByRole('button', { name: 'Continue' }).click();
  await other.isIn('awaiting-input');
  await expect.poll(() => other.screen()).toContain('reversed  revo');
  await expect.poll(() => other.screen()).toBe(screens[2]);
  await other.enter('more');
  await other.sees('erom');
  await context.close();
});

test('a timeline is walked, looked at, and left anywhere; the old way is kept', async ({
  page,
}, testInfo) => {
  const um32 = new Um32Page(page, testInfo);
  const screens = await echoed(um32, LINES);
  await um32.press('Alt+Shift+H');
  const panel = page.getByRole('tabpanel', { name: 'Timeline' });
  await expect(panel.locator('.mark')).toHaveCount(6);
  await expect(panel).toContainText('Now: after 5 of 5 lines');
  await panel.getByRole('listbox').focus();
  for (const [key, entries] of [
    ['ArrowUp', 4],
    ['ArrowUp', 3],
    ['Home', 0],
    ['ArrowDown', 1],
    ['End', 5],
    ['ArrowUp', 4],
  ] as const) {
    await um32.press(key);
    if (entries === 5) await expect(page.locator('.moment')).toBeHidden();
    else await expect.poll(() => um32.screen('.moment')).toBe(screens[entries]);
  }
  await um32.press('Escape');
  await expect(page.locator('.moment')).toBeHidden();
  await expect.poll(() => um32.screen()).toBe(screens[5]);

  // By pointer too.
  await panel.getByRole('slider', { name: 'Moment' }).fill('2');
  await expect.poll(() => um32.screen('.moment')).toBe(screens[2]);
  await expect(panel).toContainText('After 2 of 5 lines');
  await um32.picture('timeline');
  await panel.getByRole('button', { name: 'Go on from here' }).click();
  await um32.isIn('awaiting-input');
  await expect(page.locator('.moment')).toBeHidden();
  await expect.poll(() => um32.screen()).toBe(screens[2]);
  await expect(panel.locator('.mark')).toHaveCount(6);
  await expect(panel).toContainText('Now: after 2 of 5 lines');
  await page.locator('#glass').click();
  await um32.enter('another');
  await um32.sees('rehtona');
  await expect(panel.locator('.mark')).toHaveCount(4);
  await page.getByRole('tab', { name: 'Sessions' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Sessions' })).toContainText(
    'left echo.ums after 2 lines',
  );
});

for (const colorScheme of ['dark', 'light'] as const) {
  test.describe(`${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('the panels pass the check of accessibility', async ({ page }, testInfo) => {
      const um32 = new Um32Page(page, testInfo);
      const check = async (part: string): Promise<void> => {
        expect(await violations(page), part).toEqual([]);
      };
      await echoed(um32, LINES);
      await um32.press('Alt+Shift+N');
      await expect(page.locator('.session')).toHaveCount(1);
      await check('sessions');
      await um32.picture('sessions');
      await um32.press('Alt+Shift+H');
      await expect(page.locator('.mark')).toHaveCount(LINES.length + 1);
      await page.getByRole('listbox').focus();
      await um32.press('ArrowUp', 'ArrowUp');
      await expect.poll(() => um32.screen('.moment')).toContain('eerht');
      await check('timeline');
      await um32.picture('timeline');
      await page.reload();
      await page.getByRole('region', { name: 'Last session' }).waitFor();
      await check('offer');
      await um32.picture('offer');
      await page.setViewportSize({ width: 390, height: 844 });
      await um32.picture('offer-phone');
      await um32.press('Enter');
      await um32.isIn('awaiting-input');
      await um32.press('Alt+Shift+H');
      await expect(page.locator('.mark')).toHaveCount(LINES.length + 1);
      await page.getByRole('listbox').focus();
      await um32.press('ArrowUp');
      await expect.poll(() => um32.screen('.moment')).toContain('ruof');
      await um32.picture('timeline-phone');
      await um32.press('Alt+Shift+N');
      await um32.picture('sessions-phone');
    });
  });
}

test(
  'twenty lines back in the adventure take a part of the time of getting there',
  { tag: '@alone' },
  async ({ page }, testInfo) => {
    test.setTimeout(240_000);
    const umix = realProgram('umix.um.gz');
    const um32 = new Um32Page(page, testInfo);
    await um32.open();
    await um32.openFile(umix);
    await um32.sees(';login:', 30_000);
    const began = Date.now();
    await um32.enter('howie');
    await um32.sees('password:');
    await um32.enter('xyzzy');
    await um32.sees('logged in as howie', 60_000);
    await um32.isIn('awaiting-input');
    await um32.enter('./adventure');
    await um32.sees(/>:$/, 60_000);
    await um32.isIn('awaiting-input');
    const thereMs = Date.now() - began;
    const before = await um32.screen();
    // A person reads what was printed, and a checkpoint is taken meanwhile.
    await page.waitForTimeout(2_000);
    for (let line = 0; line < 20; line++) {
      await um32.enter(line % 2 === 0 ? 'look' : 'inventory');
      await um32.sees(line % 2 === 0 ? /look\n(.*\n)+>:$/ : /inventory\n(.*\n)+>:$/);
      await um32.isIn('awaiting-input');
    }
    const after = await um32.screen();
    await um32.press('Alt+Shift+H');
    const panel = page.getByRole('tabpanel', { name: 'Timeline' });
    await expect(panel).toContainText('Now: after 23 of 23');
    const slider = panel.getByRole('slider', { name: 'Moment' });
    await slider.fill('3');
    await expect.poll(() => um32.screen('.moment')).toBe(before);
    const times: number[] = [];
    for (let round = 0; round < 3; round++) {
      // From the press to the machine being there, as the page itself hears of it.
      const tookMs = await page.evaluate(
        () =>
          new Promise<number>((done) => {
            const began = performance.now();
            const look = (): void => {
              const where = document.querySelector('.timeline-where')?.textContent ?? '';
              if (where.startsWith('Now: after 3 of 23')) done(performance.now() - began);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
            document.querySelector<HTMLElement>('.timeline-acts .button-main')?.click();
          }),
      );
      times.push(Math.round(tookMs));
      await expect.poll(() => um32.screen()).toBe(before);
      await panel.getByRole('listbox').focus();
      await um32.press('End', 'Enter');
      await expect.poll(() => um32.screen()).toBe(after);
      await expect(panel).toContainText('Now: after 23 of 23');
      await slider.fill('3');
    }
    // A ratio, for the processors here are shared with others; times are the benchmark's.
    const took = `${times.join(', ')} ms back, ${thereMs} ms there`;
    testInfo.annotations.push({ type: 'back', description: took });
    expect(Math.min(...times), took).toBeLessThan(thereMs / 2);
  },
);

test('one line is told as one', async ({ page }, testInfo) => {
  const um32 = new Um32Page(page, testInfo);
  await echoed(um32, ['one']);
  await um32.press('Alt+Shift+H');
  const where = page.locator('.timeline-where');
  const slider = page.getByRole('slider', { name: 'Moment' });
  await expect(where).toHaveText(/^Now: after 1 of 1 line$/);
  await expect(slider).toHaveAttribute('aria-valuetext', 'after 1 of 1 line');
  await page.locator('#glass').click();
  await um32.echo('two');
  await expect(where).toHaveText(/^Now: after 2 of 2 lines$/);
  await page.getByRole('listbox', { name: 'Lines typed' }).focus();
  await um32.press('ArrowUp');
  await expect(
    page.getByRole('region', { name: 'The screen after 1 line', exact: true }),
  ).toBeVisible();
});

test('the moment that is now is in sight', async ({ page }, testInfo) => {
  const um32 = new Um32Page(page, testInfo);
  await echoed(um32, []);
  await um32.paste('line\n'.repeat(60));
  await um32.press('Alt+Shift+H');
  const where = page.locator('.timeline-where');
  await expect(where).toHaveText(/^Now: after 60 of 60 lines$/);
  const now = page.locator('.mark[data-now=""]');
  await expect(now).toBeInViewport();
  await um32.picture('now');
  await page.locator('#glass').click();
  await um32.echo('one more');
  await expect(where).toHaveText(/^Now: after 61 of 61 lines$/);
  await expect(now).toHaveText(/one more/);
  await expect(now).toBeInViewport();
  await um32.press('Control+Z');
  await expect(where).toHaveText(/^Now: after 60 of 61 lines/);
});
