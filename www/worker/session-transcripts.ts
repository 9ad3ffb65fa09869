/**
 * Owns what is given out of a session to be read or watched: its transcript as
 * text, and as an asciicast. Deliberately does not know the cast's format.
 */
import type { Event } from '../protocol.ts';
import type { Entry, SessionRecord, SessionStore } from './keeping/records.ts';
import type { KeptSession } from './kept-session.ts';
import type { CastPieces, EnginePort } from './machine-port.ts';
import { fileStem } from './session-files.ts';
import {
  type Characters,
  type ReadableSession,
  type ReadMoment,
  readableSession,
  readMoments,
  transcriptOf,
} from './session-text.ts';

const LINE_FEED = 10;

export class SessionTranscripts {
  readonly #engine: EnginePort;
  readonly #store: SessionStore;
  readonly #host: { emit(event: Event): void };
  /** The open session knows more than is kept of it. */
  readonly #open: () => KeptSession | undefined;

  constructor(
    engine: EnginePort,
    store: SessionStore,
    host: { emit(event: Event): void },
    open: () => KeptSession | undefined,
  ) {
    this.#engine = engine;
    this.#store = store;
    this.#host = host;
    this.#open = open;
  }

  async giveText(id: string, characters: Characters): Promise<void> {
    const found = await this.#session(id);
    if (!found) return;
    const { text, isCut, missing } = await transcriptOf(
      found.session,
      characters,
      found.record.head,
    );
    if (this.#isIncomplete(found.record, missing)) return;
    const name = `${fileStem(found.record)}-transcript.txt`;
    this.#host.emit({ type: 'transcript', name, text, isCut });
  }

  /** In a terminal of that size. */
  async giveCast(
    id: string,
    { columns, rows, isToPlay }: { columns: number; rows: number; isToPlay: boolean },
  ): Promise<void> {
    const found = await this.#session(id);
    if (!found) return;
    const { record, session } = found;
    const pieces: CastPieces = [];
    let missing = 0;
    for await (const read of readMoments(session, record.head)) {
      if (read.isMissing) missing += 1;
      if (read.isHeld) continue;
      const before = pieces.at(-1);
      if (before && read.entry) Object.assign(before, typedIn(read, read.entry));
      pieces.push({ output: read.output });
    }
    if (this.#isIncomplete(record, missing)) return;
    const title = record.name || record.image.name;
    const { created } = record;
    const text = this.#engine.writeAsciicast({ title, columns, rows, created, pieces });
    this.#host.emit({ type: 'cast', name: `${fileStem(record)}.cast`, text, isToPlay });
  }

  async #session(
    id: string,
  ): Promise<{ record: SessionRecord; session: ReadableSession } | undefined> {
    const open = this.#open();
    if (open?.record.id === id) return { record: open.record, session: open };
    const record = await this.#store.session(id);
    if (record) return { record, session: await readableSession(this.#store, record) };
    const sentence = 'It is not kept here any more.';
    this.#host.emit({ type: 'session-refused', title: 'That session is gone', sentence });
    return undefined;
  }

  #isIncomplete(record: SessionRecord, missing: number): boolean {
    if (missing === 0) return false;
    const name = record.name || record.image.name;
    const sentence =
      'So what it printed is not known. Continue it once: it is gone through then, and its output is kept.';
    this.#host.emit({
      type: 'session-refused',
      title: `${name} was not gone through here yet`,
      sentence,
    });
    return true;
  }
}

/** The line that a cast shows typed, and when. */
function typedIn(
  { typed }: ReadMoment,
  { isEnd, bytes, date }: Entry,
): Pick<CastPieces[number], 'echo' | 'date'> {
  // Where nothing was echoed, a line end was typed all the same.
  const echo = typed ?? (!isEnd && bytes.at(-1) === LINE_FEED ? '' : undefined);
  return { ...(echo !== undefined && { echo }), date };
}
