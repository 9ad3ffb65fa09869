/**
 * Owns how platters are listed: where each lies, its bits, its number, the character it may be,
 * and what it was. Does not know which array they are of.
 */
import type { ArrayPart } from '../../../protocol.ts';
import { element } from '../../elements/dom.ts';
import { exact, hexadecimal } from '../../elements/quantities.ts';

const COLUMNS = ['Offset', 'Bits', 'Number', 'Character'];

/** `changed` ones are shown with what they were. */
export function platterTable(
  { offset, platters }: ArrayPart,
  changed: ReadonlyMap<number, number>,
): HTMLElement {
  const rows = platters.map((platter, at) => rowOf(offset + at, platter, changed.get(offset + at)));
  const heads = COLUMNS.map((column) => element('th', { scope: 'col' }, column));
  return element(
    'table',
    { class: 'platters', 'aria-label': 'Platters' },
    element('thead', {}, element('tr', {}, ...heads)),
    element('tbody', {}, ...rows),
  );
}

function rowOf(offset: number, platter: number, was: number | undefined): HTMLElement {
  return element(
    'tr',
    { class: was !== undefined && 'is-changed' },
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
