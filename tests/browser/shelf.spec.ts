/**
 * The file shelf: files go into UMIX by its own umodem and come out by dump,
 * byte for byte.
 */
import { drop, echosShelf, everyByte, guestsShelf, Shelf } from './shelf-page.ts';
import { expect, realProgram, test } from './um32-page.ts';
import { violations } from './violations.ts';

test('the shelf keeps what is dropped, added and written, on one of the samples', async ({
  um32,
  page,
}) => {
  const shelf = new Shelf(um32);
  await shelf.open();
  await expect(shelf.panel).toContainText('Open a program first');
  await um32.playSample('Echo');
  await expect(shelf.panel).toContainText('No file yet');

  await test.step('a text dropped while a program runs is shelved, not opened', async () => {
    await drop(um32, { name: 'my notes.txt', content: 'one\r\ntwo\r\n' });
    await expect(page.locator('.card')).toContainText('my_notes.txt is on the shelf');
    await um32.picture('dropped');
    await um32.choose('Dismiss');
    await expect(shelf.file('my_notes.txt')).toContainText(
      '10 bytes · text, 2 carriage returns left out',
    );
  });

  await test.step('several at once, and one that the shelf has already', async () => {
    await drop(um32, { name: 'a.bas', content: 'A' }, { name: 'b.c', content: 'B' });
    await expect(page.locator('.card')).toContainText('2 files are on the shelf');
    await um32.choose('Dismiss');
    await drop(um32, { name: 'a.bas', content: 'another A' });
    await expect(page.locator('.card')).toContainText('The shelf has another a.bas');
    await um32.choose('Keep both');
    await expect(shelf.file('a-2.bas')).toBeVisible();
    expect((await shelf.bytes('a.bas')).toString()).toBe('A');
    expect((await shelf.bytes('a-2.bas')).toString()).toBe('another A');
  });

  await test.step('what may be a program asks', async () => {
    await drop(um32, { name: 'a.um', content: 'p\0\0\0' });
    await expect(page.locator('.card')).toContainText('in place of');
    await um32.choose('Put it on the shelf');
    await expect(shelf.file('a.um')).toBeVisible();
    await um32.choose('Dismiss');
  });

  await test.step('bytes decide text or binary, and the person decides otherwise', async () => {
    await shelf.add({ name: 'every.bin', content: everyByte() });
    await expect(shelf.file('every.bin')).toContainText('binary, every byte as it is');
    await shelf.panel.getByRole('button', { name: 'Send as text every.bin' }).click();
    await expect(shelf.file('every.bin')).toContainText('text, 12 carriage returns left out');
    await expect(shelf.file('every.bin')).toContainText('as you chose');
    expect(await shelf.bytes('every.bin')).toEqual(everyByte());
  });

  await test.step('a file is written, renamed and changed in the editor', async () => {
    await shelf.panel.getByRole('button', { name: 'Write a file' }).click();
    await page.keyboard.type('bad name');
    await page.keyboard.press('Tab');
    await page.keyboard.type('V REM HELLO');
    await page.keyboard.press('Control+z');
    await page.keyboard.type('\nX END');
    await page.keyboard.press('Control+Enter');
    await expect(shelf.panel.getByRole('alert')).toContainText('no spaces');
    await shelf.panel.getByLabel('Name in UMIX').fill('hello.bas');
    await um32.picture('editor');
    await shelf.panel.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(shelf.file('hello.bas')).toBeVisible();
    await shelf.panel.getByRole('button', { name: 'Edit hello.bas' }).click();
    await shelf.panel.getByLabel('Name in UMIX').fill('hello-2.bas');
    await shelf.panel.getByRole('button', { name: 'Keep', exact: true }).click();
    await expect(shelf.file('hello-2.bas')).toBeVisible();
    await expect(shelf.file('hello.bas')).toHaveCount(0);
    expect((await shelf.bytes('hello-2.bas')).toString()).toMatch(/X END$/);
  });

  await test.step('deleted files can be had back', async () => {
    await shelf.delete('b.c');
    await shelf.panel.getByRole('button', { name: 'Undo the deletion of b.c' }).click();
    expect((await shelf.bytes('b.c')).toString()).toBe('B');
  });

  await test.step('the panel has no faults that axe knows', async () => {
    await um32.picture('panel');
    expect(await violations(page, '#dock')).toEqual([]);
  });

  await test.step('a program that is no UMIX says so, and goes on', async () => {
    await shelf.send('a.bas');
    await expect(page.locator('.card')).toContainText('it does not ask for a command now');
    await um32.choose('Dismiss');
    await um32.isIn('awaiting-input');
    await um32.enter('still there');
    await um32.sees('ereht llits');
  });

  await test.step('all of it is there after a reload', async () => {
    await page.reload();
    await page.getByRole('button', { name: 'Continue' }).click();
    await um32.isIn('awaiting-input');
    await shelf.open();
    for (const name of ['my_notes.txt', 'a.bas', 'a-2.bas', 'b.c', 'a.um', 'hello-2.bas']) {
      await expect(shelf.file(name)).toBeVisible();
    }
    expect(await shelf.bytes('every.bin')).toEqual(everyByte());
    await expect(shelf.file('every.bin')).toContainText('as you chose');
  });
});

test('of the files chosen for the shelf those that can be read are added, and the others told of', async ({
  um32,
  page,
}) => {
  await um32.playSample('Echo');
  const shelf = new Shelf(um32);
  await shelf.open();
  // As of a folder, or of a disk that is gone.
  await page.evaluate(() => {
    const real = File.prototype.arrayBuffer;
    File.prototype.arrayBuffer = function (this: File) {
      const isGone = this.name.startsWith('gone');
      return isGone
        ? Promise.reject(new DOMException('gone', 'NotReadableError'))
        : real.call(this);
    };
  });
  await shelf.choose(
    { name: 'a.bas', content: 'A' },
    { name: 'gone.c', content: 'C' },
    { name: 'b.bas', content: 'B' },
  );
  await expect(shelf.file('a.bas')).toBeVisible();
  await expect(shelf.file('b.bas')).toBeVisible();
  await expect(shelf.news).toHaveText('2 files are on the shelf.');
  const card = page.locator('.card');
  await expect(card).toContainText('gone.c is not on the shelf');
  await expect(card).toContainText('gone.c could not be read');
  await um32.choose('Dismiss');

  await shelf.choose({ name: 'gone.c', content: 'C' }, { name: 'gone.bas', content: 'D' });
  await expect(card).toContainText('2 files are not on the shelf');
  await expect(card).toContainText('gone.c, gone.bas could not be read');
  await expect(card).toHaveCount(1);
});

test('who asks for a file of a program that is over is told why it does not come', async ({
  um32,
}) => {
  const shelf = await echosShelf(um32);
  await um32.page.locator('#glass').click();
  await um32.press('Control+d');
  await um32.isIn('halted');
  await shelf.panel.getByLabel('Fetch a file from UMIX').fill('core');
  await um32.press('Enter');
  const news = shelf.news;
  await expect(news).toHaveText(/^echo\.ums has ended and reads no more input\. Restart it/);
  // Started again it is asked.
  await um32.press('Alt+Shift+R');
  await um32.isIn('awaiting-input');
  await shelf.fetch('core');
  await expect(um32.page.locator('.card')).toContainText('it does not ask for a command now');
});

test('of two files with one name both are kept with their program, also once another is open', async ({
  um32,
  page,
}) => {
  const shelf = await echosShelf(um32);
  await shelf.add({ name: 'a.bas', content: 'A' }, { name: 'a-2.bas', content: 'second' });
  await drop(um32, { name: 'a.bas', content: 'third' });
  await expect(page.locator('.card')).toContainText('The shelf has another a.bas');
  await um32.press('Alt+Shift+X');
  await um32.startSample('A lost array');
  await um32.isIn('failed');
  await expect(shelf.panel).toContainText('No file yet');
  await um32.choose('Keep both');
  await um32.press('Alt+Shift+X');
  await um32.playSample('Echo');
  expect((await shelf.bytes('a-3.bas')).toString()).toBe('third');
  expect((await shelf.bytes('a-2.bas')).toString()).toBe('second');
  expect((await shelf.bytes('a.bas')).toString()).toBe('A');
});

test(
  'files go into UMIX and come out of it byte for byte',
  { tag: '@alone' },
  async ({ um32, page }, testInfo) => {
    test.setTimeout(300_000);
    const shelf = await guestsShelf(um32);
    const every = everyByte();
    const terminal = () => page.locator('#glass').click();

    await test.step('a file of every byte value', async () => {
      await shelf.add({ name: 'every.bin', content: every });
      await shelf.send('every.bin');
      await um32.sees(`[sent every.bin, ${every.length.toLocaleString('en-US')} bytes]`);
      await um32.sees('INTRO.UMD=10@999999|7005f80d6cd9b7b837802f1e58b11b8');
      expect(await um32.screen()).not.toContain('umodem');
      await um32.isIn('awaiting-input');
      await shelf.delete('every.bin');
      await shelf.fetch('every.bin');
      await um32.sees(`[fetched every.bin, ${every.length.toLocaleString('en-US')} bytes]`);
      await expect(shelf.file('every.bin')).toContainText('binary');
      expect(await shelf.bytes('every.bin')).toEqual(every);
      await um32.picture('every-byte');
    });

    await test.step('a text loses its carriage returns on the way, and is sent over the old one', async () => {
      await shelf.add({ name: 'text.bas', content: 'V REM HELLO\r\nX END\r\n' });
      await shelf.send('text.bas');
      await um32.sees('[sent text.bas, 18 bytes]');
      await um32.isIn('awaiting-input');
      await shelf.panel.getByRole('button', { name: 'Edit text.bas' }).click();
      await shelf.panel.getByLabel('Text of the file').fill('V REM AGAIN\nX END\n');
      await shelf.panel.getByRole('button', { name: 'Keep', exact: true }).click();
      await shelf.send('text.bas');
      await expect.poll(async () => (await um32.screen()).split('[sent text.bas').length).toBe(3);
      await um32.isIn('awaiting-input');
      await terminal();
      await um32.enter('cat text.bas');
      await um32.sees(/% cat text\.bas\nV REM AGAIN\nX END\n/);
    });

    await test.step('a directory is not written over, and none of the file is typed to the shell', async () => {
      await shelf.add({ name: 'code', content: 'ls\nls\nls\n' });
      await shelf.send('code');
      await um32.sees('[code was not sent: umodem : file code already exists.]');
      await expect(page.locator('.card')).toContainText('code was not sent');
      await um32.choose('Dismiss');
      await shelf.delete('code');
    });

    await test.step('what is not there cannot be fetched', async () => {
      await shelf.fetch('nothing');
      await um32.sees('[nothing was not fetched: cat: no such accessible file]');
      await um32.choose('Dismiss');
    });

    const long = Buffer.alloc(1_500_000, 'A LONG LINE OF TEXT\n');
    await test.step('stopped half way, the shell is the person’s again', async () => {
      await shelf.add({ name: 'long.txt', content: long });
      await shelf.send('long.txt');
      await expect(page.locator('.card')).toContainText('of 1,500,000 bytes', { timeout: 20_000 });
      await um32.picture('sending');
      // What is typed meanwhile comes after it.
      await terminal();
      await um32.type('pwd');
      await um32.press('Enter');
      await um32.choose('Stop');
      await um32.sees(/\[sending long\.txt was stopped, .*\]\n% pwd\n\/home\/guest\/\n/, 60_000);
      await um32.isIn('awaiting-input');
      await um32.enter('ls');
      await um32.sees(/% ls\ntext\.bas\nevery\.bin\n/);
      expect(await um32.screen()).not.toMatch(/^long\.txt$/m);
    });

    await test.step('a long one is sent while the page answers, and undone by one key', async () => {
      await shelf.delete('long.txt');
      await shelf.add({ name: 'long.txt', content: long.subarray(0, 300_000) });
      await shelf.send('long.txt');
      // As the page itself sees it; a busy computer holds single frames back.
      const gapsMs = await page.evaluate(
        () =>
          new Promise<number[]>((done) => {
            const gaps: number[] = [];
            let before = performance.now();
            const frame = (): void => {
              const now = performance.now();
              gaps.push(now - before);
              before = now;
              if (gaps.length < 60) requestAnimationFrame(frame);
              else done(gaps.sort((a, b) => a - b));
            };
            requestAnimationFrame(frame);
          }),
      );
      const figures = `median ${gapsMs[30]?.toFixed(0)} ms, 95 % ${gapsMs[57]?.toFixed(0)} ms`;
      testInfo.annotations.push({ type: 'between frames', description: figures });
      expect(gapsMs[30], figures).toBeLessThan(100);
      expect(gapsMs[57], figures).toBeLessThan(500);
      await um32.sees('[sent long.txt, 300,000 bytes]', 120_000);
      await um32.isIn('awaiting-input');
      await terminal();
      await um32.press('Control+Z');
      await expect.poll(() => um32.screen()).not.toContain('[sent long.txt');
      await um32.isIn('awaiting-input');
      await um32.enter('cat long.txt');
      await um32.sees('cat: no such accessible file');
    });
  },
);

test('whoever answers by key what was fetched stays in the panel', async ({ um32 }) => {
  const shelf = await guestsShelf(um32);
  await shelf.add({ name: 'a.txt', content: 'one' });
  await shelf.send('a.txt');
  await um32.sees('[sent a.txt, 3 bytes]');
  await um32.isIn('awaiting-input');
  await shelf.edit('a.txt');
  await shelf.text.fill('two');
  await shelf.keep();
  await shelf.fetch('a.txt');
  await shelf.panel.getByRole('button', { name: 'Replace a.txt on the shelf' }).focus();
  await um32.press('Enter');
  await expect(shelf.news).toHaveText('a.txt on the shelf is the fetched one now.');
  await expect(shelf.panel.getByRole('button', { name: 'Add files' })).toBeFocused();
});

test('files come, and are sent, before anybody has opened the panel, and without the network', async ({
  um32,
  page,
  context,
}) => {
  await um32.openFile(realProgram('umix.um.gz'));
  await um32.sees(';login:', 60_000);
  await um32.isIn('awaiting-input');
  await um32.enter('guest');
  await um32.sees('INTRO.LOG=200@999999');
  await um32.isIn('awaiting-input');
  await context.setOffline(true);
  await drop(um32, { name: 'poem', content: 'To be, or not\n' });
  await page.locator('.card').getByRole('button', { name: /^Send/ }).click();
  await um32.sees('sent poem, 14 bytes');
  await um32.press('Alt+Shift+I');
  const shelf = new Shelf(um32);
  await expect(shelf.panel.getByRole('alert')).toContainText('Open the panel again later.');
  await um32.press('Escape');
  await context.setOffline(false);
  await shelf.open();
  await expect(shelf.file('poem')).toBeVisible();
  await expect(shelf.news).toHaveText('Sent poem, 14 bytes.');
});

test('in the Timeline a file that was sent in parts is one moment', async ({ um32, page }) => {
  const shelf = await guestsShelf(um32);
  await shelf.add({ name: 'long.txt', content: Buffer.alloc(100_000, 'long ') });
  await shelf.send('long.txt');
  await um32.sees('[sent long.txt, 100,000 bytes]');
  await um32.isIn('awaiting-input');
  await page.locator('#glass').click();
  await um32.enter('ls');
  await um32.sees(/% ls\n(.*\n)*%$/);
  await um32.isIn('awaiting-input');
  await um32.press('Alt+Shift+H');
  const rows = page.locator('.mark');
  await expect(rows).toHaveText(['0the beginning', '1guest', '2send long.txt', '3lsnow']);
  await expect(page.locator('.timeline-where')).toHaveText('Now: after 3 of 3 lines');
  await page.getByRole('listbox', { name: 'Lines typed' }).focus();
  await um32.press('ArrowUp');
  await expect(page.getByRole('region', { name: 'The screen after 2 lines' })).toContainText(
    '[sent long.txt, 100,000 bytes]',
  );
  await um32.press('ArrowUp');
  await um32.picture('before the file');
  await um32.press('Enter');
  await um32.isIn('awaiting-input');
  await expect(page.locator('.timeline-where')).toContainText('Now: after 1 of 3 lines');
  await um32.press('Control+Shift+Z');
  await expect(page.locator('.timeline-where')).toContainText('Now: after 2 of 3 lines');
});
