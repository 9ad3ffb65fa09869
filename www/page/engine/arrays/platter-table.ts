/**
 * Owns how platters are listed: where each lies, its bits, its number, the character it may be,
 * what it was, and a button by which it is watched. Does not know which array they are of.
 */
import type { ArrayPart } from '../../../protocol.ts';
import { element } from '../../elements/dom.ts';
import { exact, hexadecimal } from '../../elements/quantities.ts';

const COLUMNS = ['Offset', 'Bits', 'Number', 'Character'];

/** `changed` ones are shown with what they were; `toggle` makes the button of the one at an offset. */
export function platterTable(
  { offset, platters }: ArrayPart,
  changed: ReadonlyMap<number, number>,
  toggle: (offset: number) => HTMLElement,
): HTMLElement {
  const rows = platters.map((platter, nth) => {
    const at = offset + nth;
    return rowOf(at, platter, changed.get(at), toggle(at));
  });
  const heads = COLUMNS.map((column) => element('th', { scope: 'col' }, column));
  // Each button says itself what it is for.
  heads.unshift(element('td', { class: 'watch-cell' }));
  return element(
    'table',
    { class: 'platters', 'aria-label': 'Platters' },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
}

function rowOf(
  offset: number,
  platter: number,
  was: number | undefined,
  toggle: HTMLElement,
): HTMLElement {
  return element(
    'tr',
    { class: was !== undefined && 'is-changed' },
    element('td', { class: 'watch-cell' }, toggle),
    element('th', { scope: 'row' }, exact(offset)),
    element('td', {}, hexadecimal(platter)),
    element(
      'td',
      {},
      exact(platter),
      was !== undefined && element('span', { class: 'was' }, `was ${exact(was)}`),
    ),
    element('td', {}, characterOf(platter)),
  );
}

/** Those that do not print, but are in every text, as programmers write them. */
const WRITTEN: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 32: '␣' };

/** Empty where it is none that is printed in ASCII. */
export function characterOf(platter: number): string {
  return WRITTEN[platter] ?? (platter > 32 && platter < 127 ? String.fromCharCode(platter) : '');
}
