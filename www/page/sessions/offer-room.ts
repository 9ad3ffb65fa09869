/**
 * Owns the room in the welcome for the offer of the last session until that is read: as high as
 * it was the last time, so that nothing moves from under a finger when it comes. Does not know
 * what is offered.
 */
import { element } from '../elements/dom.ts';

const KEY = 'um32-offer-height';

export class OfferRoom {
  readonly #room = element('div', {});
  /** Whether it was ever as high as anything. */
  isKnown: boolean;

  constructor(offer: HTMLElement) {
    const height = kept();
    this.isKnown = height > 0;
    if (!this.isKnown) return;
    this.#room.style.height = `${height}px`;
    offer.before(this.#room);
  }

  /** The offer is there, so many pixels high; 0 where there is none. */
  isOver(height: number): void {
    this.#room.remove();
    this.isKnown = height > 0;
    try {
      localStorage.setItem(KEY, String(height));
    } catch {
      // What comes late moves what is there.
    }
  }
}

function kept(): number {
  try {
    return Number(localStorage.getItem(KEY));
  } catch {
    return 0;
  }
}
