/**
 * Owns the terminal on paper: all rows that it holds, those scrolled out of sight too, as text.
 * Does not know how paper looks (see print.css).
 */
import type { Terminal } from '@xterm/xterm';
import { element } from '../elements/dom.ts';
import { wholeLines } from './whole-lines.ts';

/** While the browser prints, the text stands in `place`. */
export function printWhole(terminal: Terminal, place: HTMLElement): void {
  const paper = element('pre', { class: 'paper' });
  addEventListener('beforeprint', () => {
    // Paper has another width than the rows.
    paper.textContent = wholeLines(terminal.buffer.active).lines.join('\n');
    place.append(paper);
  });
  addEventListener('afterprint', () => paper.remove());
}
