/**
 * Owns the saving of the program, of what the terminal showed and it printed: under
 * which name, and what is said when a file holds only a part. Does not know
 * how a file is saved (see saving.ts), nor how much is kept.
 */
import type { Notices } from '../notices.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import type { PageSessions } from '../sessions/page-sessions.ts';
import { imageName, nameAfter, saveFile } from './saving.ts';
import type { Transcript } from './transcript.ts';

/** Parts that may be made later than this. */
export interface DownloadParts {
  connection: () => ProgramConnection;
  sessions: () => PageSessions;
  notices: () => Notices;
  transcript: Transcript;
}

export class Downloads {
  readonly #parts: DownloadParts;

  constructor(parts: DownloadParts) {
    this.#parts = parts;
  }

  /** Its file as it was opened, a sample's source among them; of one that is only kept, its image. */
  async program(): Promise<void> {
    const source = await this.#parts.connection().source();
    if (!source) return;
    const { name, bytes, isImage } = source;
    saveFile(isImage ? imageName(name) : name, bytes, 'application/octet-stream');
  }

  output(bytes: Uint8Array, truncated: boolean): void {
    saveFile(this.#name('output.bin'), bytes, 'application/octet-stream');
    if (!truncated) return;
    this.#parts
      .notices()
      .savedInPart(
        'Byte for byte there is what was printed since the session was last gone on with or went back, 64 MB at most. The transcript has what came before.',
      );
  }

  transcript(): void {
    const { text, isCut } = this.#parts.transcript.read();
    const { entries, id } = this.#parts.connection().kept;
    // What is not here any more is kept with the session.
    if (isCut && entries > 0) {
      this.#parts.sessions().files.saveTranscript(id);
      return;
    }
    saveFile(this.#name('transcript.txt'), text, 'text/plain');
    if (isCut) this.savedInPart('transcript');
  }

  savedInPart(what: string): void {
    this.#parts
      .notices()
      .savedInPart(
        `The ${what} is longer than what is kept: the file holds the latest part of it.`,
      );
  }

  #name(suffix: string): string {
    return nameAfter(this.#parts.connection().program?.name ?? '', suffix);
  }
}
