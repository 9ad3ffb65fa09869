/** The bench of what is not in the page: a program that was gone on with, whose image the worker has, and the page's own two. */
import { expect, test } from './um32-page.ts';

test('the bench runs the program of a session that was continued, assembled already', async ({
  um32,
  page,
}) => {
  await um32.playEcho('platter');
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

test('where the site is gone the two programs of the bench are told to be, until it is there', async ({
  um32,
  page,
  context,
}) => {
  await um32.press('Alt+Shift+B');
  const panel = page.getByRole('tabpanel', { name: 'Bench' });
  const run = panel.getByRole('button', { name: 'Run the bench' });
  await expect(run).toBeVisible();
  await context.setOffline(true);
  await run.click();
  await expect(panel.getByRole('alert')).toHaveText(
    'Our two programs: The site does not answer. Try again later.',
  );
  await context.setOffline(false);
  await run.click();
  await panel.getByRole('button', { name: 'Stop the bench' }).click();
  await expect(panel.getByRole('status')).toHaveText('Stopped.');
  await expect(panel.getByRole('alert')).toHaveCount(0);
});
