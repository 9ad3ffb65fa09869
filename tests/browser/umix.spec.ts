/** The main job, on the real codex: key, dump, boot, log in, play, paste, log out. */
import { createHash } from 'node:crypto';
import { expect, realProgram, test } from './um32-page.ts';

const UMIX_SHA256 = '4cf39631e13b3415eba0b353d5328f4bb81cf6b8800fa7e4974f7702eb978332';

test('from the codex to UMIX, played as a person plays', async ({ um32, page }, testInfo) => {
  test.setTimeout(300_000);
  const codex = realProgram('codex.umz');

  await test.step('the key is offered, and typed when asked for', async () => {
    await um32.openFile(codex);
    await um32.sees('enter decryption key:');
    await expect(page.locator('.card')).toContainText('ICFP 2006 codex');
    expect(await um32.screen()).not.toContain('boundvar');
    await um32.picture('key');
    await um32.choose('Type the public key');
    await um32.sees('boundvarHRAk');
    await um32.sees('Choose a command', 120_000);
    await um32.isIn('awaiting-input');
  });

  await test.step('the dump is caught, byte for byte, and booted', async () => {
    await um32.enter('p');
    await expect(page.locator('.card')).toContainText('16,165,004 bytes (UMIX)', {
      timeout: 60_000,
    });
    await um32.picture('dump');
    const { name, bytes } = await um32.saved(() => um32.choose('Download umix.um'));
    expect(name).toBe('umix.um');
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(UMIX_SHA256);
    await um32.sees(/UM program follows colon:$/);
    await um32.choose('Boot it');
    await um32.sees(';login:');
    await expect(page.locator('.card')).toHaveCount(0);
  });

  await test.step('a guest logs in and looks round', async () => {
    await um32.enter('guest');
    await um32.sees('INTRO.LOG=200@999999');
    await um32.enter('ls');
    await um32.sees('% ls\ncode/\na.out*');
    await um32.type('mial');
    await um32.press('ArrowLeft', 'ArrowLeft', 'Backspace', 'ArrowRight');
    await um32.type('i');
    await um32.press('Enter');
    await um32.sees('Subject: guest account misuse');
    await um32.picture('mail');
  });

  await test.step('a thousand pasted lines arrive whole', async () => {
    const lines = Array.from({ length: 1000 }, (_, number) => `V${number} REM line ${number}`);
    await um32.enter('/bin/umodem thousand.bas THE-END');
    await um32.isIn('awaiting-input');
    const start = Date.now();
    await um32.paste(`${lines.join('\n')}\nTHE-END\nls\n`);
    await um32.sees(/% ls\n(.*\n)*thousand.bas/, 60_000);
    testInfo.annotations.push({ type: 'paste', description: `${Date.now() - start} ms` });
    await um32.isIn('awaiting-input');
    await um32.enter('cat thousand.bas');
    await um32.enter('pwd');
    await um32.sees('% pwd\n/home/guest/\n%', 60_000);
    const transcript = await um32.transcript();
    const shown = transcript.slice(transcript.lastIndexOf('% cat thousand.bas'));
    expect(shown.split('\n').slice(1, 1001)).toEqual(lines);
  });

  await test.step('pasted commands are each echoed at their own prompt', async () => {
    await um32.paste('pwd\ncd code\npwd\n');
    await um32.sees('% pwd\n/home/guest/\n% cd code\n% pwd\n/home/guest/code/\n%');
  });

  await test.step('logging out halts the machine', async () => {
    await um32.enter('logout');
    await um32.isIn('halted', 60_000);
    await um32.picture('halted');
  });
});

test('the codex’s key is offered as long as it is of use, and from the beginning after a wrong one', async ({
  um32,
  page,
}) => {
  const KEY = '(\\b.bb)(\\v.vv)06FHPVboundvarHRAk';
  await um32.openFile(realProgram('codex.umz'));
  const offer = page.getByRole('group', { name: 'ICFP 2006 codex' });
  const answer = offer.getByRole('button').first();
  await expect(answer).toContainText('Type the public key');
  await um32.isIn('awaiting-input', 60_000);

  // A part of a key: the codex waits for the rest of it.
  await um32.enter('wrong');
  await expect(answer).toContainText('Restart and type the public key');
  await um32.press('Alt+Enter');
  await um32.sees('Choose a command:', 60_000);
  await um32.isIn('awaiting-input', 60_000);
  expect(await um32.screen()).not.toContain('wrong');
  await expect(offer).toHaveCount(0);

  await um32.press('Alt+Shift+R');
  await expect(answer).toContainText('Type the public key');
  await um32.isIn('awaiting-input', 60_000);
  await um32.enter(KEY.replace(/k$/, 'j'));
  await um32.isIn('halted', 60_000);
  await um32.sees('wrong key');
  await expect(answer).toContainText('Restart and type the public key');
  await um32.press('Alt+Enter');
  await um32.sees('Choose a command:', 60_000);

  // Typed by hand it is no more offered either.
  await um32.press('Alt+Shift+R');
  await expect(answer).toContainText('Type the public key');
  await um32.isIn('awaiting-input', 60_000);
  await um32.enter(KEY);
  await um32.sees('Choose a command:', 60_000);
  await expect(offer).toHaveCount(0);
});

test('a password is not shown, and end of input ends UMIX', async ({ um32 }) => {
  test.setTimeout(240_000);
  const umix = realProgram('umix.um.gz');
  await um32.openFile(umix);
  await um32.sees(';login:', 30_000);
  await um32.enter('howie');
  await um32.sees('password:');
  await um32.type('xyzzy');
  await um32.sees('password: •••••');
  await um32.press('Enter');
  await um32.sees('logged in as howie', 60_000);
  expect(await um32.transcript()).not.toContain('xyzzy');
  await um32.press('ArrowUp');
  await um32.sees(/% howie$/);
  await um32.press('Control+U', 'Control+D');
  await um32.sees('UMIX shutdown: console EOF', 60_000);
  await um32.isIn('halted', 60_000);
});
