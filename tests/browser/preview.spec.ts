/** A look at another moment ends where that moment does: with its session, or with its worker. */
import { expect, test, type Um32Page } from './um32-page.ts';

/** Echo after two lines, of which the Timeline shows the first. */
async function looking(um32: Um32Page): Promise<void> {
  await um32.playEcho('one', 'two');
  await um32.press('Alt+Shift+H');
  await look(um32, 1);
  await expect(um32.page.locator('.moment')).toBeVisible();
}

async function look(um32: Um32Page, entries: number): Promise<void> {
  const panel = um32.page.getByRole('tabpanel', { name: 'Timeline' });
  await panel.getByRole('slider', { name: 'Moment' }).fill(String(entries));
}

/** What is on the terminal is seen, and the Timeline says so. */
async function expectNow(um32: Um32Page, where: string): Promise<void> {
  await expect(um32.page.locator('.moment')).toBeHidden();
  await expect(um32.page.locator('.timeline-where')).toContainText(where);
}

test('another program is not hidden behind a moment of the one before', async ({ um32 }) => {
  await looking(um32);
  const content = "r1 := '!'\noutput r1\nr1 := input()\nhalt\n";
  await um32.openFile({ name: 'other.ums', content });
  await um32.choose('Open other.ums');
  await um32.sees('!');
  await expectNow(um32, 'Every line typed');
  await um32.picture('other');
});

test('nor is the program that begins again', async ({ um32 }) => {
  await looking(um32);
  await um32.press('Alt+Shift+R');
  await expectNow(um32, 'Every line typed');
  await um32.echo('three');
});

test('a worker that ends with a look unanswered leaves nothing waiting', async ({ um32, page }) => {
  // It falls over the second look.
  await um32.openWithWorker(`
    let looks = 0;
    addEventListener('message', (message) => {
      if (message.data.type !== 'read-screen') return;
      looks += 1;
      if (looks < 2) return;
      message.stopImmediatePropagation();
      setTimeout(() => { throw new Error('it fell'); });
    });
  `);
  await looking(um32);
  await look(um32, 0);
  const card = page.locator('.card', { hasText: 'could not go on' });
  await expect(card).toContainText('it fell');
  await expectNow(um32, 'Now: after 2 of 2 lines');
  await um32.choose('Continue where it was');
  await um32.isIn('awaiting-input');
  await look(um32, 1);
  await expect(page.locator('.moment')).toContainText('eno');
});
