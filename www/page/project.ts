/**
 * Owns what belongs to a program beyond one session: its file shelf and its
 * accounts, joined with the terminal, the cards and the dock. Does not know how
 * either is kept, shown or moved.
 */
import type { ExchangeEvent, MachineState } from '../protocol.ts';
import { PageAccounts } from './accounts/page-accounts.ts';
import type { CardStack } from './cards/card-stack.ts';
import type { Panel } from './dock/dock.ts';
import type { Opening, ProgramFile } from './opening/open-program.ts';
import type { ProgramConnection } from './program/program-connection.ts';
import { looksLikeProgram } from './shelf/file-content.ts';
import { PageShelf } from './shelf/page-shelf.ts';
import { ShelfStore } from './shelf/shelf-store.ts';

export interface ProjectOptions {
  connection: ProgramConnection;
  cards: CardStack;
  /** The unfinished last line of output. */
  lastLine: () => string;
  /** A line on the terminal that neither the program nor the person wrote. */
  note: (text: string) => void;
  /** What is typed waits until the program is said to ask. */
  hold: () => void;
  /** Leaves for a new session of the program. */
  startOver: () => void;
  /** Types a line at the prompt that is there. */
  answer: (text: string) => void;
  openProgram: Opening['opened'];
  refused: (name: string, sentence: string) => void;
  focusTerminal: () => void;
  showAccounts: () => void;
  /** Does it, or asks first where something would be lost to it. */
  unlessPrecious: (verb: string, how: string, act: () => void) => void;
}

export class Project {
  readonly shelf: PageShelf;
  readonly accounts: PageAccounts;
  readonly #options: ProjectOptions;

  constructor(options: ProjectOptions) {
    this.#options = options;
    const { connection, cards } = options;
    const store = new ShelfStore(() => {
      void this.shelf.refresh();
      void this.accounts.refresh();
    });
    this.shelf = new PageShelf({
      connection,
      cards,
      store,
      note: options.note,
      moving: options.hold,
      openProgram: options.openProgram,
    });
    this.accounts = new PageAccounts({
      connection,
      cards,
      store,
      lastLine: options.lastLine,
      startOver: options.startOver,
      answer: options.answer,
      focusTerminal: options.focusTerminal,
      unlessPrecious: options.unlessPrecious,
      loggedIn: () => this.shelf.offerToSendAgain(),
      showPanel: options.showAccounts,
    });
  }

  get panels(): readonly Panel[] {
    return [this.shelf.panel, this.accounts.panel];
  }

  /** Closing the tab would lose something: a text that is written, and not kept. */
  get isLostByClosing(): boolean {
    return this.shelf.panel.made?.isUnkept === true;
  }

  /** Another program begins, or another moment of one. */
  begins(): void {
    this.shelf.programBegins();
    this.accounts.programBegins();
  }

  /** Gives what is typed for the person now, if anything. */
  stateChanged(state: MachineState): string | undefined {
    this.shelf.stateChanged();
    if (state === 'awaiting-input') return this.accounts.asked();
    if (state === 'halted' || state === 'failed') void this.accounts.ended();
    if (state === 'empty') this.begins();
    return undefined;
  }

  heard(event: ExchangeEvent): void {
    this.shelf.heard(event);
  }

  /** Files came in by themselves, dropped or pasted. */
  take(files: readonly ProgramFile[]): void {
    const { connection, openProgram, refused } = this.#options;
    const [only] = files;
    if (!only) return;
    if (!connection.program) {
      if (files.length === 1) openProgram(only);
      else refused(only.name, `${files.length} files came at once. Open one program at a time.`);
    } else if (files.length > 1 || !looksLikeProgram(only)) {
      void this.shelf.take(files);
    } else {
      openProgram(only, () => void this.shelf.take(files));
    }
  }
}
