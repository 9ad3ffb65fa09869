/** What the page exports is understood elsewhere: the command line replays it and compares every byte. */
import { um32 as commandLine, written } from './command-line.ts';
import { expect, realProgram, test } from './um32-page.ts';

test('an exported session is verified by the command line, output and all', async ({
  um32,
}, testInfo) => {
  await um32.playEcho('one', 'two', 'three');
  await um32.press('Control+Z', 'Alt+Shift+Z');
  await um32.isIn('awaiting-input');
  await um32.echo('other');
  await um32.page.reload();
  await um32.page.getByRole('button', { name: 'Continue' }).click();
  await um32.isIn('awaiting-input');
  await um32.echo('last');
  await um32.press('Alt+Shift+N');
  const { name, bytes } = await um32.exported();
  const file = written(testInfo, name, bytes);
  const { exitCode, complaints } = commandLine('replay', file, '--verify');
  expect(complaints).toContain('The same at 4 of 4 marks, through 3 entries.');
  expect(exitCode).toBe(0);
});

test('so is one of UMIX that was gone on with from a checkpoint', async ({ um32 }, testInfo) => {
  const umix = realProgram('umix.um.gz');
  await um32.openFile(umix);
  await um32.sees(';login:', 30_000);
  // There is one of a prompt that is left standing for a while.
  await um32.keepsCheckpoint();
  for (const [line, answer] of [
    ['guest', 'INTRO.LOG=200@999999'],
    ['mail', 'guest account misuse'],
  ] as const) {
    await um32.enter(line);
    await um32.sees(answer, 30_000);
    await um32.isIn('awaiting-input');
  }
  await um32.page.reload();
  await um32.page.getByRole('button', { name: 'Continue' }).click();
  await um32.isIn('awaiting-input', 30_000);
  await um32.enter('ls');
  await um32.sees('code/', 30_000);
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+N');
  const { name, bytes } = await um32.exported();
  const file = written(testInfo, name, bytes);
  const { exitCode, complaints } = commandLine('replay', file, '--verify', '--image', umix);
  expect(complaints).toContain('The same at 4 of 4 marks, through 3 entries.');
  expect(exitCode).toBe(0);
});

test('a program that was dumped is a part of what is compared', async ({ um32 }, testInfo) => {
  const codex = realProgram('codex.umz');
  await um32.openFile(codex);
  await um32.sees('enter decryption key:', 60_000);
  await um32.enter('(\\b.bb)(\\v.vv)06FHPVboundvarHRAk');
  await um32.sees('Choose a command', 60_000);
  await um32.isIn('awaiting-input', 60_000);
  await um32.enter('p');
  await um32.page.locator('.card', { hasText: '16,165,004 bytes' }).waitFor({ timeout: 60_000 });
  await um32.isIn('halted', 60_000);
  await um32.press('Alt+Shift+N');
  const { name, bytes } = await um32.exported();
  const file = written(testInfo, name, bytes);
  const { exitCode, complaints } = commandLine('replay', file, '--verify');
  expect(complaints).toMatch(/The same at (\d+) of \1 marks, through/);
  expect(exitCode).toBe(0);
});
