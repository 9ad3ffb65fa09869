/**
 * Owns the sharing of sessions in the page: the link out of it and the link into
 * it, the program asked for where it is missing, and the watching of a shared
 * session, line by line, until the person takes over. Does not know what is in a
 * link's text.
 */
import type { SessionEvent } from '../../protocol.ts';
import { FRAGMENT } from '../../session-log/shared-session.mjs';
import { reasonOf } from '../../wording/reason.mjs';
import type { Card, CardStack } from '../cards/card-stack.ts';
import { newsCard } from '../cards/other-cards.ts';
import { lateCode } from '../late-code.ts';
import type { ProgramFile } from '../opening/open-program.ts';
import type { ProgramConnection } from '../program/program-connection.ts';
import { watchingCard } from './watching-card.ts';

/** Between an answer and the next line, while a shared session is watched. */
const LINE_MS = 900;

export interface SharingOptions {
  connection: ProgramConnection;
  cards: CardStack;
  /** Asks for a file to open. */
  chooseFile: () => void;
  /** Saves the session as a file, without its program. */
  saveFile: (id: string) => void;
  goTo: (entries: number) => void;
  /** Leaves the session that is open for another one, unless something would be lost and is to stay. */
  unlessLost: (leave: () => void) => void;
  /** Shows a line that is typed again. */
  showTyped: (echo: string) => void;
  /** The person has begun a line. */
  isTyping: () => boolean;
  focus: () => void;
}

export class Sharing {
  readonly #options: SharingOptions;
  /** The link or file opened last. */
  #shared: string | Uint8Array = '';
  /** Its program is missing: the next file opened is to be it. */
  #wantsProgram = false;
  /** The session that is watched, and the lines of it typed by now. */
  #watched: { id: string; entries: number; typed: number; isOn: boolean } | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(options: SharingOptions) {
    this.#options = options;
    addEventListener('hashchange', () => this.openFromAddress());
  }

  /** Opens the session in the page's address, if there is one; it is in the list of sessions then. */
  openFromAddress(): void {
    const { hash } = location;
    if (!hash.startsWith(FRAGMENT)) return;
    // A second load of the page is not to open it a second time.
    history.replaceState(null, '', `${location.pathname}${location.search}`);
    this.#open(hash.slice(FRAGMENT.length));
  }

  /** Asks for a link to the open session. */
  share(): void {
    this.#options.connection.ask({ type: 'share-session' });
  }

  /** The program that was asked for. */
  takeProgram(file: ProgramFile): boolean {
    if (!this.#wantsProgram) return false;
    this.#open(this.#shared, file);
    return true;
  }

  heard(event: SessionEvent): void {
    const { cards } = this.#options;
    switch (event.type) {
      case 'shared':
        void this.#showLink(event);
        break;
      case 'shared-file':
        this.#open(event.bytes);
        break;
      case 'share-needs-program':
        this.#wantsProgram = true;
        void this.#showWanted(event);
        break;
      case 'share-opened':
        cards.drop('share-program');
        cards.drop('refused-session');
        if (event.entries > 0) {
          this.#watched = { id: event.id, entries: event.entries, typed: 0, isOn: true };
          this.#options.goTo(0);
          this.#show();
        }
        break;
      case 'typed-again':
        if (event.echo !== undefined) this.#options.showTyped(event.echo);
        break;
      case 'session':
        this.#follow(event);
        break;
    }
  }

  async #showLink({ text, id }: Extract<SessionEvent, { type: 'shared' }>): Promise<void> {
    const { connection, saveFile } = this.#options;
    const programName = connection.program?.name ?? 'the program';
    await this.#showLate('There is no link yet', ({ shareCard }) =>
      shareCard(text, programName, () => saveFile(id)),
    );
  }

  async #showWanted(wanted: Extract<SessionEvent, { type: 'share-needs-program' }>): Promise<void> {
    const dismiss = (): void => {
      this.#wantsProgram = false;
    };
    await this.#showLate(
      `A shared session of ${wanted.imageName}`,
      ({ programCard }) =>
        // It may have come meanwhile.
        this.#wantsProgram && programCard(wanted, { ...this.#options, dismiss }),
    );
  }

  async #showLate(
    title: string,
    cardOf: (cards: typeof import('./share-cards.ts')) => Card | false,
  ): Promise<void> {
    const { cards } = this.#options;
    try {
      const card = cardOf(await lateCode(() => import('./share-cards.ts'), 'Try again later.'));
      if (card) cards.show(card);
    } catch (error) {
      cards.show(newsCard('share', title, reasonOf(error)));
    }
  }

  /** The program asks: the next line follows. */
  asked(): void {
    clearTimeout(this.#timer);
    const watched = this.#watched;
    if (!watched?.isOn || this.#options.connection.kept.id !== watched.id) return;
    this.#timer = setTimeout(() => {
      if (!this.#watched?.isOn) return;
      const { id, head } = this.#options.connection.kept;
      if (this.#options.isTyping()) {
        this.#watched.isOn = false;
        this.#show();
      } else {
        this.#options.connection.ask({ type: 'type-again', id, head });
      }
    }, LINE_MS);
  }

  /** The session went on: by what is watched, or the person has taken over. */
  #follow({ id, entries, head }: { id: string; entries: number; head: number }): void {
    const watched = this.#watched;
    if (!watched) return;
    const isWatched = id === watched.id && entries === watched.entries;
    if (!isWatched || (head === entries && watched.typed > 0)) {
      this.#end();
      return;
    }
    if (head === entries) return;
    watched.typed = head;
    this.#show();
  }

  #open(shared: string | Uint8Array, file?: ProgramFile): void {
    const { connection, unlessLost } = this.#options;
    unlessLost(() => {
      this.#shared = shared;
      this.#wantsProgram = false;
      this.#end();
      connection.ask({ type: 'open-share', shared, ...(file && { file }) });
    });
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#watched = undefined;
    this.#options.cards.drop('watching');
  }

  #show(): void {
    const { cards, focus, goTo } = this.#options;
    const watched = this.#watched;
    if (!watched) return;
    cards.show(
      watchingCard(watched, {
        pauseOrGoOn: () => {
          watched.isOn = !watched.isOn;
          this.#show();
          if (watched.isOn) this.asked();
        },
        toTheEnd: () => {
          this.#end();
          goTo(watched.entries);
        },
        takeOver: () => {
          this.#end();
          focus();
        },
      }),
    );
  }
}
