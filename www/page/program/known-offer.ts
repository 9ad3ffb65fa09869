/**
 * Owns when a known program's help (the codex's key) is offered: before the first line as it
 * stands, after one only from the beginning, since what was typed is a part of the answer by
 * then; no more once the program has answered, unless it ended with a refusal. Does not know
 * how a line is typed.
 */
import type { KnownProgram } from '../../protocol.ts';
import type { CardStack } from '../cards/card-stack.ts';
import { offerCard } from '../cards/other-cards.ts';

/** Longer than any refusal. */
const ANSWER_BYTES = 40;

export interface KnownOfferOptions {
  cards: Pick<CardStack, 'show' | 'has' | 'drop'>;
  /** Types a line for the person, in sight. */
  typeLine: (text: string) => void;
  /** Begins the program anew, unless something would be lost by that, and then does this. */
  restart: (then: () => void) => void;
}

export class KnownOffer {
  readonly #options: KnownOfferOptions;
  #known: KnownProgram | undefined;
  #isTypedTo = false;
  /** What the program printed since, the last of it. */
  #answer = '';
  /** It was taken, and is typed as soon as the program asks. */
  #isTaken = false;

  constructor(options: KnownOfferOptions) {
    this.#options = options;
  }

  /** A program begins, or another moment of one. */
  begins(known: KnownProgram | undefined): void {
    this.#known = known;
    this.#isTypedTo = false;
    this.#answer = '';
    if (!this.#isTaken) this.#show();
    this.#isTaken = false;
  }

  /** Something was typed to the program. */
  typed(): void {
    const isFirst = !this.#isTypedTo;
    this.#isTypedTo = true;
    if (isFirst && this.#options.cards.has('offer')) this.#show();
  }

  printed(bytes: Uint8Array): void {
    if (!this.#isTypedTo || !this.#known?.offer) return;
    this.#options.cards.drop('offer');
    const end = new TextDecoder().decode(bytes.subarray(-ANSWER_BYTES));
    this.#answer = (this.#answer + end).slice(-ANSWER_BYTES);
  }

  halted(): void {
    const refusal = this.#known?.offer?.refusal;
    if (refusal && this.#answer.trimEnd().endsWith(refusal)) this.#show();
  }

  #show(): void {
    const { cards, typeLine, restart } = this.#options;
    const known = this.#known;
    if (!known?.offer) return;
    const { label, text } = known.offer;
    const type = (): void => typeLine(text.replace(/\n$/, ''));
    const anew = (): void =>
      restart(() => {
        this.#isTaken = true;
        type();
      });
    cards.show(
      this.#isTypedTo
        ? offerCard(known, `Restart and ${label.charAt(0).toLowerCase()}${label.slice(1)}`, anew)
        : offerCard(known, label, type),
    );
  }
}
