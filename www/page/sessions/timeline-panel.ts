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
import '../style/range.css';
import '../style/timeline.css';

/** Rows made at once: the rest is made when it is asked for. */
const ROWS = 400;

export interface TimelineListeners {
  /** The panel came in sight. */
  refresh: () => void;
  /** Shows the screen as it was after so many entries; undefined: as it is now. */
  preview: (entries: number | undefined) => void;
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
      if (mark) this.#choose(Number(mark.dataset.entries));
    },
    ondblclick: () => this.#leave(true),
  });
  #marks: readonly TimelineMark[] = [];
  #head = 0;
  #chosen = 0;
  /** The first moment that has a row. */
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
    this.#head = head;
    if (wasNow || this.#chosen > marks.length) this.#chosen = head;
    this.#from = Math.max(0, Math.min(this.#chosen - ROWS / 2, marks.length - ROWS));
    drawWhenReleased(this.#list, () => {
      this.#show();
      if (this.#isToBeInSight) this.#bringInSight();
      this.#isToBeInSight = false;
    });
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

  #show(): void {
    this.#slider.max = String(this.#marks.length);
    const rows = this.#isUnread ? 0 : Math.min(ROWS, this.#marks.length - this.#from) + 1;
    this.#list.replaceChildren(
      ...Array.from({ length: rows }, (_, nth) => this.#row(this.#from + nth)),
    );
    this.#mark();
  }

  #row(entries: number): HTMLElement {
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
      element('span', { class: 'mark-number figure' }, String(entries)),
      element('span', { class: 'mark-line' }, wordsOf(mark)),
      entries === this.#head && element('span', { class: 'mark-now' }, 'now'),
    );
  }

  /** Shows which moment is chosen. */
  #mark(): void {
    const entries = this.#chosen;
    this.#slider.value = String(entries);
    const typed = `${exact(entries)} of ${lines(this.#marks.length)}`;
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

  #choose(wanted: number): void {
    const entries = Math.max(0, Math.min(this.#marks.length, wanted));
    if (entries === this.#chosen) return;
    this.#chosen = entries;
    if (entries < this.#from || entries > this.#from + ROWS) {
      this.#from = Math.max(0, Math.min(entries - ROWS / 2, this.#marks.length - ROWS));
      this.#show();
    }
    this.#mark();
    this.#list.querySelector(`#mark-${entries}`)?.scrollIntoView({ block: 'nearest' });
    this.#listeners.preview(entries === this.#head ? undefined : entries);
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
    const to = {
      ArrowUp: this.#chosen - 1,
      ArrowDown: this.#chosen + 1,
      PageUp: this.#chosen - 10,
      PageDown: this.#chosen + 10,
      Home: 0,
      End: this.#marks.length,
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
