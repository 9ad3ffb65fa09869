/** Owns how a kept session is spoken of: how long ago, how much, what was last. */
import type { SessionSummary } from '../../protocol.ts';
import { element } from '../dom.ts';
import { counted, short } from '../quantities.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** `just now`, `5 minutes ago`, `2 hours ago`, `yesterday`, then the date. Both in milliseconds since 1970. */
export function ago(date: number, now: number): string {
  const passed = Math.max(0, now - date);
  if (passed < MINUTE_MS) return 'just now';
  if (passed < HOUR_MS) return count(Math.floor(passed / MINUTE_MS), 'minute');
  if (passed < DAY_MS) return count(Math.floor(passed / HOUR_MS), 'hour');
  if (passed < 2 * DAY_MS) return 'yesterday';
  if (passed < 14 * DAY_MS) return count(Math.floor(passed / DAY_MS), 'day');
  return new Date(date).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
  });
}

function count(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? '' : 's'} ago`;
}

/** `1 line`, `2,000 lines`. */
export function lines(entries: number): string {
  return counted(entries, 'line');
}

/** How far a session came, and what was typed last. */
export function howFar({ entries, instructions, lastLine }: SessionSummary): (Node | string)[] {
  const done = `${lines(entries)}, ${short(instructions)} instructions`;
  if (lastLine === '') return [done];
  return [`${done}; last typed: `, element('code', {}, shortened(lastLine))];
}

function shortened(line: string): string {
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}

/** What the offer to go on says: `You were logged in as howie, 2 hours ago.` */
export function whereLeft(session: SessionSummary, now: number): string {
  const when = ago(session.changed, now);
  const who =
    session.account === ''
      ? `You were in ${session.imageName}`
      : `You were logged in as ${session.account}`;
  return `${who}, ${when}.`;
}
