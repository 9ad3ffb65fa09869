/**
 * Owns the panel with the publications that passed: what each is worth, who got
 * it and when, the totals; and what can be done with them all. Does not know how
 * publications are found, nor how a moment is gone to.
 */
import type { NotebookEntry } from '../../protocol.ts';
import type { PanelBody } from '../dock/dock.ts';
import { replaceRows } from '../dock/rows.ts';
import { say } from '../elements/announcer.ts';
import { element } from '../elements/dom.ts';
import { drawWhenReleased, setPressable } from '../elements/press.ts';
import { ago, counted, exact, lines } from '../elements/quantities.ts';
import { copyText } from '../saving/clipboard.ts';
import { totals, worthOf } from './publications.ts';
import '../style/notebook.css';
import '../style/rows.css';

/** `Copied` is said for so long. */
const SAID_MS = 2_000;

export interface NotebookListeners {
  /** The panel came in sight. */
  refresh: () => void;
  goTo: (entry: NotebookEntry) => void;
  download: (text: string) => void;
  /** Whether a program would read what is typed. */
  canType: () => boolean;
  /** Types these lines to the program. */
  type: (lines: readonly string[]) => void;
}

export class NotebookPanel implements PanelBody {
  readonly content: HTMLElement;
  readonly #listeners: NotebookListeners;
  readonly #total = element('p', { class: 'notebook-total', 'aria-live': 'polite' });
  readonly #puzzles = element('ul', { class: 'notebook-puzzles', 'aria-label': 'By puzzle' });
  readonly #list = element('ul', { class: 'publications', 'aria-label': 'Publications' });
  readonly #copy = this.#button('Copy all', () => void this.#copyAll());
  readonly #download = this.#button('Download', () => this.#listeners.download(this.#text));
  readonly #type = this.#button('Type them into the program', () =>
    this.#listeners.type(this.#entries.map(({ text }) => text)),
  );
  #entries: readonly NotebookEntry[] = [];

  constructor(listeners: NotebookListeners) {
    this.#listeners = listeners;
    this.content = element(
      'div',
      { class: 'panel' },
      this.#total,
      this.#puzzles,
      element('div', { class: 'notebook-acts' }, this.#copy, this.#download, this.#type),
      this.#list,
    );
    this.#draw();
  }

  shown(): void {
    this.#listeners.refresh();
    this.stateChanged();
  }

  show(entries: readonly NotebookEntry[]): void {
    this.#entries = entries;
    drawWhenReleased(this.#list, () => this.#draw());
  }

  /** The program asks, computes, or is over. */
  stateChanged(): void {
    setPressable(this.#type, this.#entries.length > 0 && this.#listeners.canType());
  }

  get #text(): string {
    return this.#entries.map(({ text }) => `${text}\n`).join('');
  }

  #draw(): void {
    const count = this.#entries.length;
    const puzzles = totals(this.#entries.map(({ text }) => text));
    const points = puzzles.reduce((sum, puzzle) => sum + puzzle.points, 0);
    const total =
      count === 0
        ? 'Publications are what scores in the contest. Those that a program prints are collected here, across all its sessions.'
        : `${counted(points, 'point')} in ${counted(count, 'publication')}`;
    // Written anew it would be read out anew.
    if (this.#total.textContent !== total) this.#total.textContent = total;
    this.#total.classList.toggle('is-figure', count > 0);
    this.#puzzles.hidden = count === 0;
    this.#puzzles.replaceChildren(
      ...puzzles.map((puzzle) =>
        element(
          'li',
          {},
          element('code', {}, puzzle.puzzle),
          ' ',
          element('span', { class: 'figure' }, exact(puzzle.points)),
        ),
      ),
    );
    for (const button of [this.#copy, this.#download]) setPressable(button, count > 0);
    this.stateChanged();
    const rows = this.#entries.toReversed().map((entry) => this.#row(entry));
    replaceRows(this.#list, 'moment', rows);
  }

  #row(entry: NotebookEntry): HTMLElement {
    const { name, points } = worthOf(entry.text);
    const place =
      entry.entries === undefined
        ? 'its session was deleted'
        : `${entry.isInOpenSession ? '' : 'in another session, '}after ${lines(entry.entries)}`;
    const account = entry.account === '' ? '' : `${entry.account} · `;
    return element(
      'li',
      { class: 'publication', 'data-moment': entry.moment },
      element(
        'div',
        { class: 'publication-head' },
        element('h2', { class: 'publication-name' }, name),
        element('span', { class: 'figure' }, counted(points, 'point')),
      ),
      element('p', {}, element('code', { class: 'publication-text' }, entry.text)),
      element(
        'p',
        { class: 'is-quiet publication-foot' },
        `${account}${ago(entry.date, Date.now())} · ${place}`,
        entry.entries !== undefined &&
          element(
            'button',
            {
              type: 'button',
              class: 'button button-small',
              'aria-label': `Go to the moment of ${name}`,
              onclick: () => this.#listeners.goTo(entry),
            },
            'Go there',
          ),
      ),
    );
  }

  #button(label: string, run: () => void): HTMLButtonElement {
    return element(
      'button',
      { type: 'button', class: 'button button-outlined', onclick: run },
      label,
    );
  }

  async #copyAll(): Promise<void> {
    const isCopied = await copyText(this.#text);
    const said = isCopied ? 'Copied' : 'The browser refused';
    this.#copy.textContent = said;
    say(said);
    setTimeout(() => {
      this.#copy.textContent = 'Copy all';
    }, SAID_MS);
  }
}
