/** The way of whoever writes a program: the file is edited, opened again, and what is wrong with it told. */
import { rmSync, writeFileSync } from 'node:fs';
import type { Page, TestInfo } from '@playwright/test';
import { dropPaths } from './shelf-page.ts';
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';

/** Prints a letter, and reads for ever. */
const printing = (letter: string): string =>
  `r1 := ${letter.charCodeAt(0)}; output r1\nagain: r2 := input(); r3 := again; goto r3 in program m[r0]\n`;

/** The person's disk, with one file on it. */
function disk(testInfo: TestInfo): { path: string; write: (source: string) => void } {
  const path = testInfo.outputPath('prog.ums');
  return { path, write: (source) => writeFileSync(path, source) };
}

const AGAIN = 'Alt+Shift+Enter';

/** The program that prints this letter runs, and asks. */
async function prints(um32: Um32Page, letter: string): Promise<void> {
  await um32.sees(new RegExp(`^${letter}`));
  await um32.isIn('awaiting-input');
}

test('a dropped file is edited and opened again, mistakes and all', async ({
  um32,
  page,
}, testInfo) => {
  const { path, write } = disk(testInfo);
  write(printing('A'));
  await dropPaths(page, [path]);
  await prints(um32, 'A');

  write(printing('B'));
  await um32.press(AGAIN);
  const cards = page.locator('.card');
  await expect(cards).toHaveText(/^Open prog\.ums again, in place of the one that is open\?/);
  await um32.picture('asked');
  await um32.press('Enter');
  await prints(um32, 'B');

  // A mistake costs nothing of what runs, and is told without asking.
  write('output r1\nr1 = 5\n');
  await um32.press(AGAIN);
  await expect(cards).toHaveText(/^prog\.ums was not opened.*Line 2, column 4/);
  await um32.picture('mistake');
  expect(await um32.screen()).toMatch(/^B/);
  write(printing('C'));
  await um32.choose('Open it again');
  await um32.choose('Open prog.ums');
  await prints(um32, 'C');

  // Not saved yet.
  await um32.press(AGAIN);
  await expect(cards).toHaveText(/^prog\.ums has not changed/);
  await um32.picture('unchanged');
  await um32.press('Tab', 'Enter');
  await expect(cards).toHaveCount(0);

  rmSync(path);
  await um32.press(AGAIN);
  await expect(cards).toHaveText(/^prog\.ums was not opened.*could not be read again/);
  await um32.choose('Dismiss');
  expect(await um32.screen()).toMatch(/^C/);
  await um32.isIn('awaiting-input');
});

test('a restart tells that the file has changed, and runs the changed one', async ({
  um32,
  page,
}, testInfo) => {
  const { path, write } = disk(testInfo);
  write(printing('A'));
  await dropPaths(page, [path]);
  await prints(um32, 'A');
  write(printing('B'));
  await um32.press('Alt+Shift+R');
  const cards = page.locator('.card');
  await expect(cards).toHaveText(/^prog\.ums has changed on disk/);
  // It asks nothing of whoever goes on.
  await expect(page.locator('#glass textarea')).toBeFocused();
  await um32.picture('changed');
  expect(await violations(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 640 });
  await um32.picture('changed-phone');
  await um32.press('Alt+Enter');
  await um32.sees(/^B/);
  await expect(cards).toHaveCount(0);
});

test('a program that failed is mended and opened again without a question', async ({
  um32,
  page,
}, testInfo) => {
  const { path, write } = disk(testInfo);
  write('r1 := r1 / r0\nhalt\n');
  await dropPaths(page, [path]);
  await um32.isIn('failed');
  await um32.picture('failed');
  await page.setViewportSize({ width: 360, height: 640 });
  await um32.picture('failed-phone');
  write('r1 := r0 nand r0\nr2 := map segment (r1 words)\n');
  await um32.choose('Open it again');
  // So is what memory does not suffice for.
  await expect(page.locator('.card')).toContainText('Out of memory');
  write(printing('A'));
  await um32.choose('Open it again');
  await prints(um32, 'A');
});

/** Playwright answers the dialog of a field for a person, and not this one: it gives what the test says. */
async function givesHandle(page: Page, source: string | undefined): Promise<void> {
  await page.evaluate((text) => {
    const getFile = async (): Promise<File> => new File([text ?? ''], 'prog.ums');
    const handle = { kind: 'file', name: 'prog.ums', getFile };
    const showOpenFilePicker = text === undefined ? text : async () => [handle];
    Object.assign(window, { handle, showOpenFilePicker });
  }, source);
}

test('a file of the browser’s dialog is chosen once more, and then opened again without it', async ({
  um32,
  page,
}, testInfo) => {
  const { path, write } = disk(testInfo);
  write(printing('A'));
  await um32.openFile(path);
  await prints(um32, 'A');
  write(`${printing('A')}// longer\n`);
  await givesHandle(page, printing('B'));
  await um32.fromMenu('Open the file again, as it is now');
  await um32.choose('Open prog.ums');
  await prints(um32, 'B');

  await page.evaluate((source) => {
    const { handle } = window as unknown as { handle: FileSystemFileHandle };
    const getFile = async (): Promise<File> => new File([source], 'prog.ums');
    Object.assign(handle, { getFile });
    Object.assign(window, { showOpenFilePicker: () => Promise.reject(new Error('not asked')) });
  }, printing('C'));
  await um32.press(AGAIN);
  await um32.choose('Open prog.ums');
  await um32.sees(/^C/);
});

test('where the browser does not read a changed file again, it is to be chosen', async ({
  um32,
  page,
}, testInfo) => {
  const { path, write } = disk(testInfo);
  write(printing('A'));
  await um32.openFile(path);
  await prints(um32, 'A');
  write(`${printing('B')}// longer\n`);
  await givesHandle(page, undefined);
  const choosing = page.waitForEvent('filechooser');
  await um32.press(AGAIN);
  await (await choosing).setFiles(path);
  await um32.choose('Open prog.ums');
  await um32.sees(/^B/);
});

test('what never was a file on a disk is not opened again', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menuitem', { name: /^Open the file again/ })).toHaveAttribute(
    'aria-disabled',
    'true',
  );
});
