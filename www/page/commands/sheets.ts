/** Owns the two sheets to read: the keys, and what um32 is (key-list.ts and about.ts have the words). */
import { reasonOf } from '../../wording/reason.mjs';
import { closeOnBackdrop, sheetHead, showDialog } from '../elements/dialogs.ts';
import { element } from '../elements/dom.ts';
import { lateCode } from '../late-code.ts';
import type { Action } from './actions.ts';

export function keySheet(actions: () => readonly Action[], closed: () => void): () => void {
  return sheet(
    'Keys',
    closed,
    () => import('./key-list.ts'),
    ({ keyList }) => keyList(actions()),
  );
}

export function aboutSheet(closed: () => void): () => void {
  return sheet(
    'About um32',
    closed,
    () => import('./about.ts'),
    ({ aboutText }) => aboutText(),
  );
}

function sheet<Code>(
  title: string,
  closed: () => void,
  bring: () => Promise<Code>,
  words: (code: Code) => Node[],
): () => void {
  let code: Code | undefined;
  const body = element('div', {
    class: 'sheet-body',
    tabindex: 0,
    role: 'region',
    'aria-label': title,
  });
  const dialog = element(
    'dialog',
    { class: 'sheet', 'aria-label': title },
    sheetHead(title, () => dialog.close()),
    body,
  );
  closeOnBackdrop(dialog);
  document.body.append(dialog);
  const fill = async (): Promise<void> => {
    try {
      code ??= await lateCode(bring, 'Open this again later.');
      body.replaceChildren(...words(code));
    } catch (error) {
      body.replaceChildren(element('p', {}, reasonOf(error)));
    }
  };
  return () => {
    if (dialog.open) return;
    void fill();
    showDialog(dialog, closed);
  };
}
