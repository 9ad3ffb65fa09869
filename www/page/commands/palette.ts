/** Owns the command palette: find an action by its name, choose it with Enter. */

import { closeOnBackdrop, showDialog } from '../elements/dialogs.ts';
import { element } from '../elements/dom.ts';
import { matches, place } from './action-search.ts';

export interface PaletteEntry {
  title: string;
  key: string;
  run: () => void;
}

export class Palette {
  readonly #entries: () => PaletteEntry[];
  readonly #closed: () => void;
  readonly #field: HTMLInputElement;
  readonly #list: HTMLElement;
  readonly #dialog: HTMLDialogElement;
  #shown: PaletteEntry[] = [];
  #at = 0;

  constructor(entries: () => PaletteEntry[], closed: () => void) {
    this.#entries = entries;
    this.#closed = closed;
    this.#field = element('input', {
      class: 'palette-field',
      type: 'text',
      role: 'combobox',
      'aria-label': 'Command',
      'aria-expanded': 'true',
      'aria-controls': 'palette-list',
      'aria-autocomplete': 'list',
      autocomplete: 'off',
      spellcheck: 'false',
      placeholder: 'Command',
      oninput: () => this.#fill(),
    });
    this.#list = element('div', {
      class: 'palette-list',
      id: 'palette-list',
      role: 'listbox',
      'aria-label': 'Commands',
    });
    this.#dialog = element(
      'dialog',
      { class: 'sheet palette', 'aria-label': 'Commands' },
      this.#field,
      this.#list,
    );
    this.#dialog.addEventListener('keydown', (event) => this.#key(event));
    closeOnBackdrop(this.#dialog);
    document.body.append(this.#dialog);
  }

  open(): void {
    if (this.#dialog.open) return;
    this.#field.value = '';
    this.#fill();
    showDialog(this.#dialog, this.#closed);
    this.#field.focus();
  }

  #fill(): void {
    const wanted = this.#field.value.trim();
    this.#shown = this.#entries()
      .filter((entry) => matches(entry, wanted))
      .sort((one, other) => place(one, wanted) - place(other, wanted));
    this.#at = 0;
    this.#list.replaceChildren(
      ...this.#shown.map((entry, number) =>
        element(
          'div',
          {
            class: 'palette-item',
            id: `palette-${number}`,
            role: 'option',
            onclick: () => this.#choose(entry),
            onpointermove: () => this.#mark(number),
          },
          entry.title,
          element('kbd', {}, entry.key),
        ),
      ),
    );
    if (this.#shown.length === 0) {
      this.#list.append(
        element(
          'p',
          // Where the mark is: a screen reader says it.
          { class: 'palette-nothing', id: 'palette-0', role: 'option', 'aria-disabled': 'true' },
          'Nothing of that name.',
        ),
      );
    }
    this.#mark(0);
  }

  #mark(number: number): void {
    this.#at = number;
    for (const [index, item] of [...this.#list.children].entries()) {
      item.setAttribute('aria-selected', String(index === number && this.#shown.length > 0));
    }
    this.#field.setAttribute('aria-activedescendant', `palette-${number}`);
  }

  #choose(entry: PaletteEntry | undefined): void {
    if (!entry) return;
    this.#dialog.close();
    entry.run();
  }

  #key(event: KeyboardEvent): void {
    // The keys of an input method are its own.
    if (event.isComposing) return;
    const count = this.#shown.length;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined && count > 0) {
      event.preventDefault();
      this.#mark((this.#at + step + count) % count);
      this.#list.children[this.#at]?.scrollIntoView({ block: 'nearest' });
    } else if (event.key === 'Enter') {
      event.preventDefault();
      this.#choose(this.#shown[this.#at]);
    }
  }
}
