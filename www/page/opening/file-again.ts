/**
 * Owns when the file that was opened last can be opened once more, and the bringing of the code
 * that does it: few need it before they have changed their program. Does not know how a file
 * is read again, nor what is said of it (changed-file.ts).
 */
import { reasonOf } from '../../wording/reason.mjs';
import { lateCode } from '../late-code.ts';
import type { ChangedFile, ChangedFileParts } from './changed-file.ts';
import { diskOf } from './open-program.ts';

export class FileAgain {
  readonly #parts: ChangedFileParts;
  #coming: Promise<ChangedFile> | undefined;

  constructor(parts: ChangedFileParts) {
    this.#parts = parts;
  }

  get isPossible(): boolean {
    const { latest } = this.#parts.connection().files;
    return latest !== undefined && diskOf(latest) !== undefined;
  }

  /** Opens it as it is now. */
  async open(): Promise<void> {
    const name = this.#parts.connection().files.latest?.name ?? '';
    try {
      await (await this.#bring()).open();
    } catch (error) {
      this.#parts.opening.refused(name, reasonOf(error));
    }
  }

  /** The program begins again: whether its file has changed meanwhile is worth a word. */
  async look(): Promise<void> {
    try {
      if (this.isPossible) await (await this.#bring()).look();
    } catch {
      // Nobody asked.
    }
  }

  async #bring(): Promise<ChangedFile> {
    this.#coming ??= lateCode(
      async () => new (await import('./changed-file.ts')).ChangedFile(this.#parts),
      'Open the file again later.',
    );
    try {
      return await this.#coming;
    } catch (error) {
      this.#coming = undefined;
      throw error;
    }
  }
}
