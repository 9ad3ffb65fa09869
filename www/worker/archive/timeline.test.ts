/** Owns the checks of what the page is told of a session's marks: what it has is not told again. */
import { expect, test } from 'vitest';
import type { TimelineMark } from '../../protocol.ts';
import { PART_BYTES } from '../../session-log/umix-words.mjs';
import { withMoments } from '../keeping/moments.ts';
import type { Entry } from '../keeping/records.ts';
import { ascii } from '../testing/bytes.ts';
import { Timeline } from './timeline.ts';

/** As a session has its entries: those that stay are the same. */
const entries = new Map<string, Entry>();

function session(id: string, ...lines: string[]) {
  const log = lines.map((line, nth) => {
    // Nobody typed what has several lines.
    const echo = line.includes('\n') ? {} : { echo: line };
    const bare = { bytes: ascii(`${line}\n`), isEnd: false, ...echo, instructions: nth, date: 0 };
    const [entry] = withMoments('00', [bare]);
    const key = lines.slice(0, nth + 1).join(' ');
    if (entry && !entries.has(key)) entries.set(key, entry);
    return entries.get(key) as Entry;
  });
  return { record: { id, head: log.length }, log };
}

/** A page that shows what it is told, and asks with what it has. */
function page(timeline: Timeline) {
  let marks: TimelineMark[] = [];
  return {
    /** Marks told, and what is shown then. */
    asks(of: ReturnType<typeof session>, known = marks.length): [number, string] {
      const told = timeline.of(of, known);
      expect(told).toMatchObject({ id: of.record.id, head: of.record.head });
      marks = [...marks.slice(0, told.from), ...told.marks];
      return [told.marks.length, marks.map(({ note, echo }) => note ?? echo).join(' ')];
    },
  };
}

test('of a session that goes on only what is new is told', () => {
  const { asks } = page(new Timeline());
  expect(asks(session('s', 'a', 'b'))).toEqual([2, 'a b']);
  expect(asks(session('s', 'a', 'b', 'c'))).toEqual([1, 'a b c']);
  expect(asks(session('s', 'a', 'b', 'c'))).toEqual([0, 'a b c']);
  expect(asks(session('s', 'a', 'd')), 'another line in place of one').toEqual([1, 'a d']);
  expect(asks(session('s', 'a')), 'another tab has cut it').toEqual([0, 'a']);
});

test('whoever asks twice before the answer comes, or has given up what it had, is told enough', () => {
  const { asks } = page(new Timeline());
  asks(session('s', 'a', 'b'));
  expect(asks(session('s', 'a', 'b', 'c'), 2)).toEqual([1, 'a b c']);
  expect(asks(session('s', 'a', 'b', 'c', 'd'), 2)).toEqual([2, 'a b c d']);
  expect(asks(session('s', 'a', 'b', 'c', 'd'), 0)).toEqual([4, 'a b c d']);
});

test('of another session, and to another page, all is told', () => {
  const timeline = new Timeline();
  const { asks } = page(timeline);
  asks(session('s', 'a', 'b'));
  expect(asks(session('other', 'a', 'b'))).toEqual([2, 'a b']);
  expect(page(new Timeline()).asks(session('other', 'a', 'b'), 2)).toEqual([2, 'a b']);
});

test('what belongs to a file has its name', () => {
  const { asks } = page(new Timeline());
  expect(asks(session('s', 'a'))).toEqual([1, 'a']);
  expect(asks(session('s', 'a', 'rm f\n/bin/umodem f ZYX'))).toEqual([1, 'a send f']);
});

test('of a file only the end is a moment, and what becomes its midst is told anew', () => {
  const timeline = new Timeline();
  const midst = (of: ReturnType<typeof session>, known: number) =>
    timeline.of(of, known).marks.map(({ isMidst }) => isMidst === true);
  const opening = 'rm f\n/bin/umodem f ZYX';
  const part = '\n'.padEnd(PART_BYTES - 1, 'x');
  expect(midst(session('s', 'a', opening), 0)).toEqual([false, false]);
  expect(midst(session('s', 'a', opening, part), 2)).toEqual([true, false]);
  expect(midst(session('s', 'a', opening, part, part), 3)).toEqual([true, false]);
});
