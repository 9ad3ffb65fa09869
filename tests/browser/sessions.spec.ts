/**
 * Sessions are kept as they go: whatever ends a tab, the session comes back as
 * of the last delivered line, and the person is told when something cannot be kept.
 */
import { random } from './random.ts';
import { expect, realProgram, test, Um32Page } from './um32-page.ts';

/** A guest's shell is there again after so many milliseconds. */
const RESUME_MS = 1_000;
/** Other work on the machine makes the browser wait its turn: beyond this much more it is our fault. */
const PATIENCE = 3;
/** Tabs are killed at the same moments each time. */
const SEED = 20261130;

test('the last session is offered, and goes on with its screen by one key', async ({
  um32,
  page,
}) => {
  await expect(um32.offer).toHaveCount(0);
  await um32.playEcho('sandstone', 'platter', 'scroll');
  const screen = await um32.screen();
  await page.close({ runBeforeUnload: false });

  const again = await um32.newTab();
  await expect(again.offer).toContainText('3 lines');
  await expect(again.offer).toContainText('last typed: scroll');
  await again.picture('offer');
  await again.resume();
  await expect.poll(() => again.screen()).toBe(screen);
  await again.picture('resumed');
  // The lines are at hand, and the program goes on.
  await again.press('ArrowUp', 'ArrowUp');
  await again.sees(/platter$/);
  await again.press('Control+U');
  await again.enter('spin');
  await again.sees('nips');
  expect(await again.transcript()).toContain('enotsdnas');
});

test('a tab killed at any moment loses no delivered line', async ({ um32: straight, page }) => {
  test.setTimeout(240_000);
  const words = Array.from({ length: 12 }, (_, number) => `line number ${number}`);
  await straight.playSample('Echo');
  for (const word of words) {
    await straight.enter(word);
    await straight.sees(`reversed  ${[...word].reverse().join('')}`);
    await straight.isIn('awaiting-input');
  }
  const expected = await straight.transcript();
  await straight.press('Alt+Shift+X');
  await page.close();

  let tab = await straight.newTab();
  await tab.playSample('Echo');
  const untilKilledMs = random(SEED, 40);
  for (let typed = 0; typed < words.length; typed++) {
    const word = words[typed] ?? '';
    await tab.enter(word);
    // Somewhere between the key and the answer.
    await tab.page.waitForTimeout(untilKilledMs.next().value);
    const before = tab;
    tab = await straight.newTab();
    await before.page.close({ runBeforeUnload: false });
    await tab.page.reload();
    await tab.resume();
    // The line was delivered, or it was not: there is nothing in between. The screen may not be drawn yet.
    const transcript = await tab.transcript();
    if (!transcript.includes(`reversed  ${[...word].reverse().join('')}`)) {
      expect(transcript).not.toContain(word);
      typed--;
    }
  }
  expect(await tab.transcript()).toBe(expected);
});

test(
  'UMIX goes on at the guest’s shell within a second, as it was',
  { tag: '@alone' },
  async ({ um32, page }, testInfo) => {
    test.setTimeout(240_000);
    const umix = realProgram('umix.um.gz');
    await um32.openFile(umix);
    await um32.sees(';login:', 30_000);
    await um32.enter('guest');
    await um32.sees('INTRO.LOG=200@999999', 30_000);
    await um32.enter('mail');
    await um32.sees('guest account misuse');
    await um32.isIn('awaiting-input');
    const [screen, transcript] = [await um32.screen(), await um32.transcript()];
    await page.close({ runBeforeUnload: false });

    const again = await um32.newTab();
    await expect(again.offer).toContainText('You were logged in as guest, just now.');
    await again.picture('offer-umix');
    const tookMs = await again.resume();
    testInfo.annotations.push({ type: 'resume', description: `${tookMs} ms` });
    await expect.poll(() => again.screen()).toBe(screen);
    expect(await again.transcript()).toBe(transcript);
    expect(tookMs).toBeLessThan(RESUME_MS * PATIENCE);
    await again.enter('pwd');
    await again.sees('/home/guest/');
  },
);

test('UMIX killed at random moments comes to the same end as when it is left alone', async ({
  um32: straight,
  page,
  browser,
}, testInfo) => {
  test.setTimeout(300_000);
  const umix = realProgram('umix.um.gz');
  const lines = ['guest', 'ls', 'mail', 'cd code', 'ls', 'pwd', 'who', 'cd ..', 'ls', 'pwd'].concat(
    ['who', 'cd code', 'pwd', 'ls', 'cd ..', 'who', 'ls', 'pwd', 'ls', 'who'],
  );
  const play = async (tab: Um32Page, line: string): Promise<void> => {
    await tab.enter(line);
    await tab.sees(new RegExp(`(?:% |login: )${line}\n(.*\n)*%$`), 30_000);
    await tab.isIn('awaiting-input');
  };
  await straight.openFile(umix);
  await straight.sees(/;login:$/, 30_000);
  for (const line of lines) await play(straight, line);
  const expected = await straight.transcript();
  const done = await page.locator('.meters').textContent();
  await page.close();

  // A browser that knows nothing of the straight run, or it would offer that one.
  const context = await browser.newContext();
  let tab = new Um32Page(await context.newPage(), testInfo);
  await tab.open();
  await tab.openFile(umix);
  await tab.sees(/;login:$/, 30_000);
  const untilKilledMs = random(SEED, 60);
  for (let typed = 0; typed < lines.length; typed++) {
    const line = lines[typed] ?? '';
    await tab.enter(line);
    await tab.page.waitForTimeout(untilKilledMs.next().value);
    await tab.page.close({ runBeforeUnload: false });
    tab = await tab.newTab();
    await tab.offer.waitFor({ timeout: 3_000 }).catch(() => {});
    // Killed before its first line, there is no session yet.
    if (typed === 0 && (await tab.offer.count()) === 0) {
      await tab.openFile(umix);
      await tab.sees(/;login:$/, 30_000);
      typed--;
      continue;
    }
    await tab.resume();
    const transcript = await tab.transcript();
    const delivered = transcript
      .split('\n')
      .filter((text) => /^(?:% |;login: )./.test(text)).length;
    expect([typed, typed + 1]).toContain(delivered);
    expect(expected.startsWith(transcript)).toBe(true);
    typed = delivered - 1;
  }
  expect(await tab.transcript()).toBe(expected);
  await expect(tab.page.locator('.meters')).toContainText(
    /[\d.]+\s[MG] done/.exec(done ?? '')?.[0] ?? 'done',
  );
});

test('the worker’s death loses no line: the session goes on where it was', async ({
  um32,
  page,
}) => {
  await um32.playEcho('first');
  const screen = await um32.screen();
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('the ground shook');
    });
  });
  await um32.isIn('failed');
  await um32.choose('Continue where it was');
  await um32.isIn('awaiting-input');
  await expect.poll(() => um32.screen()).toBe(screen);
  await expect(page.locator('.card')).toHaveCount(0);
  await um32.enter('second');
  await um32.sees('dnoces');
});

test('a session that is open in one tab is copied into a second', async ({ um32: first }) => {
  await first.playEcho('shared');

  const second = await first.newTab();
  await second.offer.waitFor();
  await second.press('Enter');
  await expect(second.page.locator('.card')).toContainText('is open in another tab');
  await second.picture('elsewhere');
  await second.choose('Open a copy');
  await second.isIn('awaiting-input');
  await second.sees('derahs');
  await second.enter('mine');
  await second.sees('enim');
  await first.page.bringToFront();
  await first.enter('yours');
  await first.sees('sruoy');
  expect(await first.screen()).not.toContain('enim');
  expect(await second.screen()).not.toContain('sruoy');
});

test('a line is taken back by one key, and done again by another', async ({ um32 }) => {
  await um32.playSample('Echo');
  const start = await um32.screen();
  const screens = [start];
  for (const line of ['one', 'two']) {
    await um32.echo(line);
    screens.push(await um32.screen());
  }
  await um32.press('Control+Z');
  await expect.poll(() => um32.screen()).toBe(screens[1]);
  await um32.press('Control+Z');
  await expect.poll(() => um32.screen()).toBe(start);
  await um32.press('Control+Shift+Z', 'Alt+Shift+Y');
  await expect.poll(() => um32.screen()).toBe(screens[2]);
  await um32.press('Alt+Shift+Z');
  await expect.poll(() => um32.screen()).toBe(screens[1]);
  await um32.enter('other');
  await um32.sees('rehto');
  expect(await um32.screen()).not.toContain('owt');
  // What was taken back is a session of its own.
  await um32.press('Alt+Shift+X');
  await expect(um32.offer).toContainText('All 2 sessions');
});

test('whoever takes lines back and types on at once loses no letter', async ({ um32 }) => {
  await um32.playSample('Echo');
  const start = await um32.screen();
  for (let round = 0; round < 4; round++) {
    await um32.echo('one');
    await um32.echo('two');
    // The second key comes now on the way of the first, now just after it.
    await um32.press('Control+Z');
    await um32.page.waitForTimeout(round * 8);
    await um32.press('Alt+Shift+Z');
    await um32.echo('three');
    expect(await um32.screen()).toBe(`${start}\nthree\nreversed  eerht\nin hex    74 68 72 65 65`);
    await um32.press('Control+Z');
    await um32.isIn('awaiting-input');
  }
});

test.describe('a browser that does not keep', () => {
  test('a full disk is told of before anything is typed; what is typed still runs', async ({
    um32,
    page,
    context,
  }) => {
    const inspector = await context.newCDPSession(page);
    await inspector.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(page.url()).origin,
      quotaSize: 1,
    });
    await um32.playSample('Echo');
    const card = page.locator('.card');
    await expect(card).toContainText('echo.ums could not be kept');
    await um32.picture('full');
    await um32.enter('first');
    await um32.sees('tsrif');
    await expect(card).toContainText('Nothing of this session is kept');
    // With room again, all of it is kept after all.
    await inspector.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(page.url()).origin,
    });
    await page.waitForTimeout(5_100);
    await um32.enter('second');
    await um32.sees('dnoces');
    await expect(card).toHaveCount(0);
    await page.reload();
    await expect(um32.offer).toContainText('2 lines');
  });

  test('a browser that refuses storage is told of; undo works, and closing the tab is asked about', async ({
    um32,
    page,
  }) => {
    await um32.openWithoutStore();
    await um32.playSample('Echo');
    await expect(page.locator('.card')).toContainText('refused by the test');
    await expect(page.locator('.card')).toContainText('lasts until the tab is closed');
    await um32.choose('Dismiss');
    await um32.echo('first');
    await um32.echo('second');
    await um32.press('Control+Z');
    await expect.poll(() => um32.screen()).not.toContain('dnoces');
    await expect(page.locator('.card')).toHaveCount(0);
    // What is still there would be lost: the browser asks, at another moment too.
    const asked = page.waitForEvent('dialog');
    await page.close({ runBeforeUnload: true });
    expect((await asked).type()).toBe('beforeunload');
  });
});

test('a session whose program has halted is shown as it ended, with the ways on from there', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one', 'two');
  await um32.press('Control+D');
  await um32.isIn('halted');
  // Whoever was there knows.
  const card = page.locator('.card');
  await expect(card).toHaveCount(0);
  const screen = await um32.screen();
  await page.reload();
  await um32.offer.waitFor();
  const goOn = async (): Promise<void> => {
    await um32.offer.getByRole('button', { name: 'Continue' }).click();
    await um32.isIn('halted');
    await expect(card).toContainText('echo.ums has ended');
  };

  await test.step('its screen is in sight, and the card says what it is', async () => {
    await goOn();
    await um32.sees('owt');
    expect(await um32.screen()).toBe(screen);
    await expect(card).toContainText('reads no more input');
    await expect(card.getByRole('button', { name: 'Restart' })).toBeFocused();
    await um32.picture('ended');
  });

  await test.step('back before its end', async () => {
    await um32.choose('Undo the last line');
    await um32.isIn('awaiting-input');
    await expect(card).toHaveCount(0);
    await um32.echo('three');
    await um32.press('Control+D');
    await um32.isIn('halted');
    await expect(card).toHaveCount(0);
  });

  await test.step('from its beginning', async () => {
    await um32.press('Alt+Shift+X');
    await goOn();
    await um32.choose('Restart');
    await um32.isIn('awaiting-input');
    await expect(card).toHaveCount(0);
    expect(await um32.screen()).not.toContain('eno');
  });
});
