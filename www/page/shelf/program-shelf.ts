/**
 * Owns the files that are kept for the loaded program: how they come onto its shelf, stay there
 * under names of their own, and are changed. Does not know how files go into UMIX and come out
 * of it, nor how a panel looks.
 */
import type { Shelf } from '../../protocol.ts';
import { reasonOf } from '../../wording/reason.mjs';
import type { CardStack } from '../cards/card-stack.ts';
import type { ProgramFile } from '../opening/open-program.ts';
import { editableText, nameForUmix } from './file-content.ts';
import type { NotKept, WrittenFile } from './file-editor.ts';
import { cameAlongCard, notShelvedCard, overwriteCard } from './shelf-cards.ts';
import type { ShelfFile, ShelfStore } from './shelf-store.ts';
import { freeName, sameBytes, shelvesOf, toShelve } from './shelf-travel.ts';

export interface ProgramShelfOptions {
  store: ShelfStore;
  cards: CardStack;
  /** The hash of the loaded program; empty when none is. */
  project: () => string;
  /** What is kept for the loaded program was read again. */
  changed: () => void;
  /** What was done, in a sentence. */
  said: (sentence: string) => void;
}

export class ProgramShelf {
  readonly #options: ProgramShelfOptions;
  #files: readonly ShelfFile[] = [];

  constructor(options: ProgramShelfOptions) {
    this.#options = options;
  }

  get files(): readonly ShelfFile[] {
    return this.#files;
  }

  get project(): string {
    return this.#options.project();
  }

  named(name: string): ShelfFile | undefined {
    return this.#files.find((file) => file.name === name);
  }

  /** What is kept is read again: another program, another tab. */
  async refresh(): Promise<void> {
    const project = this.project;
    const files = project === '' ? [] : await this.#options.store.all('files', project);
    // Another program may have come meanwhile.
    if (project !== this.project) return;
    this.#files = files;
    this.#options.changed();
  }

  /** What goes with exported sessions. */
  async shelves(): Promise<Shelf[]> {
    return shelvesOf(await this.#options.store.allFiles());
  }

  /** A file as of now, not kept yet. */
  fileOf(name: string, bytes: Uint8Array): ShelfFile {
    return { project: this.project, name, bytes, changed: Date.now() };
  }

  /** False, and said so, when it cannot be kept. */
  async put(file: ShelfFile): Promise<boolean> {
    try {
      await this.#options.store.put('files', file);
      await this.refresh();
      return true;
    } catch (error) {
      const sentence = reasonOf(error);
      this.#options.cards.show(notShelvedCard([file.name], sentence));
      return false;
    }
  }

  /** Puts files on the shelf; where another has the name, it asks. Gives those that are there now. */
  async add(files: readonly ProgramFile[]): Promise<ShelfFile[]> {
    await this.refresh();
    const added: ShelfFile[] = [];
    for (const { name: given, bytes } of files) {
      const file = this.fileOf(nameForUmix(given), bytes);
      const there = this.named(file.name);
      if (there && !sameBytes(there.bytes, bytes)) {
        this.#options.cards.show(
          overwriteCard(file.name, {
            replace: () => void this.put({ ...file, ...(there.mode && { mode: there.mode }) }),
            both: () => void this.#putBeside(file),
          }),
        );
      } else if (there || (await this.put(file))) {
        added.push(there ?? file);
      }
    }
    return added;
  }

  /** Files that came with sessions go beside those that are there. */
  async takeShelves(shelves: readonly Shelf[]): Promise<void> {
    const added: string[] = [];
    for (const { project, files } of shelves) {
      const there = await this.#options.store.all('files', project);
      for (const file of toShelve(there, files, { project, changed: Date.now() })) {
        if (await this.put(file)) added.push(file.name);
      }
    }
    if (added.length > 0) this.#options.cards.show(cameAlongCard(added));
  }

  /** On the shelf that it was written for. Gives the reason where it is not kept. */
  async keepText(written: WrittenFile): Promise<NotKept | undefined> {
    const { project, program, name, text, before, textBefore } = written;
    const { store } = this.#options;
    try {
      const files = await store.all('files', project);
      if (name !== before && files.some((file) => file.name === name)) {
        return { sentence: `Another file is called ${name}. Choose another name.` };
      }
      const old = files.find((file) => file.name === before);
      const textThere = old && (editableText(old.bytes) ?? '');
      const same = old && textThere === text;
      if (textThere !== undefined && textThere !== textBefore && !same) {
        const sentence = `${before} on the shelf was changed since you began, in another tab perhaps. Keep yours again to replace it.`;
        return { sentence, textThere };
      }
      const bytes = same ? old.bytes : new TextEncoder().encode(text);
      const mode = old?.mode && { mode: old.mode };
      await store.put('files', { project, name, bytes, changed: Date.now(), ...mode });
      if (old && name !== before) await store.drop('files', old);
    } catch (error) {
      return { sentence: reasonOf(error) };
    }
    await this.refresh();
    const whose = project === this.project ? '' : ` of ${program}`;
    this.#options.said(`${name} is on the shelf${whose}.`);
    return undefined;
  }

  /** On the shelf that it came for, under a name of its own; another program may be open by now. */
  async #putBeside(file: ShelfFile): Promise<void> {
    const there = await this.#options.store.all('files', file.project);
    await this.put({ ...file, name: freeName(file.name, there) });
  }
}
