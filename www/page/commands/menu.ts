/** Owns the ⋯ menu: the actions meant for it, walked with the arrow keys. */

import { element } from '../elements/dom.ts';
import { icon } from '../elements/icons.ts';
import { type Action, ariaShortcut, keyName } from './actions.ts';

const ROLES = { choice: 'menuitemradio', switch: 'menuitemcheckbox' } as const;

export class Menu {
  readonly #button: HTMLElement;
  readonly #actions: readonly Action[];
  readonly #closed: () => void;
  readonly #menu = element('div', {
    class: 'menu',
    role: 'menu',
    'aria-label': 'More',
    popover: 'auto',
  });

  constructor(button: HTMLElement, actions: readonly Action[], closed: () => void) {
    this.#button = button;
    this.#actions = actions;
    this.#closed = closed;
    button.after(this.#menu);
    button.setAttribute('aria-haspopup', 'menu');
    button.setAttribute('aria-expanded', 'false');
    // The browser closes the menu at a press beside it, as on the button, before the click comes.
    let wasOpen = false;
    button.addEventListener('pointerdown', () => {
      wasOpen = this.#isOpen;
    });
    button.addEventListener('click', ({ detail }) => {
      if (wasOpen && detail > 0) this.#close();
      else this.toggle();
      wasOpen = false;
    });
    this.#menu.addEventListener('toggle', () => {
      button.setAttribute('aria-expanded', String(this.#isOpen));
    });
    this.#menu.addEventListener('keydown', (event) => this.#key(event));
    this.#menu.addEventListener('focusout', ({ relatedTarget }) => this.#left(relatedTarget));
  }

  toggle(): void {
    if (this.#isOpen) {
      this.#close();
      return;
    }
    this.#fill();
    this.#menu.showPopover();
    this.#focusOn(this.#items[0]);
  }

  get #isOpen(): boolean {
    return this.#menu.matches(':popover-open');
  }

  get #items(): HTMLElement[] {
    return [...this.#menu.querySelectorAll<HTMLElement>('.menu-item')];
  }

  #close(): void {
    this.#menu.hidePopover();
    this.#closed();
  }

  /** A key of an action, or its answer, has put the focus elsewhere; the button closes by itself. */
  #left(to: EventTarget | null): void {
    const isElsewhere = to instanceof Node && to !== this.#button && !this.#menu.contains(to);
    if (isElsewhere && this.#isOpen) this.#menu.hidePopover();
  }

  /** Of all items only the one with the focus is on the way of the Tab key. */
  #focusOn(item: HTMLElement | undefined): void {
    for (const other of this.#items) other.tabIndex = other === item ? 0 : -1;
    item?.focus();
  }

  #fill(): void {
    this.#menu.replaceChildren();
    for (const action of this.#actions) {
      if (!action.inMenu) continue;
      if (action.inMenu === 'start' && this.#menu.childElementCount > 0) {
        this.#menu.append(element('hr', { class: 'menu-line' }));
      }
      this.#menu.append(this.#item(action));
    }
  }

  #item(action: Action): HTMLElement {
    const isPossible = action.isPossible?.() ?? true;
    const shortcut = action.shortcuts?.[0];
    return element(
      'button',
      {
        type: 'button',
        class: 'menu-item',
        role: action.kind ? ROLES[action.kind] : 'menuitem',
        tabindex: -1,
        'aria-disabled': isPossible ? undefined : 'true',
        'aria-keyshortcuts': shortcut && ariaShortcut(shortcut),
        'aria-checked': action.kind ? String(action.isOn?.() ?? false) : undefined,
        onclick: () => {
          if (!isPossible) return;
          this.#close();
          action.run();
        },
      },
      element('span', { class: 'menu-check' }, icon('check')),
      element('span', { class: 'menu-title' }, action.title),
      shortcut && element('kbd', { 'aria-hidden': true }, keyName(shortcut)),
    );
  }

  #key(event: KeyboardEvent): void {
    const items = this.#items;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const go = (to: number): void => {
      event.preventDefault();
      this.#focusOn(items[(to + items.length) % items.length]);
    };
    if (event.key === 'ArrowDown') go(at + 1);
    else if (event.key === 'ArrowUp') go(at - 1);
    else if (event.key === 'Home') go(0);
    else if (event.key === 'End') go(items.length - 1);
    else if (event.key === 'Tab' || event.key === 'Escape') {
      event.preventDefault();
      this.#close();
      if (event.key === 'Tab') this.#button.focus();
    }
  }
}
