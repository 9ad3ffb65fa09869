/**
 * The file shelf and the accounts: files go into UMIX by its own umodem and come
 * out by dump, byte for byte; a new account begins at the login prompt at once.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, realProgram, test, type Um32Page } from './um32-page.ts';

/** The shelf, as a person handles it. */
class Shelf {
  readonly #um32: Um32Page;

  constructor(um32: Um32Page) {
    this.#um32 = um32;
  }

  get panel() {
    return this.#um32.page.getByRole('tabpanel', { name: 'Files' });
  }

  file(name: string) {
    return this.panel.locator(`[data-file="${name}"]`);
  }

  async open(): Promise<void> {
    await this.#um32.press('Alt+Shift+I');
    await expect(this.panel).toBeVisible();
  }

  async add(...files: { name: string; content: string | Buffer }[]): Promise<void> {
    const choosing = this.#um32.page.waitForEvent('filechooser');
    await this.panel.getByRole('button', { name: 'Add files' }).click();
    await (await choosing).setFiles(
      files.map(({ name, content }) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(content),
      })),
    );
    for (const { name } of files) await expect(this.file(name)).toBeVisible();
  }

  async send(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: `Send ${name}`, exact: true }).click();
  }

  /** The bytes of a file on the shelf. */
  async bytes(name: string): Promise<Buffer> {
    const { bytes } = await this.#um32.saved(() =>
      this.panel.getByRole('button', { name: `Download ${name}`, exact: true }).click(),
    );
    return bytes;
  }

  async delete(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: `Delete ${name}` }).click();
    await expect(this.file(name)).toContainText('is deleted');
  }

  async fetch(name: string): Promise<void> {
    await this.panel.getByLabel('Fetch a file from UMIX').fill(name);
    await this.panel.getByRole('button', { name: 'Fetch' }).click();
  }
}

/** Drops files on the page, as a file manager does. */
async function drop(um32: Um32Page, ...files: { name: string; content: string }[]): Promise<void> {
  await um32.page.evaluate((dropped) => {
    const data = new DataTransfer();
    for (const { name, content } of dropped) data.items.add(new File([content], name));
    const target = document.querySelector('#terminal') ?? document.body;
    for (const type of ['dragenter', 'dragover', 'drop']) {
      target.dispatchEvent(
        new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }),
      );
    }
  }, files);
}

/** Every byte value in several orders, with what could be taken for an end in between. */
function everyByte(): Buffer {
  const up = Array.from({ length: 256 }, (_, value) => value);
  const words = [...Buffer.from('\r\nZYYYY\r\rZYYYYY % \n/bin/umodem x ZYYYY\nEND\r\n')];
  const shuffled = up.map((value) => (value * 37 + 11) & 255);
  return Buffer.from([...up, ...words, ...up.toReversed(), ...shuffled, ...words, ...up]);
}

/** From now on every state that the pill shows is noted; gives them, in order. */
async function statesSeen(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    const pill = document.querySelector<HTMLElement>('#state');
    const seen: string[] = [];
    Object.assign(window, { statesSeen: seen });
    if (!pill) return;
    new MutationObserver(() => seen.push(pill.dataset.state ?? '')).observe(pill, {
      attributeFilter: ['data-state'],
    });
  });
  return () =>
    page.evaluate(() => {
      const { statesSeen: seen } = window as unknown as { statesSeen: string[] };
      return seen.filter((state, at) => state !== seen[at - 1]).join(' ');
    });
}

async function bootUmix(um32: Um32Page): Promise<void> {
  await um32.openFile(realProgram('umix.um.gz'));
  await um32.sees(';login:', 60_000);
  await um32.isIn('awaiting-input');
}

test('the shelf keeps what is dropped, added and written, on one of the samples', async ({
  um32,
  page,
}) => {
  const shelf = new Shelf(um32);
  await shelf.open();
  await expect(shelf.panel).toContainText('Open a program first');
  await um32.startSample('Echo');
  await um32.isIn('awaiting-input');
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
    await drop(um32, { name: 'a.um', content: 'abcd' });
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
    await expect(shelf.panel.getByRole('alert')).toContainText('no blanks');
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
    const { violations } = await new AxeBuilder({ page }).include('#dock').analyze();
    expect(violations).toEqual([]);
  });

  await test.step('a program that is no UMIX says so, and goes on', async () => {
    await shelf.send('a.bas');
    await expect(page.locator('.card')).toContainText('UMIX is not at its shell');
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

test('files go into UMIX and come out of it byte for byte', async ({ um32, page }, testInfo) => {
  test.setTimeout(300_000);
  await bootUmix(um32);
  await um32.enter('guest');
  await um32.sees('INTRO.LOG=200@999999');
  await um32.isIn('awaiting-input');
  const shelf = new Shelf(um32);
  await shelf.open();
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
});

test('another account begins at once, and has the shelf with one click', async ({ um32, page }) => {
  test.setTimeout(300_000);
  await bootUmix(um32);
  await um32.enter('guest');
  await um32.sees('INTRO.LOG=200@999999');
  await um32.isIn('awaiting-input');
  const shelf = new Shelf(um32);
  await shelf.open();
  await shelf.add(
    { name: 'one.txt', content: 'first\r\n' },
    { name: 'two.bin', content: everyByte() },
  );
  await shelf.panel.getByRole('button', { name: 'Send all' }).click();
  await um32.sees(/\[sent one\.txt, 6 bytes\]\n(.*\n)*% \[sent two\.bin/);
  await um32.isIn('awaiting-input');
  const accounts = page.getByRole('tabpanel', { name: 'Accounts' });

  await test.step('a name and a password are noted, and filled in at a fresh prompt', async () => {
    await um32.press('Alt+Shift+U');
    await accounts.getByLabel('Name', { exact: true }).fill('howie');
    await accounts.getByLabel('Password', { exact: true }).fill('xyzzy');
    await accounts.getByRole('button', { name: 'Note it' }).click();
    await expect(accounts.locator('[data-account="howie"]')).toContainText('••••••');
    await um32.picture('accounts');
    const { violations } = await new AxeBuilder({ page }).include('#dock').analyze();
    expect(violations).toEqual([]);
    const beganMs = Date.now();
    await accounts.getByRole('button', { name: 'Log in as howie' }).click();
    await um32.sees('logged in as howie', 30_000);
    test.info().annotations.push({ type: 'log in', description: `${Date.now() - beganMs} ms` });
    expect(await um32.screen()).toMatch(/;login: howie\npassword: •••••\n/);
    expect(await um32.transcript()).not.toContain('xyzzy');
  });

  await test.step('the shelf goes along with one click', async () => {
    await expect(page.locator('.card')).toContainText('Logged in, to an empty home');
    await um32.picture('send-again');
    await um32.choose('Send all 2 again');
    await um32.sees(/\[sent one\.txt, 6 bytes\]\n(.*\n)*% \[sent two\.bin/);
    await um32.isIn('awaiting-input');
    await page.locator('#glass').click();
    await um32.enter('cat one.txt');
    await um32.sees(/% cat one\.txt\nfirst\n/);
  });

  await test.step('both sessions are kept', async () => {
    await um32.press('Alt+Shift+N');
    const sessions = page.getByRole('tabpanel', { name: 'Sessions' });
    await expect(sessions).toContainText('howie in umix.um.gz');
    await expect(sessions).toContainText('guest in umix.um.gz');
    await sessions.getByRole('button', { name: 'Continue guest in umix.um.gz' }).click();
    await um32.sees(/logged in as guest\n(.*\n)*% \[sent one\.txt/);
    await um32.isIn('awaiting-input');
    await page.locator('#glass').click();
    await um32.enter('cat one.txt');
    await um32.sees(/% cat one\.txt\nfirst\n/);
  });

  await test.step('a reload in the midst of a file goes on before it; shelf and accounts stay', async () => {
    await shelf.open();
    await shelf.add({ name: 'long.txt', content: Buffer.alloc(3_000_000, 'long ') });
    await shelf.send('long.txt');
    await expect(page.locator('.card')).toContainText('of 3,000,000 bytes', { timeout: 20_000 });
    await page.waitForTimeout(300);
    await page.reload();
    await page.getByRole('button', { name: 'Continue' }).click();
    await um32.sees(/% cat one\.txt\nfirst\n/, 60_000);
    await um32.isIn('awaiting-input', 60_000);
    expect(await um32.screen()).not.toContain('sending long.txt');
    await um32.enter('ls');
    await um32.sees(/% ls\n(.*\n)*two\.bin\n(.*\n)*/);
    expect(await um32.screen()).not.toMatch(/^long\.txt$/m);
    await shelf.open();
    await expect(shelf.file('long.txt')).toBeVisible();
    await expect(shelf.file('two.bin')).toBeVisible();
    await um32.press('Alt+Shift+U');
    await expect(accounts.locator('[data-account="howie"]')).toBeVisible();
  });

  await test.step('a wrong password is seen as work, and then there is a way back', async () => {
    // By the interpreter, so that it lasts on any computer.
    await um32.press('Alt+Shift+E');
    await page.getByRole('radio', { name: /Interpreter/ }).check();
    await page.getByRole('button', { name: 'Restart now' }).click();
    const engine = page.getByRole('tabpanel', { name: 'Engine' });
    await expect(engine).toContainText('This program: interpreter');
    await um32.sees(';login:', 60_000);
    await um32.isIn('awaiting-input', 60_000);
    await um32.press('Alt+Shift+U');
    await accounts.getByLabel('Name', { exact: true }).fill('knr');
    await accounts.getByLabel('Password', { exact: true }).fill('wrong');
    await accounts.getByRole('button', { name: 'Note it' }).click();
    const states = await statesSeen(page);
    await accounts.getByRole('button', { name: 'Log in as knr' }).click();
    await um32.isIn('halted', 60_000);
    expect(await states()).toMatch(/running halted$/);
    await expect(page.locator('.card')).toContainText('The program ended at the login');
    await um32.choose('Log in again');
    await um32.isIn('awaiting-input', 60_000);
    expect(await um32.screen()).toMatch(/;login:$/);
  });
});
