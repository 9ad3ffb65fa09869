/** Files that are dropped in the midst of something else: each is asked for, and none is mistaken for another. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { drop, dropPaths } from './shelf-page.ts';
import { expect, realProgram, test } from './um32-page.ts';

const PROGRAM = { name: 'other.ums', content: 'halt\n' };

test('a program that is dropped while another is being loaded is not mistaken for it', async ({
  um32,
  page,
}) => {
  const content = 'r1 := input()\nagain: r2 := again\ngoto r2 in program m[r0]\n';
  await page.evaluate((source) => {
    const files = [new File([source], 'good.ums'), new File(['no program'], 'bad.um')];
    for (const file of files) {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(file);
      dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
    }
  }, content);
  await expect(page.locator('.card')).toContainText('bad.um was not opened');
  await um32.isIn('awaiting-input');
  const { name, bytes } = await um32.saved(() => um32.fromMenu('Save the program'));
  expect([name, bytes.toString()]).toEqual(['good.ums', content]);
});

test('what is dropped on the way to another moment is asked for there', async ({ um32, page }) => {
  await um32.openFile(realProgram('umix.um.gz'));
  await um32.sees(';login:', 60_000);
  for (const line of ['guest', 'ls', 'pwd']) {
    await um32.isIn('awaiting-input');
    await um32.enter(line);
  }
  await um32.sees('/home/guest');
  await um32.isIn('awaiting-input');
  for (let time = 0; time < 2; time++) {
    await page.evaluate(({ name, content }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content], name));
      dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
      const undo = { key: 'z', code: 'KeyZ', ctrlKey: true, bubbles: true, cancelable: true };
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', undo));
    }, PROGRAM);
    await um32.isIn('awaiting-input');
    // Long enough for whatever comes after the way.
    await page.waitForTimeout(500);
    await expect(page.locator('.card')).toContainText('Open other.ums in place of umix.um.gz?');
    await um32.choose('Keep umix.um.gz');
    await expect(page.locator('.card')).toHaveCount(0);
  }
});

test('what is no program is refused at once where another runs, and can be put on the shelf', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one');
  const cards = page.locator('.card');
  const wrong = [
    ['bad.um', 'no program'],
    ['empty.um', ''],
    ['cut.um', '\0\0\0'],
    ['typo.ums', 'output r9\n'],
  ] as const;
  for (const [name, content] of wrong) {
    await drop(um32, { name, content });
    await expect(cards).toHaveText(new RegExp(`^${name} was not opened`));
    expect(await um32.screen()).toContain('reversed  eno');
    await um32.picture(name);
    await um32.choose('Dismiss');
  }
  await drop(um32, { name: 'bad.um', content: 'no program' });
  await um32.choose('Put it on the shelf');
  await expect(cards).toContainText('bad.um is on the shelf');
  await um32.choose('Dismiss');
  await um32.echo('two');
});

test('of several files that cannot be read all are named, beside the one that can', async ({
  um32,
  page,
}, testInfo) => {
  const folders = ['lectures', 'homework'].map((name) => testInfo.outputPath(name));
  for (const folder of folders) mkdirSync(folder);
  const cards = page.locator('.card');
  await dropPaths(page, folders);
  await expect(cards).toHaveText(/^2 files were not opened(lectures, homework|homework, lectures)/);
  await um32.picture('all');
  await um32.choose('Dismiss');

  const program = testInfo.outputPath('prog.ums');
  writeFileSync(program, 'r1 := 65; output r1; r2 := input()\nhalt\n');
  await dropPaths(page, [...folders, program]);
  await um32.isIn('awaiting-input');
  await um32.sees('A');
  await expect(cards).toHaveText(/^2 files were not opened.*lectures/);
  await page.setViewportSize({ width: 360, height: 640 });
  await um32.picture('some');
});

for (const [what, keys] of [
  ['the palette', 'Control+K'],
  ['the keys', 'Alt+Shift+?'],
] as const) {
  test(`what is dropped over ${what} is asked for at once`, async ({ um32, page }) => {
    await um32.playSample('Echo');
    await um32.press(keys);
    await expect(page.locator('dialog[open]')).toHaveCount(1);
    await drop(um32, PROGRAM);
    await expect(page.locator('dialog[open]')).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Open other.ums' })).toBeFocused();
    await um32.press('Enter');
    await um32.isIn('halted');
  });
}

test('the sign for a file over the page goes with it, whatever goes away under it', async ({
  um32,
  page,
  context,
}) => {
  await um32.playSample('Echo');
  await drop(um32, PROGRAM);
  const box = await page.locator('.card').boundingBox();
  if (!box) throw new Error('there is no card');
  const inspector = await context.newCDPSession(page);
  const drag = (type: 'dragEnter' | 'dragOver', x: number, y: number) =>
    inspector.send('Input.dispatchDragEvent', {
      type,
      x,
      y,
      data: { items: [], files: [import.meta.filename], dragOperationsMask: 1 },
    });
  const root = page.locator('html');
  await drag('dragEnter', 300, 200);
  await drag('dragOver', box.x + 20, box.y + 20);
  await expect(root).toHaveClass(/is-dragging/);
  await page.evaluate(() =>
    document.querySelector<HTMLElement>('.card button:last-child')?.click(),
  );
  await expect(page.locator('.card')).toHaveCount(0);
  await drag('dragOver', 300, 210);
  await expect(root).toHaveClass(/is-dragging/);
  // The browser can be told to drag, and not to leave.
  await page.locator('.xterm-screen').evaluate((part) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File([], 'a.um'));
    part.dispatchEvent(new DragEvent('dragleave', { dataTransfer, bubbles: true }));
  });
  await expect(root).not.toHaveClass(/is-dragging/);
});

test('text that is dropped is for the line, unless it is dropped on a field', async ({
  um32,
  page,
  context,
}) => {
  const inspector = await context.newCDPSession(page);
  const dropText = async (part: Locator, text: string): Promise<void> => {
    const box = await part.boundingBox();
    if (!box) throw new Error('it is not in sight');
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
      await inspector.send('Input.dispatchDragEvent', {
        type,
        x: box.x + 20,
        y: box.y + 10,
        data: { items: [{ mimeType: 'text/plain', data: text }], dragOperationsMask: 1 },
      });
    }
  };
  await um32.playSample('Echo');
  await dropText(page.locator('.xterm-screen'), 'one\ntw');
  await um32.sees('reversed  eno');
  await um32.type('o');
  await um32.press('Enter');
  await um32.sees('reversed  owt');
  await um32.isIn('awaiting-input');
  const screen = await um32.screen();
  await um32.press('Control+F');
  const field = page.locator('.find input');
  await dropText(field, 'eno');
  await expect(field).toHaveValue('eno');
  expect(await um32.screen()).toBe(screen);
});
