/**
 * Owns how a file's refusal is shown: a sentence; of a source each mistake, with its line and
 * a mark below it, in a place of their own that scrolls where there are several, and code as code.
 */
import { element } from '../elements/dom.ts';
import { exact } from '../elements/quantities.ts';

/** The assembler has an empty line between two mistakes, and tells at last of how many it told none. */
const BETWEEN = '\n\n';
const MORE = /\n\nand (\d+) more$/;

export function refusalText(sentence: string): Node[] {
  const mistakes = sentence.replace(MORE, '').split(BETWEEN);
  const shown = mistakes.flatMap(mistakeText);
  const count = mistakes.length;
  if (count === 1) return shown;
  const more = Number(MORE.exec(sentence)?.[1] ?? 0);
  const all = `${exact(count + more)} mistakes`;
  return [
    element('p', {}, more > 0 ? `The first ${count} of ${all}:` : `${all}:`),
    element(
      'div',
      { class: 'card-mistakes', tabindex: 0, role: 'group', 'aria-label': 'Mistakes' },
      ...shown,
    ),
  ];
}

function mistakeText(mistake: string): Node[] {
  const [words = '', ...line] = mistake.split('\n');
  // Compilers begin with a small letter, the page does not; and have marks around code.
  const parts = words.replace(/^line (?=\d)/, 'Line ').split(/`([^`]+)`/);
  return [
    element('p', {}, ...parts.map((part, at) => (at % 2 ? element('code', {}, part) : part))),
    ...(line.length > 0 ? [element('pre', { class: 'card-source' }, line.join('\n'))] : []),
  ];
}
