/**
 * Owns the way of sessions out of the page as files, and of their files into it: what is
 * asked for, saved, taken in or played. Does not know what is in a session's file, nor what
 * else is made of one.
 */
import type { Terminal } from '@xterm/xterm';
import type { SessionCommand, SessionEvent, Shelf } from '../../protocol.ts';
import { isSessionFile } from '../../session-log/session-signature.mjs';
import { reasonOf } from '../../wording/reason.mjs';
import type { CardStack } from '../cards/card-stack.ts';
import { newsCard } from '../cards/other-cards.ts';
import { closeDialogs } from '../elements/dialogs.ts';
import { lateCode } from '../late-code.ts';
import type { ProgramFile } from '../opening/open-program.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import { saveFile } from '../saving/saving.ts';
import type { CharacterSet } from '../screen/characters.ts';
import { boldFontReady } from '../terminal/theme.ts';
import { Imports } from './imports.ts';
import { unshelvedExportCard } from './keeping-cards.ts';

const LEAST_ROWS = 24;

export interface SessionFilesOptions {
  connection: ProgramConnection;
  cards: CardStack;
  characters: () => CharacterSet;
  /** The page's terminal, whose size and face recorded sessions are played in. */
  terminal: Terminal;
  focus: () => void;
  refused: (name: string, sentence: string) => void;
  /** What was saved is not all there was. */
  savedInPart: () => void;
  /** What is kept with programs, and goes with their sessions. */
  shelves: () => Promise<readonly Shelf[]>;
}

export class SessionFiles {
  readonly #options: SessionFilesOptions;
  readonly imports: Imports;
  /** Counts what was to be played. */
  #plays = 0;

  constructor(options: SessionFilesOptions) {
    this.#options = options;
    const { cards, connection, refused } = options;
    this.imports = new Imports({ cards, ask: (command) => connection.ask(command), refused });
  }

  exportOne(id: string): Promise<void> {
    return this.#export({ type: 'export-session', id, terminal: this.#size });
  }

  exportAll(): Promise<void> {
    return this.#export({ type: 'export-all-sessions', terminal: this.#size });
  }

  /** Without its program and shelf, for whoever has the program. */
  exportToShare(id: string): void {
    const terminal = this.#size;
    this.#options.connection.ask({ type: 'export-session', id, terminal, isToShare: true });
  }

  saveTranscript(id: string): void {
    const characters = this.#options.characters();
    this.#options.connection.ask({ type: 'export-transcript', id, characters });
  }

  saveCast(id: string): void {
    this.#askForCast(id, false);
  }

  play(id: string): void {
    this.#askForCast(id, true);
  }

  /** What was asked for; a recording may be for the player. */
  heard(event: SessionEvent): void {
    switch (event.type) {
      case 'transcript':
        saveFile(event.name, event.text, 'text/plain');
        if (event.isCut) this.#options.savedInPart();
        break;
      case 'cast':
        if (event.isToPlay) void this.#playCast(event.name, event.text);
        else saveFile(event.name, event.text, 'application/x-asciicast');
        break;
      case 'import-over':
        this.imports.over(event.import);
        break;
      case 'session-file':
        saveFile(event.name, event.bytes, 'application/octet-stream');
        break;
    }
  }

  /** Takes the file if it is a session's, or plays it if it is a cast. */
  take({ name, bytes }: ProgramFile): boolean {
    if (isCast({ name })) {
      void this.#playCast(name, new TextDecoder().decode(bytes));
      return true;
    }
    if (!isSessionFile(bytes)) return false;
    this.imports.begin({ name, bytes });
    return true;
  }

  /** Plays the first of the casts, and says so where there are more; gives what is none. */
  playOneOf(files: readonly ProgramFile[]): ProgramFile[] {
    const [first, ...unplayed] = files.filter(isCast);
    if (first) this.take(first);
    if (first && unplayed.length > 0) {
      const title = 'One recording is played at a time';
      const names = unplayed.map(({ name }) => name).join(', ');
      const sentence = `It is ${first.name}. Not played: ${names}.`;
      this.#options.cards.show(newsCard('unplayed', title, sentence));
    }
    return files.filter((file) => !isCast(file));
  }

  get #size(): { columns: number; rows: number } {
    const { cols: columns, rows } = this.#options.terminal;
    // On a phone the panel where it is asked for leaves fewer.
    return { columns, rows: Math.max(rows, LEAST_ROWS) };
  }

  async #export(
    command: Extract<SessionCommand, { type: 'export-session' | 'export-all-sessions' }>,
  ): Promise<void> {
    const { cards, connection } = this.#options;
    try {
      connection.ask({ ...command, shelves: await this.#options.shelves() });
    } catch (error) {
      // The sessions are what counts.
      connection.ask(command);
      cards.show(unshelvedExportCard(reasonOf(error)));
    }
  }

  #askForCast(id: string, isToPlay: boolean): void {
    this.#options.connection.ask({ type: 'export-cast', id, ...this.#size, isToPlay });
  }

  async #playCast(name: string, text: string): Promise<void> {
    const { terminal, focus, refused } = this.#options;
    this.#plays += 1;
    const play = this.#plays;
    try {
      // The player is fetched when it is wanted first.
      const [{ readCast }, { playCast }] = await lateCode(
        () =>
          Promise.all([
            import('../player/cast.ts'),
            import('../player/player-sheet.ts'),
            boldFontReady(),
          ]),
        'Play it again later.',
      );
      // Another one is wanted by now.
      if (play !== this.#plays) return;
      const cast = readCast(text);
      closeDialogs();
      playCast(cast, terminal, focus);
    } catch (error) {
      refused(name, reasonOf(error));
    }
  }
}

function isCast({ name }: Pick<ProgramFile, 'name'>): boolean {
  return /\.cast$/i.test(name);
}
