/** The bench of a program that was gone on with: its file is not in the page, its image is in the worker. */
import { expect, test } from './um32-page.ts';

test('the bench runs the program of a session that was continued, assembled already', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  await um32.enter('platter');
  await um32.sees('rettalp');
  await um32.isIn('awaiting-input');
  await page.reload();
  await um32.resume();
  await um32.press('Alt+Shift+B');
  const panel = page.getByRole('tabpanel', { name: 'Bench' });
  await panel.getByRole('radio', { name: /echo\.ums/ }).check();
  await panel.getByRole('button', { name: 'Run the bench' }).click();
  await expect(panel.getByRole('status')).toHaveText('Done.', { timeout: 30_000 });
  await expect(panel.getByRole('alert')).toHaveCount(0);
  await expect(panel.getByRole('figure', { name: 'echo.ums' })).toContainText(
    /[\d,]+ instructions, until it asked for input/,
  );
  // The session goes on as if nothing had been.
  await um32.press('Escape');
  await um32.enter('finger');
  await um32.sees('regnif');
});
