/**
 * Owns the panel that shows the open session as a line of moments, one for each
 * line typed: walked with the arrow keys or a slider, each shown as the screen
 * was, any of them a place to go on from. Does not know how a moment is shown
 * or gone to.
 */
import type { TimelineMark } from '../../protocol.ts';
import type { PanelBody } from '../dock/dock.ts';
import { element } from '../elements/dom.ts';
import { drawWhenReleased, setPressable } from '../elements/press.ts';
import { exact, lines, short } from '../elements/quantities.ts';
import '../style/mark-number.css';
import '../style/range.css';
import '../style/timeline.css';

/** Rows made at once: the rest is made when it is asked for. */
const ROWS = 400;

export interface TimelineListeners {
  /** The panel came in sight. */
  refresh: () => void;
  /** Shows the screen as it was after so many entries, this moment in order; undefined: as it is now. */
  preview: (entries: number | undefined, place?: number) => void;
  goTo: (entries: number) => void;
  /** How many entries the session has, which may not be here yet. */
  entries: () => number;
}

export class TimelinePanel implements PanelBody {
  readonly content: HTMLElement;
  readonly #listeners: TimelineListeners;
  readonly #slider = element('input', {
    type: 'range',
    class: 'range',
    min: 0,
    'aria-label': 'Moment',
    oninput: () => this.#choose(Number(this.#slider.value)),
  });
  readonly #where = element('p', { class: 'timeline-where' });
  readonly #go = element(
    'button',
    { type: 'button', class: 'button button-main', onclick: () => this.#leave(true) },
    'Go on from here',
  );
  readonly #back = element(
    'button',
    { type: 'button', class: 'button button-outlined', onclick: () => this.#leave(false) },
    'Back to now',
  );
  readonly #list = element('ol', {
    class: 'marks',
    role: 'listbox',
    'aria-label': 'Lines typed',
    tabindex: 0,
    onkeydown: (event: KeyboardEvent) => this.#key(event),
    onclick: (event: MouseEvent) => {
      const mark = (event.target as Element).closest<HTMLElement>('.mark');
      if (mark) this.#choose(this.#place(Number(mark.dataset.entries)));
    },
    ondblclick: () => this.#leave(true),
  });
  #marks: readonly TimelineMark[] = [];
  #head = 0;
  #chosen = 0;
  /** The entries after which there is a moment to stand at, and none in the midst of a file. */
  #moments: readonly number[] = [0];
  /** The first of them that has a row. */
  #from = 0;
  #isShown = false;
  /** The row of the moment that is now is to be in sight. */
  #isToBeInSight = false;

  constructor(listeners: TimelineListeners) {
    this.#listeners = listeners;
    this.content = element(
      'div',
      { class: 'panel timeline' },
      this.#slider,
      this.#where,
      element('div', { class: 'timeline-acts' }, this.#go, this.#back),
      this.#list,
    );
    this.#show();
  }

  get isShown(): boolean {
    return this.#isShown;
  }

  shown(): void {
    this.#isShown = true;
    this.#isToBeInSight = true;
    this.#listeners.refresh();
  }

  hidden(): void {
    this.#isShown = false;
    if (this.#chosen !== this.#head) this.#listeners.preview(undefined);
    this.#chosen = this.#head;
  }

  /** No other moment is looked at any more. */
  backToNow(): void {
    this.#leave(false);
  }

  /** Marks that it has. */
  get known(): number {
    return this.#marks.length;
  }

  /** The session's entries after the first `from`, `head` of them all in force: the moment it is at. */
  show({ from, marks: more, head }: { from: number; marks: TimelineMark[]; head: number }): void {
    // Those before were given up since they were asked for.
    if (from > this.#marks.length) {
      this.#listeners.refresh();
      return;
    }
    const marks = [...this.#marks.slice(0, from), ...more];
    const wasNow = this.#chosen === this.#head;
    if (wasNow && head !== this.#head) this.#isToBeInSight = true;
    this.#marks = marks;
    this.#moments = [0, ...marks.flatMap(({ isMidst }, nth) => (isMidst ? [] : [nth + 1]))];
    this.#head = head;
    if (wasNow || this.#chosen > marks.length) this.#chosen = head;
    this.#makeRowsAround(this.#place(this.#chosen));
    drawWhenReleased(this.#list, () => {
      this.#show();
      if (this.#isToBeInSight) this.#bringInSight();
      this.#isToBeInSight = false;
    });
  }

  /** The place among the moments of the one after so many entries, or in the midst of a file the one at its end. */
  #place(entries: number): number {
    const place = this.#moments.findIndex((moment) => moment >= entries);
    return place < 0 ? this.#last : place;
  }

  get #last(): number {
    return this.#moments.length - 1;
  }

  /** In the list, which alone is scrolled. */
  #bringInSight(): void {
    const row = this.#list.querySelector<HTMLElement>(`#mark-${this.#chosen}`);
    const { clientHeight, scrollTop } = this.#list;
    if (
      !row ||
      (row.offsetTop >= scrollTop && row.offsetTop + row.offsetHeight <= scrollTop + clientHeight)
    )
      return;
    this.#list.scrollTop = row.offsetTop + row.offsetHeight - clientHeight;
  }

  /** Those of a session are on their way: how it goes on from its beginning is not known yet. */
  get #isUnread(): boolean {
    return this.#marks.length === 0 && this.#listeners.entries() > 0;
  }

  #makeRowsAround(place: number): void {
    this.#from = Math.max(0, Math.min(place - ROWS / 2, this.#last - ROWS));
  }

  #show(): void {
    this.#slider.max = String(this.#last);
    const shown = this.#isUnread ? [] : this.#moments.slice(this.#from, this.#from + ROWS + 1);
    this.#list.replaceChildren(
      ...shown.map((entries, nth) => this.#row(entries, this.#from + nth)),
    );
    this.#mark();
  }

  #row(entries: number, place: number): HTMLElement {
    const mark = this.#marks[entries - 1];
    return element(
      'li',
      {
        class: 'mark',
        role: 'option',
        id: `mark-${entries}`,
        'data-entries': entries,
        'data-now': entries === this.#head,
        'data-beyond': entries > this.#head,
      },
      element('span', { class: 'mark-number figure' }, String(place)),
      element('span', { class: 'mark-line' }, wordsOf(mark)),
      entries === this.#head && element('span', { class: 'mark-now' }, 'now'),
    );
  }

  /** Shows which moment is chosen. */
  #mark(): void {
    const entries = this.#chosen;
    const place = this.#place(entries);
    this.#slider.value = String(place);
    const typed = `${exact(place)} of ${lines(this.#last)}`;
    this.#slider.setAttribute('aria-valuetext', `after ${typed}`);
    for (const row of this.#list.querySelectorAll<HTMLElement>('.mark')) {
      row.setAttribute('aria-selected', String(row.dataset.entries === String(entries)));
    }
    this.#list.setAttribute('aria-activedescendant', `mark-${entries}`);
    const isNow = entries === this.#head;
    const next = this.#marks[entries];
    if (this.#isUnread) this.#where.textContent = 'The lines of this session are being read.';
    else if (this.#marks.length === 0)
      this.#where.textContent = 'Every line typed to the program will be a moment to come back to.';
    else
      this.#where.textContent = `${isNow ? 'Now: after' : 'After'} ${typed}${next ? `, ${short(next.instructions)} instructions` : ''}`;
    for (const button of [this.#go, this.#back]) setPressable(button, !isNow);
  }

  /** By its place among the moments. */
  #choose(wanted: number): void {
    const place = Math.max(0, Math.min(this.#last, wanted));
    const entries = this.#moments[place] ?? 0;
    if (entries === this.#chosen) return;
    this.#chosen = entries;
    if (place < this.#from || place > this.#from + ROWS) {
      this.#makeRowsAround(place);
      this.#show();
    }
    this.#mark();
    this.#list.querySelector(`#mark-${entries}`)?.scrollIntoView({ block: 'nearest' });
    this.#listeners.preview(entries === this.#head ? undefined : entries, place);
  }

  #leave(goes: boolean): void {
    const entries = this.#chosen;
    if (entries === this.#head) return;
    this.#chosen = this.#head;
    if (goes) this.#listeners.goTo(entries);
    else this.#listeners.preview(undefined);
    this.#mark();
  }

  #key(event: KeyboardEvent): void {
    const place = this.#place(this.#chosen);
    const to = {
      ArrowUp: place - 1,
      ArrowDown: place + 1,
      PageUp: place - 10,
      PageDown: place + 10,
      Home: 0,
      End: this.#last,
    }[event.key];
    if (to !== undefined) this.#choose(to);
    else if (event.key === 'Enter') this.#leave(true);
    else if (event.key === 'Escape' && this.#chosen !== this.#head) this.#leave(false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

function wordsOf(mark: TimelineMark | undefined): string | HTMLElement {
  if (!mark) return element('span', { class: 'is-quiet' }, 'the beginning');
  if (mark.isEnd) return element('span', { class: 'is-quiet' }, 'end of input');
  if (mark.note !== undefined) return element('span', { class: 'is-quiet' }, mark.note);
  if (mark.echo === undefined) return element('span', { class: 'is-quiet' }, 'keys');
  if (mark.echo === '') return element('span', { class: 'is-quiet' }, 'an empty line');
  return element('code', {}, mark.echo);
}
