/** The editor for a file of the shelf: what was written is neither lost nor kept elsewhere, and what is said of it is so. */
import { echosShelf } from './shelf-page.ts';
import { expect, test } from './um32-page.ts';

test('what is written for a program is kept with it, also once it is closed or another is open', async ({
  um32,
  page,
}) => {
  const shelf = await echosShelf(um32);
  await shelf.write('first.bas', 'one');
  await um32.press('Alt+Shift+X');
  await expect(page.locator('.welcome')).toBeVisible();
  await expect(shelf.editor.getByText('For the shelf of echo.ums.')).toBeVisible();
  await shelf.keep();
  await expect(shelf.news).toHaveText('first.bas is on the shelf of echo.ums.');
  await expect(shelf.panel).toBeFocused();

  await um32.playSample('Echo');
  expect((await shelf.bytes('first.bas')).toString()).toBe('one');
  await shelf.edit('first.bas');
  await expect(shelf.editor.getByText('For the shelf of')).toBeHidden();
  await shelf.text.fill('one and more');
  await um32.press('Alt+Shift+X');
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  await expect(shelf.panel).toContainText('No file yet');
  await expect(shelf.editor.getByText('For the shelf of echo.ums.')).toBeVisible();
  await um32.picture('for-another');
  await shelf.keep();
  await expect(shelf.news).toHaveText('first.bas is on the shelf of echo.ums.');
  await expect(shelf.panel).toContainText('No file yet');

  await um32.press('Alt+Shift+X');
  await um32.playSample('Echo');
  expect((await shelf.bytes('first.bas')).toString()).toBe('one and more');
});

test('what is written and not kept does not go for another file', async ({ um32 }) => {
  const shelf = await echosShelf(um32);
  await shelf.add({ name: 'other.c', content: 'other' });
  await shelf.write('new.bas', 'much work');

  await test.step('editing another file waits until it is kept', async () => {
    await shelf.edit('other.c');
    await expect(shelf.text).toHaveValue('much work');
    await expect(shelf.editor.getByRole('alert')).toHaveText(
      'What you wrote is not kept yet. Keep it, or cancel, before you write another file.',
    );
    await expect(shelf.editor.getByRole('button', { name: 'Keep' })).toBeFocused();
    await um32.picture('not-kept-yet');
    await um32.press('Enter');
    await expect(shelf.editor).toBeHidden();
    expect((await shelf.bytes('new.bas')).toString()).toBe('much work');
    await shelf.edit('other.c');
    await expect(shelf.text).toHaveValue('other');
  });

  await test.step('where nothing was written another file takes its place', async () => {
    await shelf.edit('new.bas');
    await expect(shelf.text).toHaveValue('much work');
  });

  await test.step('a new file waits too; the file that is being written goes on', async () => {
    await shelf.text.fill('more work');
    await shelf.panel.getByRole('button', { name: 'Write a file' }).click();
    await expect(shelf.text).toHaveValue('more work');
    await expect(shelf.editor.getByRole('alert')).toContainText('not kept yet');
    await shelf.edit('new.bas');
    await expect(shelf.text).toHaveValue('more work');
    await expect(shelf.text).toBeFocused();
    await expect(shelf.editor.getByRole('alert')).toBeEmpty();
  });

  await test.step('neither text nor name are thrown away by a key', async () => {
    await um32.press('Escape');
    await expect(shelf.editor.getByRole('button', { name: 'Keep' })).toBeFocused();
    await expect(shelf.text).toHaveValue('more work');
    await shelf.text.fill('much work');
    await shelf.name.fill('newer.bas');
    await um32.press('Escape');
    await expect(shelf.name).toHaveValue('newer.bas');
    await shelf.name.fill('new.bas');
    await um32.press('Escape');
    await expect(shelf.editor).toBeHidden();
  });
});

test('what is not kept has its true reason', async ({ um32, page }) => {
  const shelf = await echosShelf(um32);
  await shelf.add({ name: 'there.bas', content: 'there' });
  await shelf.write('there.bas', 'another');
  await shelf.keep();
  const alert = shelf.editor.getByRole('alert');
  await expect(alert).toHaveText('Another file is called there.bas. Choose another name.');

  await page.evaluate(() => {
    const real = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = () => {
      IDBObjectStore.prototype.put = real;
      throw new DOMException('full', 'QuotaExceededError');
    };
  });
  await shelf.name.fill('new.bas');
  await shelf.keep();
  await expect(alert).toHaveText(
    'new.bas could not be kept. The browser has no room left for this site.',
  );
  await expect(shelf.text).toHaveValue('another');
  await shelf.keep();
  await expect(shelf.editor).toBeHidden();
  expect((await shelf.bytes('new.bas')).toString()).toBe('another');
  expect((await shelf.bytes('there.bas')).toString()).toBe('there');
});

test('the browser asks before a text is lost that is not kept yet, whatever program is open', async ({
  um32,
  page,
}) => {
  const shelf = await echosShelf(um32);
  const dialogs: string[] = [];
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.type());
    void dialog.accept();
  });

  await test.step('once it is kept it is not lost', async () => {
    await shelf.write('a.bas', 'kept');
    await shelf.keep();
    await expect(shelf.file('a.bas')).toBeVisible();
    // It is listed a moment before the editor knows that it is kept.
    await expect(shelf.editor).toBeHidden();
    await page.reload();
    await um32.playSample('Echo');
    expect(dialogs).toEqual([]);
  });

  await test.step('nor is a file that was only looked at', async () => {
    await shelf.open();
    await shelf.edit('a.bas');
    await page.reload();
    await um32.playSample('Echo');
    expect(dialogs).toEqual([]);
  });

  await test.step('what is not kept is asked for, by whatever way the page goes', async () => {
    await shelf.open();
    await shelf.edit('a.bas');
    await shelf.text.fill('more');
    await um32.press('Alt+Shift+X');
    await expect(page.locator('.welcome')).toBeVisible();
    await page.reload();
    expect(dialogs).toEqual(['beforeunload']);
  });
});

test('what another tab has kept meanwhile is not written over unasked', async ({ um32 }) => {
  const shelf = await echosShelf(um32);
  await shelf.add({ name: 'hack.bas', content: 'first' });
  const tab = await um32.newTab();
  const other = await echosShelf(tab);
  await shelf.edit('hack.bas');
  await shelf.text.fill('mine');
  await other.edit('hack.bas');
  await other.text.fill('theirs');
  await other.keep();
  await expect(other.editor).toBeHidden();

  await um32.page.bringToFront();
  await shelf.keep();
  await expect(shelf.editor).toContainText('hack.bas on the shelf was changed since you began');
  await um32.picture('changed-meanwhile');
  expect((await shelf.bytes('hack.bas')).toString()).toBe('theirs');
  await shelf.keep();
  await expect(shelf.editor).toBeHidden();
  expect((await shelf.bytes('hack.bas')).toString()).toBe('mine');
});
