/** Owns how facts are listed: a term, and what is said of it. Does not know what they are about. */
import { element } from './dom.ts';

/** A term and what is said of it. */
export type Fact = readonly [term: string, text: string];

export function factsList(facts: readonly Fact[]): HTMLElement {
  return element(
    'dl',
    { class: 'facts' },
    ...facts.flatMap(([term, text]) => [
      element('dt', {}, term),
      element('dd', {}, element('code', {}, text)),
    ]),
  );
}
