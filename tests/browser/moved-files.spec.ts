/** A file that was sent or fetched is one line wherever a session is shown, on the page and by the command line. */
import { readFileSync } from 'node:fs';
import type { Locator } from '@playwright/test';
import { um32 as commandLine, written } from './command-line.ts';
import { expect, realProgram, test, type Um32Page } from './um32-page.ts';

/** Logs in as guest, and puts a file on the shelf; gives the panel. */
async function guestWithFile(um32: Um32Page, name: string, content: string): Promise<Locator> {
  await um32.openFile(realProgram('umix.um.gz'));
  await um32.sees(/;login:$/, 60_000);
  await um32.isIn('awaiting-input');
  await um32.enter('guest');
  await um32.sees(/%$/, 60_000);
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+I');
  const files = um32.page.getByRole('tabpanel', { name: 'Files' });
  const choosing = um32.page.waitForEvent('filechooser');
  await files.getByRole('button', { name: 'Add files' }).click();
  await (await choosing).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(content) });
  return files;
}

test('page and command line make the same transcript and cast of a session with files', async ({
  um32,
}, testInfo) => {
  test.setTimeout(180_000);
  const files = await guestWithFile(um32, 'hay', 'haystack with a needle\n'.repeat(400));
  await files.getByRole('button', { name: 'Send hay', exact: true }).click();
  await um32.sees(/\[sent hay, 9,200 bytes\]/, 60_000);
  await um32.isIn('awaiting-input', 60_000);
  await files.getByLabel('Fetch a file from UMIX').fill('hay');
  await files.getByRole('button', { name: 'Fetch' }).click();
  await um32.sees(/\[fetched hay, 9,200 bytes\]/, 60_000);
  await um32.isIn('awaiting-input', 60_000);
  await um32.page.locator('#glass').click();
  await um32.enter('ls');
  await um32.sees(/code\/(.*\n)+.*%$/, 60_000);
  await um32.isIn('awaiting-input');

  await um32.press('Control+F');
  await um32.type('needle');
  await expect(um32.page.locator('.hits-count')).toHaveText('Not in this session.');
  await um32.press('Escape', 'Alt+Shift+N');
  const row = um32.page.locator('.is-open');
  const save = (name: RegExp) => um32.saved(() => row.getByRole('button', { name }).click());
  const session = await save(/^Export/);
  const transcript = await save(/^Save the transcript/);
  const cast = await save(/^Save an asciicast/);

  const [text, played] = [testInfo.outputPath('cli.txt'), testInfo.outputPath('cli.cast')];
  const file = written(testInfo, session.name, session.bytes);
  const { exitCode, output } = commandLine(
    ...['replay', file, '--transcript', text, '--asciicast', played],
  );
  expect(exitCode).toBe(0);
  // Byte for byte it is all there: umodem’s count, and the dump of “needle”.
  expect((await um32.output()).toString()).toContain('Transferred');
  expect(output.toString()).toContain('6E 65 65 64 6C 65');
  expect(transcript.bytes.toString()).toBe(readFileSync(text, 'utf8'));
  expect(transcript.bytes.toString().match(/hay/g)).toHaveLength(3);
  expect(cast.bytes.toString()).toBe(readFileSync(played, 'utf8'));
});

test('a fetch is stopped, and the shell is as it was before', async ({ um32 }) => {
  test.setTimeout(180_000);
  const files = await guestWithFile(um32, 'long', 'all work and no play\n'.repeat(24_000));
  await files.getByRole('button', { name: 'Send long', exact: true }).click();
  await um32.sees(/\[sent long, 504,000 bytes\]\n(.*\n)*%$/, 120_000);
  await um32.isIn('awaiting-input', 60_000);
  const before = await um32.screen();
  await files.getByLabel('Fetch a file from UMIX').fill('long');
  await files.getByRole('button', { name: 'Fetch' }).click();
  await files.getByRole('button', { name: 'Stop fetching' }).click();
  await expect(files).toContainText('Fetching long was stopped.', { timeout: 60_000 });
  await um32.isIn('awaiting-input', 60_000);
  await expect.poll(() => um32.screen()).toBe(before);
  await um32.page.locator('#glass').click();
  await um32.enter('ls');
  await um32.sees(/% ls\nlong\ncode\/(.*\n)+.*%$/, 60_000);
});
