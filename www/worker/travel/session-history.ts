/**
 * Owns what a terminal is shown of a session that it has not seen: the latest
 * part of what was printed and typed, from what is kept. Deliberately runs no
 * machine.
 */

import type { HistoryPiece } from '../../protocol.ts';
import {
  type Exchange,
  findExchanges,
  noteOf,
  type Reply,
  shownOf,
} from '../../session-log/exchange-log.mjs';
import { MOMENTS_AT_ONCE } from '../keeping/records.ts';
import type { KeptSession } from '../session/kept-session.ts';
import type { Arrival } from './session-travel.ts';

/** What a terminal is given of what was shown before. */
const HISTORY_BYTES = 256 * 1024;
/** Each is a line typed at least, and has to be looked up: nobody scrolls back further. */
const HISTORY_PIECES = 5_000;

export interface SessionHistory {
  pieces: HistoryPiece[];
  /** There was more before. */
  isCut: boolean;
}

/** Up to the moment after `entries` entries. */
export async function historyUpTo(session: KeptSession, entries: number): Promise<SessionHistory> {
  const exchanges = new FoldedExchanges(session, entries);
  const pieces: HistoryPiece[] = [];
  let sizeBytes = 0;
  let to = entries;
  let isCut = false;
  const isEnough = (): boolean => sizeBytes >= HISTORY_BYTES || pieces.length >= HISTORY_PIECES;
  while (to >= 0 && !isEnough()) {
    const from = Math.max(0, to - MOMENTS_AT_ONCE + 1);
    const moments = await session.moments.between(from, to);
    for (let at = to; at >= from && !isEnough(); at--) {
      const moment = moments[at - from];
      to = at - 1;
      const begun = exchanges.begunAt(at);
      if (begun) pieces.push({ output: begun.shown });
      const isHeld = exchanges.hold(at, moment);
      const output = isHeld ? undefined : moment?.output;
      const echo = at < entries ? session.log[at]?.echo : undefined;
      if (isHeld && !begun && echo === undefined) continue;
      pieces.push({
        output: output?.slice() ?? new Uint8Array(0),
        ...(echo !== undefined && { echo }),
        ...(begun && { note: begun.note }),
      });
      if (isHeld) continue;
      sizeBytes += output?.length ?? 0;
      if (moment && moment.outputBytes > moment.output.length) isCut = true;
    }
  }
  return { pieces: pieces.reverse(), isCut: isCut || to >= 0 };
}

/** Files sent and fetched, met from the end: what they printed is held until their beginning. */
class FoldedExchanges {
  readonly #exchanges: Exchange[];
  #replies: (Reply | undefined)[] = [];

  constructor(session: KeptSession, entries: number) {
    this.#exchanges = findExchanges(session.log.slice(0, entries));
  }

  /** True when what the moment after `at` entries printed is shown as a note only. */
  hold(at: number, reply: Reply | undefined): boolean {
    const within = this.#exchanges.at(-1);
    if (!within || at <= within.from || at > within.to) return false;
    this.#replies.unshift(reply);
    return true;
  }

  /** What is shown of the exchange that begins after `at` entries. */
  begunAt(at: number): { note: string; shown: Uint8Array } | undefined {
    const begun = this.#exchanges.at(-1);
    if (begun?.from !== at) return undefined;
    this.#exchanges.pop();
    const replies = this.#replies;
    this.#replies = [];
    return { note: noteOf(begun, replies), shown: shownOf(begun, replies) };
  }
}

/** Up to where a way ended, which may be in the midst of a moment. */
export async function historyAt(session: KeptSession, arrival: Arrival): Promise<SessionHistory> {
  const { entries, isOnTheWay, output } = arrival;
  if (!isOnTheWay) return historyUpTo(session, entries);
  const last = { output: output.bytes };
  if (entries === 0) return { pieces: [last], isCut: false };
  const { pieces, isCut } = await historyUpTo(session, entries - 1);
  const echo = session.log[entries - 1]?.echo;
  const before = pieces.at(-1);
  if (before && echo !== undefined) before.echo = echo;
  return { pieces: [...pieces, last], isCut };
}
