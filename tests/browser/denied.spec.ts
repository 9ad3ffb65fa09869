/** A browser that denies the site all it might keep: nothing outlives the tab, and all else is as ever. */
import { expect, test } from './um32-page.ts';

/** What browsers do to a site that is to keep nothing. */
const DENIED = `
  const denied = () => { throw new DOMException('denied by the test', 'SecurityError'); };
  for (const name of ['localStorage', 'sessionStorage', 'caches']) {
    Object.defineProperty(self, name, { get: denied });
  }
  IDBFactory.prototype.open = denied;
  self.BroadcastChannel = class { constructor() { denied(); } };
  for (const name of ['request', 'query']) LockManager.prototype[name] = async () => denied();
  for (const name of ['estimate', 'persist', 'persisted']) {
    if (name in StorageManager.prototype) StorageManager.prototype[name] = async () => denied();
  }
`;

test('programs run, sessions are gone on with and files are shelved until the tab is closed', async ({
  um32,
  page,
}) => {
  const errors: Error[] = [];
  page.on('pageerror', (error) => errors.push(error));
  await page.addInitScript(DENIED);
  await um32.openWithWorker(DENIED);
  await um32.playEcho('mine');
  const content = "r1 := '!'\noutput r1\nr1 := input()\nhalt\n";
  await um32.openFile({ name: 'other.ums', content });
  await um32.choose('Open other.ums');
  await um32.sees('!');
  await um32.press('Alt+Shift+N');
  const row = page.locator('.session', { hasText: 'echo' });
  await row.getByRole('button', { name: /^Continue/ }).click();
  await um32.sees('reversed  enim');
  await um32.isIn('awaiting-input');
  await page.locator('#glass').click();
  await um32.echo('more');
  await page.getByRole('tab', { name: 'Files' }).click();
  const panel = page.getByRole('tabpanel', { name: 'Files' });
  await expect(panel).toContainText('until the tab is closed');
  await um32.picture('denied');
  expect(errors).toEqual([]);
});
