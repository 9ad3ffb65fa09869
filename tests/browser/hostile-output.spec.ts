/** What a program or a recording does to its terminal stays there, and ends with it. */
import { printing } from './printing.ts';
import { expect, test, type Um32Page } from './um32-page.ts';

async function textColour(um32: Um32Page): Promise<string> {
  return um32.page.locator('#glass .xterm-rows').evaluate((rows) => getComputedStyle(rows).color);
}

test('colours that a program has set go with it', async ({ um32 }) => {
  await um32.openFile({ name: 'plain.ums', content: printing('plain> ') });
  await um32.sees('plain>');
  const before = await textColour(um32);
  const content = printing('\x1b]10;#fe0102\x07\x1b]4;1;#00ff00\x07red> ');
  await um32.openFile({ name: 'red.ums', content });
  await um32.choose('Open red.ums');
  await um32.sees('red>');
  expect(await textColour(um32)).toBe('rgb(254, 1, 2)');
  await um32.openFile({ name: 'plain.ums', content: printing('plain> ') });
  await um32.choose('Open plain.ums');
  await um32.sees('plain>');
  await expect.poll(() => textColour(um32)).toBe(before);
});

test('a recording is left by Escape, and halted by Space, where its picture was clicked', async ({
  um32,
  page,
}) => {
  const header = '{"version":2,"width":40,"height":6,"title":"Greeting"}';
  const content = `${header}\n[0,"o","Hello, terminal"]\n[90,"o","."]\n`;
  await um32.openFile({ name: 'greeting.cast', content });
  const player = page.getByRole('dialog', { name: 'Greeting' });
  await expect(player.getByText('Hello, terminal')).toBeVisible();
  await player.locator('.xterm-screen').click();
  await um32.press('Space');
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await um32.press('Escape');
  await expect(player).toBeHidden();
});

test('codes that no terminal knows are no errors of the page, in a recording neither', async ({
  um32,
  page,
}) => {
  const told: string[] = [];
  page.on('console', (message) => told.push(message.text()));
  await um32.openFile({ name: 'strange.ums', content: printing('\x1b[é strange> ') });
  await um32.sees('strange>');
  const header = '{"version":2,"width":40,"height":6,"title":"Strange"}';
  const content = `${header}\n[0,"o","\\u001b[é recorded"]\n`;
  await um32.openFile({ name: 'strange.cast', content });
  await expect(page.getByRole('dialog', { name: 'Strange' }).getByText('recorded')).toBeVisible();
  expect(told).toEqual([]);
});
