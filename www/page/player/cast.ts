/**
 * Owns the reading of an asciicast, version 2: what a terminal was given, and
 * when, with long pauses made short. Does not know how it is played.
 *
 * Source: https://docs.asciinema.org/manual/asciicast/v2/
 */
import { terminalSize } from '../../session-log/terminal-size.mjs';

export interface Cast {
  title: string;
  columns: number;
  rows: number;
  /** In order; `atMs` from the beginning, pauses shortened. */
  events: readonly { atMs: number; data: string }[];
  durationMs: number;
  /** When something was typed, in ms from the beginning. */
  marks: readonly number[];
}

/** A cast without a limit of its own is given this one, in seconds. */
const IDLE_LIMIT_SECONDS = 2;

/** Throws an `Error` whose message is a sentence about what is wrong with it. */
export function readCast(text: string): Cast {
  const [first = '', ...lines] = text.split('\n');
  const header = parsed(first);
  if (!isRecord(header) || header.version !== 2) {
    throw new Error('It is not an asciicast of version 2.');
  }
  const { width, height, title, idle_time_limit: limit } = header;
  const idleMs = 1000 * (isTime(limit) && limit > 0 ? limit : IDLE_LIMIT_SECONDS);
  const events: { atMs: number; data: string }[] = [];
  const marks: number[] = [];
  let [atMs, beforeMs] = [0, 0];
  for (const [nth, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const event = parsed(line);
    if (!Array.isArray(event) || !isTime(event[0]) || typeof event[2] !== 'string') {
      throw new Error(`Line ${nth + 2} of it is not an event: it was cut off or altered.`);
    }
    const ms = event[0] * 1000;
    atMs += Math.min(idleMs, Math.max(0, ms - beforeMs));
    beforeMs = Math.max(beforeMs, ms);
    if (event[1] === 'o') events.push({ atMs, data: event[2] });
    else if (event[1] === 'm') marks.push(atMs);
  }
  return {
    title: typeof title === 'string' ? title : '',
    ...terminalSize(width, height),
    events,
    durationMs: atMs,
    marks,
  };
}

/** Seconds that can be told in milliseconds: JSON has numbers too large for any. */
function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value * 1000);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
