/** An hour's session of UMIX: any of its moments is near, wherever it was played. */
import { um32Typed } from './command-line.ts';
import { expect, realProgram, test } from './um32-page.ts';

/** A line every three seconds. */
const LINES = 1_200;
/** What a player of the adventure types while lost: none of it ends the game. */
const HABITS = [
  'look',
  'take pamphlet',
  'examine pamphlet',
  'n',
  'take bolt',
  'examine bolt',
  'take spring',
  'show inventory',
  's',
  'examine manifesto',
  'help',
  'drop bolt',
  'drop pamphlet',
  'use keypad',
];
const LOGIN = ['howie', 'xyzzy', './adventure'];
/** Any moment is to be reached in so many milliseconds on a quiet machine. */
const REACH_MS = 2_000;

const count = (entries: number): string => entries.toLocaleString('en');

/** Lines in an order that has no period shorter than the hour. */
function typedInAnHour(): string[] {
  return Array.from({ length: LINES }, (_, nth) => {
    const habit = (nth * 5 + Math.floor((nth * nth) / 97)) % HABITS.length;
    return HABITS[habit] ?? '';
  });
}

test(
  'any moment of an hour in the adventure is reached in a small part of the hour’s computing',
  { tag: '@alone' },
  async ({ um32, page }, testInfo) => {
    test.setTimeout(300_000);
    const umix = realProgram('umix.um.gz');
    const file = testInfo.outputPath('hour.um32');
    const typed = [...LOGIN, ...typedInAnHour()].map((line) => `${line}\n`).join('');
    const { exitCode, complaints } = um32Typed(
      typed,
      ...['run', umix, '--record', file, '--include-image'],
    );
    expect(exitCode, complaints).toBeLessThanOrEqual(1);
    await um32.press('Alt+Shift+N');
    const sessions = page.getByRole('tabpanel', { name: 'Sessions' });
    const choosing = page.waitForEvent('filechooser');
    await sessions.getByRole('button', { name: /^Import/ }).click();
    await (await choosing).setFiles(file);
    const row = sessions.locator('.session');
    await expect(row).toHaveCount(1, { timeout: 30_000 });
    const began = Date.now();
    await row.getByRole('button', { name: /^Continue/ }).click();
    await um32.press('Alt+Shift+H');
    const panel = page.getByRole('tabpanel', { name: 'Timeline' });
    // The recording ends with the end of its input.
    const entries = LOGIN.length + LINES + 1;
    await expect(panel).toContainText(`after ${count(entries)} of`, { timeout: 120_000 });
    // The whole way once, which leaves checkpoints behind.
    const allMs = Date.now() - began;
    const slider = panel.getByRole('slider', { name: 'Moment' });
    const reach = async (to: number): Promise<number> => {
      await slider.fill(String(to));
      await expect(panel.locator('.timeline-acts .button-main')).toBeVisible();
      // From the press to the machine being there, as the page itself hears of it.
      return page.evaluate(
        (where) =>
          new Promise<number>((done) => {
            const began = performance.now();
            const look = (): void => {
              const now = document.querySelector('.timeline-where')?.textContent ?? '';
              if (now.startsWith(where)) done(performance.now() - began);
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
            document.querySelector<HTMLElement>('.timeline-acts .button-main')?.click();
          }),
        `Now: after ${count(to)} of`,
      );
    };
    const times: number[] = [];
    for (let nth = 0; nth < 12; nth++) {
      times.push(Math.round(await reach(LOGIN.length + ((nth * 487) % LINES))));
      await um32.isIn('awaiting-input');
      // A person looks at what is there.
      await page.waitForTimeout(1_000);
    }
    const most = Math.max(...times);
    const took = `${times.join(', ')} ms to any moment, ${allMs} ms for all`;
    testInfo.annotations.push({
      type: most < REACH_MS ? 'reached' : 'not reached',
      description: took,
    });
    // A ratio, for the processors here are shared with others.
    expect(most, took).toBeLessThan(allMs / 2);
  },
);
