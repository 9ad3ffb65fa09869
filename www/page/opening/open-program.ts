/**
 * Owns the ways files come into the page: the browser's dialog, a drop
 * anywhere, a pasted file; and what of each can be read once more. Does not
 * know what becomes of them (for `?program=URL` see program-address.ts).
 */
import { reasonOf } from '../../wording/reason.mjs';
import { closeDialogs } from '../elements/dialogs.ts';
import { lateCode } from '../late-code.ts';

export interface ProgramFile {
  name: string;
  bytes: Uint8Array;
}

/** A file as it lies on the person's disk, to be read once more. */
export interface FileOnDisk {
  name: string;
  now: () => Promise<File>;
  /**
   * The browser has no more than it was given at first. Changed since, the file is refused by
   * Chromium and WebKit, read as it is now by Firefox, and on an iPhone it was a copy.
   */
  isKept: boolean;
}

/** Beside the files and not in them: as they are they go to workers, which could not take it. */
const disks = new WeakMap<ProgramFile, FileOnDisk>();

/** A file on its way in, as it came where it did not come as a handle. */
type Coming = readonly [disk: FileOnDisk, came?: File];

declare global {
  interface Window {
    /** Not in the DOM's types: Chromium alone has it. */
    showOpenFilePicker?: (options: { multiple: boolean }) => Promise<FileSystemFileHandle[]>;
  }
}

export interface Opening {
  /** `shelve`: what else may be done with it. */
  opened: (file: ProgramFile, shelve?: () => void) => void;
  /** It could not be had; the sentence says why and what to do. */
  refused: (name: string, sentence: string) => void;
}

/** Where files go that may be several: dropped, pasted, chosen for the shelf. */
export interface Arriving {
  came: (files: ProgramFile[]) => void;
  /** Files of these names could not be read, all there were or not; the sentence says why and what to do. */
  unread: (names: readonly string[], sentence: string, isAll: boolean) => void;
}

/** Asks for a file with the browser's own dialog. */
export function chooseFile(opening: Opening): void {
  choose(false, one(opening));
}

/** Asks for any number of files with the browser's own dialog. */
export function chooseFiles(arriving: Arriving): void {
  choose(true, arriving);
}

/**
 * Asks again for a file that the browser does not read once more, with the dialog whose files
 * can be read whenever one likes, where there is one. It is not asked for at first: its
 * handles are of no use to most, and whoever drives a browser knows the field.
 */
export async function chooseAnew(opening: Opening): Promise<void> {
  let handles: FileSystemFileHandle[] | undefined;
  try {
    handles = await window.showOpenFilePicker?.({ multiple: false });
  } catch (error) {
    // Nothing was chosen; anything else means that this dialog is not to be had here.
    if (error instanceof DOMException && error.name === 'AbortError') return;
  }
  if (handles) await readFiles(handles.map(ofHandle), one(opening));
  else chooseFile(opening);
}

function one({ opened, refused }: Opening): Arriving {
  return {
    came: ([file]) => file && opened(file),
    unread: ([name = ''], sentence) => refused(name, sentence),
  };
}

function choose(multiple: boolean, arriving: Arriving): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.multiple = multiple;
  field.addEventListener('change', () => {
    void readFiles([...(field.files ?? [])].map(kept), arriving);
  });
  field.click();
}

function ofHandle(handle: FileSystemFileHandle): Coming {
  return [{ name: handle.name, now: () => handle.getFile(), isKept: false }];
}

function kept(file: File): Coming {
  return [{ name: file.name, now: async () => file, isKept: true }, file];
}

/** The files of a drop, or that were pasted. */
function filesIn({ items }: DataTransfer): Coming[] {
  return [...items].flatMap((item): Coming[] => {
    const file = item.getAsFile();
    const entry = item.webkitGetAsEntry() as FileSystemFileEntry | null;
    if (!entry) return file ? [kept(file)] : [];
    const now = (): Promise<File> => new Promise((read, refuse) => entry.file(read, refuse));
    const disk = { name: entry.name, now, isKept: false };
    // A file that a script made has an entry, too, and WebKit's leads nowhere.
    return file ? [[disk, file]] : [[disk]];
  });
}

/** True when a file was pasted, which then arrives. */
export function openPasted({ clipboardData }: ClipboardEvent, arriving: Arriving): boolean {
  if (!clipboardData || clipboardData.files.length === 0) return false;
  const files = [...clipboardData.files];
  // A spreadsheet gives its cells as a picture too: the text is what was copied.
  const text = clipboardData.getData('text/plain');
  if (text !== '' && !onlyNames(text, files)) return false;
  void readFiles(filesIn(clipboardData), arriving);
  return true;
}

/** The text beside files that a file manager gives: their names or paths, a line each. */
function onlyNames(text: string, files: readonly File[]): boolean {
  const names = new Set(files.map(({ name }) => name));
  const lines = text.trim().split(/\s*[\r\n]\s*/);
  return lines.every((line) => names.has(line.split(/[/\\]/).pop() ?? ''));
}

/** Opens what `?program=` names, if the page's address has it. */
export async function openFromAddress(opening: Opening): Promise<void> {
  const wanted = new URLSearchParams(location.search).get('program');
  if (!wanted) return;
  try {
    const { openNamed } = await lateCode(() => import('./program-address.ts'), 'Reload the page.');
    await openNamed(wanted, opening);
  } catch (error) {
    opening.refused(wanted, reasonOf(error));
  }
}

/** From now on files may be pasted anywhere but in a field. */
export function acceptPastes(arriving: Arriving): void {
  document.addEventListener('paste', (event) => {
    const { target } = event;
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    if (openPasted(event, arriving)) event.preventDefault();
  });
}

/** From now on files may be dropped anywhere on the page. */
export function acceptDrops(arriving: Arriving): void {
  const page = document.documentElement;
  const holdsFiles = (event: DragEvent): boolean =>
    event.dataTransfer?.types.includes('Files') ?? false;
  // Who enters a child leaves its parent after that; what goes away under the file is never left.
  let entered: EventTarget | null = null;
  const isOver = (part: EventTarget | null): void => {
    entered = part;
    page.classList.toggle('is-dragging', part !== null);
  };

  addEventListener('dragenter', (event) => {
    if (holdsFiles(event)) isOver(event.target);
  });
  addEventListener('dragleave', (event) => {
    if (event.target === entered) isOver(null);
  });
  addEventListener('dragover', (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    if (event.dataTransfer) event.dataTransfer.dropEffect = 'copy';
  });
  addEventListener('drop', (event) => {
    isOver(null);
    if (!holdsFiles(event)) return;
    event.preventDefault();
    // What is asked of the file cannot be answered under a dialog.
    closeDialogs();
    if (event.dataTransfer) void readFiles(filesIn(event.dataTransfer), arriving);
  });
}

async function readFiles(files: readonly Coming[], { came, unread }: Arriving): Promise<void> {
  const read: ProgramFile[] = [];
  const others: string[] = [];
  for (const [disk, file] of files) {
    try {
      read.push(await readNow(disk, file));
    } catch {
      others.push(disk.name);
    }
  }
  if (others.length > 0) {
    const sentence = `${others.join(', ')} could not be read. Instead of a folder, take the files inside it; the browser may also have refused very large ones.`;
    unread(others, sentence, read.length === 0);
  }
  if (read.length > 0) came(read);
}

/** @throws Where it is gone, or the browser refuses. */
export async function readNow(disk: FileOnDisk, came?: File): Promise<ProgramFile> {
  const bytes = new Uint8Array(await (came ?? (await disk.now())).arrayBuffer());
  const file = { name: disk.name, bytes };
  disks.set(file, disk);
  return file;
}

/** Where a file was read; undefined of what never was on a disk. */
export function diskOf(file: ProgramFile): FileOnDisk | undefined {
  return disks.get(file);
}
