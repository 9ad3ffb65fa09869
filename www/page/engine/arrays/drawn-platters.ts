/**
 * Owns the platters that are in sight, drawn anew where they are others: whoever has the focus
 * among them keeps it, and goes from one to the next by arrow keys, as they are one stop of the
 * Tab key. Does not know which are to be seen.
 */
import type { ArrayPart } from '../../../protocol.ts';
import { element } from '../../elements/dom.ts';
import { drawWhenReleased } from '../../elements/press.ts';
import type { Watches } from '../watches.ts';
import { platterTable } from './platter-table.ts';

/** How far a key goes. */
const STEPS: Readonly<Record<string, number>> = {
  ArrowUp: -1,
  ArrowDown: 1,
  Home: Number.NEGATIVE_INFINITY,
  End: Number.POSITIVE_INFINITY,
};

export class DrawnPlatters {
  readonly content = element('div', {
    onkeydown: (event: KeyboardEvent) => this.#press(event),
    onfocusin: ({ target }: FocusEvent) => {
      if (target instanceof HTMLButtonElement) this.#standAt(target);
    },
  });
  readonly #watches: Watches;
  #shown = '';

  constructor(watches: Watches) {
    this.#watches = watches;
  }

  clear(): void {
    this.#shown = '';
    this.content.replaceChildren();
  }

  /** `changed` ones are shown with what they were. */
  draw(part: ArrayPart, changed: ReadonlyMap<number, number>): void {
    if (part.platters.length === 0) {
      this.clear();
      return;
    }
    const { identifier } = part;
    const table = platterTable(part, changed, (offset) =>
      this.#watches.toggle({ identifier, offset }),
    );
    const shown = table.outerHTML;
    if (shown === this.#shown) return;
    drawWhenReleased(this.content, () => {
      this.#shown = shown;
      const before = this.content.querySelector<HTMLElement>('[tabindex="0"]');
      const hadFocus = before?.matches(':focus');
      this.content.replaceChildren(table);
      const buttons = this.#buttons;
      const same = buttons.find(({ dataset }) => dataset.part === before?.dataset.part);
      for (const button of buttons) button.tabIndex = -1;
      const next = same ?? buttons[0];
      if (next) this.#standAt(next);
      if (hadFocus) next?.focus();
    });
  }

  get #buttons(): HTMLButtonElement[] {
    return [...this.content.querySelectorAll('button')];
  }

  /** The Tab key leads to this one. */
  #standAt(button: HTMLButtonElement): void {
    const before = this.content.querySelector<HTMLElement>('[tabindex="0"]');
    if (before) before.tabIndex = -1;
    button.tabIndex = 0;
  }

  #press(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    const buttons = this.#buttons;
    const at = buttons.findIndex((button) => button.matches(':focus'));
    if (step === undefined || at < 0 || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    buttons[Math.min(Math.max(at + step, 0), buttons.length - 1)]?.focus();
  }
}
