/** Owns the two sheets to read: the keys, and what um32 is. */
import { type Action, keyName } from './actions.ts';
import { closeOnBackdrop, sheetHead, showDialog } from './dialogs.ts';
import { element } from './dom.ts';

/** Keys of the line being typed; the actions have their own list. */
const LINE_KEYS: readonly [string, string][] = [
  ['Send the line', 'Enter'],
  ['Earlier lines', '↑ ↓'],
  ['Search earlier lines', 'Ctrl R'],
  ['Start and end of the line', 'Home End, Ctrl A Ctrl E'],
  ['A word to the left or right', 'Ctrl ← Ctrl →'],
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
  return sheet('Keys', closed, () => [
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
      'In raw mode every key goes to the program, but for those with Alt and Shift, and the function keys above.',
    ),
  ]);
}

export function aboutSheet(closed: () => void): () => void {
  return sheet('About um32', closed, () => [
    element(
      'p',
      {},
      'In 2006 the ICFP programming contest was an excavation. The Cult of the Bound Variable had left a codex, and the order for a Universal Machine to read it with: eight registers, arrays of sandstone platters, fourteen operators, and a Spin Cycle that never rests.',
    ),
    element(
      'p',
      {},
      'um32 is that machine, exact to the letter of its specification. Whatever a program does against the rules is found at the very instruction that does it, and explained.',
    ),
    element(
      'p',
      {},
      'The scrolls themselves are not shipped with it. The contest’s own site, boundvariable.org, has the codex; open it here, type its key, and boot what it prints.',
    ),
    element(
      'p',
      { class: 'is-quiet' },
      'Everything runs in this page. Nothing you open or type is sent anywhere.',
    ),
  ]);
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
        element('dd', {}, element('kbd', {}, key)),
      ]),
    ),
  );
}

function sheet(title: string, closed: () => void, fill: () => Node[]): () => void {
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
    body.replaceChildren(...fill());
    showDialog(dialog, closed);
  };
}
