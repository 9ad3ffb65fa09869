/**
 * Owns the card with the link to the open session, and the one that asks for a shared session's
 * program. They come when they are wanted; does not know what is in a link's text.
 */
import { FRAGMENT, hashWords } from '../../session-log/shared-session.mjs';
import type { Card } from '../cards/card-stack.ts';
import { element } from '../elements/dom.ts';
import { shortBytes } from '../elements/quantities.ts';
import { copyText } from '../saving/clipboard.ts';

/** Longer links are cut off by too many programs that pass them on. */
const LINK_MAX_CHARACTERS = 8_000;

/** A link to the open session of a program, or the advice to pass it on as a file. */
export function shareCard(text: string, programName: string, saveFile: () => void): Card {
  const link = `${location.origin}${location.pathname}${FRAGMENT}${text}`;
  const fits = link.length <= LINK_MAX_CHARACTERS;
  const field = element('input', {
    class: 'share-link',
    type: 'text',
    readonly: true,
    'aria-label': 'Link to the session',
    value: link,
    onfocus: () => field.select(),
  });
  const said = element('span', { role: 'status' });
  const copy = async (): Promise<void> => {
    const isCopied = await copyText(link, () => field.select());
    if (!isCopied) field.select();
    said.replaceChildren(isCopied ? 'Copied.' : 'The browser refused: copy it from the field.');
  };
  return {
    name: 'share',
    title: 'Share this session',
    text: [
      fits
        ? field
        : `Its link would be ${shortBytes(link.length)} long, and many programs cut off links like that: pass it on as a file.`,
      `All that was typed is in it, passwords too. ${programName} is not: whoever opens it is asked for that file.`,
      said,
    ],
    takesFocus: true,
    answers: [
      ...(fits
        ? [{ label: 'Copy the link', isMain: true, keepsCard: true, choose: () => void copy() }]
        : []),
      { label: 'Save as a file', isMain: !fits, choose: saveFile },
      { label: 'Dismiss', choose: () => {} },
    ],
  };
}

/** A shared session came whose program is not kept here. */
export function programCard(
  { imageName, sha256 }: { imageName: string; sha256: string },
  acts: { chooseFile: () => void; dismiss: () => void },
): Card {
  return {
    name: 'share-program',
    title: `A shared session of ${imageName}`,
    text: [
      `The program does not come with it, and it is not kept here: open ${imageName} from a file of yours.`,
      element('span', { class: 'is-quiet' }, hashWords(sha256)),
    ],
    takesFocus: true,
    answers: [
      { label: `Open ${imageName}`, isMain: true, keepsCard: true, choose: acts.chooseFile },
      { label: 'Dismiss', choose: acts.dismiss },
    ],
  };
}
