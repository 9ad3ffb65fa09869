/** Owns the list of keys that the page tells. Comes when it is first read; does not know where it is shown. */
import { element } from '../elements/dom.ts';
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

export function keyList(actions: readonly Action[]): Node[] {
  return [
    keys('The line you type', LINE_KEYS),
    ...(['Program', 'Terminal', 'Page'] as const).map((group) =>
      keys(
        group,
        actions
          .filter((action) => action.group === group && action.shortcuts)
          .map((action) => [action.title, (action.shortcuts ?? []).map(keyName).join(', ')]),
      ),
    ),
    element(
      'p',
      { class: 'is-quiet' },
      'In raw mode every key goes to the program, except those with Alt and Shift and the function keys above.',
    ),
  ];
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
