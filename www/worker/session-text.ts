/**
 * Owns the reading of a whole session as it was on the terminal: what was
 * printed and typed, moment by moment, as text. Deliberately runs no machine:
 * a moment that was never come to here has no text.
 */
import { firstMoment } from './keeping/moments.ts';
import type { Entry, Moment, SessionRecord, SessionStore } from './keeping/records.ts';

/** How bytes are shown; the page's choice. */
export type Characters = 'utf-8' | 'latin-1';

/** Moments read from the store at once. */
const BATCH = 64;

const ESCAPE_SEQUENCE =
  // OSC and the other strings, CSI, then any other two-character sequence.
  /\x1b(?:[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|\[[0-?]*[ -/]*[@-~]|.)/g;
// Everything else that is no text, but for the tab and the line feed.
const CONTROL_CODES = /[\x00-\x08\x0b-\x1f\x7f]/g;

/** What can be read: the open session, or one that is kept. */
export interface ReadableSession {
  readonly log: readonly Entry[];
  /** The moments after `from` to `to` entries, as far as they are known. */
  moments(from: number, to: number): Promise<(Moment | undefined)[]>;
}

/** One moment, with the entry that led to it. */
export interface ReadMoment {
  entries: number;
  moment: Moment | undefined;
  entry: Entry | undefined;
}

/** A session that is not open. */
export async function readableSession(
  store: SessionStore,
  record: SessionRecord,
): Promise<ReadableSession> {
  const log = await store.entries(record.id);
  const ids = [firstMoment(record.image.sha256), ...log.map(({ moment }) => moment)];
  return { log, moments: (from, to) => store.moments(ids.slice(from, to + 1)) };
}

/** All moments in order up to that after `last` entries; those taken back too, if no other is said. */
export async function* readMoments(
  session: ReadableSession,
  last = session.log.length,
): AsyncGenerator<ReadMoment> {
  for (let from = 0; from <= last; from += BATCH) {
    const moments = await session.moments(from, Math.min(last, from + BATCH - 1));
    for (const [nth, moment] of moments.entries()) {
      const entries = from + nth;
      yield { entries, moment, entry: session.log[entries - 1] };
    }
  }
}

/** Bytes and what was typed, as text without what steers a terminal. */
export class PlainText {
  readonly #decoder: TextDecoder;

  constructor(characters: Characters) {
    this.#decoder = new TextDecoder(characters === 'utf-8' ? 'utf-8' : 'windows-1252', {
      ignoreBOM: true,
    });
  }

  /** What the moment added to the transcript: the line typed, and what was printed after it. */
  of({ entry, moment }: ReadMoment): string {
    const typed = entry?.echo === undefined ? '' : `${entry.echo}\n`;
    const printed = moment ? this.#decoder.decode(moment.output, { stream: true }) : '';
    return typed + printed.replace(ESCAPE_SEQUENCE, '').replace(CONTROL_CODES, '');
  }
}

/** The session up to the moment after `last` entries, as text. */
export async function transcriptOf(
  session: ReadableSession,
  characters: Characters,
  last = session.log.length,
): Promise<{ text: string; isCut: boolean; missing: number }> {
  const plain = new PlainText(characters);
  const parts: string[] = [];
  let isCut = false;
  let missing = 0;
  for await (const read of readMoments(session, last)) {
    const { moment } = read;
    if (!moment) missing += 1;
    else if (moment.outputBytes > moment.output.length) isCut = true;
    parts.push(plain.of(read));
  }
  return { text: parts.join(''), isCut, missing };
}
