/** A program that never asks again: Ctrl C says what can be done about it. */
import { expect, test } from './um32-page.ts';

/** Asks for a character, and then prints it without end. */
const ENDLESS = `
    r2 := 63
    output r2
    r1 := input()
again:
    output r1
    r3 := again
    goto r3 in program m[r0]
`;

const TITLE = 'Ctrl C does not stop endless.ums';

test('Ctrl C leads back to before the line that never ends', async ({ um32, page }) => {
  const card = page.getByRole('group', { name: TITLE });
  await um32.openFile({ name: 'endless.ums', content: ENDLESS });
  await um32.isIn('awaiting-input');
  await um32.press('Control+c');
  await um32.enter('x');
  await um32.sees('xxxxx');
  // What is typed ahead is dropped first.
  await um32.enter('y');
  await um32.press('Control+c');
  await um32.isIn('running');
  await expect(card).toHaveCount(0);

  await um32.press('Control+c');
  await expect(card).toContainText('takes back the last line');
  // It is the line that the program is busy with, whatever is typed ahead by then.
  await um32.enter('ahead');
  await um32.press('Alt+Enter');
  await um32.isIn('awaiting-input');
  await expect(card).toHaveCount(0);
  await expect.poll(() => um32.screen()).toBe('?');
});

test('where nothing was typed a pause is offered, and the card goes with the run', async ({
  um32,
  page,
}) => {
  const card = page.getByRole('group', { name: TITLE });
  await um32.openFile({
    name: 'endless.ums',
    content: ENDLESS.replace('input()', '33'),
  });
  await um32.sees('!!!!!');
  await um32.press('Control+c');
  await expect(card).toContainText('has no interrupt');
  await expect(card.getByRole('button', { name: 'Undo' })).toHaveCount(0);
  await um32.press('Alt+Enter');
  await um32.isIn('paused');
  await expect(card).toHaveCount(0);
  // A pause of another kind takes it away as well.
  await page.getByRole('button', { name: 'Run' }).click();
  await um32.isIn('running');
  await um32.press('Control+c');
  await expect(card).toHaveCount(1);
  await page.getByRole('button', { name: 'Pause', exact: true }).first().click();
  await expect(card).toHaveCount(0);
});
