/**
 * Owns what the page makes of kept sessions: the offer to go on, what is said
 * of keeping, going back and forth. Does not know where or how sessions are kept.
 */
import type { HistoryPiece, SessionEvent, SessionSummary } from '../../protocol.ts';
import type { CardStack } from '../cards/card-stack.ts';
import { newsCard } from '../cards/other-cards.ts';
import type { Session } from '../session.ts';
import { elsewhereCard, replayingCard, unkeptCard } from './keeping-cards.ts';
import { ResumeOffer } from './resume-offer.ts';

/** A way shorter than this is not worth a card. */
const SHORT_WAY_MS = 300;

export interface PageSessionsOptions {
  session: Session;
  cards: CardStack;
  welcome: HTMLElement;
  /** Shows what the terminal showed before. */
  recall: (pieces: readonly HistoryPiece[], isCut: boolean) => void;
  /** The machine is on its way to another moment: what is typed waits. */
  leaving: () => void;
  showPanel: () => void;
}

export class PageSessions {
  readonly #options: PageSessionsOptions;
  readonly #offer: ResumeOffer;
  #leftAtMs = 0;
  #hasAskedToPersist = false;

  constructor(options: PageSessionsOptions) {
    this.#options = options;
    this.#offer = new ResumeOffer(options.welcome, {
      resume: (session) => this.resume(session),
      showAll: options.showPanel,
    });
  }

  /** The worker is there, or nothing is loaded any more: what is kept may be offered. */
  refresh(): void {
    this.#options.session.ask({ type: 'list-sessions' });
  }

  heard(event: SessionEvent): void {
    const { cards, recall } = this.#options;
    switch (event.type) {
      case 'sessions':
        this.#offer.show(event.sessions);
        break;
      case 'session':
        if (event.entries > 0) this.#askToPersist();
        break;
      case 'history':
        cards.drop('replaying');
        // The help of the beginning is of no use in the midst.
        if (event.pieces.length > 1) cards.drop('offer');
        recall(event.pieces, event.isCut);
        break;
      case 'replaying':
        if (performance.now() - this.#leftAtMs < SHORT_WAY_MS) break;
        cards.show(
          replayingCard(event.doneInstructions, event.ofInstructions, () =>
            this.#options.session.ask({ type: 'interrupt' }),
          ),
        );
        break;
      case 'keeping':
        if (!event.isKept) cards.show(unkeptCard(event.sentence));
        else cards.drop('keeping');
        if (event.isKept && event.sentence !== '') {
          cards.show(newsCard('parted', 'This session goes on as a copy', event.sentence));
        }
        break;
      case 'session-elsewhere':
        cards.show(
          elsewhereCard(event.name, () =>
            this.#leave({ type: 'continue-session', id: event.id, asCopy: true }),
          ),
        );
        break;
    }
  }

  resume(session: SessionSummary): void {
    this.#leave({ type: 'continue-session', id: session.id });
  }

  /** Goes on with the open session as it is kept: its machine is gone. */
  recover(): void {
    const { id } = this.#options.session.kept;
    this.#leave({ type: 'continue-session', id });
  }

  /** Takes back what was typed last. */
  undo(): void {
    this.goTo(this.#options.session.kept.head - 1);
  }

  /** Does again what was taken back. */
  redo(): void {
    this.goTo(this.#options.session.kept.head + 1);
  }

  get canUndo(): boolean {
    return this.#options.session.kept.head > 0;
  }

  get canRedo(): boolean {
    const { head, entries } = this.#options.session.kept;
    return head < entries;
  }

  goTo(entries: number): void {
    this.#leave({ type: 'go-to', entries });
  }

  #leave(command: Parameters<Session['ask']>[0]): void {
    this.#leftAtMs = performance.now();
    this.#options.leaving();
    this.#options.session.ask(command);
  }

  /** Once there is something whose loss would hurt: workers may not ask this. */
  #askToPersist(): void {
    if (this.#hasAskedToPersist) return;
    this.#hasAskedToPersist = true;
    void navigator.storage?.persist?.().catch(() => {});
  }
}
