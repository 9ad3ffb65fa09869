/**
 * Owns the question that is asked before a link in a program's output is followed: where it
 * leads, letter by letter. Does not know where in the output it stood.
 */
import { element } from '../elements/dom.ts';
import type { Card } from './card-stack.ts';

/** Longer ones lead nowhere that anybody has been, and nobody would read them. */
const LONGEST = 4_000;

/**
 * The address that a browser goes to for what a program printed, in plain letters: what would
 * turn the direction of the text, or looks like another letter, is written as its code.
 * A sentence where it is none to be followed.
 */
export function whereTo(printed: string): { href: string; host: string } | string {
  if (printed.length > LONGEST) return 'Its address is too long to be read.';
  let url: URL;
  try {
    url = new URL(printed);
  } catch {
    return 'Its address does not lead anywhere.';
  }
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return 'Only addresses that begin with https or http are followed.';
  }
  return { href: url.href, host: url.host };
}

/** Asks whether to follow it. */
export function linkCard(printed: string, follow: (href: string) => void): Card {
  const where = whereTo(printed);
  if (typeof where === 'string') {
    return {
      name: 'link',
      title: 'The link was not opened',
      text: [where],
      takesFocus: true,
      answers: [{ label: 'Dismiss', isMain: true, choose: () => {} }],
    };
  }
  const { href, host } = where;
  return {
    name: 'link',
    title: `Open a page of ${host} in a new tab?`,
    text: [
      'The program printed this link, and it may lead elsewhere than it looks. Its whole address:',
      // It is scrolled where it is long.
      element(
        'p',
        { class: 'card-address', tabindex: 0, role: 'group', 'aria-label': 'Address' },
        href,
      ),
    ],
    takesFocus: true,
    answers: [
      { label: 'Open the page', isMain: true, choose: () => follow(href) },
      { label: 'Stay here', choose: () => {} },
    ],
  };
}
