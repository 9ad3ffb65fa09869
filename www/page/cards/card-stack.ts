/**
 * Owns the cards at the terminal's foot: what needs a decision, or must not be
 * missed. They stay until answered and can be answered from the keyboard; what
 * is typed while a card has the focus still goes to the terminal. While one is
 * being pressed all stay as they are drawn. A screen reader says a card's title
 * and first sentence; the rest is there to be read.
 * Does not know what any card is about.
 */
import { say } from '../elements/announcer.ts';
import { element } from '../elements/dom.ts';
import { isWriting } from '../elements/fields.ts';
import { drawWhenReleased } from '../elements/press.ts';
import type { CardName } from './card-name.ts';
import { CardProgress, type Progress } from './card-progress.ts';

/** A key that comes so soon after the focus was pressed for something else. */
const HASTE_MS = 500;

export interface Answer {
  label: string;
  /** The first thing most people want; at most one of a card. */
  isMain?: boolean;
  /** The card is still of use after this answer. */
  keepsCard?: boolean;
  choose: () => void;
}

export interface Card {
  /** A card of the same name takes the other's place. */
  name: CardName;
  kind?: 'news' | 'failure' | 'trouble';
  title: string;
  text: (Node | string)[];
  /** How far it is. A card of the same name and title moves on in place: it may be being pressed. */
  progress?: Progress;
  details?: Node;
  answers: Answer[];
  /**
   * The program is over or the person asked for this: the terminal has no use for the keys.
   * What comes by itself takes none from a field that is written in.
   */
  takesFocus?: boolean | 'by itself';
}

export interface CardStackOptions {
  /** A card is gone: the focus goes back where typing goes. */
  answered: () => void;
  /** A key that is no answer was pressed on a card. */
  typed: (text: string) => void;
  /** How the key that chooses the main answer is written. */
  mainKey: string;
}

interface MadeCard {
  card: Card;
  made: HTMLElement;
  progress: CardProgress | undefined;
  /** What is said of it; already, where a card with the same words was in its place. */
  sentences: readonly string[];
  isSaid: boolean;
}

export class CardStack {
  readonly #place: HTMLElement;
  readonly #options: CardStackOptions;
  /** The cards there are, and those that are drawn. */
  readonly #cards = new Map<CardName, MadeCard>();
  #drawn = new Map<CardName, HTMLElement>();
  #toFocus: HTMLElement | undefined;
  /** The card that took the focus by itself, and until when keys are no answers to it. */
  #sudden: { made: HTMLElement; untilMs: number } | undefined;

  constructor(place: HTMLElement, options: CardStackOptions) {
    this.#place = place;
    this.#options = options;
    place.addEventListener('keydown', (event) => this.#key(event));
  }

  show(card: Card): void {
    const old = this.#cards.get(card.name);
    if (old?.progress && card.progress && old.card.title === card.title) {
      old.progress.show(card.progress);
      return;
    }
    const progress = card.progress && new CardProgress(card.progress);
    const made = this.#make(card, progress);
    const sentences = sentencesOf(made);
    const isSaid = sentences.join() === old?.sentences.join();
    this.#cards.set(card.name, { card, made, progress, sentences, isSaid });
    if (takesFocusNow(card)) this.#toFocus = made;
    this.#draw();
  }

  /** Takes a card away unanswered: what it was about is no more. False when there was none. */
  drop(name: CardName): boolean {
    const wasThere = this.#cards.delete(name);
    if (wasThere) this.#draw();
    return wasThere;
  }

  has(name: CardName): boolean {
    return this.#cards.has(name);
  }

  /** The answers that can be given now, newest card first. */
  get answers(): { card: string; answer: Answer; choose: () => void }[] {
    return [...this.#cards.values()].reverse().flatMap(({ card }) =>
      card.answers.map((answer) => ({
        card: card.title,
        answer,
        choose: () => this.#choose(card, answer),
      })),
    );
  }

  /** Gives the newest card's main answer; false when there is none. */
  chooseMain(): boolean {
    const main = this.answers.find(({ answer }) => answer.isMain);
    main?.choose();
    return main !== undefined;
  }

  /** Puts the focus on the newest card; false when there is none. */
  focus(): boolean {
    const newest = [...this.#cards.values()].at(-1);
    if (newest) this.#focusOn(newest.made);
    return newest !== undefined;
  }

  #draw(): void {
    drawWhenReleased(this.#place, () => this.#drawNow());
  }

  #drawNow(): void {
    const wanted = [...this.#cards.values()].map(({ made }) => made);
    const isLeft = (made: HTMLElement): boolean => !wanted.includes(made);
    const left = [...this.#drawn].find(
      ([, made]) => isLeft(made) && made.contains(document.activeElement),
    );
    for (const made of this.#drawn.values()) if (isLeft(made)) made.remove();
    // Those that stay are not taken out and put in again: the focus would be lost.
    wanted.forEach((made, at) => {
      const { children } = this.#place;
      if (children[at] !== made) this.#place.insertBefore(made, children[at] ?? null);
    });
    const newest = [...this.#cards].filter(([name]) => !this.#drawn.has(name)).at(-1)?.[1].made;
    const come = [...this.#cards.values()].filter(
      ({ card, made }) => this.#drawn.get(card.name) !== made,
    );
    this.#drawn = new Map([...this.#cards].map(([name, { made }]) => [name, made]));

    const toFocus = this.#toFocus ?? (left && this.#drawn.get(left[0]));
    this.#toFocus = undefined;
    if (toFocus && !isLeft(toFocus)) {
      this.#sudden = { made: toFocus, untilMs: performance.now() + HASTE_MS };
      this.#focusOn(toFocus);
    } else if (left) this.#options.answered();
    // Where there is no room for all, it is the newest that is seen; but not from under the eyes.
    else if (!this.#place.contains(document.activeElement)) {
      newest?.scrollIntoView({ block: 'nearest' });
    }
    come.forEach(tell);
  }

  #make(card: Card, progress: CardProgress | undefined): HTMLElement {
    const titleId = `card-${card.name}`;
    return element(
      'div',
      { class: `card card-${card.kind ?? 'news'}`, role: 'group', 'aria-labelledby': titleId },
      element(
        'div',
        { class: 'card-text' },
        element('h2', { class: 'card-title', id: titleId }, card.title),
        ...card.text.map((part) => (typeof part === 'string' ? element('p', {}, part) : part)),
        ...(progress?.parts ?? []),
      ),
      card.details && element('div', { class: 'card-details' }, card.details),
      card.answers.length > 0 &&
        element(
          'div',
          { class: 'card-answers' },
          ...card.answers.map((answer) => this.#button(card, answer)),
        ),
    );
  }

  #button(card: Card, answer: Answer): HTMLElement {
    return element(
      'button',
      {
        type: 'button',
        class: `button ${answer.isMain ? 'button-main' : 'button-outlined'}`,
        'aria-keyshortcuts': answer.isMain ? 'Alt+Enter' : undefined,
        // Keys click without a count of presses.
        onclick: ({ detail }: MouseEvent) => {
          if (detail > 0 || !this.#isSudden(card)) this.#choose(card, answer);
        },
      },
      element('span', { class: 'answer-label' }, answer.label),
      answer.isMain && element('kbd', { 'aria-hidden': true }, this.#options.mainKey),
    );
  }

  #isSudden({ name, takesFocus }: Card): boolean {
    const { made, untilMs = 0 } = this.#sudden ?? {};
    if (takesFocus !== 'by itself' || made !== this.#cards.get(name)?.made) return false;
    return performance.now() < untilMs;
  }

  #choose(card: Card, answer: Answer): void {
    const isThere = (): boolean => this.#cards.get(card.name)?.card === card;
    // What it was about may have gone while it was being pressed.
    if (!isThere()) return;
    answer.choose();
    if (answer.keepsCard) return;
    // The answer may have put another card of this name in its place.
    const isFollowed = this.#toFocus !== undefined;
    if (isThere()) this.drop(card.name);
    // A card that came during the press has the focus now.
    if (!isFollowed) this.#options.answered();
  }

  #focusOn(made: HTMLElement): void {
    const button = made.querySelector<HTMLElement>('.button-main') ?? made.querySelector('button');
    // The card is read from its beginning, which the answers may be far below.
    button?.focus({ preventScroll: true });
    made.scrollIntoView({ block: 'start' });
  }

  #key(event: KeyboardEvent): void {
    if (event.key === 'Escape') {
      event.preventDefault();
      this.#options.answered();
      return;
    }
    const isText = [...event.key].length === 1 && event.key !== ' ';
    if (isText && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      this.#options.typed(event.key);
    }
  }
}

/** The title, and what follows it in plain words: a figure, an address, a list is to be read at will. */
function sentencesOf(made: HTMLElement): string[] {
  const parts = made.querySelectorAll('.card-title, .card-text > p:not([class])');
  return [...parts].slice(0, 2).map(({ textContent }) => textContent);
}

/** Of a card that has the focus the title is said with that. */
function tell({ made, sentences, isSaid }: MadeCard): void {
  if (isSaid) return;
  say(...(made.contains(document.activeElement) ? sentences.slice(1) : sentences));
}

function takesFocusNow({ takesFocus }: Card): boolean {
  return takesFocus === 'by itself' ? !isWriting() : takesFocus === true;
}
