/**
 * Owns what the person's side of the screen shows: the lines that wait, faint,
 * then the line being typed, or the search for an earlier one.
 * Does not know how any of it came about, nor how it is drawn.
 */
import { exact } from '../elements/quantities.ts';
import { type Block, excerpt, type Glyph, glyphsOf, type Measure } from '../screen/block.ts';
import { charactersOf } from './edit-line.ts';
import type { Waiting } from './waiting-lines.ts';

/** How many waiting lines are shown before they are only counted. */
export const MOST_WAITING_SHOWN = 3;

export interface Typing {
  characters: readonly string[];
  cursor: number;
  /** Echo dots: the program has asked for a password. */
  hidden: boolean;
  /** The first few lines that wait, and how many there are. */
  waiting: readonly Waiting[];
  waitingCount: number;
  search: { part: string; found: boolean } | undefined;
}

/** A longer line is not sure to be on the screen as a whole. */
const MOST_FINISHED_CHARACTERS = 512;
const LINE_FEED: Glyph = { text: '\n', width: 0, faint: true };

/** Undefined when there is nothing to show. */
export function compose(
  typing: Typing,
  columns: number,
  rows: number,
  measure: Measure,
): Block | undefined {
  const glyphs: Glyph[] = [];
  const add = (
    characters: readonly string[],
    style: { faint?: boolean; hidden?: boolean },
  ): void => {
    for (const glyph of glyphsOf(characters, measure, style)) glyphs.push(glyph);
  };
  const say = (text: string): void => add(charactersOf(text), { faint: true });

  for (const waiting of typing.waiting) {
    if (waiting.kind === 'line') {
      const shown = excerpt(charactersOf(waiting.text.slice(0, columns)), 0, columns - 2, measure);
      add(shown.characters, { faint: true });
      if (shown.cutAfter || waiting.text.length > columns) say('…');
    } else {
      say('^D');
    }
    glyphs.push(LINE_FEED);
  }
  const more = typing.waitingCount - typing.waiting.length;
  if (more > 0) {
    say(`… ${exact(more)} more to send, ^C drops them`);
    glyphs.push(LINE_FEED);
  }

  if (typing.search) {
    say(`(${typing.search.found ? 'search' : 'not found'}: ${typing.search.part}) `);
  }
  // The first row may begin after a prompt; rows of waiting lines are taken already.
  const taken = 1 + typing.waiting.length + (more > 0 ? 1 : 0);
  const room = columns * Math.max(1, rows - taken) - (typing.search ? glyphs.length : 0);
  const line = excerpt(typing.characters, typing.cursor, room, measure);
  if (line.cutBefore) say('…');
  const cursor = glyphs.length + line.cursor;
  add(line.characters, { hidden: typing.hidden });
  if (line.cutAfter) say('…');
  return glyphs.length === 0 ? undefined : { glyphs, cursor };
}

/** The picture of a whole line with the cursor at its end, if it is short enough to be all there. */
export function finished(
  characters: readonly string[],
  hidden: boolean,
  measure: Measure,
): Block | undefined {
  if (characters.length > MOST_FINISHED_CHARACTERS) return undefined;
  const glyphs = glyphsOf(characters, measure, { hidden });
  return { glyphs, cursor: glyphs.length };
}
