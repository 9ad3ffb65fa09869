/** Owns the check of what is made of a file that is read again, the disk played by the test. */
import { beforeEach, expect, test, vi } from 'vitest';
import type { Card } from '../cards/card-stack.ts';
import { ChangedFile } from './changed-file.ts';
import { diskOf, type ProgramFile, readNow } from './open-program.ts';

/** What the disk has; undefined where the browser does not read it. */
let onDisk: string | undefined;
let opened: ProgramFile[];
let loaded: ProgramFile[];
let refused: string[];
let cards: Card[];
let restarts: number;
/** Calls of the browser's own dialog, which nothing is chosen in. */
let asked: number;

beforeEach(() => {
  [onDisk, opened, loaded, refused, cards, restarts, asked] = ['one', [], [], [], [], 0, 0];
  const showOpenFilePicker = async (): Promise<never> => {
    asked += 1;
    throw new DOMException('nothing was chosen', 'AbortError');
  };
  vi.stubGlobal('window', { showOpenFilePicker });
});

/** A file that was read with this text. */
async function fileOnDisk(
  text: string,
  { name = 'prog.ums', isKept = false } = {},
): Promise<ProgramFile> {
  const now = async (): Promise<File> => {
    if (onDisk === undefined) throw new DOMException('', 'NotReadableError');
    return new File([onDisk], name);
  };
  const later = onDisk;
  onDisk = text;
  const file = await readNow({ name, now, isKept });
  onDisk = later;
  return file;
}

const text = ({ bytes }: ProgramFile): string => new TextDecoder().decode(bytes);

/** With this file running, and perhaps another that was to be opened since. */
function changedFile(file: ProgramFile, latest = file, isPrecious = false): ChangedFile {
  return new ChangedFile({
    connection: () => ({
      files: { file, latest },
      isPrecious,
      program: { name: file.name, imageBytes: 4, sha256: '' },
      load: (one) => loaded.push(one),
    }),
    opening: {
      opened: (one) => opened.push(one),
      refused: (_, sentence) => refused.push(sentence),
    },
    restart: () => {
      restarts += 1;
    },
    cards: {
      show: (card) => cards.push(card),
      drop: () => cards.pop() !== undefined,
    },
  });
}

const answer = (label: string): void => {
  const found = cards.at(-1)?.answers.find((one) => one.label === label);
  if (!found) throw new Error(`There is no ${label}.`);
  found.choose();
};

test('a changed file is opened as it is now, and can be once more', async () => {
  const changed = changedFile(await fileOnDisk('one'));
  onDisk = 'two';
  await changed.open();
  expect(opened.map(text)).toEqual(['two']);
  expect(opened[0] && diskOf(opened[0])).toBeDefined();
  expect(cards).toEqual([]);
});

test('one that has not changed is told to be so, and restarted where that is wanted', async () => {
  await changedFile(await fileOnDisk('one')).open();
  expect(opened).toEqual([]);
  expect(cards.map(({ title }) => title)).toEqual(['prog.ums has not changed']);
  expect(cards[0]?.answers.map(({ label }) => label)).toEqual(['Restart it', 'Dismiss']);
  answer('Restart it');
  expect(restarts).toBe(1);
});

test('what was said of it before is gone when it is opened again', async () => {
  const changed = changedFile(await fileOnDisk('one'));
  await changed.open();
  onDisk = 'two';
  await changed.open();
  expect(opened.map(text)).toEqual(['two']);
  expect(cards).toEqual([]);
});

test('the one that was refused is opened again, changed or not', async () => {
  onDisk = 'mistaken';
  await changedFile(await fileOnDisk('one'), await fileOnDisk('mistaken')).open();
  expect(opened.map(text)).toEqual(['mistaken']);
});

test('where the browser has but the file it was given, it is to be chosen again', async () => {
  await changedFile(await fileOnDisk('one', { isKept: true })).open();
  expect(cards[0]?.answers.map(({ label }) => label)).toEqual([
    'Restart it',
    'Choose it',
    'Dismiss',
  ]);
  answer('Choose it');
  expect(asked).toBe(1);
  onDisk = undefined;
  await changedFile(await fileOnDisk('one', { isKept: true })).open();
  expect([asked, refused]).toEqual([2, []]);
});

test('one that is gone is told of', async () => {
  onDisk = undefined;
  await changedFile(await fileOnDisk('one')).open();
  expect(refused).toEqual([
    'prog.ums could not be read again. It is no longer where it was, or may not be read.',
  ]);
  expect(asked).toBe(0);
});

test('after a restart each change is told until it is dismissed, and what has not changed never', async () => {
  const changed = changedFile(await fileOnDisk('one'));
  await changed.look();
  expect(cards).toEqual([]);
  for (const [now, told] of [
    ['two', 1],
    ['two', 2],
    ['one', 2],
  ] as const) {
    onDisk = now;
    await changed.look();
    expect(cards).toHaveLength(told);
  }
  expect(cards[0]?.title).toBe('prog.ums has changed on disk');
  answer('Dismiss');
  onDisk = 'two';
  await changed.look();
  expect(cards).toHaveLength(2);
  onDisk = 'three';
  await changed.look();
  expect(cards).toHaveLength(3);
  onDisk = 'four';
  answer('Run the changed one');
  await expect.poll(() => loaded.map(text)).toEqual(['four']);
});

test('what would lose something is asked about before the changed one runs', async () => {
  const changed = changedFile(await fileOnDisk('one'), undefined, true);
  onDisk = 'two';
  await changed.look();
  answer('Run the changed one');
  await expect.poll(() => opened.map(text)).toEqual(['two']);
  expect(loaded).toEqual([]);
});

test('after a restart nothing is said of what was refused as it is, of another file, of one that is gone', async () => {
  onDisk = 'mistaken';
  await changedFile(await fileOnDisk('one'), await fileOnDisk('mistaken')).look();
  onDisk = 'two';
  await changedFile(
    await fileOnDisk('one'),
    await fileOnDisk('other', { name: 'other.ums' }),
  ).look();
  onDisk = undefined;
  await changedFile(await fileOnDisk('one')).look();
  expect(cards).toEqual([]);
});

test('after a restart a file that the browser refuses is told to be another, until that is dismissed', async () => {
  const changed = changedFile(await fileOnDisk('one', { isKept: true }));
  onDisk = undefined;
  await changed.look();
  answer('Dismiss');
  await changed.look();
  expect(cards.map(({ title }) => title)).toEqual(['prog.ums has changed on disk, or is gone']);
  answer('Choose it');
  expect(asked).toBe(1);
});
