/**
 * Owns how a test drives the page: as a person does, by what is on the screen,
 * the keyboard and the buttons' names. Does not know the page's code.
 */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  test as base,
  type Download,
  expect,
  type Locator,
  type Page,
  type TestInfo,
} from '@playwright/test';
import { PROGRAMS, TRANSCRIPTS } from '../programs/folders.mjs';

export type State = 'running' | 'awaiting-input' | 'paused' | 'halted' | 'failed';

/** The path of one of the real programs; the test is skipped, by its name, where it is missing. */
export function realProgram(name: string): string {
  const path = join(PROGRAMS, name);
  base.skip(!existsSync(path), `${name} is not in ${PROGRAMS}`);
  return path;
}

/** The path of a recorded session's file; the test is skipped, by its name, where it is missing. */
export function transcriptFile(name: string): string {
  const path = join(TRANSCRIPTS, name);
  base.skip(!existsSync(path), `${name} is not in ${TRANSCRIPTS}`);
  return path;
}

export class Um32Page {
  readonly page: Page;
  readonly #test: TestInfo;

  constructor(page: Page, testInfo: TestInfo) {
    this.page = page;
    this.#test = testInfo;
  }

  async open(query = ''): Promise<void> {
    await this.page.goto(`./${query}`);
    await this.page.getByRole('button', { name: 'Open a program' }).first().waitFor();
  }

  /** The page anew, its worker beginning with this script. */
  async openWithWorker(beginning: string): Promise<void> {
    await this.page.context().route('**/worker*.js', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: beginning + (await response.text()) });
    });
    await this.open();
  }

  /** The page anew, in a browser that refuses storage. */
  async openWithoutStore(): Promise<void> {
    await this.openWithWorker(
      'IDBFactory.prototype.open = () => { throw new DOMException("refused by the test", "SecurityError"); };',
    );
  }

  /** A page in another tab of the same browser. */
  async newTab(): Promise<Um32Page> {
    const um32 = new Um32Page(await this.page.context().newPage(), this.#test);
    await um32.open();
    return um32;
  }

  /** The offer to go on with the last session. */
  get offer(): Locator {
    return this.page.getByRole('region', { name: 'Last session' });
  }

  /** Continues the last session, and says how long it took until its prompt was there, in milliseconds. */
  async resume(): Promise<number> {
    await this.offer.waitFor();
    const began = Date.now();
    await this.press('Enter');
    await this.isIn('awaiting-input', 30_000);
    return Date.now() - began;
  }

  async startSample(title: string): Promise<void> {
    await this.page.locator('.sample', { hasText: title }).click();
  }

  /** Starts a sample that asks for input, and waits until it does. */
  async playSample(title: string): Promise<void> {
    await this.startSample(title);
    await this.isIn('awaiting-input');
  }

  /** Starts Echo, and has it answer each line. */
  async playEcho(...lines: string[]): Promise<void> {
    await this.playSample('Echo');
    for (const line of lines) await this.echo(line);
  }

  /** Opens a file by the page's own button. */
  async openFile(file: string | { name: string; content: string | Buffer }): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser');
    await this.page.getByRole('button', { name: 'Open a program' }).first().click();
    const chooser = await choosing;
    await chooser.setFiles(
      typeof file === 'string'
        ? file
        : {
            name: file.name,
            mimeType: 'application/octet-stream',
            buffer: Buffer.from(file.content),
          },
    );
  }

  /**
   * The rows in sight, of all terminals or of the one in `place`, without blanks at their ends and
   * the foot.
   */
  async screen(place = ''): Promise<string> {
    const rows = await this.page.locator(`${place} .xterm-rows > div`).allTextContents();
    return rows
      .map((row) => row.replaceAll('\u00a0', ' ').trimEnd())
      .join('\n')
      .trimEnd();
  }

  async sees(text: string | RegExp, timeout = 15_000): Promise<void> {
    // What is seen is often followed by something that must come soon.
    const seen = expect.poll(() => this.screen(), { timeout, intervals: [50, 100, 200] });
    await (typeof text === 'string' ? seen.toContain(text) : seen.toMatch(text));
  }

  /** Waits until the pill shows it, and is not busy: runs too short to see are not drawn. */
  async isIn(state: State, timeout = 15_000): Promise<void> {
    await expect(this.page.locator('#state:not([aria-busy="true"])')).toHaveAttribute(
      'data-state',
      state,
      { timeout },
    );
  }

  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  async press(...keys: string[]): Promise<void> {
    for (const key of keys) await this.page.keyboard.press(key);
  }

  /** Types a line, and does not wait for the answer. */
  async enter(line: string): Promise<void> {
    await this.type(line);
    await this.press('Enter');
  }

  /**
   * Types a line to Echo, and waits for the whole of its answer: until the line
   * is delivered the state is still that from before it, and text is drawn later.
   */
  async echo(line: string): Promise<void> {
    await this.enter(line);
    const hex = Buffer.from(line)
      .toString('hex')
      .replaceAll(/..(?=.)/g, '$& ');
    await this.sees(`reversed  ${[...line].reverse().join('')}\nin hex    ${hex}`);
    await this.isIn('awaiting-input');
  }

  /** Waits until so many moments are in the store: a state in sight may be on its way there. */
  async keepsMoments(moments: number): Promise<void> {
    await expect.poll(() => this.#kept('moments')).toBe(moments);
  }

  /** Waits until a checkpoint is in the store, as soon as one is where nothing is typed. */
  async keepsCheckpoint(): Promise<void> {
    await expect.poll(() => this.#kept('checkpoints')).toBeGreaterThan(0);
  }

  /** How many there are of what a room of the store has. */
  #kept(room: string): Promise<number> {
    return this.page.evaluate(
      (room) =>
        new Promise<number>((resolve, reject) => {
          const opening = indexedDB.open('um32');
          opening.onerror = () => reject(opening.error);
          opening.onsuccess = () => {
            const database = opening.result;
            const counting = database.transaction(room).objectStore(room).count();
            counting.onerror = () => reject(counting.error);
            counting.onsuccess = () => {
              database.close();
              resolve(counting.result);
            };
          };
        }),
      room,
    );
  }

  /** Pastes text into whatever has the focus, as the clipboard would. */
  async paste(text: string): Promise<void> {
    await this.page.evaluate((pasted) => {
      const data = new DataTransfer();
      data.setData('text/plain', pasted);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
  }

  async choose(name: string): Promise<void> {
    await this.page.locator('.cards').getByRole('button', { name }).click();
  }

  /** Chooses from the ⋯ menu. */
  async fromMenu(name: string): Promise<void> {
    await this.page.getByRole('button', { name: 'More' }).click();
    await this.page.locator('.menu').getByText(name, { exact: true }).click();
  }

  /** Everything printed so far, byte for byte. */
  async output(): Promise<Buffer> {
    const { bytes } = await this.saved(() => this.fromMenu('Save output, byte for byte'));
    return bytes;
  }

  /** The open session as a file, saved from the panel of sessions, which is open. */
  exported(): Promise<{ name: string; bytes: Buffer }> {
    return this.saved(() =>
      this.page
        .locator('.is-open')
        .getByRole('button', { name: /^Export/ })
        .click(),
    );
  }

  /** The bytes of what `act` makes the page download. */
  async saved(act: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
    const downloading = this.page.waitForEvent('download');
    await act();
    const download: Download = await downloading;
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
  }

  /** Everything printed and typed so far. */
  async transcript(): Promise<string> {
    const { bytes } = await this.saved(() => this.fromMenu('Save transcript as text'));
    return bytes.toString('utf8');
  }

  /** A picture for whoever looks at the results. */
  async picture(name: string): Promise<void> {
    const path = this.#test.outputPath(`${name}.png`);
    await this.page.screenshot({ path });
    await this.#test.attach(name, { path, contentType: 'image/png' });
  }
}

/** Tests that begin with the page open. */
export const test = base.extend<{ um32: Um32Page }>({
  um32: async ({ page }, use, testInfo) => {
    const um32 = new Um32Page(page, testInfo);
    await um32.open();
    await use(um32);
  },
});

export { expect };
