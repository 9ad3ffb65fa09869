/** A session file that takes its time: said while it does, taken in once, and nobody is disturbed when it is there. */
import { listen } from './heard.ts';
import { expect, test, type Um32Page } from './um32-page.ts';

/** The worker tells nothing from an imported session on, or what else is named, until the page says so. */
const HELD = `{
  const post = self.postMessage.bind(self);
  const held = [];
  let isHeld = false;
  let kind = 'session-imported';
  new BroadcastChannel('hold').onmessage = ({ data }) => {
    kind = data;
  };
  new BroadcastChannel('import').onmessage = () => {
    isHeld = false;
    for (const one of held.splice(0)) post(...one);
  };
  new BroadcastChannel('end').onmessage = () => {
    throw new Error('the end');
  };
  self.postMessage = (...message) => {
    isHeld ||= message[0].type === kind;
    if (isHeld) held.push(message);
    else post(...message);
  };
}`;

async function release({ page }: Um32Page): Promise<void> {
  await page.evaluate(() => new BroadcastChannel('import').postMessage(''));
}

/** A session of Echo as a file, and a page whose worker is slow with it. */
async function slow(um32: Um32Page): Promise<Buffer> {
  await um32.playSample('Echo');
  await um32.echo('once');
  await um32.press('Alt+Shift+N');
  const { bytes } = await um32.exported();
  await um32.openWithWorker(HELD);
  return bytes;
}

test('it is said once while a session file is imported, and dropped twice it is there once', async ({
  um32,
  page,
}) => {
  const content = await slow(um32);
  const heard = await listen(page);
  await um32.openFile({ name: 'long.um32', content });
  const importing = page.getByRole('group', { name: 'Importing long.um32' });
  await expect(importing).toContainText('It is taken in whole or not at all.');
  await um32.picture('importing');
  // Nothing seems to come of it.
  await um32.openFile({ name: 'long.um32', content });
  await release(um32);
  await expect(page.getByRole('group', { name: /is imported/ })).toBeVisible();
  await expect(importing).toHaveCount(0);
  expect((await heard()).filter((said) => said === 'Importing long.um32')).toHaveLength(1);
  await um32.press('Alt+Shift+N');
  await expect(page.locator('.session')).toHaveCount(2);
  // Continued from the list, it needs no card any more.
  await page
    .locator('.session')
    .first()
    .getByRole('button', { name: /^Continue/ })
    .click();
  await um32.sees('reversed  ecno');
  await expect(page.locator('.card')).toHaveCount(0);
});

test('until the lines of a session are read its timeline does not say that there are none', async ({
  um32,
  page,
}) => {
  await slow(um32);
  await um32.resume();
  await page.evaluate(() => new BroadcastChannel('hold').postMessage('timeline'));
  await um32.press('Alt+Shift+H');
  const panel = page.getByRole('tabpanel', { name: 'Timeline' });
  await expect(panel).toContainText('The lines of this session are being read.');
  await expect(panel.getByRole('option')).toHaveCount(0);
  await release(um32);
  await expect(panel).toContainText('Now: after 1 of 1 line');
  await expect(panel.getByRole('option')).toHaveCount(2);
});

test('who plays meanwhile goes on typing when it is there', async ({ um32, page }) => {
  const content = await slow(um32);
  await um32.playSample('Echo');
  await um32.openFile({ name: 'long.um32', content });
  await expect(page.getByRole('group', { name: 'Importing long.um32' })).toBeVisible();
  await page.locator('.xterm').click();
  await um32.type('half a ');
  await release(um32);
  await expect(page.getByRole('group', { name: /is imported/ })).toBeVisible();
  await um32.enter('line');
  await um32.sees('reversed  enil a flah');
});

test('an import that goes with its worker is refused by name', async ({ um32, page }) => {
  const content = await slow(um32);
  await um32.openFile({ name: 'long.um32', content });
  await expect(page.getByRole('group', { name: 'Importing long.um32' })).toBeVisible();
  await page.evaluate(() => new BroadcastChannel('end').postMessage(''));
  await expect(page.getByRole('group', { name: 'long.um32 was not opened' })).toContainText(
    'Its import was broken off',
  );
  // Another worker is there.
  await um32.playSample('Echo');
});
