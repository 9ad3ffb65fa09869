/**
 * Owns where typing goes, and the way of the focus from one part of the page to
 * the next. Does not know what is in a part.
 */
import type { CardStack } from './cards/card-stack.ts';
import type { Controls } from './commands/controls.ts';
import type { Dock } from './dock/dock.ts';
import { byId } from './elements/dom.ts';
import { isWriting } from './elements/fields.ts';

export interface RegionParts {
  terminal: { focus(): void };
  /** What is typed to on a phone or a tablet. */
  touch: { focus(): void } | undefined;
  cards: () => CardStack;
  controls: () => Controls;
  dock: () => Dock;
}

export class Regions {
  readonly #parts: RegionParts;

  constructor(parts: RegionParts) {
    this.#parts = parts;
  }

  get isTerminalShown(): boolean {
    return document.body.classList.contains('is-loaded');
  }

  /**
   * Typing goes to the terminal; on a phone only if it did before, or the keyboard would come up.
   * Without a program, to what the page offers first.
   */
  focusTerminal(): void {
    const { terminal, touch } = this.#parts;
    if (!this.isTerminalShown) {
      if (!touch) firstOffer()?.focus();
      return;
    }
    if (!touch) terminal.focus();
    else if (document.body.classList.contains('is-typed-to')) touch.focus();
    else leaveControls();
  }

  /** A key was pressed: whoever has keys needs none of a phone's. */
  typeToTerminal(): void {
    const { terminal, touch } = this.#parts;
    if (this.isTerminalShown) (touch ?? terminal).focus();
  }

  /** As `focusTerminal`, for what comes late: whoever writes elsewhere by then goes on there. */
  focusTerminalUnlessWriting(): void {
    if (!isWriting()) this.focusTerminal();
  }

  /** As `focusTerminal`, unless somebody is in a panel, or writes elsewhere. */
  focusTerminalUnlessInDock(): void {
    if (!byId('dock').contains(document.activeElement)) this.focusTerminalUnlessWriting();
  }

  next(): void {
    const { activeElement } = document;
    const { cards, controls, dock } = this.#parts;
    const isIn = (id: string): boolean => byId(id).contains(activeElement);
    const isInMain = isIn('terminal') || isIn('welcome');
    if (isInMain && cards().focus()) return;
    const isBeforeDock = isInMain || isIn('cards');
    if (isBeforeDock && dock().isOpen) dock().focus();
    else if (isBeforeDock || isIn('dock')) controls().focus();
    else if (!this.isTerminalShown) firstOffer()?.focus();
    else this.focusTerminal();
  }
}

/** To go on with the last session, where there is one. */
function firstOffer(): HTMLElement | null {
  return byId('welcome').querySelector<HTMLElement>('.welcome-inner > :not([hidden]) button');
}

/** What has the focus would have the keys, also where it is hidden until the page is drawn anew. */
function leaveControls(): void {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement) activeElement.blur();
}
