/** Going through a program step by step: by button, key, palette; what is seen and heard of it. */
import { counting } from './counting.ts';
import { COUNTS, command, EnginePanel, standing } from './gone-through.ts';
import { expect, test } from './um32-page.ts';
import { violations } from './violations.ts';
import { expectWithin, onScreens } from './width.ts';

test('a program is gone through from its first instruction to its failure', async ({
  um32,
  page,
}) => {
  const engine = await standing(um32, page);
  expect(await um32.screen()).toBe('');
  await expect(engine.registers).not.toContainText('was');
  // Enter and Space go on pressing it.
  await expect(engine.step).toBeFocused();
  await um32.press('Enter');
  await engine.standsAt('line 3: r6 := 3');
  await expect(engine.registers).toContainText('r7 = 4,294,967,295 -1was 0');
  const bits = engine.registers.getByTitle('0xffffffff');
  await expect(bits).toHaveText('r7 = 4,294,967,295 -1');
  await um32.press('Space');
  await engine.standsAt('line 4: again: r1 := 48');
  await expect(engine.registers).toContainText('r6 = 3was 0');
  await expect(engine.registers.locator('.was')).toHaveCount(1);
  await expect(engine.news).toHaveText('1 instruction further. Next: line 4: again: r1 := 48');
  await expect(engine.step).toBeFocused();

  await page.getByLabel('How many instructions').fill('3');
  await um32.press('Enter');
  await engine.standsAt('line 7: r6 := r6 + r7');
  await um32.sees('3');
  await expect(page.getByLabel('How many instructions')).toBeFocused();
  await page.getByLabel('How many instructions').fill('1');

  await engine.runTo('line 5');
  await expect(engine.news).toHaveText('There, after 6 instructions. Next: line 5: r1 := r1 + r6');
  await expect(engine.registers).toContainText('r6 = 2was 3');
  // The line above is empty: the next one that gives an instruction is meant.
  await engine.runTo('line 12');
  await engine.standsAt('line 13: over: r1 := input()');
  await um32.sees('321');
  await um32.isIn('paused');

  await engine.step.focus();
  await um32.press('Enter');
  await um32.isIn('awaiting-input');
  await expect(engine.step).toBeFocused();
  await page.locator('.xterm-helper-textarea').focus();
  await um32.enter('x');
  await um32.isIn('paused');
  await engine.standsAt('line 14: output r1');
  await expect(engine.registers).toContainText("r1 = 120 'x'was 49");
  await engine.step.click();
  await engine.standsAt('line 15: r2 := r6 / r6');
  await um32.sees(/321x\nx/);
  await engine.step.click();
  await um32.isIn('failed');
  const card = page.locator('.card-failure');
  await expect(card).toContainText('line 15: r2 := r6 / r6');
  // It asks what is to be done, as after any run.
  await expect(card.getByRole('button', { name: 'Restart' })).toBeFocused();
  await expect(engine.step).toHaveAttribute('aria-disabled', 'true');
  await expect(engine.panel).toContainText('The program has failed.');

  // Its session is as any other's: the line is there, and is taken back.
  await command(um32, 'undo');
  await um32.isIn('awaiting-input');
  expect(await um32.screen()).toBe('321');
});

test('what halts is over, and stands at its beginning again', async ({ um32, page }) => {
  await um32.openFile({ name: 'over.ums', content: 'r1 := 5\nhalt' });
  await um32.isIn('halted');
  await um32.press('Alt+Shift+E');
  const engine = new EnginePanel(page);
  await expect(engine.step).toHaveAttribute('aria-disabled', 'true');
  await engine.panel.getByRole('button', { name: 'Restart, paused' }).click();
  await engine.standsAt('line 1: r1 := 5');
  await expect(engine.step).toBeFocused();
  await um32.press('Enter');
  await engine.standsAt('line 2: halt');
  await um32.press('Enter');
  await um32.isIn('halted');
  await expect(engine.panel).not.toContainText('Paused before');
});

test('a step to where nothing stands is the failure it is in a run', async ({ um32, page }) => {
  await um32.openFile({ name: 'ends.ums', content: 'r1 := 5' });
  await um32.isIn('failed');
  await command(um32, 'restart paused');
  const engine = new EnginePanel(page);
  await engine.standsAt('line 1: r1 := 5');
  await engine.step.click();
  await expect(engine.panel).toContainText(
    'The finger is outside the 0 array: the next step fails.',
  );
  await engine.step.click();
  await um32.isIn('failed');
  await expect(page.locator('.card-failure')).toBeVisible();
});

test('a long way to a place is a run like any other; a pause ends it', async ({ um32, page }) => {
  await um32.openFile({
    name: 'long.ums',
    content: `${counting(120)}\n    halt\n never: r1 := 1\n`,
  });
  await um32.isIn('running');
  await um32.press('Alt+Shift+E');
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  const engine = new EnginePanel(page);
  await engine.runTo('line 1');
  await um32.isIn('running');
  await expect(engine.step).toHaveAttribute('aria-disabled', 'true');
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  await expect(engine.news).toHaveText('');
  await expect(engine.panel).toContainText('Paused before this instruction');
});

test('where the finger cannot stand a sentence says so, beside the field', async ({
  um32,
  page,
}) => {
  const engine = await standing(um32, page);
  await engine.runTo('13');
  await expect(engine.news).toHaveText(
    'The finger cannot stand at 13: the program has 13 platters, counted from 0.',
  );
  await expect(engine.place).toHaveAttribute('aria-invalid', 'true');
  await engine.runTo('line 99');
  await expect(engine.news).toHaveText('The source has no instruction in line 99, nor below.');
  await engine.runTo('over there');
  await expect(engine.news).toContainText('Say where the finger is to stand');
  await engine.runTo('there');
  await expect(engine.news).toHaveText('The source has no label there.');
  await engine.runTo('again');
  await engine.standsAt('line 4: again: r1 := 48');
  await expect(engine.place).not.toHaveAttribute('aria-invalid', 'true');
});

test('a step by the palette opens the panel', async ({ um32, page }) => {
  await um32.openFile({ name: 'counts.ums', content: COUNTS });
  await um32.isIn('awaiting-input');
  await command(um32, 'step one');
  await expect(page.getByText('Nothing of that name.')).toBeVisible();
  await um32.press('Escape', 'Alt+Shift+P');
  await um32.isIn('paused');
  await command(um32, 'step one');
  await um32.isIn('awaiting-input');
  await expect(page.getByRole('tabpanel', { name: 'Engine' })).toContainText(
    'It waits for what you type in the terminal.',
  );
});

test('the palette asks where to run to, and gives the focus back to where it was', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'counts.ums', content: COUNTS });
  await um32.isIn('awaiting-input');
  await command(um32, 'run to');
  await expect(page.getByText('Nothing of that name.')).toBeVisible();
  await um32.press('Escape', 'Alt+Shift+P');
  await um32.isIn('paused');
  // The panel comes for it.
  const engine = new EnginePanel(page);
  await command(um32, 'run to');
  await expect(engine.place).toBeFocused();
  await um32.type('line 14');
  await um32.press('Enter');
  await um32.isIn('awaiting-input');
  await page.locator('.xterm-helper-textarea').focus();
  await um32.enter('x');
  await engine.standsAt('line 14: output r1');
  // It is there already; then it is out of sight.
  await command(um32, 'run to');
  await expect(engine.place).toBeFocused();
  await um32.press('Escape');
  await expect(engine.panel).toBeHidden();
  await command(um32, 'run to');
  await expect(engine.place).toBeFocused();
  await um32.type('line 15');
  await um32.press('Enter');
  await engine.standsAt('line 15: r2 := r6 / r6');

  // In a field Ctrl-K is the field's own.
  await engine.step.focus();
  await command(um32, 'restart paused');
  await engine.standsAt('line 2: r7 := r0 nand r0');
  // Who steps by the palette from a button of the panel is there again, and not in the terminal.
  const restart = engine.panel.getByRole('button', { name: 'Restart, paused' });
  await restart.focus();
  await command(um32, 'step one');
  await engine.standsAt('line 3: r6 := 3');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(restart).toBeFocused();
  await page.locator('.xterm-helper-textarea').focus();
  await command(um32, 'step one');
  await engine.standsAt('line 4: again: r1 := 48');
  await expect(page.locator('.xterm-helper-textarea')).toBeFocused();
});

onScreens(
  [
    [1280, 800],
    [360, 740],
  ],
  (width) => {
    test('it fits, and passes the accessibility check', async ({ um32, page }) => {
      await um32.openFile({ name: 'counts.ums', content: COUNTS });
      await um32.isIn('awaiting-input');
      await um32.fromMenu('Engine: where it stands, what it did');
      const engine = new EnginePanel(page);
      await engine.panel.getByRole('button', { name: 'Restart, paused' }).click();
      await engine.standsAt('line 2: r7 := r0 nand r0');
      await engine.step.click();
      await engine.standsAt('line 3: r6 := 3');
      expect(await violations(page, '#dock')).toEqual([]);
      await expectWithin(engine.panel.locator('button, input, dd'), width);
      await um32.picture('stepping');
    });
  },
);
