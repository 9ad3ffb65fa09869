/**
 * Owns what a terminal is shown of a session that it has not seen: the latest
 * part of what was printed and typed, from what is kept. Deliberately runs no
 * machine.
 */
import type { HistoryPiece } from '../protocol.ts';
import type { KeptSession } from './kept-session.ts';
import type { Arrival } from './session-travel.ts';

/** What a terminal is given of what was shown before. */
const HISTORY_BYTES = 256 * 1024;
/** Moments read from the store at once. */
const BATCH = 64;

export interface SessionHistory {
  pieces: HistoryPiece[];
  /** There was more before. */
  isCut: boolean;
}

/** Up to the moment after `entries` entries. */
export async function historyUpTo(session: KeptSession, entries: number): Promise<SessionHistory> {
  const pieces: HistoryPiece[] = [];
  let sizeBytes = 0;
  let to = entries;
  let isCut = false;
  while (to >= 0 && sizeBytes < HISTORY_BYTES) {
    const from = Math.max(0, to - BATCH + 1);
    const moments = await session.moments(from, to);
    for (let at = to; at >= from && sizeBytes < HISTORY_BYTES; at--) {
      const moment = moments[at - from];
      const output = moment?.output ?? new Uint8Array(0);
      const echo = at < entries ? session.log[at]?.echo : undefined;
      pieces.push({ output: output.slice(), ...(echo !== undefined && { echo }) });
      sizeBytes += output.length;
      if (moment && moment.outputBytes > output.length) isCut = true;
      to = at - 1;
    }
  }
  return { pieces: pieces.reverse(), isCut: isCut || to >= 0 };
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
