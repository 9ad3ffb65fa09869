/**
 * Owns the file that the loaded program was begun with, as far as the page has it: which
 * of the files on their way to the worker is the one that begins. Does not know how a file
 * is loaded.
 */
import type { ProgramFile } from './open-program.ts';

export class LoadedFile {
  /** On their way, by number, until the worker says that they begin or are refused. */
  readonly #loading = new Map<number, ProgramFile>();
  #last = 0;
  #sha256: string | undefined;
  #file: ProgramFile | undefined;

  /** Undefined where none is loaded, or it came by another way: the worker has its image. */
  get file(): ProgramFile | undefined {
    return this.#file;
  }

  /** Gives the number that the worker answers with. */
  load(file: ProgramFile): number {
    this.#last += 1;
    this.#loading.set(this.#last, file);
    return this.#last;
  }

  /** A program begins: that of the file of this number, or one that came by another way or begins again. */
  begins({ sha256 }: { sha256: string }, load = 0): void {
    const file = this.#loading.get(load);
    if (file || sha256 !== this.#sha256) this.#file = file;
    this.#loading.delete(load);
    this.#sha256 = sha256;
  }

  /** Something is not to be had: the file of this number, or what has none. */
  refused(load = 0): void {
    this.#loading.delete(load);
  }

  /** Nobody will begin what was on its way. */
  lost(): void {
    this.#loading.clear();
  }

  closed(): void {
    this.#file = undefined;
    this.#sha256 = undefined;
  }
}
