/** Going back to the last place or change that a program stops at: by button and command, and what is seen and heard of it. */
import { command, EnginePanel, standing } from './gone-through.ts';
import { expect, test } from './um32-page.ts';

test('it is run back to places and changes, in the words of the way forward', async ({
  um32,
  page,
}) => {
  const engine = await standing(um32, page);
  const runBack = engine.panel.getByRole('button', { name: 'Run back' });
  await expect(runBack).toHaveAttribute('aria-disabled', 'true');
  const place = page.getByLabel('Place to stop at');
  await place.fill('line 6');
  await place.press('Enter');
  await engine.panel.getByRole('button', { name: 'Stop where r6 changes' }).click();
  await engine.runTo('line 14');
  // It is stopped on the way: at 1, r6 := 3.
  await expect(engine.news).toContainText('r6 changed from 0 to 3.');
  for (const count of [1, 2, 3, 4]) {
    await um32.press('Alt+Shift+P');
    await expect(engine.news).toContainText(count % 2 === 1 ? 'At 4' : 'r6 changed');
  }
  await expect(engine.news).toHaveText(
    'r6 changed from 2 to 1. Done at 5, line 7: r6 := r6 + r7, after 2 instructions. Next: line 8: r4 := over',
  );
  await um32.sees('32');
  await runBack.focus();
  await um32.press('Enter');
  await expect(engine.news).toHaveText(
    'At 4, where it is to stop, 2 instructions back. Next: line 6: output r1',
  );
  await um32.sees(/3$/);
  await expect(runBack).toBeFocused();
  await um32.press('Space');
  await expect(engine.news).toHaveText(
    'r6 changed from 3 to 2. Done at 5, line 7: r6 := r6 + r7, 6 instructions back. Next: line 8: r4 := over',
  );
  await expect(engine.panel.locator('.places [aria-current]')).toContainText('r6 = 2');
  await um32.picture('run back');
  await um32.press('Space');
  await expect(engine.news).toContainText('At 4, where it is to stop, 2 instructions back.');
  await um32.press('Space');
  await expect(engine.news).toContainText('r6 changed from 0 to 3. Done at 1');
  await um32.press('Space');
  await expect(engine.news).toHaveText(
    'Before this it came to no place that it stops at, and nothing watched changed.',
  );
  await engine.standsAt('line 4: again: r1 := 48');
  await expect(runBack).toBeFocused();
});

test('from where it failed, by a command; without anything to stop at it stays', async ({
  um32,
  page,
}) => {
  await um32.openFile({ name: 'fails.ums', content: 'r1 := 7\nr2 := 9\nr3 := r1 / r0\n' });
  await um32.isIn('failed');
  await command(um32, 'run back');
  const engine = new EnginePanel(page);
  await expect(engine.news).toContainText('There is no place to stop at, and nothing is watched.');
  await um32.isIn('failed');
  await engine.panel.getByRole('button', { name: 'Stop where r2 changes' }).click();
  await command(um32, 'run back');
  // The finger stands where it failed, and goes on to that once more.
  await um32.isIn('paused');
  await expect(engine.news).toContainText(
    'r2 changed from 0 to 9. Done at 1, line 2: r2 := 9, just before.',
  );
  await um32.press('Alt+Shift+P');
  await um32.isIn('failed');
});
