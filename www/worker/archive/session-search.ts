/**
 * Owns the search of a whole session: where a text stands in what was printed
 * and typed, and at which moment it came. Deliberately does not know how a hit
 * is shown or gone to.
 *
 * The transcript is searched line by line; a line begun at one moment (a prompt)
 * and ended at the next (what was typed to it) is one line, and a hit belongs to
 * the moment that completed it.
 */
import type { FoundHit } from '../../protocol.ts';
import type { CharacterSet } from '../../session-log/characters.mjs';
import { PlainText } from '../../session-log/plain-text.mjs';
import { type ReadableSession, readMoments, textOf } from '../session/session-text.ts';

/** Hits are counted to the end, but no more are given; the latest are. */
export const HITS_GIVEN = 500;
/** What is shown of the line before and after a hit. */
const BEFORE_CHARACTERS = 32;
const AFTER_CHARACTERS = 80;
/** A line that goes on for longer is searched in parts. */
const LINE_MAX_CHARACTERS = 4096;

export interface Found {
  /** In order. */
  hits: FoundHit[];
  total: number;
  /** Not all that was printed is known. */
  isIncomplete: boolean;
}

/** Undefined when `isWanted` came to say no. */
export async function searchSession(
  session: ReadableSession,
  wanted: string,
  characters: CharacterSet,
  isWanted: () => boolean,
): Promise<Found | undefined> {
  const plain = new PlainText(characters);
  const needle = folded(wanted);
  let hits: FoundHit[] = [];
  let total = 0;
  let isIncomplete = false;
  let begun = '';
  for await (const read of readMoments(session)) {
    if (!isWanted()) return undefined;
    isIncomplete ||= read.isMissing;
    const text = begun + textOf(read, plain);
    const hay = folded(text);
    // What lies in the line begun before was found before.
    let at = hay.indexOf(needle, Math.max(0, begun.length - needle.length + 1));
    for (; at >= 0; at = hay.indexOf(needle, at + needle.length)) {
      total += 1;
      hits.push({ entries: read.entries, ...around(text, at, wanted.length) });
    }
    if (hits.length > 2 * HITS_GIVEN) hits = hits.slice(-HITS_GIVEN);
    begun = text.slice(text.lastIndexOf('\n') + 1).slice(-LINE_MAX_CHARACTERS);
  }
  return { hits: hits.slice(-HITS_GIVEN), total, isIncomplete };
}

/** Without regard to case, but for the few characters that would push others from their place. */
function folded(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (character) => {
    const alone = character.toLowerCase();
    return alone.length === character.length ? alone : character;
  }).join('');
}

function around(
  text: string,
  at: number,
  length: number,
): { before: string; hit: string; after: string } {
  const begins = text.lastIndexOf('\n', at - 1) + 1;
  const ends = text.indexOf('\n', at + length);
  const from = Math.max(begins, at - BEFORE_CHARACTERS);
  const to = Math.min(ends < 0 ? text.length : ends, at + length + AFTER_CHARACTERS);
  return {
    before: `${from > begins ? '…' : ''}${text.slice(from, at)}`,
    hit: text.slice(at, at + length),
    after: text.slice(at + length, to),
  };
}
