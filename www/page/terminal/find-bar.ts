/**
 * Owns the find bar over the terminal: a field, where the hit is among how many,
 * next and previous, and under it where the text stands in the whole session.
 */

import type { Terminal } from '@xterm/xterm';
import type { FoundHit } from '../../protocol.ts';
import { token } from '../colours.ts';
import { say } from '../elements/announcer.ts';
import { element } from '../elements/dom.ts';
import { icon } from '../elements/icons.ts';
import { lateCode } from '../late-code.ts';
import type { HitsListeners, SessionHits } from '../sessions/session-hits.ts';
import type { TerminalSearch } from './terminal-search.ts';

export class FindBar {
  #search: TerminalSearch | undefined;
  #hits: SessionHits | undefined;
  readonly #terminal: Terminal;
  readonly #session: HitsListeners;
  readonly #closed: () => void;
  readonly #field: HTMLInputElement;
  readonly #count = element('span', { class: 'find-count figure' });
  readonly #bar: HTMLElement;

  constructor(terminal: Terminal, place: HTMLElement, session: HitsListeners, closed: () => void) {
    this.#terminal = terminal;
    this.#session = session;
    this.#closed = closed;
    this.#field = element('input', {
      class: 'find-field',
      type: 'text',
      'aria-label': 'Find in the terminal',
      placeholder: 'Find',
      autocomplete: 'off',
      spellcheck: 'false',
      oninput: () => {
        this.#findNewest();
        this.#hits?.ask(this.#field.value);
      },
    });
    const button = (
      name: string,
      picture: Parameters<typeof icon>[0],
      run: () => void,
    ): HTMLElement =>
      element(
        'button',
        {
          type: 'button',
          class: 'button button-icon',
          'aria-label': name,
          title: name,
          onclick: run,
        },
        icon(picture),
      );
    this.#bar = element(
      'div',
      { class: 'find', role: 'search', hidden: true },
      element(
        'div',
        { class: 'find-row' },
        this.#field,
        this.#count,
        button('Previous hit', 'up', () => this.#step('previous')),
        button('Next hit', 'down', () => this.#step('next')),
        button('Close', 'close', () => this.close()),
      ),
    );
    this.#bar.addEventListener('keydown', (event) => {
      // The keys of an input method are its own.
      if (event.isComposing) return;
      if (event.key === 'Escape') {
        event.preventDefault();
        this.close();
      } else if (event.key === 'Enter' && event.target === this.#field) {
        event.preventDefault();
        // The newest output is at the foot: Enter goes up from there, as a person reads back.
        this.#step(event.shiftKey ? 'next' : 'previous');
      } else if (event.key === 'ArrowDown' && event.target === this.#field) {
        if (this.#hits?.focus()) event.preventDefault();
      }
    });
    place.append(this.#bar);
  }

  open(): void {
    this.#bar.hidden = false;
    this.#field.focus();
    this.#field.select();
    void this.#load().then(
      () => {
        if (this.#field.value !== '') this.#findNewest();
        this.askAnew();
      },
      (error: Error) => {
        this.#count.textContent = error.message;
        say(error.message);
      },
    );
  }

  get hasFocus(): boolean {
    return this.#bar.contains(document.activeElement);
  }

  /** The terminal shows something else: what is looked for is marked there, too. */
  again(): void {
    if (!this.#bar.hidden) this.#find('previous');
  }

  close(): void {
    if (this.#bar.hidden) return;
    this.hide();
    this.#closed();
  }

  /** Another session is open: the text is looked for in that one. */
  askAnew(): void {
    if (!this.#bar.hidden) this.#hits?.ask(this.#field.value);
  }

  /** Where the text stands in the whole session: so many hits, the latest of them here. */
  found(text: string, hits: readonly FoundHit[], total: number): void {
    this.#hits?.show(text, hits, total);
  }

  /** There is nothing to look through any more. */
  hide(): void {
    this.#bar.hidden = true;
    this.#search?.clearDecorations();
    this.#terminal.clearSelection();
  }

  async #load(): Promise<void> {
    if (this.#search) return;
    const [{ TerminalSearch }, { SessionHits }] = await lateCode(
      () => Promise.all([import('./terminal-search.ts'), import('../sessions/session-hits.ts')]),
      'Try again.',
    );
    // Asked for twice, it may have come meanwhile.
    if (this.#search) return;
    const search = new TerminalSearch(this.#terminal);
    this.#search = search;
    const hits = new SessionHits(this.#session, search);
    this.#hits = hits;
    this.#bar.append(hits.element);
    search.onDidChangeResults(({ resultIndex, resultCount }) => {
      this.#count.textContent =
        this.#field.value === ''
          ? ''
          : resultCount === 0
            ? 'not found'
            : resultIndex < 0
              ? `${resultCount}+`
              : `${resultIndex + 1} of ${resultCount}`;
    });
  }

  /** Steps from hit to hit, which is said; the list goes along. */
  #step(direction: 'next' | 'previous'): void {
    this.#find(direction);
    say(this.#count.textContent);
    this.#hits?.follow();
  }

  /** What is looked for is another text: the newest hit is the first, as in the list. */
  #findNewest(): void {
    this.#terminal.clearSelection();
    this.#find('previous');
  }

  #find(direction: 'next' | 'previous'): void {
    const search = this.#search;
    if (!search) return;
    const options = {
      decorations: {
        matchBackground: token('--match'),
        matchOverviewRuler: token('--match'),
        activeMatchBackground: token('--match-active'),
        activeMatchColorOverviewRuler: token('--match-active'),
      },
    };
    if (this.#field.value === '') {
      search.clearDecorations();
      this.#count.textContent = '';
    } else if (direction === 'next') {
      search.findNext(this.#field.value, options);
    } else {
      search.findPrevious(this.#field.value, options);
    }
  }
}
