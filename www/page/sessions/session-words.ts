/** Owns how a kept session is spoken of: where it was left, how much, what was last. */
import type { SessionSummary } from '../../protocol.ts';
import { cutShort } from '../../wording/cut-short.mjs';
import { element } from '../elements/dom.ts';
import { ago, lines, short } from '../elements/quantities.ts';

/** What is shown of a line within a sentence. */
const LINE_CHARACTERS = 60;

/** How far a session came, and what was typed last. */
export function howFar({
  lines: typed,
  instructions,
  lastLine,
}: SessionSummary): (Node | string)[] {
  const done = `${lines(typed)}, ${short(instructions)} instructions`;
  if (lastLine === '') return [done];
  return [`${done}; last typed: `, element('code', {}, cutShort(lastLine, LINE_CHARACTERS))];
}

/** What the offer to go on says: `You were logged in as howie, 2 hours ago.` */
export function whereLeft(session: SessionSummary, now: number): string {
  const when = ago(session.changed, now);
  const who =
    session.account === ''
      ? `You were in ${session.imageName}`
      : `You were logged in as ${session.account}`;
  return `${who}, ${when}.`;
}
