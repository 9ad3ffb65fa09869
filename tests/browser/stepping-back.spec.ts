/** Going back in a program by single instructions: by button, key, palette; what is seen and heard of it. */
import { COUNTS, command, EnginePanel, standing } from './gone-through.ts';
import { expect, test } from './um32-page.ts';

test('what a step did is undone, on the screen too, and done again', async ({ um32, page }) => {
  const engine = await standing(um32, page);
  await expect(engine.back).toHaveAttribute('aria-disabled', 'true');
  await engine.runTo('line 7');
  await engine.standsAt('line 7: r6 := r6 + r7');
  await um32.sees('3');
  await engine.back.focus();
  await um32.press('Enter');
  await engine.standsAt('line 6: output r1');
  await expect(engine.news).toHaveText('1 instruction back. Next: line 6: output r1');
  await expect.poll(() => um32.screen()).toBe('');
  // Enter and Space go on pressing it.
  await expect(engine.back).toBeFocused();
  await um32.press('Space');
  await engine.standsAt('line 5: r1 := r1 + r6');
  await expect(engine.registers).toContainText("r1 = 48 '0'was 51");
  await expect(engine.back).toBeFocused();

  // As many as the field says; there are no more than there were.
  const count = page.getByLabel('How many instructions');
  await count.fill('2');
  await engine.back.click();
  await engine.standsAt('line 3: r6 := 3');
  await count.fill('1000');
  await engine.back.click();
  await engine.standsAt('line 2: r7 := r0 nand r0');
  await expect(engine.news).toContainText('1 instruction back.');
  await expect(engine.back).toHaveAttribute('aria-disabled', 'true');

  await engine.runTo('line 7');
  await engine.standsAt('line 7: r6 := r6 + r7');
  await um32.sees('3');
});

test('from a failure it is gone back to what led there, over the line that was typed', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'counts.ums', content: COUNTS });
  await um32.isIn('awaiting-input');
  await um32.enter('x');
  await um32.isIn('failed');
  const card = page.locator('.card-failure');
  await expect(card).toBeVisible();
  await um32.choose('Go back one instruction');
  await um32.isIn('paused');
  await expect(card).toBeHidden();
  const engine = new EnginePanel(page);
  await engine.standsAt('line 14: output r1');
  await um32.sees(/321x$/);
  // Whoever wants to see what led there goes on back.
  await expect(engine.back).toBeFocused();
  await um32.press('Enter');
  await engine.standsAt('line 13: over: r1 := input()');
  // From elsewhere it is gone back by a command, and nobody is taken to the button.
  await engine.step.click();
  await engine.standsAt('line 14: output r1');
  await page.locator('.xterm-helper-textarea').focus();
  await command(um32, 'back one');
  await engine.standsAt('line 13: over: r1 := input()');
  await expect(page.locator('.xterm-helper-textarea')).toBeFocused();
  // The line is given still.
  await engine.step.click();
  await engine.standsAt('line 14: output r1');
  await expect(engine.registers).toContainText('r1 = 120');

  // Before it was typed it has to be typed again, or done again.
  await page.getByLabel('How many instructions').fill('2');
  await engine.back.click();
  await um32.isIn('paused');
  await um32.sees(/321$/);
  await um32.press('Alt+Shift+P');
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+Y');
  await um32.isIn('failed');
  await um32.sees(/321x\nx/);
});

test('of a long way back what was in arrays is there again, from shortly before as from afar', async ({
  um32,
  page,
}) => {
  // 180 million instructions, an array that holds how far they are, and some that tell of it.
  const source = `r0 := 0
    r3 := 1; r6 := map segment (r3 words)
    r2 := 30000000; r4 := r0 nand r0
    count: r2 := r2 + r4
    m[r6][r0] := r2
    r3 := count; r5 := counted
    if (r2 != 0) r5 := r3
    goto r5 in program m[r0]
    counted: r1 := m[r6][r0]
    r1 := 65; output r1
    r3 := 7; m[r6][r0] := r3
    r1 := m[r6][r0]
    r5 := r1 / r0
`;
  await um32.openFile({ name: 'tells.ums', content: source });
  await um32.isIn('failed');
  await um32.press('Alt+Shift+E');
  const engine = new EnginePanel(page);
  const back = async (place: string, registers: string): Promise<void> => {
    await engine.back.click();
    await engine.standsAt(place);
    await expect(engine.registers).toContainText(registers);
  };
  await back('line 12: r1 := m[r6][r0]', 'r1 = 65');
  await back('line 11: r3 := 7; m[r6][r0] := r3', 'r3 = 7');
  await back('line 11: r3 := 7; m[r6][r0] := r3', 'r1 = 65');
  await um32.sees('A');
  await back('line 10: r1 := 65; output r1', 'r1 = 65');
  await expect.poll(() => um32.screen()).toBe('');
  await back('line 10: r1 := 65; output r1', 'r1 = 0');
  // The array is what it was: a step reads it once more.
  await back('line 9: counted: r1 := m[r6][r0]', 'r2 = 0');
  await engine.step.click();
  await engine.standsAt('line 10: r1 := 65; output r1');
  await expect(engine.registers).toContainText('r1 = 0');
  await page.getByLabel('How many instructions').fill('6000001');
  await engine.back.click();
  await expect(engine.registers).toContainText('r2 = 1,000,000');
  await engine.runTo('line 9');
  await engine.standsAt('line 9: counted: r1 := m[r6][r0]');
});

test('who waits to type can look at what went before', async ({ um32, page }) => {
  await um32.openFile({ name: 'counts.ums', content: COUNTS });
  await um32.isIn('awaiting-input');
  await um32.fromMenu('Engine: where it stands, what it did');
  const engine = new EnginePanel(page);
  await engine.back.click();
  await engine.standsAt('line 11: goto r4 in program m[r0]');
  await engine.step.click();
  await engine.standsAt('line 13: over: r1 := input()');
  await engine.step.click();
  await um32.isIn('awaiting-input');
  await page.locator('.xterm-helper-textarea').focus();
  await um32.enter('y');
  await engine.standsAt('line 14: output r1');
  await expect(engine.registers).toContainText('r1 = 121');
});

test('a step back that was refused, or came out of sight, takes no focus later', async ({
  um32,
  page,
}) => {
  // The worker is asked for none the first time: it stays where it is.
  await um32.openWithWorker(`
    let isRefused = false;
    addEventListener('message', ({ data }) => {
      if (data.type !== 'step-back' || isRefused) return;
      isRefused = true;
      data.instructions = 0;
    });
  `);
  const engine = await standing(um32, page);
  await engine.runTo('line 7');
  await engine.standsAt('line 7: r6 := r6 + r7');
  // What is drawn at each answer of the worker shows that it has answered.
  const figures = engine.panel.locator('.engine-figures > *').first();
  await figures.evaluate((drawn) => drawn.setAttribute('data-drawn', 'before'));
  await engine.back.focus();
  await um32.press('Enter');
  await expect(figures).not.toHaveAttribute('data-drawn');
  await engine.standsAt('line 7: r6 := r6 + r7');
  const terminal = page.locator('.xterm-helper-textarea');
  await terminal.focus();
  await command(um32, 'back one');
  await engine.standsAt('line 6: output r1');
  await expect(terminal).toBeFocused();

  await engine.back.focus();
  // Before the worker can have answered.
  await engine.back.evaluate((back) => {
    (back as HTMLElement).click();
    document.querySelector<HTMLElement>('[aria-label="Close the panels"]')?.click();
  });
  await expect(engine.panel).toBeHidden();
  await um32.press('Alt+Shift+E');
  await engine.standsAt('line 5: r1 := r1 + r6');
  await expect(page.getByRole('tab', { name: 'Engine' })).toBeFocused();
});

test('a step back that takes its time does not take the focus from where one has gone meanwhile', async ({
  um32,
  page,
}) => {
  await um32.openWithWorker(`
    let goOn;
    new BroadcastChannel('test-go-on').onmessage = () => goOn();
    addEventListener('message', (event) => {
      if (event.data.type !== 'step-back' || goOn) return;
      event.stopImmediatePropagation();
      const { data } = event;
      goOn = () => dispatchEvent(new MessageEvent('message', { data }));
    });
  `);
  const engine = await standing(um32, page);
  await engine.runTo('line 7');
  await engine.standsAt('line 7: r6 := r6 + r7');
  await engine.back.focus();
  await um32.press('Enter');
  await um32.press('Alt+Shift+E');
  await expect(engine.panel).toBeHidden();
  await um32.press('Alt+Shift+E');
  const tab = page.getByRole('tab', { name: 'Engine' });
  await expect(tab).toBeFocused();
  await page.evaluate(() => new BroadcastChannel('test-go-on').postMessage('now'));
  await engine.standsAt('line 6: output r1');
  await expect(tab).toBeFocused();
});
