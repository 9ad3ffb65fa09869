/** What a screen reader says by itself: the sentence that matters, once, and no more than that. */
import { EnginePanel, standing } from './gone-through.ts';
import { listen } from './heard.ts';
import { drop, echosShelf } from './shelf-page.ts';
import { expect, test, type Um32Page } from './um32-page.ts';

const NOT_ACTIVE = 'Failed: an array that is not active was used';
const TERMINAL = '→ Terminal input';

/** What was heard until now: this is said last. */
async function all(um32: Um32Page, heard: () => Promise<string[]>): Promise<string[]> {
  await um32.press('Alt+Shift+M');
  await expect.poll(heard).toContain('Raw mode is on');
  const sentences = await heard();
  return sentences.slice(0, sentences.indexOf('Raw mode is on'));
}

test('of a failure its name is said with the focus, and its sentence; the rest is there to be read', async ({
  um32,
  page,
}) => {
  const heard = await listen(page);
  await page.getByRole('button', { name: 'A lost array' }).focus();
  await um32.press('Enter');
  await um32.isIn('failed');
  await expect(page.locator('.card-failure')).toBeVisible();
  expect((await all(um32, heard)).slice(1)).toEqual([
    TERMINAL,
    `→ ${NOT_ACTIVE}: Restart`,
    'At 47 the program reached into array 10 at offset 1; array 10 has been abandoned.',
    TERMINAL,
  ]);
  // As the browser tells it to a screen reader: there is one place that is read out by itself.
  const inspector = await page.context().newCDPSession(page);
  const { nodes } = await inspector.send('Accessibility.getFullAXTree');
  const live = nodes.filter(({ properties = [] }) =>
    properties.some(({ name }) => name === 'live'),
  );
  expect(live).toHaveLength(1);
  const group = nodes.find(({ name }) => name?.value === NOT_ACTIVE);
  expect(group?.role?.value).toBe('group');
});

test('a question that stands is not said again with each line undone, and leaves the focus', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one', 'two');
  await um32.openFile({ name: 'other.ums', content: 'halt\n' });
  await expect(page.locator('.card').getByRole('button', { name: 'Open' })).toBeFocused();
  await page.locator('#glass').click();
  const heard = await listen(page);
  for (const lines of ['After 1 line', 'After 0 lines']) {
    await um32.press('Alt+Shift+Z');
    await expect.poll(heard).toContain(lines);
    await um32.isIn('awaiting-input');
  }
  expect(await all(um32, heard)).toEqual(['After 1 line', 'After 0 lines']);
  await um32.enter('three');
  await um32.sees('eerht');
  await expect(page.locator('.card')).toContainText('Open other.ums in place of echo.ums?');
});

test('a question about a program that had not ended tells that it has', async ({ um32, page }) => {
  await um32.playEcho('one');
  await um32.openFile({ name: 'other.ums', content: 'halt\n' });
  const card = page.locator('.card', { hasText: 'Open other.ums in place of echo.ums?' });
  await expect(card).toContainText('echo.ums has not ended.');
  await page.locator('#glass').click();
  const heard = await listen(page);
  await um32.press('Control+D');
  await um32.isIn('halted');
  await expect(card).toContainText('echo.ums has ended meanwhile.');
  await expect(card).not.toContainText('has not ended');
  expect(await all(um32, heard)).toEqual([
    'Halted',
    'Open other.ums in place of echo.ums?',
    'echo.ums has ended meanwhile.',
  ]);
  await um32.choose('Open other.ums');
  await expect(page).toHaveTitle('other.ums · um32');
  await um32.isIn('halted');
});

test('what comes by itself and leaves the focus is said with its name', async ({ um32, page }) => {
  await um32.playSample('Echo');
  const heard = await listen(page);
  await drop(um32, { name: 'hi.txt', content: 'hi' });
  await expect(page.locator('.card')).toBeVisible();
  await um32.type('half a line');
  await um32.sees('half a line');
  expect(await all(um32, heard)).toEqual([
    'hi.txt is on the shelf',
    'It is kept with this program in the panel Files, and can be sent into UMIX from there.',
  ]);
});

test('what comes under a dialog is said after it', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await um32.press('Alt+Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  const heard = await listen(page);
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('the ground shook');
    });
  });
  await expect(page.locator('.card')).toBeVisible();
  expect(await heard()).toEqual([]);
  await um32.press('Escape');
  const could = 'This computer could not go on';
  await expect.poll(heard).toContain(could);
  expect(await all(um32, heard)).toEqual([
    TERMINAL,
    could,
    expect.stringContaining('the ground shook'),
  ]);
});

test('a step says where it led, and nothing else does', async ({ um32, page }) => {
  const engine = await standing(um32, page);
  await expect(engine.step).toBeFocused();
  const heard = await listen(page);
  await um32.press('Enter');
  await engine.standsAt('line 3: r6 := 3');
  await um32.press('Enter');
  await engine.standsAt('line 4: again: r1 := 48');
  await engine.back.focus();
  await um32.press('Enter');
  await engine.standsAt('line 3: r6 := 3');
  await expect(engine.back).toBeFocused();
  expect((await all(um32, heard)).filter((sentence) => !sentence.startsWith('→'))).toEqual([
    '1 instruction further. Next: line 3: r6 := 3',
    '1 instruction further. Next: line 4: again: r1 := 48',
    '1 instruction back. Next: line 3: r6 := 3',
  ]);
});

test('a new session is said after a step back as at any time', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+E');
  const engine = new EnginePanel(page);
  await engine.back.click();
  await um32.isIn('paused');
  const heard = await listen(page);
  for (const times of [1, 2]) {
    await um32.press('Alt+Shift+V');
    await um32.isIn('awaiting-input');
    await expect
      .poll(async () => (await heard()).filter((sentence) => sentence === 'After 0 lines'))
      .toHaveLength(times);
  }
});

test('in the Timeline a moment is said by what has the focus, and where one came to is said once', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one', 'two');
  await um32.press('Alt+Shift+H');
  const where = page.locator('.timeline-where');
  await expect(where).toHaveText('Now: after 2 of 2 lines');
  const heard = await listen(page);
  await um32.press('Control+Z');
  await expect(where).toHaveText(/^Now: after 1 of 2 lines/);
  await page.getByRole('listbox', { name: 'Lines typed' }).focus();
  await um32.press('ArrowUp');
  await expect(where).toHaveText(/^After 0 of 2 lines/);
  await um32.press('Enter');
  await expect(where).toHaveText(/^Now: after 0 of 2 lines/);
  expect(await all(um32, heard)).toEqual([
    TERMINAL,
    'After 1 line',
    '→ Lines typed',
    TERMINAL,
    'After 0 lines',
  ]);
});

test('Find says how much it found, and at each step where; a flood says nothing', async ({
  um32,
  page,
}) => {
  // Prints without end what is looked for.
  const content = `
    r1 := 'o'
    output r1
    r1 := input()
again:
    r1 := 'o'
    output r1
    r1 := 10
    output r1
    r3 := again
    goto r3 in program m[r0]`;
  await um32.openFile({ name: 'flood.ums', content });
  await um32.sees('o');
  await um32.isIn('awaiting-input');
  const heard = await listen(page);
  await um32.press('Control+F');
  await um32.type('o');
  await expect.poll(heard).toContain('1 hit in the whole session');
  await um32.press('Enter');
  const count = page.locator('.find-count');
  await expect(count).toHaveText('1 of 1');
  await um32.press('Escape');
  await um32.enter('x');
  await um32.isIn('running');
  await um32.press('Control+F');
  await expect.poll(() => count.textContent()).toMatch(/of [\d,]{3,}|\+/);
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  await um32.press('Escape');
  const said = (await all(um32, heard)).filter((sentence) => !sentence.startsWith('→'));
  expect(said.slice(0, 2)).toEqual(['1 hit in the whole session', '1 of 1']);
  for (const sentence of said.slice(2)) {
    expect(sentence).toMatch(/^(Running|Paused|[\d,]+ hits? in the whole session.*)$/);
  }
  expect(said.length).toBeLessThan(6);
});

test('of a bench each program is said, and its result; not each round', async ({ um32, page }) => {
  await um32.press('Alt+Shift+B');
  const run = page.getByRole('button', { name: 'Run the bench' });
  await run.focus();
  const heard = await listen(page);
  await um32.press('Enter');
  const panel = page.getByRole('tabpanel', { name: 'Bench' });
  await expect(panel.getByRole('status')).toHaveText('Done.', { timeout: 60_000 });
  await expect(run).toBeFocused();
  const result = (name: string): unknown =>
    expect.stringMatching(new RegExp(`^${name}[\\d.]+ times the interpreter’s speed$`));
  expect(await all(um32, heard)).toEqual([
    '→ Stop the bench',
    'The engines are being prepared.',
    'arrays.ums',
    result('arrays.ums'),
    'jump-table.ums',
    result('jump-table.ums'),
    '→ Run the bench',
    'Done.',
    // To which the key for raw mode leads.
    '→ Open a program',
  ]);
});

test('what becomes of files is said once, by the panel or by a card', async ({ um32, page }) => {
  const shelf = await echosShelf(um32);
  await shelf.add({ name: 'hi.txt', content: 'hi' });
  const heard = await listen(page);
  await shelf.fetch('two words');
  await expect(shelf.news).toContainText('Write the file’s name');
  await shelf.send('hi.txt');
  await expect(page.locator('.card')).toContainText('hi.txt was not sent', { timeout: 60_000 });
  const said = await all(um32, heard);
  expect(said.filter((sentence) => !sentence.startsWith('→'))).toEqual([
    'Write the file’s name, as UMIX’s ls shows it.',
    'hi.txt was not sent',
    'Only UMIX’s shell (“%”) can take hi.txt, and it does not ask for a command now.',
  ]);
  await expect(shelf.news).toHaveText(/^Only UMIX’s shell/);
});

test('the button that a file is sent with is said when it is come to, and not again', async ({
  um32,
  page,
}) => {
  const shelf = await echosShelf(um32);
  await shelf.add({ name: 'hi.txt', content: 'hi' });
  const send = shelf.file('hi.txt').getByRole('button', { name: 'Send hi.txt' });
  const heard = await listen(page);
  await send.focus();
  await um32.press('Enter');
  await expect(page.locator('.card')).toContainText('hi.txt was not sent', { timeout: 60_000 });
  await expect(send).toBeFocused();
  expect((await heard()).filter((sentence) => sentence === '→ Send hi.txt')).toHaveLength(1);
});

test('a name that is refused is said where it is written', async ({ um32, page }) => {
  const shelf = await echosShelf(um32);
  await shelf.write('two words', 'hi');
  const heard = await listen(page);
  await shelf.keep();
  await expect.poll(heard).toContainEqual(expect.stringContaining('no spaces'));
});

test('the program’s facts are said when they are opened', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.getByRole('button', { name: 'Program: echo.ums' }).focus();
  const heard = await listen(page);
  await um32.press('Enter');
  await expect.poll(heard).toHaveLength(2);
  expect(await heard()).toEqual([
    'Echo',
    expect.stringContaining('One of um32’s own samples. See what a program is given'),
  ]);
});

test('raw mode is said when it is entered, and when it is left', async ({ um32, page }) => {
  await um32.playSample('Echo');
  const heard = await listen(page);
  await um32.press('Alt+Shift+M');
  await expect.poll(heard).toContain('Raw mode is on');
  await expect(page.getByRole('button', { name: 'Raw mode is on. Leave it' })).toBeVisible();
  await um32.press('Alt+Shift+M');
  await expect.poll(heard).toContain('Raw mode is off');
});
