/** The terminal's text in a field of its own: selected, copied and read without a mouse. */
import { expect, test } from './um32-page.ts';
import { violations } from './violations.ts';

test('what the terminal shows is selected and copied by keys', async ({ um32, page, context }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await um32.playEcho('sand', 'stone');
  await um32.press('F2');
  const sheet = page.getByRole('dialog', { name: 'Text of the terminal' });
  const field = sheet.getByRole('textbox');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/reversed {2}dnas\n.*\n(.*\n)*.*reversed {2}enots\n/);
  await expect(sheet.getByRole('button', { name: 'Copy all' })).toBeVisible();
  expect(await violations(page)).toEqual([]);

  // It is to be read: what is typed changes nothing, and goes to no program.
  await um32.type('q');
  await expect(field).not.toHaveValue(/q/);
  await um32.press('Control+Home', 'Shift+End', 'Tab');
  const copy = sheet.getByRole('button', { name: 'Copy the selection' });
  await expect(copy).toBeFocused();
  await um32.press('Enter');
  await expect(sheet).toHaveCount(0);
  const first = (await um32.screen()).trimStart().split('\n')[0];
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(first);

  // Back in the terminal one types on.
  await um32.enter('on');
  await um32.sees('reversed  no');
});

test('whoever has scrolled back finds there what is in sight', async ({ um32, page }) => {
  await um32.openFile({
    name: 'lines.ums',
    content: `
    r2 := 126
    r4 := 0
    r4 := r4 nand r4
again:
    r1 := r2 + r6
    output r1
    r1 := 10
    output r1
    r2 := r2 + r4
    r3 := again
    r5 := done
    if (r2 != 0) r5 := r3
    goto r5 in program m[r0]
done:
    r1 := input()
    halt
`,
  });
  await um32.isIn('awaiting-input');
  await um32.press('PageUp', 'PageUp');
  await um32.press('F2');
  const field = page.getByRole('textbox', { name: 'Text of the terminal' });
  await expect(field).toBeFocused();
  const rest = await field.evaluate((it: HTMLTextAreaElement) =>
    it.value.slice(it.selectionStart).split('\n'),
  );
  await um32.press('Escape');
  await expect(field).toHaveCount(0);
  const shown = (await um32.screen()).split('\n');
  expect(rest.slice(0, 5)).toEqual(shown.slice(0, 5));
});
