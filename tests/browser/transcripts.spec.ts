/**
 * The recorded sessions of UMIX, each left in the middle: exported from the
 * page, imported in a browser that never saw it, finished there, and compared
 * with the record byte for byte; then verified by the command line.
 */
import { readFileSync } from 'node:fs';
import { um32 as commandLine, written } from './command-line.ts';
import { expect, realProgram, test, transcriptFile, Um32Page } from './um32-page.ts';

/** Each session, and how many of its lines are read before the machine halts; all, where nothing is said. */
const SESSIONS: { name: string; lines?: number }[] = [
  { name: 'guest-qbasic' },
  { name: 'guest-tour' },
  { name: 'howie-adventure' },
  { name: 'knr-ucc' },
  { name: 'ohmega-2d' },
  { name: 'wrong-password', lines: 2 },
];

/** Types lines at once, as a paste does, and waits for the program to have read them: `after` in all. */
async function typed(
  um32: Um32Page,
  lines: readonly string[],
  after: number,
  end: 'awaiting-input' | 'halted',
): Promise<void> {
  await um32.page.locator('#glass').click();
  await um32.paste(`${lines.join('\n')}\n`);
  await expect(um32.page.locator('.timeline-where')).toContainText(`Now: after ${after} of`, {
    timeout: 120_000,
  });
  await um32.isIn(end, 120_000);
}

for (const { name, lines: readLines } of SESSIONS) {
  test(`${name}, left in the middle, goes the same way elsewhere`, async ({
    um32,
    browser,
  }, testInfo) => {
    test.setTimeout(240_000);
    const umix = realProgram('umix.um.gz');
    const input = readFileSync(transcriptFile(`${name}.in`), 'latin1');
    const expected = readFileSync(transcriptFile(`${name}.out`));
    const lines = input.split('\n').slice(0, readLines ?? -1);
    const middle = Math.ceil(lines.length / 2);

    await um32.openFile(umix);
    await um32.sees(/;login:$/, 30_000);
    await um32.press('Alt+Shift+H');
    await typed(um32, lines.slice(0, middle), middle, 'awaiting-input');
    const before = await um32.output();
    await um32.press('Alt+Shift+N');
    const exported = await um32.exported();

    const context = await browser.newContext();
    const other = new Um32Page(await context.newPage(), testInfo);
    await other.open();
    await other.openFile({ name: exported.name, content: exported.bytes });
    await other.page.locator('.cards').getByRole('button', { name: 'Continue' }).click();
    await other.isIn('awaiting-input', 60_000);
    await other.press('Alt+Shift+H');
    await typed(other, lines.slice(middle), lines.length, 'halted');
    const after = await other.output();
    expect(Buffer.concat([before, after]).equals(expected)).toBe(true);

    await other.press('Alt+Shift+N');
    const whole = await other.exported();
    const file = written(testInfo, whole.name, whole.bytes);
    const ran = commandLine('replay', file, '--verify');
    const marks = lines.length + 1;
    expect(ran.complaints).toContain(`The same at ${marks} of ${marks} marks`);
    await context.close();
  });
}
