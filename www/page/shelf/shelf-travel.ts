/**
 * Owns what becomes of a shelf's files when sessions travel: which go with them,
 * and how those that came stand beside those that are there, none lost. Does not
 * know how sessions' files are made up.
 */
import type { Shelf } from '../../protocol.ts';
import { nameForUmix } from './file-content.ts';
import type { ShelfFile } from './shelf-store.ts';

/** All files, by the program they are kept with. */
export function shelvesOf(kept: readonly ShelfFile[]): Shelf[] {
  const shelves = new Map<string, Shelf>();
  for (const { project, name, bytes, mode } of kept) {
    const shelf = shelves.get(project) ?? { project, files: [] };
    shelf.files.push({ name, bytes, ...(mode && { mode }) });
    shelves.set(project, shelf);
  }
  return [...shelves.values()];
}

/**
 * Which files are to be put on a shelf beside `there`: those that are not there
 * yet. One that has the name of another gets a name of its own.
 */
export function toShelve(
  there: readonly ShelfFile[],
  came: Shelf['files'],
  facts: Pick<ShelfFile, 'project' | 'changed'>,
): ShelfFile[] {
  const all = [...there];
  const added: ShelfFile[] = [];
  for (const { bytes, mode, name: given } of came) {
    // Whoever made the file may have written anything there, and names are typed to a shell.
    const wanted = nameForUmix(given);
    const isTaken = all.some(({ name }) => name === wanted);
    const isThere = all.some((file) => isNameOf(file.name, wanted) && sameBytes(file.bytes, bytes));
    if (isThere) continue;
    const name = isTaken ? freeName(wanted, all) : wanted;
    const file = { ...facts, name, bytes, ...(mode && { mode }) };
    all.push(file);
    added.push(file);
  }
  return added;
}

/** A name like this one that no file has. */
export function freeName(name: string, files: readonly { name: string }[]): string {
  const taken = new Set(files.map((file) => file.name));
  for (let number = 2; ; number++) {
    const free = numbered(name, number);
    if (!taken.has(free)) return free;
  }
}

export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/** Whether a file that came as `wanted` may have been put on the shelf as `name`. */
function isNameOf(name: string, wanted: string): boolean {
  if (name === wanted) return true;
  const number = Number(/-(\d+)(?:\.[^.]*)?$/.exec(name)?.[1]);
  return number >= 2 && numbered(wanted, number) === name;
}

function numbered(name: string, number: number): string {
  return name.replace(/(\.[^.]*)?$/, `-${number}$1`);
}
