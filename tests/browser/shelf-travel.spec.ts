/** The shelf goes with an exported session, and is beside what is there where it is imported. */
import type { Locator } from '@playwright/test';
import { um32 as commandLine, written } from './command-line.ts';
import { expect, test, Um32Page } from './um32-page.ts';

const panel = (um32: Um32Page): Locator => um32.page.getByRole('tabpanel', { name: 'Files' });
const file = (um32: Um32Page, name: string): Locator =>
  panel(um32).locator(`[data-file="${name}"]`);

async function playing(um32: Um32Page, line: string): Promise<void> {
  await um32.playSample('Echo');
  await um32.enter(line);
  await um32.sees(`reversed  ${[...line].reverse().join('')}`);
  await um32.isIn('awaiting-input');
}

async function add(um32: Um32Page, name: string, content: string | Buffer): Promise<void> {
  const choosing = um32.page.waitForEvent('filechooser');
  await panel(um32).getByRole('button', { name: 'Add files' }).click();
  const buffer = Buffer.from(content);
  await (await choosing).setFiles({ name, mimeType: 'application/octet-stream', buffer });
  await expect(file(um32, name)).toBeVisible();
}

async function bytes(um32: Um32Page, name: string): Promise<string> {
  const saved = await um32.saved(() =>
    panel(um32)
      .getByRole('button', { name: `Download ${name}`, exact: true })
      .click(),
  );
  return saved.bytes.toString('latin1');
}

test('the shelf travels in an exported session', async ({ um32, browser }, testInfo) => {
  await playing(um32, 'one');
  await um32.press('Alt+Shift+I');
  await add(um32, 'same', 'the same');
  await add(um32, 'a.bas', 'mine');
  await add(um32, 'bytes', Buffer.from([0, 13, 10, 255]));
  await panel(um32).getByRole('button', { name: 'Send as text bytes' }).click();
  await expect(file(um32, 'bytes')).toContainText('as you chose');
  await um32.press('Alt+Shift+N');
  const exported = await um32.exported();
  const verified = commandLine(
    ...['replay', written(testInfo, exported.name, exported.bytes), '--verify'],
  );
  expect(verified.exitCode).toBe(0);

  const context = await browser.newContext();
  const other = new Um32Page(await context.newPage(), testInfo);
  await other.open();
  await playing(other, 'two');
  await other.press('Alt+Shift+I');
  await add(other, 'same', 'the same');
  await add(other, 'a.bas', 'theirs');

  // Tampered with in one of the files: refused whole, by page and command line.
  const at = exported.bytes.indexOf('mine');
  expect(at).toBeGreaterThan(0);
  const altered = Buffer.from(exported.bytes);
  altered[at] = 'M'.charCodeAt(0);
  await other.openFile({ name: 'altered.um32', content: altered });
  const refusal = other.page.locator('.card', { hasText: 'altered.um32 was not opened' });
  await expect(refusal).toContainText('FILE');
  await refusal.getByRole('button', { name: 'Dismiss' }).click();
  const refused = commandLine('replay', written(testInfo, 'altered.um32', altered));
  expect(refused.exitCode).toBe(2);
  await expect(panel(other).locator('[data-file]')).toHaveCount(2);

  await other.openFile({ name: exported.name, content: exported.bytes });
  const card = other.page.locator('.card', { hasText: '2 files came with what was imported' });
  await expect(card).toContainText('a-2.bas, bytes');
  await other.picture('came-along');
  await expect(panel(other).locator('[data-file]')).toHaveCount(4);
  expect(await bytes(other, 'a.bas')).toBe('theirs');
  expect(await bytes(other, 'a-2.bas')).toBe('mine');
  expect(await bytes(other, 'same')).toBe('the same');
  expect(await bytes(other, 'bytes')).toBe('\0\r\n\xff');
  await expect(file(other, 'bytes')).toContainText('as you chose');

  // Once more adds nothing.
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await other.openFile({ name: exported.name, content: exported.bytes });
  await expect(other.page.locator('.card', { hasText: 'is imported' })).toBeVisible();
  await expect(panel(other).locator('[data-file]')).toHaveCount(4);
  await context.close();
});
