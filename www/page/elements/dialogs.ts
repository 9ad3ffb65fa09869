/** Owns what the page's dialogs share: how they are opened and closed. Does not know what they are about. */
import { element } from './dom.ts';
import { isWriting } from './fields.ts';
import { icon } from './icons.ts';

/** A title, and the button that closes. */
export function sheetHead(title: string, close: () => void): HTMLElement {
  return element(
    'div',
    { class: 'sheet-head' },
    element('h2', {}, title),
    element(
      'button',
      { type: 'button', class: 'button button-icon', 'aria-label': 'Close', onclick: close },
      icon('close'),
    ),
  );
}

/**
 * Opens a dialog; `closed` says where the focus goes after it. A dialog tells of its closing only
 * a moment later: whoever chose something in it, or pressed the next key, may have the focus
 * elsewhere by then, and keeps it; whoever was on a card or in a panel is there again.
 */
export function showDialog(dialog: HTMLDialogElement, closed: () => void): void {
  const before = document.activeElement;
  dialog.addEventListener(
    'close',
    () => {
      const { activeElement, body } = document;
      if (isWriting()) return;
      const isBack = activeElement === before && before?.closest('.cards, .dock');
      if (!isBack && (activeElement === before || activeElement === body)) closed();
    },
    { once: true },
  );
  dialog.showModal();
}

/** What is under a dialog cannot be reached. */
export function isDialogOpen(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

/** Something came that is to be answered in the page itself. */
export function closeDialogs(): void {
  for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog[open]')) dialog.close();
}

/** A click beside a dialog closes it, as the Escape key does; a press that only ends there does not. */
export function closeOnBackdrop(dialog: HTMLDialogElement): void {
  let beganBeside = false;
  dialog.addEventListener('pointerdown', (event) => {
    beganBeside = isBeside(dialog, event);
  });
  dialog.addEventListener('click', (event) => {
    if (beganBeside && isBeside(dialog, event)) dialog.close();
  });
}

function isBeside(dialog: HTMLDialogElement, { target, clientX, clientY }: MouseEvent): boolean {
  if (target !== dialog) return false;
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
