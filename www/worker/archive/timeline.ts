/**
 * Owns the marks of the open session as the page is told them: of a long one only those that it
 * does not have. Deliberately does not know when it asks.
 */
import type { SessionEvent } from '../../protocol.ts';
import { exchangeNames, midstOfExchanges } from '../../session-log/exchange-log.mjs';
import { asListed, type Entry } from '../keeping/records.ts';

type TimelineEvent = Extract<SessionEvent, { type: 'timeline' }>;

/** What of a session the marks are made of. */
interface MarkedSession {
  readonly record: { id: string; head: number };
  readonly log: readonly Entry[];
}

export class Timeline {
  /** What the marks were made of that the page was told last. */
  #told:
    | {
        id: string;
        log: readonly Entry[];
        notes: readonly (string | undefined)[];
        midst: ReadonlySet<number>;
      }
    | undefined;

  /** The session's marks; the page has the first `known` of those it was told, or more. */
  of({ record: { id, head }, log }: MarkedSession, known: number): TimelineEvent {
    const notes = exchangeNames(log);
    const midst = midstOfExchanges(log);
    const told = this.#told;
    const same = told?.id === id ? Math.min(known, told.log.length, log.length) : 0;
    let from = 0;
    while (
      from < same &&
      log[from] === told?.log[from] &&
      notes[from] === told?.notes[from] &&
      midst.has(from) === told?.midst.has(from)
    )
      from++;
    this.#told = { id, log: [...log], notes, midst };
    const marks = log.slice(from).map(({ echo, isEnd, instructions, date }, nth) => {
      const note = notes[from + nth];
      return {
        ...(echo !== undefined && { echo: asListed(echo) }),
        ...(note !== undefined && { note }),
        ...(midst.has(from + nth) && { isMidst: true }),
        isEnd,
        instructions,
        date,
      };
    });
    return { type: 'timeline', id, from, marks, head };
  }
}
