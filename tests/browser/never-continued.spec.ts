/** A session that was imported and never gone on with is read all the same, beside the program that is open. */
import { expect, test, Um32Page } from './um32-page.ts';

test('a session that was never continued here gives its transcript while another program is played', async ({
  um32,
  browser,
}, testInfo) => {
  await um32.playEcho('one', 'two', 'three');
  await um32.press('Alt+Shift+N');
  const row = um32.page.locator('.is-open');
  const exported = await um32.saved(() => row.getByRole('button', { name: /^Export/ }).click());
  const save = /^Save the transcript/;
  const transcript = await um32.saved(() => row.getByRole('button', { name: save }).click());
  expect(transcript.bytes.toString()).toContain('reversed  eerht');

  const context = await browser.newContext();
  const other = new Um32Page(await context.newPage(), testInfo);
  await other.open();
  await other.playEcho('mine');
  await other.press('Alt+Shift+N');
  const panel = other.page.getByRole('tabpanel', { name: 'Sessions' });
  const choosing = other.page.waitForEvent('filechooser');
  await panel.getByRole('button', { name: /^Import/ }).click();
  await (await choosing).setFiles({
    name: exported.name,
    mimeType: 'application/octet-stream',
    buffer: exported.bytes,
  });
  const imported = panel.locator('.session:not(.is-open)');
  await expect(imported).toHaveCount(1);
  const found = await other.saved(() => imported.getByRole('button', { name: save }).click());
  expect(found.bytes.toString()).toBe(transcript.bytes.toString());
  // It is known from now on, and the open program was not touched.
  const again = await other.saved(() => imported.getByRole('button', { name: save }).click());
  expect(again.bytes.equals(found.bytes)).toBe(true);
  await other.page.locator('#glass').click();
  await other.echo('still here');
  await imported.getByRole('button', { name: /^Play/ }).click();
  await expect(other.page.getByRole('dialog')).toBeVisible();
  await context.close();
});
