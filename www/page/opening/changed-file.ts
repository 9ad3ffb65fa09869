/**
 * Owns the way from an editor back into the page: the file that was opened last is read anew
 * and opened, and after a restart it is told when it is another one by now, until that is
 * dismissed. Comes when it is wanted; does not know how a browser reads a file again
 * (open-program.ts), nor when opening it is asked about (arrivals.ts).
 */
import type { Answer, Card, CardStack } from '../cards/card-stack.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import { sameBytes } from '../shelf/shelf-travel.ts';
import { chooseAnew, diskOf, type Opening, type ProgramFile, readNow } from './open-program.ts';

export interface ChangedFileParts {
  connection: () => Pick<ProgramConnection, 'files' | 'isPrecious' | 'program' | 'load'>;
  opening: Opening;
  restart: () => void;
  cards: Pick<CardStack, 'show' | 'drop'>;
}

export class ChangedFile {
  readonly #parts: ChangedFileParts;
  /** What was told of and dismissed: the file, and what was read of it where it could be. */
  #known: { of: ProgramFile; bytes: Uint8Array | undefined } | undefined;

  constructor(parts: ChangedFileParts) {
    this.#parts = parts;
  }

  /** Opens it as it is now, under the rules of every file. */
  async open(): Promise<void> {
    const { connection, opening, cards } = this.#parts;
    const file = connection().files.latest;
    cards.drop('changed');
    const read = file && (await this.#readForPerson(file));
    if (!read) return;
    if (connection().files.file === file && sameBytes(read.bytes, file.bytes)) {
      cards.show(this.#unchangedCard(file));
    } else {
      opening.opened(read);
    }
  }

  /** The program begins again: tells when its file is another one by now. */
  async look(): Promise<void> {
    const { connection, cards } = this.#parts;
    const file = connection().files.latest;
    const disk = file && diskOf(file);
    if (!disk || file.name !== connection().program?.name) return;
    const bytes = (await readNow(disk).catch(() => undefined))?.bytes;
    // A file that is gone has no newer one to run.
    if (!bytes && !disk.isKept) return;
    if (connection().files.latest !== file || (bytes && sameBytes(bytes, file.bytes))) return;
    if (this.#isKnown(file, bytes)) return;
    const dismissed = (): void => {
      this.#known = { of: file, bytes };
    };
    cards.show(bytes ? this.#changedCard(file, dismissed) : this.#unreadableCard(file, dismissed));
  }

  #isKnown(file: ProgramFile, bytes: Uint8Array | undefined): boolean {
    if (this.#known?.of !== file) return false;
    const { bytes: before } = this.#known;
    return before && bytes ? sameBytes(before, bytes) : before === bytes;
  }

  /** Undefined where it cannot be read, which the person then knows. */
  async #readForPerson(file: ProgramFile): Promise<ProgramFile | undefined> {
    const disk = diskOf(file);
    if (!disk) return undefined;
    try {
      return await readNow(disk);
    } catch {
      const { opening } = this.#parts;
      // Most likely it was changed, which is why it is asked for; the browser wants it chosen.
      if (disk.isKept) void chooseAnew(opening);
      else {
        const sentence = `${file.name} could not be read again. It is no longer where it was, or may not be read.`;
        opening.refused(file.name, sentence);
      }
      return undefined;
    }
  }

  /** The person has said yes to it already, unless lines would be lost. */
  async #runChanged(file: ProgramFile): Promise<void> {
    const { connection, opening } = this.#parts;
    const read = await this.#readForPerson(file);
    if (!read) return;
    if (connection().isPrecious) opening.opened(read);
    else connection().load(read);
  }

  #changedCard(file: ProgramFile, dismissed: () => void): Card {
    return card(
      `${file.name} has changed on disk`,
      'What runs is the program as it was opened.',
      { label: 'Run the changed one', choose: () => void this.#runChanged(file) },
      { label: 'Dismiss', choose: dismissed },
    );
  }

  #unreadableCard({ name }: ProgramFile, dismissed: () => void): Card {
    return card(
      `${name} has changed on disk, or is gone`,
      'This browser does not read a changed file again. Choose the file once more.',
      { label: 'Choose it', choose: () => void chooseAnew(this.#parts.opening) },
      { label: 'Dismiss', choose: dismissed },
    );
  }

  #unchangedCard(file: ProgramFile): Card {
    const { restart, opening } = this.#parts;
    const isKept = diskOf(file)?.isKept;
    const unseen = ' Some browsers do not notice a change and need the file to be chosen again.';
    const made = card(
      `${file.name} has not changed`,
      `It is as it was when it was opened; an editor may not have saved it yet.${isKept ? unseen : ''}`,
      { label: 'Restart it', choose: () => restart() },
      ...(isKept ? [{ label: 'Choose it', choose: () => void chooseAnew(opening) }] : []),
      { label: 'Dismiss', choose: () => {} },
    );
    return { ...made, takesFocus: true };
  }
}

function card(title: string, text: string, main: Answer, ...others: Answer[]): Card {
  return { name: 'changed', title, text: [text], answers: [{ ...main, isMain: true }, ...others] };
}
