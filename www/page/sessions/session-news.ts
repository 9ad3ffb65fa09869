/**
 * Owns which card says what of a session's news that asks for no more than a
 * word, or one answer. Does not know what else the page makes of it.
 */
import type { DepartureCommand, SessionCommand, SessionEvent } from '../../protocol.ts';
import type { CardStack } from '../cards/card-stack.ts';
import { newsCard } from '../cards/other-cards.ts';
import { refusalText } from '../cards/source-mistakes.ts';
import {
  elsewhereCard,
  goingThroughCard,
  importedCard,
  importedWords,
  leftBeforeCard,
} from './keeping-cards.ts';

export interface SessionNewsOptions {
  cards: CardStack;
  ask: (command: SessionCommand) => void;
  /** Asks, and what is typed waits until another moment is come to. */
  leave: (command: DepartureCommand) => void;
  /** A program is open, which may have the keys. */
  isPlaying: boolean;
}

export function tellSessionNews(
  event: SessionEvent,
  { cards, ask, leave, isPlaying }: SessionNewsOptions,
): void {
  switch (event.type) {
    case 'sessions-imported':
      cards.show(
        newsCard('imported', `${event.count} sessions are imported`, ...importedWords(event)),
      );
      break;
    case 'session-imported':
      cards.show(
        importedCard(
          event,
          () => leave({ type: 'continue-session', id: event.id }),
          // Who waited long for it has gone on typing to what is open.
          cards.has('importing') ? !isPlaying && 'by itself' : true,
        ),
      );
      break;
    case 'session-refused':
      cards.show(newsCard('refused-session', event.title, ...refusalText(event.sentence)));
      break;
    case 'left-before':
      cards.show(
        leftBeforeCard(event.session, Date.now(), () =>
          leave({ type: 'continue-session', id: event.session.id }),
        ),
      );
      break;
    case 'session':
      // Whoever types has begun afresh.
      if (event.entries > 0) cards.drop('left-before');
      break;
    case 'session-elsewhere':
      cards.show(
        elsewhereCard(event.name, () =>
          leave({ type: 'continue-session', id: event.id, asCopy: true }),
        ),
      );
      break;
    case 'going-through':
      cards.show(goingThroughCard(event, () => ask({ type: 'stop-going-through' })));
      break;
    case 'gone-through':
      cards.drop('going-through');
      break;
  }
}
