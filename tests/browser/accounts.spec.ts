/**
 * The accounts: a new one begins at the login prompt at once, and has the shelf
 * with one click.
 */
import type { Page } from '@playwright/test';
import { printing } from './printing.ts';
import { everyByte, guestsShelf } from './shelf-page.ts';
import { expect, realProgram, test } from './um32-page.ts';
import { violations } from './violations.ts';

/** From now on every state that the pill shows is noted; gives them, in order. */
async function statesSeen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const pill = document.querySelector<HTMLElement>('#state');
    const seen: string[] = [];
    Object.assign(window, { statesSeen: seen });
    if (!pill) return;
    new MutationObserver(() => seen.push(pill.dataset.state ?? '')).observe(pill, {
      attributeFilter: ['data-state'],
    });
  });
  return () =>
    page.evaluate(() => {
      const { statesSeen: seen } = window as unknown as { statesSeen: string[] };
      return seen.filter((state, at) => state !== seen[at - 1]).join(' ');
    });
}

test('another account begins at once, and has the shelf with one click', async ({ um32, page }) => {
  test.setTimeout(300_000);
  const shelf = await guestsShelf(um32);
  await shelf.add(
    { name: 'one.txt', content: 'first\r\n' },
    { name: 'two.bin', content: everyByte() },
  );
  await shelf.panel.getByRole('button', { name: 'Send all' }).click();
  await um32.sees(/\[sent one\.txt, 6 bytes\]\n(.*\n)*% \[sent two\.bin/);
  await um32.isIn('awaiting-input');
  const accounts = page.getByRole('tabpanel', { name: 'Accounts' });

  await test.step('a name and a password are noted, and filled in at a fresh prompt', async () => {
    await um32.press('Alt+Shift+U');
    await accounts.getByLabel('Name', { exact: true }).fill('howie');
    await accounts.getByLabel('Password', { exact: true }).fill('xyzzy');
    await accounts.getByRole('button', { name: 'Note it' }).click();
    await expect(accounts.locator('[data-account="howie"]')).toContainText('••••••');
    await um32.picture('accounts');
    expect(await violations(page, '#dock')).toEqual([]);
    const beganMs = Date.now();
    await accounts.getByRole('button', { name: 'Log in as howie' }).click();
    await um32.sees('logged in as howie', 30_000);
    test.info().annotations.push({ type: 'log in', description: `${Date.now() - beganMs} ms` });
    await um32.sees(/;login: howie\npassword: •••••\n/);
    expect(await um32.transcript()).not.toContain('xyzzy');
  });

  await test.step('a logout, which ends UMIX, offers to log in again with the account', async () => {
    await page.locator('#glass').click();
    await um32.enter('logout');
    await um32.isIn('halted');
    await expect(page.locator('.card', { hasText: 'UMIX has ended' })).toHaveCount(1);
    await um32.picture('logged-out');
    expect(await violations(page, '.cards')).toEqual([]);
    await um32.choose('Log in as howie');
    await um32.sees('logged in as howie', 30_000);
    await um32.isIn('awaiting-input');
    await expect(page.locator('.card', { hasText: 'UMIX has ended' })).toHaveCount(0);
  });

  await test.step('the shelf goes along with one click', async () => {
    await expect(page.locator('.card')).toContainText('Logged in, to an empty home directory');
    await um32.picture('send-again');
    await um32.choose('Send all 2 again');
    await um32.sees(/\[sent one\.txt, 6 bytes\]\n(.*\n)*% \[sent two\.bin/);
    await um32.isIn('awaiting-input');
    await page.locator('#glass').click();
    await um32.enter('cat one.txt');
    await um32.sees(/% cat one\.txt\nfirst\n/);
  });

  await test.step('both sessions are kept', async () => {
    await um32.press('Alt+Shift+N');
    const sessions = page.getByRole('tabpanel', { name: 'Sessions' });
    await expect(sessions).toContainText('howie in umix.um.gz');
    await expect(sessions).toContainText('guest in umix.um.gz');
    await sessions.getByRole('button', { name: 'Continue guest in umix.um.gz' }).click();
    await um32.sees(/logged in as guest\n(.*\n)*% \[sent one\.txt/);
    await um32.isIn('awaiting-input');
    await page.locator('#glass').click();
    await um32.enter('cat one.txt');
    await um32.sees(/% cat one\.txt\nfirst\n/);
  });

  await test.step('a reload in the midst of a file goes on before it; shelf and accounts stay', async () => {
    await shelf.open();
    await shelf.add({ name: 'long.txt', content: Buffer.alloc(3_000_000, 'long ') });
    await shelf.send('long.txt');
    await expect(page.locator('.card')).toContainText('of 3,000,000 bytes', { timeout: 20_000 });
    await page.waitForTimeout(300);
    await page.reload();
    await page.getByRole('button', { name: 'Continue' }).click();
    await um32.sees(/% cat one\.txt\nfirst\n/, 60_000);
    await um32.isIn('awaiting-input', 60_000);
    await um32.enter('ls');
    await um32.sees(/% ls\n(.*\n)*two\.bin\n(.*\n)*%$/);
    const screen = await um32.screen();
    expect(screen).not.toContain('sending long.txt');
    expect(screen).not.toMatch(/^long\.txt$/m);
    await shelf.open();
    await expect(shelf.file('long.txt')).toBeVisible();
    await expect(shelf.file('two.bin')).toBeVisible();
    await um32.press('Alt+Shift+U');
    await expect(accounts.locator('[data-account="howie"]')).toBeVisible();
  });

  await test.step('a wrong password is seen as work, and then there is a way back', async () => {
    // By the interpreter, so that it lasts on any computer.
    await um32.press('Alt+Shift+E');
    await page.getByRole('radio', { name: /Interpreter/ }).check();
    await page.getByRole('button', { name: 'Restart now' }).click();
    const engine = page.getByRole('tabpanel', { name: 'Engine' });
    await expect(engine).toContainText('This program: interpreter');
    await um32.sees(';login:', 60_000);
    await um32.isIn('awaiting-input', 60_000);
    await um32.press('Alt+Shift+U');
    await accounts.getByLabel('Name', { exact: true }).fill('knr');
    await accounts.getByLabel('Password', { exact: true }).fill('wrong');
    await accounts.getByRole('button', { name: 'Note it' }).click();
    const states = await statesSeen(page);
    await accounts.getByRole('button', { name: 'Log in as knr' }).click();
    await um32.isIn('halted', 60_000);
    expect(await states()).toMatch(/running halted$/);
    await expect(page.locator('.card')).toContainText('The program ended at the login');
    await um32.choose('Log in again');
    await um32.isIn('awaiting-input', 60_000);
    await um32.sees(/;login:$/);
  });
});

test('a login that is pressed twice in haste is one', async ({ um32, page }) => {
  await um32.openFile(realProgram('umix.um.gz'));
  await um32.sees(';login:', 60_000);
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+U');
  const accounts = page.getByRole('tabpanel', { name: 'Accounts' });
  await accounts.getByLabel('Name', { exact: true }).fill('guest');
  await accounts.getByRole('button', { name: 'Note it' }).click();
  // At the prompt, and then from within a session.
  for (const sessions of [1, 2]) {
    await accounts.getByRole('button', { name: 'Log in as guest' }).dblclick();
    await um32.sees('INTRO.LOG=200@999999');
    await um32.enter(`echo ${sessions}`);
    await um32.sees(`echo ${sessions}`);
    await um32.isIn('awaiting-input');
    await um32.press('Alt+Shift+N');
    await expect(page.locator('[data-session]')).toHaveCount(sessions);
    await um32.press('Alt+Shift+U');
  }
});

test('a password that is shown is hidden again when the program is another', async ({
  um32,
  page,
}) => {
  const accounts = page.getByRole('tabpanel', { name: 'Accounts' });
  const noted = accounts.locator('[data-account="howie"]');
  const note = async (password: string): Promise<void> => {
    await accounts.getByLabel('Name', { exact: true }).fill('howie');
    await accounts.getByLabel('Password', { exact: true }).fill(password);
    await accounts.getByRole('button', { name: 'Note it' }).click();
    await expect(noted).toContainText('••••••');
  };
  await um32.playSample('Echo');
  await um32.press('Alt+Shift+U');
  await note('xyzzy');
  await um32.openFile({ name: 'other.ums', content: printing('other') });
  await um32.choose('Open other.ums');
  await um32.sees('other');
  await note('plugh');
  await accounts.getByRole('button', { name: 'Show the password of howie' }).click();
  await expect(noted).toContainText('plugh');
  await um32.press('Alt+Shift+X');
  await um32.playSample('Echo');
  await expect(noted).toContainText('••••••');
});
