/**
 * Owns what is said of the open session's keeping: that something is not kept,
 * once; that it is kept anew. Does not know how sessions are kept.
 */
import type { SessionEvent } from '../../protocol.ts';
import type { CardStack } from '../cards/card-stack.ts';
import { newsCard } from '../cards/other-cards.ts';
import { unkeptCard } from './keeping-cards.ts';

export class KeepingNews {
  readonly #cards: CardStack;
  /** What is not kept, as it was said last. */
  #toldOf = '';

  constructor(cards: CardStack) {
    this.#cards = cards;
  }

  heard(event: Extract<SessionEvent, { type: 'keeping' }>): void {
    const { isKept, sentence } = event;
    if (!isKept) {
      // Said once: going back in a session says it again.
      if (sentence !== this.#toldOf) this.#cards.show(unkeptCard(event));
      this.#toldOf = sentence;
      return;
    }
    this.#cards.drop('keeping');
    this.#toldOf = '';
    if (sentence !== '')
      this.#cards.show(newsCard('parted', 'This session is kept anew', sentence));
  }

  /** What was said is of a session that is not there any more; what is so of all is said again. */
  left(): void {
    if (this.#cards.drop('keeping')) this.#toldOf = '';
  }
}
