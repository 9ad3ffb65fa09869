/** Sessions that somebody made up: they are not opened, and what runs goes on as if nothing had been. */
import { openEngine } from '../../www/cli/engine.mjs';
import { expect, test, type Um32Page } from './um32-page.ts';

/** Greets, reads one byte, and halts: nobody has typed two lines to it. */
const ONCE = `
    r1 := '?'
    output r1
    r1 := input()
    halt
`;

const FRAGMENT = '#session=';

/** Once was played and is kept here with its session; Echo runs. */
async function playing(um32: Um32Page, taken: () => Promise<void>): Promise<void> {
  await um32.openFile({ name: 'once.ums', content: ONCE });
  await um32.sees('?');
  await um32.isIn('awaiting-input');
  await um32.enter('a');
  await um32.isIn('halted');
  await taken();
  await um32.page.getByRole('button', { name: 'Close', exact: true }).first().click();
  await um32.playEcho('one');
}

/** Echo is there, with all it had, and answers. */
async function expectEcho(um32: Um32Page, line: string): Promise<void> {
  await um32.sees('reversed  eno');
  await um32.echo(line);
}

test('a link with more than its program reads is refused, and what runs goes on', async ({
  um32,
  page,
}) => {
  const engine = await openEngine();
  let link = '';
  await playing(um32, async () => {
    await um32.press('Alt+Shift+Q');
    const field = page.getByRole('textbox', { name: 'Link to the session' });
    link = (await field.inputValue()).split(FRAGMENT)[1] ?? '';
  });
  const shared = engine.readShare(link);
  const line = Uint8Array.of(98, 10);
  const madeUp = engine.writeShare({ ...shared, entries: [...shared.entries, line] });
  const card = page.locator('.card', { hasText: 'The shared session was not opened' });
  await um32.type('half');
  for (const [nth, text, why] of [
    [0, madeUp, 'it was made up'],
    [1, madeUp.slice(0, -3), 'This link holds no session'],
  ] as const) {
    await page.evaluate((hash) => {
      location.hash = hash;
    }, `${FRAGMENT}${text}`);
    await expect(card).toContainText(why, { timeout: 30_000 });
    if (nth === 0) await um32.picture('made-up-link');
    await um32.isIn('awaiting-input');
    await um32.sees(/half$/);
  }
  for (let letter = 0; letter < 4; letter++) await um32.press('Backspace');
  await expectEcho(um32, 'two');
});

test('a session that goes another way is refused, and what is typed meanwhile is not for the other', async ({
  um32,
  page,
}) => {
  const engine = await openEngine();
  let file: Uint8Array = new Uint8Array(0);
  await playing(um32, async () => {
    await um32.press('Alt+Shift+N');
    const row = page.locator('.session.is-open');
    file = (await um32.saved(() => row.getByRole('button', { name: /^Export/ }).click())).bytes;
  });
  const session = engine.readSession(file);
  for (const entry of session.entries) entry.instructions += 1;
  const content = Buffer.from(engine.writeSession(session));
  await um32.openFile({ name: 'strange.um32', content });
  const imported = page.locator('.card', { hasText: 'is imported' });
  // In one go: the line is typed on the way.
  await imported.getByRole('button', { name: 'Continue' }).evaluate((button) => {
    (button as HTMLButtonElement).click();
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'for the other\n');
    document
      .querySelector('#glass textarea')
      ?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
  });
  const card = page.locator('.card', { hasText: 'The session goes another way' });
  await expect(card).toContainText('its lines were altered', { timeout: 30_000 });
  await um32.picture('another-way');
  await um32.isIn('awaiting-input');
  await page.locator('#glass').click();
  await expectEcho(um32, 'two');
  expect(await um32.screen()).not.toContain('rehto eht rof');
  await um32.press('ArrowUp', 'ArrowUp');
  await um32.sees(/for the other$/);
});
