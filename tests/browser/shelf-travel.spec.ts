/** The shelf goes with an exported session, and is beside what is there where it is imported. */
import { um32 as commandLine, written } from './command-line.ts';
import { Shelf } from './shelf-page.ts';
import { expect, test, Um32Page } from './um32-page.ts';

test('the shelf travels in an exported session', async ({ um32, browser }, testInfo) => {
  await um32.playEcho('one');
  const shelf = new Shelf(um32);
  await shelf.open();
  await shelf.add(
    { name: 'same', content: 'the same' },
    { name: 'a.bas', content: 'mine' },
    { name: 'bytes', content: Buffer.from([0, 13, 10, 255]) },
  );
  await shelf.panel.getByRole('button', { name: 'Send as text bytes' }).click();
  await expect(shelf.file('bytes')).toContainText('as you chose');
  await um32.press('Alt+Shift+N');
  const exported = await um32.exported();
  const verified = commandLine(
    ...['replay', written(testInfo, exported.name, exported.bytes), '--verify'],
  );
  expect(verified.exitCode).toBe(0);

  const context = await browser.newContext();
  const other = new Um32Page(await context.newPage(), testInfo);
  await other.open();
  await other.playEcho('two');
  const others = new Shelf(other);
  await others.open();
  await others.add({ name: 'same', content: 'the same' }, { name: 'a.bas', content: 'theirs' });

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
  await expect(others.panel.locator('[data-file]')).toHaveCount(2);

  await other.openFile({ name: exported.name, content: exported.bytes });
  const card = other.page.locator('.card', { hasText: '2 files came with what was imported' });
  await expect(card).toContainText('a-2.bas, bytes');
  await other.picture('came-along');
  await expect(others.panel.locator('[data-file]')).toHaveCount(4);
  expect((await others.bytes('a.bas')).toString('latin1')).toBe('theirs');
  expect((await others.bytes('a-2.bas')).toString('latin1')).toBe('mine');
  expect((await others.bytes('same')).toString('latin1')).toBe('the same');
  expect((await others.bytes('bytes')).toString('latin1')).toBe('\0\r\n\xff');
  await expect(others.file('bytes')).toContainText('as you chose');

  // Once more adds nothing.
  await card.getByRole('button', { name: 'Dismiss' }).click();
  await other.openFile({ name: exported.name, content: exported.bytes });
  await expect(other.page.locator('.card', { hasText: 'is imported' })).toBeVisible();
  await expect(others.panel.locator('[data-file]')).toHaveCount(4);
  await context.close();
});
