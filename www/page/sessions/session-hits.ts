/**
 * Owns the list of places where a text stands in the whole session: counted,
 * each with its line, walked with the arrow keys, and gone to. Does not know how
 * they are found.
 */
import type { FoundHit } from '../../protocol.ts';
import { say } from '../elements/announcer.ts';
import { element } from '../elements/dom.ts';
import { counted, exact } from '../elements/quantities.ts';
import '../style/hits.css';
import '../style/mark-number.css';

/** Typing goes on for longer than this before a search is asked for. */
const PAUSE_MS = 150;

export interface HitsListeners {
  search: (text: string) => void;
  /** Goes to the moment after so many lines. */
  goTo: (entries: number) => void;
  /** After how many lines the terminal stands. */
  head: () => number;
}

/** Find in the terminal. */
export interface TerminalPlace {
  /** The place among these of the hit that it stands at, if it is one of them. */
  nthOf(hits: readonly FoundHit[], head: number): number | undefined;
}

export class SessionHits {
  readonly element: HTMLElement;
  readonly #listeners: HitsListeners;
  readonly #terminal: TerminalPlace;
  readonly #count = element('p', { class: 'hits-count is-quiet' });
  readonly #list = element('ol', {
    class: 'hits',
    role: 'listbox',
    'aria-label': 'In the whole session',
    tabindex: 0,
    onkeydown: (event: KeyboardEvent) => this.#key(event),
    onclick: (event: MouseEvent) => {
      const row = (event.target as Element).closest<HTMLElement>('.hit');
      if (row) this.#goTo(Number(row.dataset.nth));
    },
  });
  #hits: readonly FoundHit[] = [];
  #text = '';
  #chosen = 0;
  /** There were steps in the terminal for this text, before the hits came perhaps. */
  #isFollowing = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(listeners: HitsListeners, terminal: TerminalPlace) {
    this.#listeners = listeners;
    this.#terminal = terminal;
    this.element = element('div', { class: 'find-session' }, this.#count, this.#list);
    this.ask('');
  }

  /** What is looked for now. */
  ask(text: string): void {
    clearTimeout(this.#timer);
    if (text !== this.#text) this.#isFollowing = false;
    this.#text = text;
    if (text === '') {
      this.show('', [], 0);
      return;
    }
    this.#timer = setTimeout(() => this.#listeners.search(text), PAUSE_MS);
  }

  show(text: string, hits: readonly FoundHit[], total: number): void {
    if (text !== this.#text) return;
    // The newest come first, as the search in the terminal goes up from the foot.
    this.#hits = hits.toReversed();
    this.element.hidden = text === '';
    const more = total > hits.length ? `, the latest ${exact(hits.length)} here` : '';
    this.#count.textContent =
      total === 0 ? 'Not in this session.' : `${counted(total, 'hit')} in the whole session${more}`;
    if (text !== '') say(this.#count.textContent);
    this.#list.hidden = total === 0;
    this.#list.replaceChildren(...this.#hits.map((hit, nth) => row(hit, nth)));
    this.#choose(0);
    if (this.#isFollowing) this.follow();
  }

  /** Chooses the hit that Find has gone to in the terminal. */
  follow(): void {
    this.#isFollowing = true;
    const nth = this.#terminal.nthOf(this.#hits, this.#listeners.head());
    if (nth !== undefined) this.#choose(nth);
  }

  /** False when there are no hits to go to. */
  focus(): boolean {
    if (this.#hits.length > 0) this.#list.focus();
    return this.#hits.length > 0;
  }

  #choose(nth: number): void {
    this.#chosen = nth;
    this.#mark();
    this.#list.querySelector(`#hit-${nth}`)?.scrollIntoView({ block: 'nearest' });
  }

  #mark(): void {
    for (const row of this.#list.querySelectorAll<HTMLElement>('.hit')) {
      row.setAttribute('aria-selected', String(row.dataset.nth === String(this.#chosen)));
    }
    if (this.#hits.length > 0)
      this.#list.setAttribute('aria-activedescendant', `hit-${this.#chosen}`);
    else this.#list.removeAttribute('aria-activedescendant');
  }

  #goTo(nth: number): void {
    const hit = this.#hits[nth];
    if (!hit) return;
    this.#chosen = nth;
    this.#mark();
    this.#listeners.goTo(hit.entries);
  }

  #key(event: KeyboardEvent): void {
    const last = this.#hits.length - 1;
    const to = {
      ArrowUp: this.#chosen - 1,
      ArrowDown: this.#chosen + 1,
      PageUp: this.#chosen - 8,
      PageDown: this.#chosen + 8,
      Home: 0,
      End: last,
    }[event.key];
    if (to !== undefined) {
      this.#choose(Math.max(0, Math.min(last, to)));
    } else if (event.key === 'Enter') {
      this.#goTo(this.#chosen);
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
  }
}

function row({ entries, before, hit, after }: FoundHit, nth: number): HTMLElement {
  return element(
    'li',
    { class: 'hit', role: 'option', id: `hit-${nth}`, 'data-nth': nth },
    element('span', { class: 'mark-number figure' }, exact(entries)),
    element('code', { class: 'hit-line' }, before, element('mark', {}, hit), after),
  );
}
