/** A way to another moment that leads nowhere: the page says so, and nothing else is left of it. */
import { counting } from './counting.ts';
import { expect, test } from './um32-page.ts';

/** Computes for some seconds after each byte, then prints a mark. */
const SLOW = `
again:
    r1 := input()
${counting(48)}
    r1 := '.'
    output r1
    r3 := again
    goto r3 in program m[r0]
`;

test('a way that its log leads astray is told of, and the card of the way goes', async ({
  um32,
  page,
}) => {
  test.setTimeout(240_000);
  await um32.openFile({ name: 'slow.ums', content: SLOW });
  await um32.isIn('awaiting-input');
  for (const line of ['a', 'b']) {
    await um32.enter(line);
    await um32.sees(new RegExp(`${line}\n\\.\\.$`), 60_000);
    await um32.isIn('awaiting-input');
  }
  await page.reload();
  // As a damaged disk or an um32 with a fault would have it: there is no such moment.
  await page.evaluate(async () => {
    const wanted = <Found>(request: IDBRequest<Found>): Promise<Found> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await wanted(indexedDB.open('um32'));
    const writing = database.transaction(
      ['entries', 'checkpoints', 'checkpointBytes'],
      'readwrite',
    );
    for (const room of ['checkpoints', 'checkpointBytes']) writing.objectStore(room).clear();
    const [, second] = await wanted(writing.objectStore('entries').getAll());
    writing.objectStore('entries').put({ ...second, instructions: second.instructions + 1 });
    await new Promise((done) => {
      writing.oncomplete = done;
    });
    database.close();
  });
  await um32.offer.waitFor();
  // It may come and go between two frames.
  await page.evaluate(() => {
    const cards = document.querySelector('#cards');
    const watching = new MutationObserver(() => {
      if (cards?.textContent?.includes('On the way to that moment'))
        document.body.dataset.wayShown = 'yes';
    });
    if (cards) watching.observe(cards, { childList: true, subtree: true });
  });
  await um32.offer.getByRole('button', { name: 'Continue' }).click();
  const card = page.locator('.card');
  await expect(card.filter({ hasText: 'The session goes another way' })).toBeVisible({
    timeout: 60_000,
  });
  await expect(card).toHaveCount(1);
  expect(await page.evaluate(() => document.body.dataset.wayShown), 'it was told of').toBe('yes');
});
