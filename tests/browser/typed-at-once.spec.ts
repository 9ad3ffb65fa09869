/** What is typed right after a restart, or for a new session, is for that one, and is seen there. */
import { expect, test } from './um32-page.ts';

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
