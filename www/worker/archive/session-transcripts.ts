/**
 * Owns what is given out of a session to be read or watched: its transcript as
 * text, and as an asciicast. Deliberately does not know the cast's format.
 */
import type { Event } from '../../protocol.ts';
import type { CharacterSet } from '../../session-log/characters.mjs';
import { unechoed } from '../../session-log/typed-echo.mjs';
import { counted, exact } from '../../wording/figures.mjs';
import type { Entry, SessionRecord, SessionStore } from '../keeping/records.ts';
import type { CastPieces, EnginePort } from '../running/machine-port.ts';
import {
  type ReadMoment,
  readableSession,
  readMoments,
  transcriptOf,
  unfinished,
} from '../session/session-text.ts';
import type { HeldSessions } from './session-archive.ts';
import { stemOf } from './session-files.ts';
import type { Filled, SessionPassages } from './session-passages.ts';

export class SessionTranscripts {
  readonly #engine: EnginePort;
  readonly #store: SessionStore;
  readonly #host: { emit(event: Event): void };
  /** The open session knows more than is kept of it, and so may one that was left. */
  readonly #held: Pick<HeldSessions, 'held'>;
  readonly #passages: SessionPassages;

  constructor(
    engine: EnginePort,
    store: SessionStore,
    host: { emit(event: Event): void },
    held: Pick<HeldSessions, 'held'>,
    passages: SessionPassages,
  ) {
    this.#engine = engine;
    this.#store = store;
    this.#host = host;
    this.#held = held;
    this.#passages = passages;
  }

  async giveText(id: string, characters: CharacterSet): Promise<void> {
    const found = await this.#session(id);
    if (!found) return;
    const { record, session, last } = found;
    const { text, isCut } = await transcriptOf(session, characters, last);
    const name = `${stemOf(record)}-transcript.txt`;
    this.#host.emit({ type: 'transcript', name, text, isCut });
    this.#tellIfStopped(found, 'transcript');
  }

  /** In a terminal of that size. */
  async giveCast(
    id: string,
    { columns, rows, isToPlay }: { columns: number; rows: number; isToPlay: boolean },
  ): Promise<void> {
    const found = await this.#session(id);
    if (!found) return;
    const { record, session, last } = found;
    const pieces: CastPieces = [];
    for await (const read of readMoments(session, last)) {
      if (read.isHeld) continue;
      const before = pieces.at(-1);
      if (before && read.entry) Object.assign(before, typedIn(read, read.entry));
      pieces.push({ output: read.output });
    }
    const title = record.name || record.image.name;
    const { created } = record;
    const text = this.#engine.writeAsciicast({ title, columns, rows, created, pieces });
    this.#host.emit({ type: 'cast', name: `${stemOf(record)}.cast`, text, isToPlay });
    this.#tellIfStopped(found, 'recording');
  }

  async #session(id: string): Promise<(Filled & { record: SessionRecord }) | undefined> {
    const held = this.#held.held(id);
    const record = held?.record ?? (await this.#store.session(id));
    if (!record) {
      const sentence = 'It is not kept here any more.';
      this.#host.emit({ type: 'session-refused', title: 'That session is gone', sentence });
      return undefined;
    }
    const session = held ? unfinished(held) : await readableSession(this.#store, record);
    const filled = await this.#passages.fill(record, session, record.head);
    return filled && { ...filled, record };
  }

  #tellIfStopped({ record, last }: Filled & { record: SessionRecord }, what: string): void {
    if (last >= record.head) return;
    const title = `The ${what} ends early`;
    const sentence = `It was stopped after ${exact(last)} of ${counted(record.head, 'line')}.`;
    this.#host.emit({ type: 'session-refused', title, sentence });
  }
}

/** The line that a cast shows typed, and when. */
function typedIn({ typed }: ReadMoment, entry: Entry): Pick<CastPieces[number], 'echo' | 'date'> {
  const echo = typed ?? unechoed(entry);
  return { ...(echo !== undefined && { echo }), date: entry.date };
}
