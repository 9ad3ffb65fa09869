/** What the site keeps is taken away while a session is open: nothing in sight is lost, and it can be exported. */
import { um32 as commandLine, written } from './command-line.ts';
import { expect, test } from './um32-page.ts';

test('a session whose data were cleared is kept again, and exported whole', async ({
  um32,
  page,
  context,
}, testInfo) => {
  await um32.playEcho('one', 'two');
  // What is on its way when all is taken away is another matter.
  await um32.keepsMoments(3);
  const inspector = await context.newCDPSession(page);
  await inspector.send('Storage.clearDataForOrigin', {
    origin: new URL(page.url()).origin,
    storageTypes: 'all',
  });
  await um32.press('Alt+Shift+N');
  const { name, bytes } = await um32.exported();
  await expect(page.locator('.card')).toContainText('All its lines are kept again.');
  await um32.picture('kept-anew');
  await expect(page.locator('.card')).toHaveCount(1);
  const verified = commandLine('replay', written(testInfo, name, bytes), '--verify');
  expect(verified.complaints).toContain('The same at 3 of 3 marks, through 2 entries.');
  expect(verified.exitCode).toBe(0);
  await um32.choose('Dismiss');
  await page.locator('#glass').click();
  await um32.echo('three');
  await page.reload();
  await expect(um32.offer).toContainText('3 lines');
});

test('an export without the shelf is an export all the same, and says so', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one');
  // As a newer um32 in another tab would.
  await page.evaluate(
    () =>
      new Promise((done) => {
        const request = indexedDB.open('um32-shelf', 99);
        request.onsuccess = done;
      }),
  );
  await um32.press('Alt+Shift+N');
  const { bytes } = await um32.exported();
  expect(bytes.includes('IMAG')).toBe(true);
  await expect(page.locator('.card')).toContainText('The files on the shelf are not in the export');
  await um32.picture('unshelved');
});
