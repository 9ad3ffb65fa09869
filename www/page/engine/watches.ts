/**
 * Owns the registers and platters that a program is to be paused at each change of: their list, and
 * the buttons beside them by which they are watched. Does not know how a change is found out.
 */
import type { KeptWatch, Statistics, Watched } from '../../protocol.ts';
import { watchedName } from '../../wording/watched.mjs';
import { readAs } from '../cards/instruction-facts.ts';
import { element } from '../elements/dom.ts';
import { icon } from '../elements/icons.ts';
import { drawWhenReleased, once } from '../elements/press.ts';
import { exact, reading } from '../elements/quantities.ts';
import '../style/watches.css';

export interface WatchesListeners {
  /** To be watched from now on; or not any more. */
  watch: (watched: Watched, isOn: boolean) => void;
}

export class Watches {
  readonly content: HTMLElement;
  /** What the rings are for, as long as none was pressed: stands below them. */
  readonly about = element('p', { class: 'is-quiet' });
  readonly #watch: WatchesListeners['watch'];
  readonly #list = element('ul', { class: 'places', 'aria-label': 'It stops where this changes' });
  readonly #hint = element('p', { class: 'is-quiet' });
  /** By their names. */
  #watched = new Map<string, KeptWatch>();
  #shown = '';

  constructor({ watch }: WatchesListeners) {
    this.#watch = watch;
    this.content = element(
      'section',
      { class: 'stepping', 'aria-label': 'What is watched' },
      this.#list,
      this.#hint,
    );
  }

  /** There are some. */
  get areKept(): boolean {
    return this.#watched.size > 0;
  }

  show({ watches = [], approach, position }: Statistics): void {
    this.#watched = new Map(watches.map((one) => [watchedName(one.watched), one]));
    const changed = new Set(approach?.watched?.changes.map(({ watched }) => watchedName(watched)));
    const shown = JSON.stringify([watches, ...changed]);
    if (shown !== this.#shown) {
      drawWhenReleased(this.#list, () => {
        this.#shown = shown;
        this.#draw(changed);
      });
    }
    this.#hint.textContent = this.areKept
      ? 'While something is watched, what is interpreted is slower. Compiled code is not.'
      : '';
    this.about.textContent =
      position && !this.areKept
        ? 'Press the ring beside a register, or a platter, to stop where it changes.'
        : '';
  }

  /** By which what it names is watched, or no longer. */
  toggle(watched: Watched): HTMLButtonElement {
    const name = watchedName(watched);
    const words = `Stop where ${name} changes`;
    return element('button', {
      type: 'button',
      class: 'watch-toggle',
      'data-part': `watch ${name}`,
      title: words,
      'aria-label': words,
      'aria-pressed': String(this.#watched.has(name)),
      onclick: () => this.#watch(watched, !this.#watched.has(name)),
    });
  }

  /** Whoever takes them away one after the other finds the next under the same key. */
  #draw(changed: ReadonlySet<string>): void {
    const buttons = () => [...this.#list.querySelectorAll('button')];
    const at = buttons().findIndex((button) => button.matches(':focus'));
    const rows = [...this.#watched].map(([name, one]) => this.#row(name, one, changed.has(name)));
    this.#list.replaceChildren(...rows);
    const here = this.#list.querySelector<HTMLElement>('[aria-current]');
    // The list alone is scrolled, not what it stands in.
    if (here) this.#list.scrollTop = here.offsetTop - this.#list.clientHeight / 2;
    if (at < 0) return;
    const next = buttons()[at] ?? buttons().at(-1);
    (next ?? this.content.parentElement?.querySelector('button'))?.focus();
  }

  #row(name: string, { watched, value }: KeptWatch, isChanged: boolean): HTMLElement {
    const meant = value !== undefined && reading(value);
    return element(
      'li',
      { 'aria-current': isChanged && 'true' },
      element(
        'code',
        {},
        value === undefined ? name : `${name} = ${exact(value)}`,
        meant && readAs(meant),
      ),
      element(
        'button',
        {
          type: 'button',
          class: 'button button-icon',
          'aria-label': `No longer watch ${name}`,
          ...once(() => this.#watch(watched, false)),
        },
        icon('close'),
      ),
    );
  }
}
