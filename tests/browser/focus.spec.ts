/** What comes late, or by itself, takes no key from whoever writes elsewhere by then. */

import { truncate, writeFile } from 'node:fs/promises';
import type { Locator } from '@playwright/test';
import { counting } from './counting.ts';
import { echosShelf, type Shelf } from './shelf-page.ts';
import { expect, test, type Um32Page } from './um32-page.ts';

/** Takes a line, computes for a second or more, and then abandons an array that never was. */
const FAILS_LATER = `
    r1 := input()
${counting(22)}
    r1 := 5
    unmap m[r1]
`;

/** The file of a program that halts at once; so large that opening it takes a moment. */
async function largeProgram(path: string): Promise<string> {
  await writeFile(path, Uint8Array.of(0x70));
  await truncate(path, 64_000_000);
  return path;
}

/** Echo, and a file being written beside it. */
async function writing(um32: Um32Page): Promise<Shelf> {
  const shelf = await echosShelf(um32);
  await shelf.write('notes.txt', '');
  await shelf.text.focus();
  return shelf;
}

test('whoever clicks from the program’s facts into a field writes there', async ({
  um32,
  page,
}) => {
  const shelf = await writing(um32);
  const program = page.getByRole('button', { name: /^Program:/ });
  const facts = page.getByRole('dialog', { name: 'About this program' });
  await program.click();
  await expect(facts).toBeVisible();
  await shelf.text.click();
  await expect(facts).toBeHidden();
  // The facts are told a moment later that they are closed.
  await page.waitForTimeout(200);
  await um32.type('abc');
  await expect(shelf.text).toHaveValue('abc');
  // Closed by key they leave the focus to the terminal, as ever.
  await program.click();
  await um32.press('Escape');
  await expect(page.locator('.xterm-helper-textarea')).toBeFocused();
});

test('what is typed after a press beside the terminal goes to the program', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  for (const beside of ['#meters', '#bar']) {
    await page.locator(beside).click({ position: { x: 500, y: 10 } });
    await expect(page.locator('body')).toBeFocused();
    await um32.echo('platter');
  }
  // An empty line, too.
  await page.locator('#meters').click({ position: { x: 500, y: 10 } });
  await um32.press('Enter');
  await um32.sees('an empty line: a line feed');
});

test('what is pasted after a press beside the terminal goes to the program', async ({
  um32,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await um32.playSample('Echo');
  await page.evaluate(() => navigator.clipboard.writeText('plat'));
  await page.locator('#meters').click({ position: { x: 500, y: 10 } });
  await expect(page.locator('body')).toBeFocused();
  await um32.press('Control+V');
  await um32.sees('plat');
  // And what is typed next comes behind it.
  await um32.enter('ter');
  await um32.sees('reversed  rettalp');
});

test('a sheet that was only looked at gives the field back', async ({ um32, page }) => {
  const shelf = await writing(um32);
  await um32.press('Alt+Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await um32.press('Escape');
  await page.waitForTimeout(200);
  await um32.type('abc');
  await expect(shelf.text).toHaveValue('abc');
});

test('a sheet that was opened from a card or a panel gives the focus back to it', async ({
  um32,
  page,
}) => {
  const keys = page.getByRole('dialog', { name: 'Keys' });
  const andBack = async (from: Locator): Promise<void> => {
    await expect(from).toBeFocused();
    await um32.press('Alt+Shift+?');
    await expect(keys).toBeVisible();
    await um32.press('Escape');
    await expect(keys).toBeHidden();
    await um32.press('Control+K');
    await um32.press('Escape');
    await expect(page.getByRole('dialog', { name: 'Commands' })).toBeHidden();
    // The browser tells of a closing a moment later; it is drawn by then.
    await page.evaluate(
      () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn))),
    );
    await expect(from).toBeFocused();
  };
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  await andBack(page.locator('.card').getByRole('button', { name: 'Restart' }));
  await um32.press('Alt+Shift+E');
  await andBack(page.getByRole('tab', { name: 'Engine' }));
});

test('a program that fails meanwhile takes no key from a field', async ({ um32, page }) => {
  await um32.openFile({ name: 'later.ums', content: FAILS_LATER });
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+P');
  await um32.enter('waits for the program to run on');
  await um32.press('Alt+Shift+I');
  const text = page.getByLabel('Text of the file');
  await page.getByRole('button', { name: 'Write a file' }).click();
  await text.focus();
  await um32.isIn('paused');
  await um32.press('Alt+Shift+P');
  let written = '';
  const restart = page.locator('.card').getByRole('button', { name: 'Restart' });
  for (let word = 0; word < 200 && !(await restart.isVisible()); word++) {
    await um32.type('word ');
    written += 'word ';
    await page.waitForTimeout(50);
  }
  await um32.isIn('failed');
  await um32.type('and more');
  await expect(text).toHaveValue(`${written}and more`);
  await expect(restart).toBeVisible();
});

test('a program that begins late takes no key from a field', async ({ um32, page }, testInfo) => {
  const shelf = await writing(um32);
  await um32.press('Alt+Shift+D');
  await um32.isIn('halted');
  await um32.openFile(await largeProgram(testInfo.outputPath('large.um')));
  await shelf.text.click();
  await expect(page.getByRole('button', { name: 'Program: echo.ums' })).toBeVisible();
  await page.keyboard.type('written while it comes'.repeat(2), { delay: 20 });
  await expect(page.getByRole('button', { name: 'Program: large.um' })).toBeVisible();
  await um32.type('!');
  await expect(shelf.text).toHaveValue(`${'written while it comes'.repeat(2)}!`);
});

test('Find keeps what is typed in it, and takes it back itself', async ({ um32, page }) => {
  await um32.playEcho('platter');
  const field = page.getByRole('textbox', { name: 'Find in the terminal' });
  await um32.press('Control+F');
  await um32.type('pla');
  await um32.press('Alt+Shift++');
  await um32.type('t');
  await expect(field).toHaveValue('plat');
  await um32.press('Control+Z');
  await expect(field).not.toHaveValue('plat');
  await page.waitForTimeout(200);
  await um32.sees('rettalp');
  // Asked for again, what is looked for is all selected.
  await um32.press('Control+F');
  await um32.type('sand');
  await expect(field).toHaveValue('sand');
});

test('a bench that begins late takes no key from the terminal', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await um32.press('Alt+Shift+B');
  const run = page.getByRole('button', { name: 'Run the bench' });
  const stop = page.getByRole('button', { name: 'Stop the bench' });
  await run.waitFor();
  await page.route('**/*', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 500));
    await route.continue();
  });
  await run.click();
  await page.locator('#glass').click();
  await stop.waitFor();
  await um32.type('a b c');
  await um32.sees('a b c');
  await expect(stop).toBeVisible();
  await stop.click();
});

test('a file that is kept takes no key from where the focus went since, nor what was written since', async ({
  um32,
  page,
}) => {
  const shelf = await writing(um32);
  await um32.type('one');
  const afterOne = await shelf.busy();
  await um32.press('Control+Enter');
  await page.locator('.xterm-helper-textarea').focus();
  await afterOne();
  await expect(shelf.file('notes.txt')).toBeVisible();
  await expect(shelf.editor).toBeHidden();
  await um32.type('a b');
  await um32.sees('a b');

  await shelf.edit('notes.txt');
  await shelf.text.focus();
  await um32.press('Control+End');
  await um32.type(' two');
  const afterTwo = await shelf.busy();
  await um32.press('Control+Enter');
  await um32.type(' three');
  await afterTwo();
  await expect(shelf.file('notes.txt')).toContainText('7 bytes');
  await expect(shelf.text).toHaveValue('one two three');
  await expect(shelf.text).toBeFocused();

  const afterThree = await shelf.busy();
  await um32.press('Control+Enter');
  await um32.type(' four');
  await um32.press('Control+Enter');
  await afterThree();
  await expect(shelf.editor).toBeHidden();
  expect((await shelf.bytes('notes.txt')).toString()).toBe('one two three four');
});
