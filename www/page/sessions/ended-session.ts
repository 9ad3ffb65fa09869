/**
 * Owns what is offered where a session is gone on with whose program had halted. Does not know
 * how a session is gone on with.
 */
import type { HistoryPiece } from '../../protocol.ts';
import { endsInAnnouncement } from '../../session-log/dump-announcement.mjs';
import type { CardStack } from '../cards/card-stack.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import { endedCard } from './keeping-cards.ts';

export interface EndedSessionOptions {
  connection: ProgramConnection;
  cards: CardStack;
  /** Asks for a file to open. */
  chooseFile: () => void;
  /** Takes back what was typed last. */
  undo: () => void;
}

export class EndedSession {
  readonly #options: EndedSessionOptions;
  /** What a session showed before is shown again; the next state is the one it is found in. */
  #isRecalled = false;
  /** A program was printed at the end of that, which was only caught for the tab it was printed in. */
  #hasPrinted = false;

  constructor(options: EndedSessionOptions) {
    this.#options = options;
  }

  recalled(pieces: readonly HistoryPiece[]): void {
    this.#isRecalled = true;
    this.#hasPrinted = endsInAnnouncement(pieces.at(-1)?.output);
  }

  stateChanged(): void {
    if (this.#options.connection.state === 'halted' && this.#isRecalled) this.#tell();
    this.#isRecalled = false;
  }

  #tell(): void {
    const { cards, connection, chooseFile, undo } = this.#options;
    cards.show(
      endedCard(connection.program?.name ?? 'The program', {
        restart: () => connection.restart(),
        ...(connection.kept.head > 0 && { undo }),
        ...(this.#hasPrinted && { printAgain: () => this.#typeLastAgain() }),
        open: chooseFile,
      }),
    );
  }

  #typeLastAgain(): void {
    const { connection, undo } = this.#options;
    const { id, head } = connection.kept;
    undo();
    connection.ask({ type: 'type-again', id, head: head - 1 });
  }
}
