/** Owns the two sheets to read: the keys, and what um32 is (about.ts has the words). */
import { reasonOf } from '../../wording/reason.mjs';
import { closeOnBackdrop, sheetHead, showDialog } from '../elements/dialogs.ts';
import { element } from '../elements/dom.ts';
import { lateCode } from '../late-code.ts';
import { type Action, keyName } from './actions.ts';

/** Keys of the line being typed; the actions have their own list. */
const LINE_KEYS: readonly [string, string][] = [
  ['Send the line', 'Enter'],
  ['Earlier lines', '↑, ↓'],
  ['Search earlier lines', 'Ctrl R'],
  ['Start and end of the line', 'Home, End, Ctrl A, Ctrl E'],
  ['A word to the left or right', 'Ctrl ←, Ctrl →'],
  ['Erase a word', 'Alt Backspace'],
  ['Erase to the start', 'Ctrl U'],
  ['Erase to the end', 'Ctrl K'],
  ['Bring back what was erased', 'Ctrl Y'],
  ['Drop the line and all that waits; copy, with a selection', 'Ctrl C'],
  ['End of input, on an empty line', 'Ctrl D'],
  ['Scroll back', 'Page Up, Page Down'],
  ['Out of the terminal, to the controls', 'Shift Tab'],
];

export function keySheet(actions: () => readonly Action[], closed: () => void): () => void {
  return sheet('Keys', closed, (body) =>
    body.replaceChildren(
      keys('The line you type', LINE_KEYS),
      ...(['Program', 'Terminal', 'Page'] as const).map((group) =>
        keys(
          group,
          actions()
            .filter((action) => action.group === group && action.shortcuts)
            .map((action) => [action.title, (action.shortcuts ?? []).map(keyName).join(', ')]),
        ),
      ),
      element(
        'p',
        { class: 'is-quiet' },
        'In raw mode every key goes to the program, except those with Alt and Shift and the function keys above.',
      ),
    ),
  );
}

export function aboutSheet(closed: () => void): () => void {
  return sheet('About um32', closed, async (body) => {
    try {
      const { aboutText } = await lateCode(() => import('./about.ts'), 'Open this again later.');
      body.replaceChildren(...aboutText());
    } catch (error) {
      body.replaceChildren(element('p', {}, reasonOf(error)));
    }
  });
}

function keys(heading: string, rows: readonly (readonly [string, string])[]): HTMLElement {
  return element(
    'section',
    {},
    element('h3', { class: 'keys-heading' }, heading),
    element(
      'dl',
      { class: 'keys' },
      ...rows.flatMap(([what, key]) => [
        element('dt', {}, what),
        element('dd', {}, ...key.split(/(?<=,) /).flatMap((one) => [element('kbd', {}, one), ' '])),
      ]),
    ),
  );
}

function sheet(title: string, closed: () => void, fill: (body: HTMLElement) => void): () => void {
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
  return () => {
    if (dialog.open) return;
    fill(body);
    showDialog(dialog, closed);
  };
}
