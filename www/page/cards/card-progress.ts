/**
 * Owns the part of a card that tells how far something is: figures and a bar,
 * which move on in place, and how long a way is worth them. Does not know what
 * they count.
 */
import { element } from '../elements/dom.ts';

/** What is over sooner than this is not worth a card. */
export const SHORT_WAY_MS = 300;

export interface Progress {
  /** How far it is, in words. */
  words: string;
  /** What the bar measures. */
  label: string;
  done: number;
  /** Absent where nobody knows how much it is to be. */
  of?: number;
}

export class CardProgress {
  readonly #words = element('p', { class: 'figure' });
  readonly #bar = element('progress');
  readonly parts: readonly HTMLElement[] = [this.#words, this.#bar];

  constructor(progress: Progress) {
    this.show(progress);
  }

  show({ words, label, done, of }: Progress): void {
    this.#words.textContent = words;
    this.#bar.ariaLabel = label;
    if (of === undefined) {
      this.#bar.removeAttribute('value');
    } else {
      this.#bar.max = Math.max(1, of);
      this.#bar.value = done;
    }
  }
}
