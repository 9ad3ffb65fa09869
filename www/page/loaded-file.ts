/**
 * Owns the file that the loaded program was begun with, as far as the page has it: which
 * of the files on their way to the worker is the one that begins. Does not know how a file
 * is loaded.
 */
import type { ProgramFile } from './open-program.ts';

export class LoadedFile {
  /** On its way, until the worker says that it begins or is refused. */
  #loading: ProgramFile | undefined;
  #sha256: string | undefined;
  #file: ProgramFile | undefined;

  /** Undefined where none is loaded, or it came by another way: the worker has its image. */
  get file(): ProgramFile | undefined {
    return this.#file;
  }

  load(file: ProgramFile): void {
    this.#loading = file;
  }

  /** A program begins: that file's, or one that was on its way before, or begins again. */
  begins({ name, sha256 }: { name: string; sha256: string }): void {
    if (this.#loading?.name === name) {
      this.#file = this.#loading;
      this.#loading = undefined;
    } else if (sha256 !== this.#sha256) {
      this.#file = undefined;
    }
    this.#sha256 = sha256;
  }

  /** What is called so is not to be had: a program's file, or something else. */
  refused(name: string): void {
    if (this.#loading?.name === name) this.#loading = undefined;
  }

  /** Nobody will begin what was on its way. */
  lost(): void {
    this.#loading = undefined;
  }

  closed(): void {
    this.#file = undefined;
    this.#sha256 = undefined;
  }
}
