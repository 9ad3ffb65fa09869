/**
 * Owns the reading of a whole session as it was on the terminal: what was
 * printed and typed, moment by moment, a file that was moved as one line.
 * Deliberately runs no machine: a moment that was never come to here has no text.
 */
import type { CharacterSet } from '../../session-log/characters.mjs';
import { FoldedLog, noteLine } from '../../session-log/folded-log.mjs';
import { PlainText } from '../../session-log/plain-text.mjs';
import { momentsOf } from '../keeping/moments.ts';
import {
  type Entry,
  MOMENTS_AT_ONCE,
  type Moment,
  type SessionRecord,
  type SessionStore,
} from '../keeping/records.ts';
import type { KeptSession } from './kept-session.ts';

const NOTHING = new Uint8Array(0);

/** What is read of a moment. */
type Printed = Pick<Moment, 'output' | 'outputBytes'>;

/** What can be read: the open session, or one that is kept. */
export interface ReadableSession {
  readonly log: readonly Entry[];
  /** The moments after `from` to `to` entries, as far as they are known. */
  moments(from: number, to: number): Promise<(Printed | undefined)[]>;
}

/** The open session as it is now, or one that was left: what it prints while it computes is its last moment. */
export function unfinished(open: KeptSession): ReadableSession {
  return {
    log: open.log,
    moments: async (from, to) => {
      const known = await open.moments.between(from, to);
      return known.map((moment, nth) =>
        from + nth === open.head ? (moment ?? open.present.output.kept) : moment,
      );
    },
  };
}

/** One moment, with the entry that led to it. */
export interface ReadMoment {
  entries: number;
  entry: Entry | undefined;
  /** The line that was typed, or that stands for a file; absent where nothing was echoed. */
  typed?: string;
  /** It is a part of a file's way, which is shown at the way's end. */
  isHeld: boolean;
  /** What the terminal was given, or its latest part. */
  output: Uint8Array;
  isCut: boolean;
  /** It was never come to here. */
  isMissing: boolean;
}

/** A session that is not open. */
export async function readableSession(
  store: SessionStore,
  record: SessionRecord,
): Promise<ReadableSession> {
  const log = await store.entries(record.id);
  const ids = momentsOf(record.image.sha256, log);
  return { log, moments: (from, to) => store.moments(ids.slice(from, to + 1)) };
}

/** All moments in order up to that after `last` entries; those taken back too, if no other is said. */
export async function* readMoments(
  session: ReadableSession,
  last = session.log.length,
): AsyncGenerator<ReadMoment> {
  const folded = new FoldedLog(session.log.slice(0, last));
  for (let from = 0; from <= last; from += MOMENTS_AT_ONCE) {
    const moments = await session.moments(from, Math.min(last, from + MOMENTS_AT_ONCE - 1));
    for (const [nth, moment] of moments.entries()) {
      yield readMoment(folded, session.log, from + nth, moment);
    }
  }
}

function readMoment(
  folded: FoldedLog,
  log: readonly Entry[],
  entries: number,
  moment: Printed | undefined,
): ReadMoment {
  const isFolded = folded.isFolded(entries);
  const shown = folded.shown(entries, moment);
  const entry = log[entries - 1];
  const typed = shown?.note === undefined ? entry?.echo : noteLine(shown.note);
  return {
    entries,
    entry,
    ...(typed !== undefined && { typed }),
    isHeld: shown === undefined,
    output: shown?.output ?? NOTHING,
    isCut: !isFolded && moment !== undefined && moment.outputBytes > moment.output.length,
    isMissing: moment === undefined,
  };
}

/** What a moment added to the transcript: the line typed, and what was printed after it. */
export function textOf({ typed, output }: ReadMoment, plain: PlainText): string {
  return (typed === undefined ? '' : `${typed}\n`) + plain.of(output);
}

/** The session up to the moment after `last` entries, as text. */
export async function transcriptOf(
  session: ReadableSession,
  characters: CharacterSet,
  last = session.log.length,
): Promise<{ text: string; isCut: boolean }> {
  const plain = new PlainText(characters);
  const parts: string[] = [];
  let isCut = false;
  for await (const read of readMoments(session, last)) {
    isCut ||= read.isCut;
    parts.push(textOf(read, plain));
  }
  return { text: parts.join(''), isCut };
}

/** The line that output ends with, or the end of it. */
export function lastLineOf(output: Uint8Array | undefined): string {
  if (!output) return '';
  return new TextDecoder('latin1').decode(
    output.subarray(output.lastIndexOf(0x0a) + 1).slice(-256),
  );
}
