/** Owns what the page tells of um32. Comes when it is first read; does not know where it is shown. */
import { element } from '../elements/dom.ts';

export function aboutText(): Node[] {
  return [
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
  ];
}
