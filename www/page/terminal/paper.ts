/**
 * Owns the terminal on paper: all rows that it holds, those scrolled out of sight too, as text.
 * Does not know how paper looks (see print.css).
 */
import type { Terminal } from '@xterm/xterm';
import { element } from '../elements/dom.ts';

/** While the browser prints, the text stands in `place`. */
export function printWhole(terminal: Terminal, place: HTMLElement): void {
  const paper = element('pre', { class: 'paper' });
  addEventListener('beforeprint', () => {
    paper.textContent = textOf(terminal);
    place.append(paper);
  });
  addEventListener('afterprint', () => paper.remove());
}

/** Rows that were one line are one again: paper has another width. */
function textOf({ buffer: { active } }: Terminal): string {
  let text = '';
  for (let row = 0; row < active.length; row++) {
    // Behind the last row xterm gives rows that are gone.
    const goesOn = row + 1 < active.length && active.getLine(row + 1)?.isWrapped === true;
    text += active.getLine(row)?.translateToString(!goesOn) ?? '';
    if (!goesOn) text += '\n';
  }
  return text.trimEnd();
}
