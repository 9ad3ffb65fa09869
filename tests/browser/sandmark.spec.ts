/** SANDmark on the translator: paused in the middle, reloaded in the middle, twice at once. */
import { readFileSync } from 'node:fs';
import { expect, realProgram, test, Um32Page } from './um32-page.ts';

const MINUTE_MS = 60_000;

/** What the contest's organisers published as SANDmark's output. */
function expectedOutput(): Buffer {
  return readFileSync(realProgram('sandmark-output.txt'));
}

/** Whether the text in sight is the same half a second later. */
async function stands(um32: Um32Page): Promise<boolean> {
  const before = await um32.screen();
  await um32.page.waitForTimeout(500);
  return (await um32.screen()) === before;
}

test('paused in the middle of SANDmark, it stands still, and goes on to the right output', async ({
  um32,
}) => {
  const expected = expectedOutput();
  await um32.openFile(realProgram('sandmark.umz'));
  // Not by what it prints: on a quick machine that is soon out of sight.
  await um32.isIn('running');
  for (let pauses = 0; pauses < 3; pauses++) {
    await um32.press('Alt+Shift+P');
    await um32.isIn('paused');
    expect(await um32.output()).not.toEqual(expected);
    expect(await stands(um32)).toBe(true);
    await um32.press('Alt+Shift+P');
    await um32.isIn('running');
  }
  await um32.isIn('halted', MINUTE_MS);
  expect(await um32.output()).toEqual(expected);
});

test('a reload in the middle leaves nothing behind that disturbs the next run', async ({
  um32,
}) => {
  const expected = expectedOutput();
  await um32.openFile(realProgram('sandmark.umz'));
  await um32.isIn('running');
  await um32.page.reload();
  await um32.openFile(realProgram('sandmark.umz'));
  await um32.isIn('halted', MINUTE_MS);
  expect(await um32.output()).toEqual(expected);
});

test('two tabs run two machines, and neither knows of the other', async ({ um32 }, testInfo) => {
  const expected = expectedOutput();
  const other = new Um32Page(await um32.page.context().newPage(), testInfo);
  await other.open();
  // A tab out of sight is drawn seldom: SANDmark would be over before it is seen to begin.
  await um32.page.bringToFront();
  await um32.openFile(realProgram('sandmark.umz'));
  await um32.isIn('running');
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  await other.page.bringToFront();
  await other.openFile(realProgram('sandmark.umz'));
  await um32.page.bringToFront();
  await um32.press('Alt+Shift+P');
  await um32.isIn('halted', MINUTE_MS);
  await other.page.bringToFront();
  await other.isIn('halted', MINUTE_MS);
  for (const page of [um32, other]) {
    await page.page.bringToFront();
    expect(await page.output()).toEqual(expected);
  }
});
