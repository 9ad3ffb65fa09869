/** Sessions as text and as asciicasts: saved, understood elsewhere, played in the page. */
import { um32 as commandLine, written } from './command-line.ts';
import { drop } from './shelf-page.ts';
import { expect, test, type Um32Page } from './um32-page.ts';
import { violations } from './violations.ts';

const LINES = ['one', 'two', 'three'];

const act = (um32: Um32Page, name: string) =>
  um32.page.getByRole('tabpanel', { name: 'Sessions' }).getByRole('button', { name });

test('transcript and asciicast of a session are the command line’s', async ({ um32 }, testInfo) => {
  await um32.playEcho(...LINES);
  const expected = await um32.transcript();
  await um32.press('Alt+Shift+N');
  const text = await um32.saved(() => act(um32, 'Save the transcript of echo.ums').click());
  expect(text.name).toBe('echo-transcript.txt');
  expect(text.bytes.toString()).toBe(expected);

  const cast = await um32.saved(() => act(um32, 'Save an asciicast of echo.ums').click());
  expect(cast.name).toBe('echo.cast');
  const session = await um32.saved(() => act(um32, 'Export echo.ums').click());
  const file = written(testInfo, session.name, session.bytes);
  const [castFile, textFile] = [testInfo.outputPath('cli.cast'), testInfo.outputPath('cli.txt')];
  const ran = commandLine('replay', file, '--asciicast', castFile, '--transcript', textFile);
  expect(ran.exitCode).toBe(0);
  const { readFileSync } = await import('node:fs');
  expect(readFileSync(textFile, 'utf8')).toBe(expected);
  expect(readFileSync(castFile, 'utf8')).toBe(cast.bytes.toString());
  // The terminal is as large as the page's.
  const header = JSON.parse(cast.bytes.toString().split('\n')[0] ?? '');
  const rows = await um32.page.locator('#glass .xterm-rows > div').count();
  expect(header).toMatchObject({ version: 2, height: rows, title: 'echo.ums' });
});

test('a session is played, halted, sought and left; a cast’s file is played too', async ({
  um32,
  page,
}) => {
  await um32.playEcho(...LINES);
  await um32.press('Alt+Shift+N');
  const { bytes } = await um32.saved(() => act(um32, 'Save an asciicast of echo.ums').click());
  await act(um32, 'Play echo.ums').click();
  const player = page.getByRole('dialog', { name: 'echo.ums' });
  await expect(player).toBeVisible();
  await player.getByRole('combobox', { name: 'Speed' }).selectOption('16 ×');
  await expect(player.getByRole('button', { name: 'Play again' })).toBeVisible();
  // What is written is drawn a little later.
  await expect.poll(() => um32.screen('.player')).toContain('reversed  eerht');
  const time = player.getByRole('slider', { name: 'Time' });
  await time.fill('0');
  await expect.poll(() => um32.screen('.player')).not.toContain('reversed');
  await expect.poll(() => um32.screen('.player')).toContain('Type a line and press Enter');
  await um32.press('ArrowRight', 'ArrowRight', 'ArrowRight');
  await expect.poll(() => um32.screen('.player')).toContain('reversed  eerht');
  expect(await violations(page)).toEqual([]);
  await um32.picture('player');
  await um32.press('Escape');
  await expect(player).toBeHidden();

  await page.setViewportSize({ width: 390, height: 844 });
  await um32.openFile({ name: 'echo.cast', content: bytes });
  await expect(player).toBeVisible();
  await um32.press('Space');
  await expect(player.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  await um32.picture('player-phone');
  await um32.press('Escape');
  await um32.openFile({ name: 'cut.cast', content: bytes.subarray(0, bytes.length - 9) });
  await expect(page.locator('.card')).toContainText('it was cut off or altered');
  await um32.openFile({ name: 'other.cast', content: 'nothing' });
  await expect(page.locator('.card').last()).toContainText('not an asciicast');
});

test('of several casts that come at once, or one after the other in haste, one is played', async ({
  um32,
  page,
}) => {
  const cast = (title: string) => ({
    name: `${title}.cast`,
    content: `{"version":2,"width":40,"height":6,"title":"${title}"}\n[0.0,"o","This is ${title}"]\n`,
  });
  await drop(um32, cast('one'), cast('two'), cast('three'));
  const player = page.locator('dialog[open]');
  await expect(player).toContainText('This is one');
  await expect(page.locator('.card')).toContainText(
    'It is one.cast. Not played: two.cast, three.cast.',
  );
  await expect(player).toHaveCount(1);
  await um32.press('Escape');
  await um32.choose('Dismiss');

  await page.evaluate(
    (casts) => {
      for (const { name, content } of casts) {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], name));
        dispatchEvent(new DragEvent('drop', { dataTransfer, cancelable: true }));
      }
    },
    [cast('first'), cast('second')],
  );
  await expect(player.filter({ hasText: 'This is second' })).toBeVisible();
  await expect(player).toHaveCount(1);
});

test('a cast is seen on a page where nothing is open', async ({ um32, page }) => {
  const cast =
    '{"version":2,"width":40,"height":6,"title":"Greeting"}\n[0.0,"o","Hello, terminal"]\n';
  await um32.openFile({ name: 'greeting.cast', content: cast });
  const player = page.getByRole('dialog', { name: 'Greeting' });
  await expect(player.getByText('Hello, terminal')).toBeVisible();
  await um32.picture('player-alone');
});

test('while its slider has the focus, a cast moves it once a second', async ({ um32, page }) => {
  const content = '{"version":2,"width":40,"height":4}\n[0.1,"o","one"]\n[2.6,"o","two"]\n';
  await drop(um32, { name: 'short.cast', content });
  const slider = page.getByRole('slider', { name: 'Time' });
  const over = page.getByRole('button', { name: 'Play again' });
  await expect(over).toBeVisible();
  await slider.focus();
  const moves = slider.evaluate(
    (moved) =>
      new Promise<number>((done) => {
        const places = new Set<string>();
        const look = (): void => {
          const { value, max } = moved as HTMLInputElement;
          places.add(value);
          if (places.size > 1 && value === max) done(places.size);
          else requestAnimationFrame(look);
        };
        look();
      }),
  );
  await um32.press('Space');
  // Where it begins, each second, and the end it stood at before.
  expect(await moves).toBeLessThan(6);
});

test('a session played in the window it was typed in has its foot in sight', async ({
  um32,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 1200 });
  await um32.playEcho('one');
  // What is told below the terminal has taken its row by now.
  const rows = await page.locator('#glass .xterm-rows > div').count();
  await um32.press('Alt+Shift+N');
  await act(um32, 'Play echo.ums').click();
  const drawn = page.locator('.player .xterm-rows > div');
  await expect(drawn).toHaveCount(rows);
  await expect(drawn.last()).toBeInViewport({ ratio: 1 });
});

test('a cast of more rows than the window has is in a smaller type, and no smaller than it must', async ({
  um32,
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 700 });
  const rows = 40;
  const content = `{"version":2,"width":80,"height":${rows}}\n[0.1,"o","one"]\n`;
  await drop(um32, { name: 'high.cast', content });
  const drawn = page.locator('.player .xterm-rows > div');
  await expect(drawn).toHaveCount(rows);
  await expect(drawn.last()).toBeInViewport({ ratio: 1 });
  await um32.picture('high');
  // What is left of the window's height, margins aside, is less than a pixel for each row.
  const height = (await page.locator('.player').boundingBox())?.height ?? 0;
  expect(height).toBeGreaterThan(700 - 32 - rows);
});
