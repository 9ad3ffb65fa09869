/** A session travels in a link: its program is asked for, it is watched, and taken over anywhere. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Browser, TestInfo } from '@playwright/test';
import { listen } from './heard.ts';
import { expect, realProgram, test, Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';

const sample = (name: string): string =>
  readFileSync(fileURLToPath(new URL(`../../www/samples/${name}`, import.meta.url)), 'utf8');

async function linkOf(um32: Um32Page): Promise<string> {
  await um32.press('Alt+Shift+Q');
  return um32.page.getByRole('textbox', { name: 'Link to the session' }).inputValue();
}

/** Somebody else's browser, at this link. */
async function opened(browser: Browser, testInfo: TestInfo, link: string): Promise<Um32Page> {
  const context = await browser.newContext();
  const um32 = new Um32Page(await context.newPage(), testInfo);
  await um32.page.goto(link);
  return um32;
}

const watching = (um32: Um32Page) =>
  um32.page.locator('.card', { hasText: 'You are watching a shared session' });

test('a link is opened elsewhere: program asked for and checked, watched, taken over', async ({
  um32,
  browser,
}, testInfo) => {
  test.setTimeout(180_000);
  await um32.playEcho('one', 'two', 'three');
  const link = await linkOf(um32);
  await um32.picture('share');
  expect(link).toMatch(/#session=[\w-]+$/);

  const other = await opened(browser, testInfo, link);
  const asked = other.page.locator('.card', { hasText: 'A shared session of echo.ums' });
  await expect(asked).toContainText('open echo.ums from a file of yours');
  await other.picture('program-asked');
  expect(other.page.url(), 'a reload does not open it again').not.toContain('#');
  // The wrong program is told from the right one.
  const choose = async (name: string, content: string): Promise<void> => {
    const choosing = other.page.waitForEvent('filechooser');
    await asked.getByRole('button', { name: 'Open echo.ums' }).click();
    await (await choosing).setFiles({
      name,
      mimeType: 'text/plain',
      buffer: Buffer.from(content),
    });
  };
  await choose('mistaken.ums', 'r1 = 5\noutput r9\n');
  await expect(
    other.page.locator('.card', { hasText: 'was not opened' }).getByRole('group').locator('p'),
  ).toHaveText([/^Line 1, column 4/, /^Line 2, column 8/]);
  await choose('cave.ums', sample('cave.ums'));
  await expect(other.page.locator('.card', { hasText: 'was not opened' })).toContainText(
    'cave.ums is not the program of the shared session',
  );
  await choose('mine.ums', sample('echo.ums'));

  await expect(watching(other)).toContainText('1 of 3 lines', { timeout: 30_000 });
  await watching(other).getByRole('button', { name: 'Pause' }).click();
  await other.sees('reversed  eno');
  expect(await other.screen()).not.toContain('reversed  eerht');
  expect(await violations(other.page)).toEqual([]);
  await other.picture('watching');
  const heard = await listen(other.page);
  await watching(other).getByRole('button', { name: 'Watch on' }).click();
  await expect(watching(other)).toContainText('2 of 3 lines');
  await watching(other).getByRole('button', { name: 'Pause' }).click();
  // The card is said as it was asked to be, not again with each line.
  expect((await heard()).filter((sentence) => sentence.includes('watching'))).toEqual([
    '→ You are watching a shared session: Pause',
    '→ You are watching a shared session, paused: Watch on',
  ]);
  await other.page.locator('#glass').click();
  await other.enter('mine');
  await other.sees('enim');
  await expect(watching(other)).toBeHidden();
  // What was shared is still there, whole.
  await other.press('Alt+Shift+N');
  const list = other.page.getByRole('tabpanel', { name: 'Sessions' });
  await expect(list.locator('.session')).toHaveCount(2);
  await expect(list.locator('.session').last()).toContainText('three');
  await other.page.context().close();
});

test('who has the program sees the session at once, and nothing of theirs is touched', async ({
  um32,
  context,
}, testInfo) => {
  await um32.playEcho('one', 'two');
  const link = await linkOf(um32);
  await um32.choose('Dismiss');
  await um32.echo('three');
  const mine = await um32.transcript();

  const tab = new Um32Page(await context.newPage(), testInfo);
  await tab.page.goto(link);
  await expect(watching(tab)).toContainText('of 2 lines', { timeout: 30_000 });
  await watching(tab).getByRole('button', { name: 'To the end' }).click();
  await tab.sees('reversed  owt');
  await expect(watching(tab)).toBeHidden();
  expect(await tab.screen()).not.toContain('three');
  await tab.press('Alt+Shift+N');
  await expect(tab.page.getByRole('tabpanel', { name: 'Sessions' })).toContainText(
    'Shared echo.ums',
  );
  expect(await um32.transcript()).toBe(mine);
});

test('a link that was cut off or altered says so', async ({ um32, page }) => {
  await um32.playEcho('one');
  const link = await linkOf(um32);
  const altered = `${link.slice(0, -20)}${link.at(-20) === 'A' ? 'B' : 'A'}${link.slice(-19)}`;
  for (const [nth, bad] of [altered, link.slice(0, -7), `${link.split('=')[0]}=`].entries()) {
    await page.goto('about:blank');
    await page.goto(bad);
    const card = page.locator('.card', { hasText: 'The shared session was not opened' });
    await expect(card).toContainText(/This link holds no session: .+\./);
    if (nth === 0) await um32.picture('altered');
    await expect(page.locator('#state')).not.toHaveAttribute('data-state', 'failed');
  }
});

test('a session too long for a link is shared as a file without its program', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  const words = Array.from({ length: 400 }, (_, nth) => `${Math.sin(nth)}${Math.cos(nth)}`);
  await um32.paste(`${words.join('\n')}\n`);
  await um32.sees([...(words.at(-1) ?? '')].reverse().join(''), 60_000);
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+Q');
  await expect(page.locator('.card', { hasText: 'Share this session' })).toContainText(
    'pass it on as a file',
  );
  const { name, bytes } = await um32.saved(() => um32.choose('Save as a file'));
  expect(name).toBe('echo-session.um32');
  expect(bytes.includes('IMAG')).toBe(false);
  expect(bytes.includes('LOGS')).toBe(true);
});

test('a session of UMIX is the same at the other end, passwords unseen', async ({
  um32,
  browser,
}, testInfo) => {
  test.setTimeout(240_000);
  const umix = realProgram('umix.um.gz');
  await um32.openFile(umix);
  await um32.sees(/;login:$/, 30_000);
  for (const [line, answer] of [
    ['howie', /password:$/],
    ['xyzzy', /logged in as howie(.*\n)+.*%$/],
    ['ls', /% ls\n(.*\n)+.*%$/],
  ] as const) {
    await um32.enter(line);
    await um32.sees(answer, 60_000);
    await um32.isIn('awaiting-input');
  }
  const screen = await um32.screen();
  const link = await linkOf(um32);
  expect(link.length).toBeLessThan(300);
  const other = await opened(browser, testInfo, link);
  const choosing = other.page.waitForEvent('filechooser');
  await other.page.getByRole('button', { name: 'Open umix.um' }).click();
  await (await choosing).setFiles(umix);
  await watching(other).waitFor({ timeout: 60_000 });
  await watching(other).getByRole('button', { name: 'To the end' }).click();
  await other.sees(/% ls\n(.*\n)+.*%$/, 60_000);
  const shown = (text: string): string => text.replace(/password:.*/, 'password:');
  await expect.poll(async () => shown(await other.screen())).toBe(shown(screen));
  expect(await other.transcript()).not.toContain('xyzzy');
  await other.page.context().close();
});

test('a shared file is opened on the page: program asked for, watched, taken over', async ({
  um32,
  browser,
}, testInfo) => {
  await um32.playEcho('one', 'two', 'three');
  await um32.press('Alt+Shift+Q');
  const shared = await um32.saved(() => um32.choose('Save as a file'));

  const context = await browser.newContext();
  const other = new Um32Page(await context.newPage(), testInfo);
  await other.open();
  await other.openFile({ name: shared.name, content: shared.bytes });
  const asked = other.page.locator('.card', { hasText: 'A shared session of echo.ums' });
  const choosing = other.page.waitForEvent('filechooser');
  await asked.getByRole('button', { name: 'Open echo.ums' }).click();
  await (await choosing).setFiles({
    name: 'mine.ums',
    mimeType: 'text/plain',
    buffer: Buffer.from(sample('echo.ums')),
  });
  await expect(watching(other)).toContainText('1 of 3 lines', { timeout: 30_000 });
  await watching(other).getByRole('button', { name: 'Take over here' }).click();
  await expect(watching(other)).toBeHidden();
  await other.isIn('awaiting-input');
  await other.enter('mine');
  await other.sees('reversed  enim');
  expect(await other.screen()).not.toContain('reversed  eerht');
  await context.close();
});
