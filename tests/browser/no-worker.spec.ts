/** A worker that cannot begin is told of once; what the page can do without one, it does. */
import { expect, test } from './um32-page.ts';

test('a worker whose code is not to be had is asked for twice, and the page says what to do', async ({
  um32,
  page,
}) => {
  let asked = 0;
  await page.context().route('**/worker*.js', async (route) => {
    asked += 1;
    await route.abort();
  });
  await um32.open();
  const card = page.locator('.card', { hasText: 'could not go on' });
  await expect(card).toContainText('The machine could not be started. Reload the page.');
  await expect.poll(() => asked).toBe(2);
  // A person’s own try is one more.
  await um32.startSample('Echo');
  await expect.poll(() => asked).toBe(3);
  await um32.picture('no-worker');
  await page.context().unroute('**/worker*.js');
  await um32.playEcho('one');
  expect(asked).toBe(3);
});
