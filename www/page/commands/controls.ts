/** Owns the buttons of the bar: pause or run, restart, close; open, more. */
import type { MachineState } from '../../protocol.ts';
import { byId, element } from '../elements/dom.ts';
import { type IconName, icon } from '../elements/icons.ts';
import { setPressable } from '../elements/press.ts';
import { type Action, keyName } from './actions.ts';

export class Controls {
  /** Opens the menu. */
  readonly more: HTMLElement;
  readonly #actions: readonly Action[];
  readonly #focus: () => void;
  readonly #pause: HTMLButtonElement;
  readonly #restart: HTMLButtonElement;
  readonly #close: HTMLButtonElement;
  readonly #dock: HTMLButtonElement;

  constructor(actions: readonly Action[], focus: () => void) {
    this.#actions = actions;
    this.#focus = focus;
    this.#pause = this.#button('pause', 'Pause', 'pause');
    this.#restart = this.#button('restart', 'Restart', 'restart');
    this.#close = this.#button('close', 'Close', 'stop');
    this.#restart.classList.add('control-rare');
    this.#close.classList.add('control-rare');
    const open = this.#button('open', 'Open a program', 'open');
    open.append(element('span', { class: 'button-label' }, 'Open'));
    open.classList.remove('button-icon');
    const dock = this.#button('dock', 'Panels', 'dock');
    dock.classList.add('control-rare');
    dock.setAttribute('aria-controls', 'dock');
    this.#dock = dock;
    this.showDock(false);
    this.more = element(
      'button',
      { type: 'button', class: 'button button-icon', 'aria-label': 'More', title: 'More' },
      icon('more'),
    );
    byId('controls').append(this.#pause, this.#restart, this.#close);
    byId('tools').append(open, dock, this.more);
  }

  show(state: MachineState): void {
    byId('controls').hidden = state === 'empty';
    const isPaused = state === 'paused';
    setPressable(this.#pause, isPaused || state === 'running' || state === 'awaiting-input');
    this.#name(this.#pause, 'pause', isPaused ? 'Run on' : 'Pause');
    this.#pause.replaceChildren(icon(isPaused ? 'run' : 'pause'));
  }

  showDock(isOpen: boolean): void {
    this.#dock.setAttribute('aria-expanded', String(isOpen));
  }

  /** A panel out of sight has something new. */
  showNews(isThere: boolean): void {
    if (isThere) this.#dock.dataset.news = '';
    else delete this.#dock.dataset.news;
    this.#dock.setAttribute('aria-label', isThere ? 'Panels, with something new' : 'Panels');
  }

  focus(): void {
    byId('bar')
      .querySelector<HTMLElement>('button:not([hidden], [hidden] *, [aria-disabled="true"])')
      ?.focus();
  }

  #button(id: string, name: string, picture: IconName): HTMLButtonElement {
    const button = element(
      'button',
      {
        type: 'button',
        class: 'button button-icon',
        onclick: () => {
          this.#actions.find((action) => action.id === id)?.run();
          // Typing goes on where it was, unless a card now asks something.
          if (document.activeElement === button) this.#focus();
        },
      },
      icon(picture),
    );
    this.#name(button, id, name);
    return button;
  }

  #name(button: HTMLElement, id: string, name: string): void {
    const shortcut = this.#actions.find((action) => action.id === id)?.shortcuts?.[0];
    button.setAttribute('aria-label', name);
    button.title = shortcut ? `${name} (${keyName(shortcut)})` : name;
  }
}
