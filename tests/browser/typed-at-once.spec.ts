/** What is typed right after a restart, for a new session, or for another program, is for that one, and is seen there. */
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test, type Um32Page } from './um32-page.ts';

const SOURCE = fileURLToPath(new URL('../../www/samples/echo.ums', import.meta.url));

/** In one go: sooner than the machine can be anywhere else. */
async function pressAndPaste({ page }: Um32Page, button: string, text: string): Promise<void> {
  await page
    .locator('.cards')
    .getByRole('button', { name: button })
    .evaluate((button, text) => {
      (button as HTMLButtonElement).click();
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', text);
      document
        .querySelector('#glass textarea')
        ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }, text);
}

test('in place of a program that asks', async ({ um32 }) => {
  await um32.playEcho('one');
  const start = (await um32.screen()).split('\n')[0];
  const content = await readFile(SOURCE);
  await um32.openFile({ name: 'other.ums', content });
  await pressAndPaste(um32, 'Open other.ums', 'two\nthr');
  await expect
    .poll(() => um32.screen())
    .toBe(`${start}\ntwo\nreversed  owt\nin hex    74 77 6f\nthr`);
  await um32.enter('ee');
  await um32.sees('eerht');
});

test('what takes no place, being no program, is typed past, to the one that goes on', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one');
  await um32.openFile({ name: 'none.um', content: 'abc' });
  await um32.paste('two\nthr');
  await expect(page.locator('.card', { hasText: 'none.um was not opened' })).toBeVisible();
  await um32.sees(/owt[\s\S]*thr$/);
  await page.locator('#glass').click();
  await um32.enter('ee');
  await um32.sees('eerht');
});

for (const [what, key] of [
  ['a restart', 'R'],
  ['a new session at the login prompt', 'V'],
] as const) {
  for (const isTypedTo of [false, true]) {
    test(`after ${what} of a session ${isTypedTo ? 'that was typed to' : 'without a line'}`, async ({
      um32,
      page,
    }) => {
      await um32.playSample('Echo');
      const start = await um32.screen();
      if (isTypedTo) await um32.echo('one');
      // In one go: sooner than the machine can be anywhere else.
      await page.evaluate((letter) => {
        const asked = { key: letter, code: `Key${letter}`, altKey: true, shiftKey: true };
        document.activeElement?.dispatchEvent(
          new KeyboardEvent('keydown', { ...asked, bubbles: true, cancelable: true }),
        );
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', 'two\nthr');
        document.activeElement?.dispatchEvent(
          new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
        );
      }, key);
      await expect
        .poll(() => um32.screen())
        .toBe(`${start}\ntwo\nreversed  owt\nin hex    74 77 6f\nthr`);
      await um32.enter('ee');
      await um32.sees('eerht');
    });
  }
}
