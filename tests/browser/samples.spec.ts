/** The page without any file: the welcome, the samples, typing, a failure, the ways to open. */
import { readFile } from 'node:fs/promises';
import { um32 as commandLine } from './command-line.ts';
import { expect, test, Um32Page } from './um32-page.ts';

const HELLO = `    r1 := 72\n    output r1\n    r1 := input()\n    output r1\n    halt\n`;
const ASKS_FOR_EVER = `again:\n    r1 := input()\n    output r1\n    r2 := again\n    goto r2 in program m[r0]\n`;

test('a sample runs, takes a line, and is edited with the arrow keys', async ({ um32, page }) => {
  await expect(page.locator('.sample')).toHaveCount(5);
  await um32.startSample('Echo');
  await um32.sees('Type a line');
  await um32.isIn('awaiting-input');
  await expect(page.locator('.xterm-cursor')).toBeVisible();
  await um32.type('sandston platter');
  await um32.press('Control+ArrowLeft', 'ArrowLeft');
  await um32.type('e');
  await um32.sees('sandstone platter');
  await um32.press('Enter');
  await um32.sees('reversed  rettalp enotsdnas');
  await um32.press('ArrowUp');
  await um32.picture('echo');
  await um32.press('Control+U');
  await um32.press('Control+D');
  await um32.isIn('halted');
  await expect(page.locator('.xterm-cursor')).toHaveCount(0);
});

test('the facts of a sample say that it is one, by where it was opened from', async ({
  um32,
  page,
}) => {
  const facts = page.getByRole('dialog', { name: 'About this program' });
  const look = async (): Promise<void> => {
    await page.getByRole('button', { name: 'Program: echo.ums' }).click();
    await expect(facts).toBeVisible();
  };
  await um32.playSample('Echo');
  await look();
  await expect(facts.getByRole('heading', { name: 'Echo' })).toBeVisible();
  await expect(facts).toContainText('One of um32’s own samples. See what a program is given');
  await um32.picture('facts');
  await um32.press('Escape');
  await um32.press('Alt+Shift+R');
  await um32.isIn('awaiting-input');
  await look();
  await expect(facts).toContainText('One of um32’s own samples.');
  await um32.press('Escape');
  // The same program from a file is that file's.
  await um32.press('Alt+Shift+X');
  await um32.openFile(new URL('../../www/samples/echo.ums', import.meta.url).pathname);
  await um32.isIn('awaiting-input');
  await look();
  await expect(facts).toContainText('Not one of the programs that um32 knows by name.');
});

test('a sample whose session goes on after a reload is still told as one', async ({
  um32,
  page,
}) => {
  const facts = page.getByRole('dialog', { name: 'About this program' });
  const samples = ['Echo', 'Mandelbrot', 'Life', 'A cave'];
  for (const [nth, title] of samples.entries()) {
    await um32.open();
    await um32.playSample(title);
    await um32.enter('1');
    // The first moment of each, and that after the line.
    await um32.keepsMoments(2 * (nth + 1));
    await page.getByRole('button', { name: 'Program: ' }).click();
    await expect(facts).toContainText('One of um32’s own samples.');
    const said = await facts.textContent();
    await um32.open();
    await um32.offer.waitFor();
    await um32.press('Enter');
    await page.getByRole('button', { name: 'Program: ' }).click();
    await expect(facts).toBeVisible();
    expect(await facts.textContent(), title).toBe(said);
  }
});

test('a failure is explained on a card, which can be saved and answered by keyboard', async ({
  um32,
  page,
}) => {
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  const card = page.getByRole('group', { name: /^Failed/ });
  await expect(card).toContainText('index or amend an array that is not active');
  await expect(card).toContainText('r2 := m[r1][r3]');
  await expect(card).toContainText('abandoned before');
  // In the line above the finger's it is seen why.
  const here = card.locator('.listing [aria-current]');
  await expect(here).toHaveText(/^ +47: \[0x1000008b\] r2 := m\[r1\]\[r3\];$/);
  await expect(card.locator('.listing li:has(+ [aria-current])')).toContainText('unmap m[r1]');
  await um32.picture('failure');

  const { name, bytes } = await um32.saved(() => um32.choose('Save report as JSON'));
  expect(name).toBe('lost-array-failure.json');
  const report = JSON.parse(bytes.toString());
  expect(report).toMatchObject({ end: 'failed', failure: 'inactive-array', finger: 47 });
  expect(report.instructions).toBeGreaterThan(100);

  await page.getByRole('button', { name: 'Restart' }).last().focus();
  await um32.press('Enter');
  await um32.isIn('failed');
  await expect(card).toHaveCount(1);
});

test('a file is opened by button, by drop, by paste and by address', async ({ um32, page }) => {
  await um32.openFile({ name: 'hello.ums', content: HELLO });
  await um32.sees('H');
  await um32.enter('!');
  await um32.isIn('halted');

  for (const event of ['drop', 'paste'] as const) {
    await page.evaluate(
      ([kind, source]) => {
        const data = new DataTransfer();
        data.items.add(new File([source], `${kind}.ums`));
        document.body.dispatchEvent(
          kind === 'drop'
            ? new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true })
            : new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
        );
      },
      [event, HELLO] as const,
    );
    await expect(page.getByRole('button', { name: `Program: ${event}.ums` })).toBeVisible();
    await um32.isIn('awaiting-input');
    await um32.enter('!');
    await um32.isIn('halted');
  }

  await page.route('**/programs/fetched.ums', (route) => route.fulfill({ body: HELLO }));
  await um32.open('?program=programs/fetched.ums');
  await expect(page.getByRole('button', { name: 'Program: fetched.ums' })).toBeVisible();
  await um32.sees('H');
});

test('a long computation shows its seconds and instructions, and can be paused', async ({
  um32,
  page,
}, testInfo) => {
  await um32.openFile({
    name: 'spin.ums',
    content: 'again:\n    r1 := again\n    goto r1 in program m[r0]\n',
  });
  await um32.isIn('running');
  const detail = page.locator('.pill-detail');
  await expect(detail).toHaveText(/^[1-9]\d*\ss · [\d.]+\s[MG]$/);
  const pause = Date.now();
  await page.getByRole('button', { name: 'Pause' }).click();
  await um32.isIn('paused', 2_000);
  testInfo.annotations.push({ type: 'pause', description: `${Date.now() - pause} ms` });
  await expect(detail).toBeEmpty();
  await um32.press('Alt+Shift+X');
  await expect(page.locator('.welcome')).toBeVisible();
});

test('what cannot be opened is refused in a sentence', async ({ page }, testInfo) => {
  const um32 = new Um32Page(page, testInfo);
  await um32.open('?program=missing.um');
  await expect(page.locator('.card')).toContainText('the site answered 404');
  await um32.choose('Dismiss');

  await um32.open('?program=https://example.com/codex.umz');
  await expect(page.locator('.card')).toContainText('of its own site only');

  // Its name ends in a lone percent sign.
  await um32.open('?program=x%25zz.um');
  await expect(page.locator('.card')).toContainText(
    '“x%zz.um” in this page’s address is not an address of a program.',
  );

  await um32.openFile({ name: 'short.um', content: 'abc' });
  await expect(page.locator('.card')).toContainText('short.um was not opened');
  await um32.openFile({ name: 'wrong.ums', content: 'r1 := banana\n' });
  await expect(page.locator('.card')).toContainText('wrong.ums was not opened');
  await expect(page.locator('.card')).toContainText(/line 1/i);
});

test('a second program asks before it takes the place of a running one', async ({ um32, page }) => {
  await um32.openFile({ name: 'first.ums', content: ASKS_FOR_EVER });
  await um32.isIn('awaiting-input');
  await um32.openFile({ name: 'second.ums', content: HELLO });
  const card = page.locator('.card');
  await expect(card).toContainText('Open second.ums in place of first.ums?');
  await um32.choose('Keep first.ums');
  await expect(card).toHaveCount(0);
  await um32.enter('still here');
  await um32.sees('still here\nstill here');
  await um32.openFile({ name: 'second.ums', content: HELLO });
  await um32.choose('Open second.ums');
  await expect(page.getByRole('button', { name: 'Program: second.ums' })).toBeVisible();
  await um32.sees(/^H$/);
});

test('output is saved byte for byte, and the transcript as text', async ({ um32 }) => {
  const bytes = [0, 255, 200, 27, 10, 13, 128];
  const source = bytes.map((byte) => `    r1 := ${byte}\n    output r1\n`).join('');
  await um32.openFile({ name: 'bytes.ums', content: `${source}    halt\n` });
  await um32.isIn('halted');
  const output = await um32.saved(() => um32.fromMenu('Save output, byte for byte'));
  expect(output.name).toBe('bytes-output.bin');
  expect([...output.bytes]).toEqual(bytes);
});

test('of a session that went back the file with the output says what it lacks, and where that is', async ({
  um32,
  page,
}) => {
  await um32.playEcho('one', 'two');
  await um32.press('Control+z');
  await expect.poll(() => um32.screen()).not.toContain('two');
  await um32.isIn('awaiting-input');
  await um32.echo('three');
  const bytes = await um32.output();
  expect(bytes.toString()).toBe('reversed  eerht\nin hex    74 68 72 65 65 \n');
  const card = page.getByRole('group', { name: 'Saved in part' });
  await expect(card).toContainText('since the session was last gone on with or went back');
  await expect(card).toContainText('The transcript has what came before');
  expect(await um32.transcript()).toContain('in hex    6f 6e 65 \nthree\n');
});

test('a program is saved as it was opened, or as it is kept', async ({ um32, page }, testInfo) => {
  const path = 'www/samples/echo.ums';
  await um32.playSample('Echo');
  const source = await um32.saved(() => um32.fromMenu('Save the program'));
  expect(source.name).toBe('echo.ums');
  expect(source.bytes.equals(await readFile(path))).toBe(true);
  await um32.echo('one');
  await page.reload();
  await um32.offer.getByRole('button', { name: 'Continue' }).click();
  await um32.isIn('awaiting-input');
  const image = await um32.saved(() => um32.fromMenu('Save the program'));
  expect(image.name).toBe('echo.um');
  const assembled = testInfo.outputPath('echo.um');
  commandLine('asm', path, '-o', assembled);
  expect(image.bytes.equals(await readFile(assembled))).toBe(true);
});

test('typing ahead waits, is shown, and is delivered in order; Ctrl-C drops it', async ({
  um32,
}) => {
  await um32.playSample('Echo');
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  await um32.enter('one');
  await um32.enter('two');
  await um32.type('thr');
  await um32.sees('one\ntwo\nthr');
  await um32.press('Alt+Shift+P');
  await um32.sees(/one\nreversed {2}eno\n.*\ntwo\nreversed {2}owt\n.*\nthr/);
  await um32.press('Alt+Shift+P');
  await um32.isIn('paused');
  await um32.enter('ee');
  await um32.press('Control+C');
  await um32.press('Alt+Shift+P');
  await um32.isIn('awaiting-input');
  // What comes after it is answered, so it would be there by now.
  await um32.enter('four');
  await um32.sees(/reversed {2}ruof/);
  expect(await um32.transcript()).not.toMatch(/three|eerht/);
});

test('raw mode passes each key at once, and is left by its own key', async ({ um32, page }) => {
  await um32.openFile({ name: 'keys.ums', content: ASKS_FOR_EVER });
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+M');
  await um32.type('ab');
  await um32.sees('ab');
  await um32.press('Enter');
  await um32.type('c');
  await um32.sees('ab\nc');
  await page.getByRole('button', { name: /Raw mode is on/ }).click();
  await um32.type('line');
  await um32.sees('cline');
  await um32.press('Enter');
  await um32.sees('cline\nline');
});

test('the worker’s death is told, and what was typed is not lost', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await um32.enter('first');
  await um32.sees('tsrif');
  await um32.type('half a li');
  await page.workers()[0]?.evaluate(() => {
    setTimeout(() => {
      throw new Error('the ground shook');
    });
  });
  await um32.isIn('failed');
  await expect(page.locator('.card')).toContainText('the ground shook');
  await um32.choose('Restart');
  await um32.isIn('awaiting-input');
  await um32.type('ne');
  await um32.press('Enter');
  await um32.sees('enil a flah');
  await um32.press('ArrowUp', 'ArrowUp');
  await um32.sees(/first$/);
});

test('the palette and the key sheet are at hand, and the focus comes back', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  await um32.press('Control+K');
  await um32.type('theme dark');
  await um32.picture('palette');
  await um32.press('Enter');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await um32.press('Alt+Shift+?');
  await expect(page.getByRole('dialog', { name: 'Keys' })).toBeVisible();
  await um32.press('Escape');
  await um32.press('F1');
  await um32.type('find');
  await um32.press('Enter');
  // The palette is told a moment later that it is closed: that must not take the focus away.
  await page.waitForTimeout(200);
  await um32.type('reversed');
  await expect(page.getByRole('textbox', { name: 'Find in the terminal' })).toHaveValue('reversed');
  await um32.press('Escape');
  // ^K erases while there is something to erase.
  await um32.type('abc');
  await um32.press('Home', 'ArrowRight', 'Control+K');
  await um32.enter('');
  await um32.sees('in hex    61');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});

test('text in the terminal is found', async ({ um32, page }) => {
  await um32.playSample('Echo');
  for (const line of ['alpha', 'beta', 'alpha']) {
    await um32.enter(line);
    await um32.isIn('awaiting-input');
  }
  await um32.press('Control+F');
  await um32.type('alpha');
  await expect(page.locator('.find-count')).toHaveText(/of 2/);
  await um32.press('Escape');
  await um32.enter('gamma');
  await um32.sees('ammag');
});

test('the pill is known to be busy while a line is on its way', async ({ um32, page }) => {
  await um32.playSample('Echo');
  await page.evaluate(() => {
    const pill = document.getElementById('state') as HTMLElement;
    const seen: (string | null)[] = [];
    new MutationObserver(() => {
      seen.push(pill.ariaBusy);
      pill.dataset.testSeen = seen.join(' ');
    }).observe(pill, { attributeFilter: ['aria-busy'] });
  });
  await um32.echo('quick');
  // Each of the two is one change or more: mutations are told together.
  await expect(page.locator('#state')).toHaveAttribute('data-test-seen', /true.* false$/);
  await um32.isIn('awaiting-input');
});
