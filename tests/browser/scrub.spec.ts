/** A session of two thousand lines: any moment looked at or gone to is that of a straight run. */
import { readFileSync } from 'node:fs';
import { SEED } from '../chance/by-chance.mjs';
import { um32 as commandLine, written } from './command-line.ts';
import { random } from './random.ts';
import { expect, test, type Um32Page } from './um32-page.ts';

const COUNT = 2_000;

/** Lines without blanks at their ends and the foot. */
function trimmed(text: string): string[] {
  return text
    .replace(/[ \u00a0]+$/gm, '')
    .trimEnd()
    .split('\n');
}

/** Rows of a terminal. */
async function rowsOf(um32: Um32Page, terminal: string): Promise<string[]> {
  const rows = await um32.page.locator(`${terminal} .xterm-rows > div`).allTextContents();
  return trimmed(rows.join('\n'));
}

test('two thousand lines are scrubbed at random, each moment as in a straight run', async ({
  um32,
  page,
}, testInfo) => {
  test.setTimeout(300_000);
  await um32.playSample('Echo');
  const lines = Array.from({ length: COUNT }, (_, nth) => `line ${nth + 1} of many`);
  await um32.press('Alt+Shift+H');
  await page.locator('#glass').click();
  await um32.paste(`${lines.join('\n')}\n`);
  const panel = page.getByRole('tabpanel', { name: 'Timeline' });
  const where = panel.locator('.timeline-where');
  await expect(where).toContainText('Now: after 2,000 of 2,000 lines', { timeout: 180_000 });
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+N');
  const { name, bytes } = await um32.saved(() =>
    page.getByRole('button', { name: 'Export echo.ums' }).click(),
  );
  const file = written(testInfo, name, bytes);
  expect(commandLine('replay', file, '--verify').complaints).toContain(
    'The same at 2,001 of 2,001 marks',
  );
  /** What a straight run has shown after so many lines. */
  const straight = (entries: number): string[] => {
    const path = testInfo.outputPath('straight.txt');
    commandLine('replay', file, '--mark', String(entries), '--transcript', path);
    return trimmed(readFileSync(path, 'utf8'));
  };

  await um32.press('Alt+Shift+H');
  const slider = panel.getByRole('slider', { name: 'Moment' });
  // The last row is the cursor's.
  const shown = (await page.locator('#glass .xterm-rows > div').count()) - 1;
  const moments = random(SEED, COUNT);
  for (let round = 0; round < 12; round++) {
    const entries = moments.next().value;
    const expected = straight(entries);
    await slider.fill(String(entries));
    await expect
      .poll(() => rowsOf(um32, '.moment'), { message: `a look at ${entries}, seed ${SEED}` })
      .toEqual(expected.slice(-shown));
    if (round % 3 > 0) continue;
    await panel.getByRole('button', { name: 'Go on from here' }).click();
    await expect(where).toContainText(`Now: after ${entries.toLocaleString('en-US')} of 2,000`);
    await um32.isIn('awaiting-input');
    const transcript = await um32.transcript();
    expect(trimmed(transcript), `at ${entries}, seed ${SEED}`).toEqual(expected);
  }
});
