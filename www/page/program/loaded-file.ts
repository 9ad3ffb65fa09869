/**
 * Owns the file that the loaded program was begun with, as far as the page has it: which
 * of the files on their way to the worker is the one that begins, and which was the last of
 * them; and who waits for the image instead. Does not know how a file is loaded.
 */
import type { ProgramFile } from '../opening/open-program.ts';

/** A program's file, or its image where that is all there is. */
export type FileOrImage = Readonly<ProgramFile & { isImage?: boolean }>;

/** Why it is no program, in a sentence; none where it is one. */
type Answered = (sentence?: string) => void;

export class LoadedFile {
  /** On their way, by number, until the worker says that they begin or are refused. */
  readonly #loading = new Map<number, ProgramFile>();
  /** Not to begin yet, or not at all; by number, too. */
  readonly #lookedAt = new Map<number, { file: ProgramFile; answered: Answered }>();
  /** Who waits for the image, in the order they asked. */
  readonly #imageWanted: ((image: FileOrImage | undefined) => void)[] = [];
  #last = 0;
  #sha256: string | undefined;
  #file: ProgramFile | undefined;
  #latest: ProgramFile | undefined;

  /** Undefined where none is loaded, or it came by another way: the worker has its image. */
  get file(): ProgramFile | undefined {
    return this.#file;
  }

  /** What was on its way last, become of it what may; undefined once something else begins. */
  get latest(): ProgramFile | undefined {
    return this.#latest;
  }

  /** Gives the number that the worker answers with. */
  load(file: ProgramFile): number {
    this.#last += 1;
    this.#loading.set(this.#last, file);
    this.#latest = file;
    return this.#last;
  }

  /** As `load`, of one that the worker is only to look at. */
  lookAt(file: ProgramFile, answered: Answered): number {
    this.#last += 1;
    this.#lookedAt.set(this.#last, { file, answered });
    return this.#last;
  }

  /** Refused, it was the latest that was to be loaded. */
  lookedAt(load: number, sentence?: string): void {
    const { file, answered } = this.#lookedAt.get(load) ?? {};
    this.#lookedAt.delete(load);
    if (sentence !== undefined) this.#latest = file;
    answered?.(sentence);
  }

  /** A program begins: that of the file of this number, or one that came by another way or begins again. */
  begins({ sha256 }: { sha256: string }, load = 0): void {
    const file = this.#loading.get(load);
    const isOther = file === undefined && sha256 !== this.#sha256;
    if (file || isOther) this.#file = file;
    this.#loading.delete(load);
    if (isOther && this.#loading.size === 0) this.#latest = undefined;
    this.#sha256 = sha256;
  }

  /** Something is not to be had: the file of this number, which it gives, or what has none. */
  refused(load = 0): ProgramFile | undefined {
    const file = this.#loading.get(load) ?? this.#lookedAt.get(load)?.file;
    this.#loading.delete(load);
    this.#lookedAt.delete(load);
    return file;
  }

  /** The image that the worker was just asked for, where there is one. */
  image(): Promise<FileOrImage | undefined> {
    return new Promise((resolve) => this.#imageWanted.push(resolve));
  }

  /** The worker has answered whoever asked first. */
  imageCame(image?: FileOrImage): void {
    this.#imageWanted.shift()?.(image);
  }

  /** Nobody will begin what was on its way, nor answer. */
  lost(): void {
    this.#loading.clear();
    this.#lookedAt.clear();
    for (const answer of this.#imageWanted.splice(0)) answer(undefined);
  }

  closed(): void {
    this.#file = undefined;
    this.#latest = undefined;
    this.#sha256 = undefined;
  }
}
