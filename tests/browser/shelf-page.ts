/**
 * Owns the file shelf as a person handles it, for tests: adding, dropping,
 * sending, fetching. Does not know what a test expects of it.
 */
import type { Page } from '@playwright/test';
import { expect, realProgram, type Um32Page } from './um32-page.ts';

/** The shelf, as a person handles it. */
export class Shelf {
  readonly #um32: Um32Page;

  constructor(um32: Um32Page) {
    this.#um32 = um32;
  }

  get panel() {
    return this.#um32.page.getByRole('tabpanel', { name: 'Files' });
  }

  /** What happened last. */
  get news() {
    return this.panel.locator('.files-news').last();
  }

  file(name: string) {
    return this.panel.locator(`[data-file="${name}"]`);
  }

  get editor() {
    return this.panel.locator('.file-editor');
  }

  /** In the editor. */
  get name() {
    return this.panel.getByLabel('Name in UMIX');
  }

  /** In the editor. */
  get text() {
    return this.panel.getByLabel('Text of the file');
  }

  /** Keeps the store of files busy: who reads or writes there waits until what is given here is called. */
  async busy(): Promise<() => Promise<void>> {
    const { page } = this.#um32;
    const free = await page.evaluateHandle(async () => {
      const asked = indexedDB.open('um32-shelf');
      await new Promise((resolve) => asked.addEventListener('success', resolve));
      const files = asked.result.transaction('files', 'readwrite').objectStore('files');
      let isBusy = true;
      // A transaction lasts as long as it is asked for something.
      const again = (): void => {
        if (isBusy) files.count().addEventListener('success', again);
        else asked.result.close();
      };
      await new Promise((resolve) => files.count().addEventListener('success', resolve));
      again();
      return () => {
        isBusy = false;
      };
    });
    return () => free.evaluate((end) => end());
  }

  /** The names of the files in the store, whatever of them is drawn. */
  async kept(): Promise<string[]> {
    return this.#um32.page.evaluate(async () => {
      const asked = indexedDB.open('um32-shelf');
      await new Promise((resolve) => asked.addEventListener('success', resolve));
      const all = asked.result.transaction('files').objectStore('files').getAll();
      await new Promise((resolve) => all.addEventListener('success', resolve));
      asked.result.close();
      return all.result.map(({ name }: { name: string }) => name);
    });
  }

  async open(): Promise<void> {
    await this.#um32.press('Alt+Shift+I');
    await expect(this.panel).toBeVisible();
  }

  async add(...files: { name: string; content: string | Buffer }[]): Promise<void> {
    await this.choose(...files);
    for (const { name } of files) await expect(this.file(name)).toBeVisible();
  }

  /** Chooses files to add, and does not wait for what becomes of them. */
  async choose(...files: { name: string; content: string | Buffer }[]): Promise<void> {
    const choosing = this.#um32.page.waitForEvent('filechooser');
    await this.panel.getByRole('button', { name: 'Add files' }).click();
    await (await choosing).setFiles(
      files.map(({ name, content }) => ({
        name,
        mimeType: 'application/octet-stream',
        buffer: Buffer.from(content),
      })),
    );
  }

  /** Writes a file and leaves it in the editor. */
  async write(name: string, text: string): Promise<void> {
    await this.panel.getByRole('button', { name: 'Write a file' }).click();
    await this.name.fill(name);
    await this.text.fill(text);
  }

  async edit(name: string): Promise<void> {
    await this.panel.getByRole('button', { name: `Edit ${name}` }).click();
  }

  /** Keeps what is in the editor. */
  async keep(): Promise<void> {
    await this.editor.getByRole('button', { name: 'Keep' }).click();
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
export async function drop(
  um32: Um32Page,
  ...files: { name: string; content: string }[]
): Promise<void> {
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

/** Drops files and folders of the disk, as a file manager does. */
export async function dropPaths(page: Page, files: string[]): Promise<void> {
  const inspector = await page.context().newCDPSession(page);
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const) {
    const data = { items: [], files, dragOperationsMask: 1 };
    await inspector.send('Input.dispatchDragEvent', { type, x: 300, y: 200, data });
  }
}

/** Every byte value in several orders, with what could be taken for an end in between. */
export function everyByte(): Buffer {
  const up = Array.from({ length: 256 }, (_, value) => value);
  const words = [...Buffer.from('\r\nZYYYY\r\rZYYYYY % \n/bin/umodem x ZYYYY\nEND\r\n')];
  const shuffled = up.map((value) => (value * 37 + 11) & 255);
  return Buffer.from([...up, ...words, ...up.toReversed(), ...shuffled, ...words, ...up]);
}

/** The echo sample at its first line, with the shelf beside it. */
export async function echosShelf(um32: Um32Page): Promise<Shelf> {
  await um32.playSample('Echo');
  const shelf = new Shelf(um32);
  await shelf.open();
  return shelf;
}

/** UMIX, at its login prompt. */
async function bootUmix(um32: Um32Page): Promise<void> {
  await um32.openFile(realProgram('umix.um.gz'));
  await um32.sees(';login:', 60_000);
  await um32.isIn('awaiting-input');
}

/** UMIX at the guest's shell, with the shelf beside it. */
export async function guestsShelf(um32: Um32Page): Promise<Shelf> {
  await bootUmix(um32);
  await um32.enter('guest');
  await um32.sees('INTRO.LOG=200@999999');
  await um32.isIn('awaiting-input');
  const shelf = new Shelf(um32);
  await shelf.open();
  return shelf;
}
