/** All sessions in one file: exported, listed and verified by the command line, imported elsewhere whole or not at all. */
import { um32 as commandLine, written } from './command-line.ts';
import { expect, test, Um32Page } from './um32-page.ts';

test('all sessions travel in one file', async ({ um32, page, browser }, testInfo) => {
  const play = async (lines: readonly string[], moments: number): Promise<void> => {
    await um32.playEcho(...lines);
    await um32.keepsMoments(moments);
    await um32.press('Alt+Shift+X');
    await page.getByRole('region', { name: 'Last session' }).waitFor();
  };
  await play(['one', 'two'], 3);
  // It begins like the first one, with the same moment.
  await play(['three'], 4);
  await um32.playSample('Cave');
  await um32.enter('look');
  // The cave that grows from it; until then the state may be that from before the line.
  await um32.sees('#@..#');
  await um32.isIn('awaiting-input');
  await um32.keepsMoments(6);
  await um32.press('Alt+Shift+N');
  await expect(page.locator('.session')).toHaveCount(3);
  const { name, bytes } = await um32.saved(() =>
    page.getByRole('button', { name: 'Export all' }).click(),
  );
  expect(name).toBe('um32-sessions.um32');

  const file = written(testInfo, name, bytes);
  const listed = commandLine('replay', file);
  expect(listed.exitCode).toBe(0);
  const rows = listed.output.toString().trimEnd().split('\n');
  expect(rows.map((row) => row.split(/\s{2,}/).slice(3))).toEqual([
    ['1 line', 'cave.ums'],
    ['1 line', 'echo.ums'],
    ['2 lines', 'echo.ums'],
  ]);
  const verified = commandLine('replay', file, '--verify');
  expect(verified.complaints.match(/The same at (\d) of \1 marks/g)).toHaveLength(3);
  expect(verified.exitCode).toBe(0);
  const third = commandLine('replay', file, '--session', '3');
  expect(third.output.toString()).toContain('reversed  owt');
  expect(commandLine('replay', file, '--session', '4').exitCode).toBe(2);

  const context = await browser.newContext();
  const other = new Um32Page(await context.newPage(), testInfo);
  await other.open();
  // Cut off in a session, between two, and altered: told, and nothing is taken in.
  const second = bytes.indexOf('\x89UM32S', 1, 'latin1');
  const altered = Buffer.from(bytes);
  altered[bytes.length - 100] = (altered[bytes.length - 100] ?? 0) ^ 1;
  const bad: [string, Buffer, RegExp][] = [
    ['cut.um32', bytes.subarray(0, bytes.length - 5), /Session 3 of the file: /],
    ['parted.um32', bytes.subarray(0, second), /It has 1 of its 3 sessions/],
    ['altered.um32', altered, /Session 3 of the file: .*altered/],
  ];
  for (const [badName, content, sentence] of bad) {
    await other.openFile({ name: badName, content });
    const card = other.page.locator('.card', { hasText: `${badName} was not opened` });
    await expect(card).toContainText(sentence);
    await card.getByRole('button', { name: 'Dismiss' }).click();
    expect(commandLine('replay', written(testInfo, badName, content)).exitCode).toBe(2);
  }
  await other.press('Alt+Shift+N');
  await expect(other.page.locator('.session')).toHaveCount(0);
  await other.openFile({ name, content: bytes });
  await expect(other.page.locator('.card')).toContainText('3 sessions are imported');
  await expect(other.page.locator('.session')).toHaveCount(3);
  await other.page.getByRole('button', { name: 'Continue echo.ums' }).last().click();
  await other.isIn('awaiting-input');
  await other.sees('reversed  owt');
  await expect(other.page.locator('.card')).toHaveCount(0);
  await context.close();
});
