/**
 * Owns the ways files come into the page: the browser's dialog, a drop
 * anywhere, a pasted file, and for a program `?program=URL` of the same site.
 * Does not know what becomes of them.
 */
import { closeDialogs } from './dialogs.ts';

export interface ProgramFile {
  name: string;
  bytes: Uint8Array;
}

export interface Opening {
  opened: (file: ProgramFile) => void;
  /** It could not be had; the sentence says why and what to do. */
  refused: (name: string, sentence: string) => void;
}

/** Where files go that may be several: dropped, pasted, chosen for the shelf. */
export interface Arriving {
  came: (files: ProgramFile[]) => void;
  refused: Opening['refused'];
}

/** Asks for a file with the browser's own dialog. */
export function chooseFile({ opened, refused }: Opening): void {
  choose(false, { came: ([file]) => file && opened(file), refused });
}

/** Asks for any number of files with the browser's own dialog. */
export function chooseFiles(arriving: Arriving): void {
  choose(true, arriving);
}

function choose(multiple: boolean, arriving: Arriving): void {
  const field = document.createElement('input');
  field.type = 'file';
  field.multiple = multiple;
  field.addEventListener('change', () => void readFiles(field.files ?? [], arriving));
  field.click();
}

/** True when a file was pasted, which then arrives. */
export function openPasted({ clipboardData }: ClipboardEvent, arriving: Arriving): boolean {
  if (!clipboardData || clipboardData.files.length === 0) return false;
  const files = [...clipboardData.files];
  // A spreadsheet gives its cells as a picture too: the text is what was copied.
  const text = clipboardData.getData('text/plain');
  if (text !== '' && !onlyNames(text, files)) return false;
  void readFiles(files, arriving);
  return true;
}

/** The text beside files that a file manager gives: their names or paths, a line each. */
function onlyNames(text: string, files: readonly File[]): boolean {
  const names = new Set(files.map(({ name }) => name));
  const lines = text.trim().split(/\s*[\r\n]\s*/);
  return lines.every((line) => names.has(line.split(/[/\\]/).pop() ?? ''));
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
    void readFiles(event.dataTransfer?.files ?? [], arriving);
  });
}

/** Opens what `?program=` names, if the address has it. */
export async function openFromAddress(address: string, opening: Opening): Promise<void> {
  const page = new URL(address);
  const wanted = page.searchParams.get('program');
  if (!wanted) return;
  let url: URL;
  let name: string;
  try {
    url = new URL(wanted, page);
    name = decodeURIComponent(url.pathname.split('/').pop() || 'program.um');
  } catch {
    opening.refused(wanted, `“${wanted}” in this page’s address is not an address of a program.`);
    return;
  }
  if (url.origin !== page.origin) {
    opening.refused(
      name,
      `This page opens programs of its own site only, and ${name} is on ${url.host || 'another one'}. Download it and open the file.`,
    );
    return;
  }
  try {
    const answer = await fetch(url);
    if (!answer.ok) {
      opening.refused(
        name,
        `${url.pathname} could not be fetched: the site answered ${answer.status}. Check the address, or open the file itself.`,
      );
      return;
    }
    opening.opened({ name, bytes: new Uint8Array(await answer.arrayBuffer()) });
  } catch {
    opening.refused(
      name,
      `${url.pathname} could not be fetched: the site did not answer. Try again, or open the file itself.`,
    );
  }
}

async function readFiles(files: Iterable<File>, { came, refused }: Arriving): Promise<void> {
  const read: ProgramFile[] = [];
  for (const file of files) {
    try {
      read.push({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) });
    } catch {
      refused(
        file.name,
        `${file.name} could not be read. If it is a folder, take the files inside it; if it is very large, the browser may have refused it.`,
      );
    }
  }
  if (read.length > 0) came(read);
}
