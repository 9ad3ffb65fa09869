/**
 * Owns the part of the welcome that offers the last session: one click, or
 * Enter, and it goes on. Does not know how.
 */
import type { SessionSummary } from '../../protocol.ts';
import { element } from '../elements/dom.ts';
import { drawWhenReleased } from '../elements/press.ts';
import { OfferRoom } from './offer-room.ts';
import { howFar, whereLeft } from './session-words.ts';

export interface ResumeListeners {
  resume: (session: SessionSummary) => void;
  showAll: () => void;
}

export class ResumeOffer {
  readonly #place: HTMLElement;
  readonly #listeners: ResumeListeners;
  readonly #welcome: HTMLElement;
  readonly #room: OfferRoom;
  #hasOffered = false;

  /** `welcome` is what the page shows before a program is loaded; the offer comes first in it. */
  constructor(welcome: HTMLElement, listeners: ResumeListeners) {
    this.#listeners = listeners;
    this.#welcome = welcome;
    this.#place = element('section', {
      class: 'resume',
      'aria-label': 'Last session',
      hidden: true,
    });
    welcome.querySelector('.welcome-inner')?.prepend(this.#place);
    this.#room = new OfferRoom(this.#place);
  }

  /** Whether it can be taken up: a session is offered, and seen to be. */
  get stands(): boolean {
    return !this.#place.hidden && !this.#welcome.hidden;
  }

  /** Whether it is known how much room the page is to leave for it when it is next opened. */
  get isMeasured(): boolean {
    return this.#room.isKnown;
  }

  /** Takes it up, by another key than its own. */
  accept(): void {
    if (this.stands) this.#place.querySelector<HTMLElement>('.button-main')?.click();
  }

  /** A program was left: Enter goes on with it, as when the page was opened. */
  offerAnew(): void {
    this.#hasOffered = false;
  }

  show(sessions: readonly SessionSummary[]): void {
    drawWhenReleased(this.#place, () => this.#draw(sessions));
  }

  #draw(sessions: readonly SessionSummary[]): void {
    const [last] = sessions;
    this.#place.hidden = last === undefined;
    if (!last) {
      this.#room.isOver(0);
      return;
    }
    const hadFocus = this.#place.contains(document.activeElement);
    const listeners = this.#listeners;
    const others = sessions.length - 1;
    const go = element(
      'button',
      { type: 'button', class: 'button button-main', onclick: () => listeners.resume(last) },
      'Continue',
    );
    this.#place.replaceChildren(
      element(
        'div',
        { class: 'resume-text' },
        element('h2', { class: 'card-title' }, last.name),
        element('p', {}, whereLeft(last, Date.now())),
        element('p', { class: 'is-quiet' }, ...howFar(last)),
      ),
      element(
        'div',
        { class: 'card-answers' },
        go,
        element(
          'button',
          { type: 'button', class: 'button button-outlined', onclick: listeners.showAll },
          others === 0 ? 'Sessions' : `All ${others + 1} sessions`,
        ),
      ),
    );
    this.#room.isOver(this.#height());
    // Once, so that Enter goes on; later the focus is where the person put it.
    const isFree =
      document.activeElement === document.body || this.#welcome.contains(document.activeElement);
    if (hadFocus || (!this.#hasOffered && isFree)) go.focus();
    this.#hasOffered = true;
  }

  /** Also where a program is in sight instead. */
  #height(): number {
    const { hidden } = this.#welcome;
    this.#welcome.hidden = false;
    const { height } = this.#place.getBoundingClientRect();
    this.#welcome.hidden = hidden;
    return height;
  }
}
