/**
 * Owns the places that a program is to be paused at each time: their list, and how one is added and
 * taken away. Does not know how it is paused there, nor where it stands but for which of them it is.
 */
import type { KeptPlace, Place, Statistics } from '../../protocol.ts';
import { placeOf } from '../../wording/place.mjs';
import { element } from '../elements/dom.ts';
import { icon } from '../elements/icons.ts';
import { once } from '../elements/press.ts';
import { exact } from '../elements/quantities.ts';
import { codeField, submit, way } from './way.ts';

export interface PlacesListeners {
  stopAt: (place: Place) => void;
  /** Not any more. */
  pass: (finger: number) => void;
}

export const NO_PLACE =
  'Say where the finger is to stand, 12 or 0x0c, or which line or label of the source: line 3, or loop.';

const NEWS = 'places-news';

export class Places {
  readonly content: HTMLElement;
  readonly #pass: (finger: number) => void;
  readonly #field = codeField(
    'Place to stop at: the finger, or a line or label of the source',
    '12, line 3 or loop',
    NEWS,
  );
  readonly #list = element('ul', { class: 'places', 'aria-label': 'It stops at' });
  readonly #hint = element('p', { class: 'is-quiet' });
  /** Why a place is none, or that it is one: read out. */
  readonly #news = element('p', { class: 'stepping-news', id: NEWS, role: 'status' });
  #places: readonly KeptPlace[] = [];
  /** What was asked for last, as it was written. */
  #asked = '';
  /** So many were asked for and are not answered yet. */
  #unanswered = 0;
  #shown = '';

  constructor({ stopAt, pass }: PlacesListeners) {
    this.#pass = pass;
    this.content = element(
      'section',
      { class: 'stepping', 'aria-label': 'Places to stop at' },
      way(
        () => {
          const place = placeOf(this.#field.value);
          if (!place) {
            this.refuse(NO_PLACE);
            return;
          }
          this.#accept();
          this.#asked = this.#field.value;
          this.#unanswered += 1;
          stopAt(place);
        },
        submit('Stop at', 'button-outlined'),
        this.#field,
      ),
      this.#news,
      this.#list,
      this.#hint,
    );
  }

  /** There are some. */
  get areKept(): boolean {
    return this.#places.length > 0;
  }

  show({ places = [], position, refusal }: Statistics): void {
    const isNew = ({ finger }: KeptPlace) => this.#places.every((kept) => kept.finger !== finger);
    const added = places.filter(isNew);
    this.#places = places;
    this.#answered(refusal === undefined);
    const shown = JSON.stringify([places, position?.finger]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#accept();
    this.#news.append(...added.map(addedWords));
    this.#hint.textContent = this.areKept
      ? 'With places to stop at, what is interpreted is slower. Compiled code is not.'
      : '';
    this.#draw(position?.finger);
  }

  /** One of those asked for is a place, or is none: the first, as answers come in order. */
  #answered(isPlace: boolean): void {
    if (this.#unanswered === 0) return;
    this.#unanswered -= 1;
    // Whoever is quick has asked for the next one, or is writing it.
    if (this.#unanswered > 0 || !isPlace || this.#field.value !== this.#asked) return;
    this.#field.value = '';
    this.#accept();
  }

  refuse(sentence: string): void {
    this.#field.ariaInvalid = 'true';
    this.#news.textContent = sentence;
  }

  #accept(): void {
    this.#field.ariaInvalid = null;
    this.#news.textContent = '';
  }

  /** Whoever takes places away one after the other finds the next under the same key. */
  #draw(finger: number | undefined): void {
    const buttons = () => [...this.#list.querySelectorAll('button')];
    const at = buttons().findIndex((button) => button.matches(':focus'));
    this.#list.replaceChildren(...this.#places.map((place) => this.#row(place, finger)));
    if (at >= 0) (buttons()[at] ?? buttons().at(-1) ?? this.#field).focus();
    const here = this.#list.querySelector<HTMLElement>('[aria-current]');
    // The list alone is scrolled, not what it stands in.
    if (here) this.#list.scrollTop = here.offsetTop - this.#list.clientHeight / 2;
  }

  #row(place: KeptPlace, finger: number | undefined): HTMLElement {
    const words = wordsOf(place);
    return element(
      'li',
      { 'aria-current': place.finger === finger && 'true' },
      element('code', {}, words),
      element(
        'button',
        {
          type: 'button',
          class: 'button button-icon',
          'aria-label': `No longer stop at ${words}`,
          ...once(() => this.#pass(place.finger)),
        },
        icon('close'),
      ),
    );
  }
}

/** It is seen in the list. */
function addedWords(place: KeptPlace): HTMLElement {
  return element('span', { class: 'for-readers' }, `It stops at ${wordsOf(place)}`);
}

/** `12, line 3: r1 := 2`. */
function wordsOf({ finger, source }: KeptPlace): string {
  return source === undefined ? exact(finger) : `${exact(finger)}, ${source}`;
}
